//! Arguments, wiring, exit code.

use std::io::Write;
use std::process::ExitCode;

/// PowerShell's exit code when start-up fails.
const START_FAILED: u8 = 70;

fn main() -> ExitCode {
    let message = "fedsh: this build has no evaluator yet; it can only be used as a library.";
    // Nothing can be done when even standard error is closed.
    let _ = writeln!(std::io::stderr(), "{message}");
    ExitCode::from(START_FAILED)
}
