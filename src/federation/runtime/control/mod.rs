//! The control socket: JSON lines over a Unix socket that only the owner may open.
//!
//! A request is one line of at most [`LINE`] bytes, its answer too. What is no request gets an error and ends
//! its connection, and disturbs nothing else.

mod client;
mod message;
mod server;

pub use client::{ControlClient, ControlError};
pub use message::{Answer, Question};
pub use server::{ControlServer, answer, own_folder};

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Longest line of a request.
pub const LINE: usize = 16 * 1024;
/// Longest answer that is read: streams of many partners.
pub const ANSWER: u64 = 64 * 1024 * 1024;

/// Folder of control sockets: `FEDSH_RUNTIME_DIR`, else `fedsh` in `XDG_RUNTIME_DIR`, else `/run/fedsh` for
/// root, else `fedsh-<user>` in the folder for temporary files. `variable` looks up the environment.
pub fn folder(variable: impl Fn(&str) -> Option<OsString>) -> PathBuf {
    let path = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let user = rustix::process::geteuid();
    path("FEDSH_RUNTIME_DIR")
        .or_else(|| path("XDG_RUNTIME_DIR").map(|folder| folder.join("fedsh")))
        .or_else(|| user.is_root().then(|| PathBuf::from("/run/fedsh")))
        .unwrap_or_else(|| std::env::temp_dir().join(format!("fedsh-{}", user.as_raw())))
}

/// The control socket of a computer's host in that folder.
pub fn socket_of(folder: &Path, computer: &str) -> PathBuf {
    let safe = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    let name: String =
        computer.to_lowercase().chars().map(|letter| if safe(letter) { letter } else { '_' }).collect();
    folder.join(format!("{name}.sock"))
}

/// Computers whose hosts have a control socket in that folder, and answer.
pub fn running(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let computer = name.strip_suffix(".sock")?.to_owned();
        ControlClient::connect(&entry.path()).is_ok().then_some(computer)
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}
