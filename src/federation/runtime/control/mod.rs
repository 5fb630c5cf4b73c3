//! The control socket: JSON lines over a Unix socket that only the owner may open.
//!
//! A request is one line of at most [`LINE`] bytes, its answer too. What is no request gets an error and ends
//! its connection, and disturbs nothing else.

mod client;
mod message;
mod server;

pub use client::{ControlClient, ControlError};
pub use message::{Answer, Question};
pub use server::ControlServer;

use std::path::PathBuf;

/// Longest line of a request.
pub const LINE: usize = 16 * 1024;
/// Longest answer that is read: streams of many partners.
pub const ANSWER: u64 = 64 * 1024 * 1024;

/// Folder of control sockets: `FEDSH_RUNTIME_DIR`, else `fedsh` in `XDG_RUNTIME_DIR`, else `/run/fedsh` for
/// root, else `fedsh-<user>` in the folder for temporary files.
pub fn folder() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let user = rustix::process::geteuid();
    variable("FEDSH_RUNTIME_DIR")
        .or_else(|| variable("XDG_RUNTIME_DIR").map(|folder| folder.join("fedsh")))
        .or_else(|| user.is_root().then(|| PathBuf::from("/run/fedsh")))
        .unwrap_or_else(|| std::env::temp_dir().join(format!("fedsh-{}", user.as_raw())))
}

/// The control socket of a computer's host.
pub fn socket_of(computer: &str) -> PathBuf {
    let safe = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    let name: String =
        computer.to_lowercase().chars().map(|letter| if safe(letter) { letter } else { '_' }).collect();
    folder().join(format!("{name}.sock"))
}
