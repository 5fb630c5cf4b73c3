//! Profile scripts: where they are, and their run before a session begins.

use super::session::report;
use crate::engine::output::HostSink;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault};
use crate::language::Source;
use crate::language::literal::quoted;
use std::path::PathBuf;

/// Where everybody's profile is.
const EVERYBODY: &str = "/etc/fedsh/profile.ps1";

/// `$PROFILE`: the file of this user, `fedsh/profile.ps1` in `$XDG_CONFIG_HOME` or `~/.config`.
fn own() -> Option<PathBuf> {
    let folder = std::env::var_os("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| Some(std::env::home_dir()?.join(".config")))?;
    Some(folder.join("fedsh/profile.ps1"))
}

/// Sets `$PROFILE`.
pub fn define(engine: &mut Engine) {
    if let Some(path) = own() {
        engine.global.set("PROFILE", Value::text(path.display().to_string()));
    }
}

/// Runs the profiles that are there, everybody's first, in the scope of the session. A mistake in one is shown
/// and does not keep the session from beginning. Gives the exit code when one ended
/// the program; `exit` ends only the profile that says it.
pub fn run(engine: &mut Engine) -> Option<i32> {
    let files = std::iter::once(PathBuf::from(EVERYBODY)).chain(own());
    for file in files.filter(|file| file.is_file()) {
        let command = format!(". {}", quoted(&file.display().to_string()));
        let result = engine.run_text(Source::inline(command.as_str()), &mut HostSink);
        let finished = engine.finish_output();
        for fault in [result.err(), finished.err()].into_iter().flatten() {
            match *fault {
                Fault::Exit(code) | Fault::Quit(code) => return Some(code),
                fault => report(engine, fault),
            }
        }
        // Ctrl+C ends one profile, not the next one as well.
        engine.stop_flag().store(false, std::sync::atomic::Ordering::Relaxed);
    }
    engine.succeeded = true;
    None
}
