//! Arguments, wiring, exit code.

use fedsh::federation::runtime::serve;
use fedsh::{cmdlets, host};
use std::io::Write;
use std::process::ExitCode;

/// PowerShell's exit code for a command line that it cannot use.
const BAD_COMMAND_LINE: u8 = 64;

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    if let Some((first, rest)) = arguments.split_first()
        && first == "serve"
    {
        return serve_services(rest);
    }
    fedsh::engine::types::add_classes(cmdlets::CLASSES);
    if let [only] = arguments.as_slice()
        && only == "--lsp"
    {
        return ExitCode::from((host::lsp::run(cmdlets::TABLES, cmdlets::VALUE_SOURCES) & 0xFF) as u8);
    }
    match host::command_line::read(&arguments) {
        Ok(line) => {
            let code = host::session::run(line, cmdlets::TABLES, cmdlets::VALUE_SOURCES);
            // A process's exit code is one byte; PowerShell's keeps the low one.
            ExitCode::from((code & 0xFF) as u8)
        }
        Err(message) => {
            // Nothing can be done when even standard error is closed.
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(BAD_COMMAND_LINE)
        }
    }
}

/// `fedsh serve`: no shell, but the services of this computer.
fn serve_services(arguments: &[String]) -> ExitCode {
    // Nothing can be done when even the standard streams are closed.
    match serve::run(arguments) {
        Ok(text) => {
            let _ = write!(std::io::stdout(), "{}", text.unwrap_or_default());
            ExitCode::SUCCESS
        }
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}
