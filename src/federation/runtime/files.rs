//! How many files the process may have open, which connections are, too.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Most streams of strangers at once where files are plenty.
const STRANGERS: u64 = 1000;

/// Takes as many files as the administrator lets the process have.
pub fn take_all() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if limit.current != limit.maximum
        && let Err(error) = setrlimit(Resource::Nofile, wanted)
    {
        tracing::warn!(%error, "the process has to do with {:?} open files", limit.current);
    }
}

/// Most streams that are not authenticated: a quarter of all files, so that strangers cannot take those that partners,
/// links and the store need.
pub fn strangers() -> usize {
    let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    usize::try_from((files / 4).clamp(4, STRANGERS)).unwrap_or(4)
}
