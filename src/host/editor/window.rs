//! Tells when the window gets another size. The signal may arrive in any thread, so it is a descriptor that the
//! reader of keys waits for, and no flag: a flag would be seen at the next key only.

use std::io::Read;
use std::os::unix::net::UnixStream;
use std::sync::OnceLock;

/// What becomes readable when the size has changed; watching begins with the first call. None when the watch cannot
/// be set up: then the next key finds the new size.
pub(super) fn watched() -> Option<&'static UnixStream> {
    static TOLD: OnceLock<Option<UnixStream>> = OnceLock::new();
    TOLD.get_or_init(|| watch().ok()).as_ref()
}

fn watch() -> std::io::Result<UnixStream> {
    let (told, teller) = UnixStream::pair()?;
    told.set_nonblocking(true)?;
    signal_hook::low_level::pipe::register(signal_hook::consts::SIGWINCH, teller)?;
    Ok(told)
}

/// Whether the size has changed since this was asked last.
pub(super) fn has_changed() -> bool {
    let Some(mut told) = watched() else { return false };
    let (mut changed, mut bytes) = (false, [0u8; 64]);
    while told.read(&mut bytes).is_ok_and(|count| count > 0) {
        changed = true;
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_told_once() {
        assert!(watched().is_some());
        has_changed();
        signal_hook::low_level::raise(signal_hook::consts::SIGWINCH).unwrap();
        assert!(has_changed());
        assert!(!has_changed());
    }
}
