//! What the transcript commands share.

use crate::engine::Fault;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;
use std::path::PathBuf;

/// The session's transcript.
#[derive(Default)]
pub struct Transcript {
    pub path: Option<PathBuf>,
}

const STARS: &str = "**********************";

fn time() -> String {
    chrono::Local::now().format("%Y%m%d%H%M%S").to_string()
}

/// The first lines of a transcript.
pub fn header(minimal: bool) -> String {
    let start = format!("{STARS}\nPowerShell transcript start\nStart time: {}\n", time());
    if minimal {
        return format!("{start}{STARS}\n");
    }
    let system = rustix::system::uname();
    let text = |name: &std::ffi::CStr| name.to_string_lossy().into_owned();
    let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "root".into());
    let version = crate::engine::COMPATIBLE_VERSION;
    format!(
        "{start}Username: {user}\nRunAs User: {user}\nConfiguration Name: \nMachine: {} ({} {})\nHost Application: {}\nProcess ID: {}\nPSVersion: {version}\nPSEdition: Core\nGitCommitId: {version}\nOS: {} {}\nPlatform: Unix\nPSCompatibleVersions: 1.0, 2.0, 3.0, 4.0, 5.0, 5.1, 6.0, 7.0\nPSRemotingProtocolVersion: 2.4\nSerializationVersion: 1.1.0.1\nWSManStackVersion: 3.0\n{STARS}\n",
        text(system.nodename()),
        text(system.sysname()),
        text(system.release()),
        std::env::args().collect::<Vec<String>>().join(" "),
        std::process::id(),
        text(system.sysname()),
        text(system.release()),
    )
}

/// The last lines of a transcript.
pub fn footer() -> String {
    format!("{STARS}\nPowerShell transcript end\nEnd time: {}\n{STARS}\n", time())
}

pub fn failure(context: &mut Context<'_>, message: &str) -> Box<Fault> {
    context.terminate(
        "System.Management.Automation.PSInvalidOperationException",
        message,
        "InvalidOperation",
        Category::InvalidOperation,
        Value::Null,
    )
}
