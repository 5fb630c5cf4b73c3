//! Readiness, state and watchdog for systemd: the `sd_notify` protocol, one datagram a message.
//!
//! Without `NOTIFY_SOCKET` in the environment nothing is sent.

use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

/// The services run.
pub fn ready() {
    send("READY=1");
}

/// The services are being stopped.
pub fn stopping() {
    send("STOPPING=1");
}

/// A line for people.
pub fn status(text: &str) {
    send(&format!("STATUS={}", text.replace('\n', " ")));
}

/// The process is alive.
pub fn watchdog() {
    send("WATCHDOG=1");
}

/// How often [`watchdog`] is wanted: half of what systemd waits. None when it does not watch this process.
pub fn watchdog_interval() -> Option<Duration> {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    if number("WATCHDOG_PID").is_some_and(|process| process != u64::from(std::process::id())) {
        return None;
    }
    number("WATCHDOG_USEC").filter(|time| *time > 0).map(|time| Duration::from_micros(time / 2))
}

fn send(message: &str) {
    let Ok(socket) = std::env::var("NOTIFY_SOCKET") else { return };
    if let Err(error) = send_to(&socket, message) {
        tracing::debug!(%error, "systemd could not be notified");
    }
}

/// A path, or with `@` in front a name in the abstract namespace.
fn send_to(socket: &str, message: &str) -> std::io::Result<()> {
    let address = match socket.strip_prefix('@') {
        Some(name) => SocketAddr::from_abstract_name(name)?,
        None => SocketAddr::from_pathname(socket)?,
    };
    UnixDatagram::unbound()?.send_to_addr(message.as_bytes(), &address).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_arrive_on_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let receiver = UnixDatagram::bind(&path).unwrap();
        send_to(&path.to_string_lossy(), "READY=1").unwrap();
        let mut buffer = [0; 32];
        let length = receiver.recv(&mut buffer).unwrap();
        assert_eq!(&buffer[..length], b"READY=1");
    }
}
