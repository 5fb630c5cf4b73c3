//! Where the store is: a path, an address, or the default.

use super::{MemoryStore, SqliteStore, Store, StoreError};
use std::path::PathBuf;
use std::sync::Arc;

/// A place that [`open`] can open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// Memory of this process, written `memory:`.
    Memory,
}

impl Location {
    /// Reads a location: a path, `file:<path>`, `sqlite:<path>` or `memory:`.
    /// Errors: `UnsupportedLocation`, for etcd among others.
    pub fn parse(text: &str) -> Result<Location, StoreError> {
        let unsupported = |reason: &str| {
            Err(StoreError::UnsupportedLocation { location: text.to_owned(), reason: reason.to_owned() })
        };
        if text.trim().is_empty() {
            return unsupported("it is empty");
        }
        if text == "memory:" {
            return Ok(Location::Memory);
        }
        if text.starts_with("etcd:") {
            return unsupported("this fedsh has no etcd store yet; give the path of a file");
        }
        let path = text.strip_prefix("sqlite:").or_else(|| text.strip_prefix("file:")).unwrap_or(text);
        if path.contains("://") {
            return unsupported("give the path of a file");
        }
        Ok(Location::File(PathBuf::from(path)))
    }
}

/// Where the store is when no one says: `FEDSH_STORE`, else what [`note_location`] noted, else
/// `$XDG_DATA_HOME/fedsh/cms.db`, else `~/.local/share/fedsh/cms.db`. Errors: `UnsupportedLocation` when none of
/// the variables is set; `Unavailable` when the note cannot be read.
pub fn default_location() -> Result<String, StoreError> {
    if let Some(location) = variable("FEDSH_STORE") {
        return Ok(location);
    }
    let folder = folder()?;
    let note = folder.join(NOTE);
    match std::fs::read_to_string(&note) {
        Ok(location) if !location.trim().is_empty() => return Ok(location.trim().to_owned()),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(unusable(&note, &error)),
        _ => {}
    }
    Ok(folder.join("cms.db").to_string_lossy().into_owned())
}

/// File beside the default store that names the store to use instead.
const NOTE: &str = "store-location";

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn folder() -> Result<PathBuf, StoreError> {
    let data = variable("XDG_DATA_HOME").map(PathBuf::from);
    let data = data.or_else(|| std::env::home_dir().map(|home| home.join(".local/share")));
    let data = data.ok_or_else(|| StoreError::UnsupportedLocation {
        location: String::new(),
        reason: "none of FEDSH_STORE, XDG_DATA_HOME and HOME is set, and the account has no home folder"
            .to_owned(),
    })?;
    Ok(data.join("fedsh"))
}

fn unusable(path: &std::path::Path, error: &std::io::Error) -> StoreError {
    StoreError::Unavailable { location: path.to_string_lossy().into_owned(), reason: error.to_string() }
}

/// Makes a location the default one of this account. Errors: it is none; the note cannot be written.
pub fn note_location(location: &str) -> Result<(), StoreError> {
    Location::parse(location)?;
    let folder = folder()?;
    let note = folder.join(NOTE);
    let fresh = folder.join(format!("{NOTE}.{}", std::process::id()));
    // Renamed into place, so that nobody ever reads half of it.
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&fresh, format!("{location}\n")))
        .and_then(|()| std::fs::rename(&fresh, &note))
        .map_err(|error| unusable(&note, &error))
}

/// Takes back what [`note_location`] noted.
pub fn forget_location() -> Result<(), StoreError> {
    let note = folder()?.join(NOTE);
    match std::fs::remove_file(&note) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unusable(&note, &error)),
        _ => Ok(()),
    }
}

/// Opens the store at a location (see [`Location::parse`]), creating a file that does not exist; `None`
/// is [`default_location`].
pub fn open(location: Option<&str>) -> Result<Arc<dyn Store>, StoreError> {
    let location = match location {
        Some(location) => location.to_owned(),
        None => default_location()?,
    };
    Ok(match Location::parse(&location)? {
        Location::Memory => Arc::new(MemoryStore::new()),
        Location::File(path) => Arc::new(SqliteStore::open(&path)?),
    })
}
