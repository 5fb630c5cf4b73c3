//! Arguments, wiring, exit code.

use fedsh::federation::runtime::serve;
use fedsh::{cmdlets, host};
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

/// The services pass messages from thread to thread, each in dozens of pieces of memory, and scripts make millions of
/// them: the C library's allocator took a quarter of a gateway's time for that.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// PowerShell's exit code for a command line that it cannot use.
const BAD_COMMAND_LINE: u8 = 64;

fn main() -> ExitCode {
    without_empty_home();
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

/// A `HOME` that is set to nothing counts as unset for all that look for it, of which the standard library is one: the
/// program starts once more without it, as the same process.
fn without_empty_home() {
    if std::env::var_os("HOME").is_none_or(|home| !home.is_empty()) {
        return;
    }
    let mut arguments = std::env::args_os();
    // A login shell is known by its name.
    let name = arguments.next().unwrap_or_else(|| "fedsh".into());
    // It only comes back when that cannot be done, and goes on with what there is.
    let _ = Command::new("/proc/self/exe").arg0(name).args(arguments).env_remove("HOME").exec();
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
