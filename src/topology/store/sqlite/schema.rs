//! The file: opening, creating, refusing what is not ours.

use super::super::{StoreError, index};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};
use std::fs::{DirBuilder, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

/// Version of the tables below, kept in the file's `user_version`.
pub const VERSION: u32 = 1;

/// `fdsh`: tells our files from other SQLite files.
const APPLICATION_ID: i32 = 0x6664_7368;

/// How long a writer waits for another one.
const BUSY_LIMIT: Duration = Duration::from_secs(15);

/// Most memory for pages of the file, in KB: without it a change of many users is written out and read again in
/// between. SQLite takes it only when there is so much to do.
const CACHE: i64 = 64 * 1024;

/// Pages that the write-ahead log gathers before they are put in their places, which waits for the disk twice.
const CHECKPOINT: i64 = 4_000;

/// Time between attempts where SQLite does not wait by itself.
const RETRY: Duration = Duration::from_millis(5);

const TABLES: &str = "
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 0), revision INTEGER NOT NULL);
    CREATE TABLE records (
        kind TEXT NOT NULL, key TEXT NOT NULL, identity TEXT NOT NULL,
        value TEXT NOT NULL, revision INTEGER NOT NULL,
        PRIMARY KEY (kind, key));
    CREATE TABLE attributes (
        kind TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL,
        PRIMARY KEY (kind, attribute, value, key)) WITHOUT ROWID;
    CREATE TABLE log (
        revision INTEGER PRIMARY KEY, time TEXT NOT NULL,
        who TEXT NOT NULL, command_line TEXT NOT NULL, step TEXT);
    CREATE TABLE log_changes (
        revision INTEGER NOT NULL REFERENCES log (revision), sequence INTEGER NOT NULL,
        kind TEXT NOT NULL, identity TEXT NOT NULL,
        before TEXT, before_revision INTEGER, after TEXT,
        PRIMARY KEY (revision, sequence)) WITHOUT ROWID;
    CREATE TABLE replicas (
        key TEXT PRIMARY KEY, fqdn TEXT NOT NULL, revision INTEGER NOT NULL, time TEXT NOT NULL
        ) WITHOUT ROWID;
    INSERT INTO state (id, revision) VALUES (0, 0);
";

/// Opens the file for use, creating it and its folder for their owner only when missing.
pub fn open(path: &Path) -> Result<Connection, StoreError> {
    let location = path.to_string_lossy().into_owned();
    refuse_foreign_header(path, &location)?;
    create_file(path).map_err(|error| unavailable(&location, &error))?;
    let mut connection = connect(path).map_err(|error| failure(&location, &error))?;
    match state(&connection).map_err(|error| failure(&location, &error))? {
        FileState::Newer(found) => Err(StoreError::NewerVersion { location, found, supported: VERSION }),
        FileState::Foreign => Err(not_ours(&location)),
        FileState::Empty | FileState::Current => {
            prepare(&mut connection).map_err(|error| failure(&location, &error))?;
            Ok(connection)
        }
    }
}

/// A further connection to a file that [`open`] accepted.
pub fn reopen(path: &Path) -> Result<Connection, StoreError> {
    let location = path.to_string_lossy().into_owned();
    let connect = || {
        let connection = connect(path)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(connection)
    };
    connect().map_err(|error: rusqlite::Error| failure(&location, &error))
}

/// What a SQLite error means to the user.
pub fn failure(location: &str, error: &rusqlite::Error) -> StoreError {
    let location = location.to_owned();
    let reason = match error {
        rusqlite::Error::SqliteFailure(code, message) => {
            let text = message.clone().unwrap_or_else(|| code.to_string());
            match code.code {
                ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => {
                    let reason = format!("{text}; restore it from a backup or choose another store");
                    return StoreError::Damaged { location, reason };
                }
                ErrorCode::DiskFull => "the disk is full".to_owned(),
                ErrorCode::ReadOnly => {
                    "it is read-only; check the permissions of the file and its folder".to_owned()
                }
                ErrorCode::DatabaseBusy => "another process keeps it locked".to_owned(),
                _ => text,
            }
        }
        rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
            return StoreError::Damaged { location, reason: error.to_string() };
        }
        other => other.to_string(),
    };
    StoreError::Unavailable { location, reason }
}

fn unavailable(location: &str, error: &std::io::Error) -> StoreError {
    StoreError::Unavailable { location: location.to_owned(), reason: error.to_string() }
}

fn not_ours(location: &str) -> StoreError {
    let reason = "it is a file of another program; choose another path".to_owned();
    StoreError::Damaged { location: location.to_owned(), reason }
}

/// Looks at the first bytes before SQLite does, so that a file that is not for us is not touched at all.
///
/// Source: <https://www.sqlite.org/fileformat2.html>, 1.3: magic at 0, user version at 60, application
/// identity at 68, both big-endian.
fn refuse_foreign_header(path: &Path, location: &str) -> Result<(), StoreError> {
    let mut header = Vec::new();
    match std::fs::File::open(path) {
        Ok(file) => file.take(100).read_to_end(&mut header).map_err(|error| unavailable(location, &error))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unavailable(location, &error)),
    };
    if header.is_empty() {
        return Ok(());
    }
    if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") {
        let reason = "it is not a SQLite file; restore it from a backup or choose another store".to_owned();
        return Err(StoreError::Damaged { location: location.to_owned(), reason });
    }
    let number = |at: usize| {
        header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
    };
    let (found, application) = (number(60), number(68));
    if application == APPLICATION_ID.cast_unsigned() && found > VERSION {
        return Err(StoreError::NewerVersion { location: location.to_owned(), found, supported: VERSION });
    }
    // Zero: created, but the first transaction may still be in the write-ahead log; `state` will tell.
    if application != 0 && application != APPLICATION_ID.cast_unsigned() {
        return Err(not_ours(location));
    }
    Ok(())
}

/// Passphrases are in the store, so no one else may read it.
fn create_file(path: &Path) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    OpenOptions::new().create(true).append(true).mode(0o600).open(path).map(drop)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_LIMIT)?;
    // In units of 1,024 bytes when negative.
    connection.pragma_update(None, "cache_size", -CACHE)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    Ok(connection)
}

enum FileState {
    Empty,
    Current,
    Newer(u32),
    Foreign,
}

fn state(connection: &Connection) -> rusqlite::Result<FileState> {
    // One statement sees one state; with three, another process could create the tables in between.
    let query = "SELECT (SELECT application_id FROM pragma_application_id),
        (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)";
    let (application, version, tables): (i32, u32, u32) =
        connection.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(match (application, version) {
        (0, 0) if tables == 0 => FileState::Empty,
        (APPLICATION_ID, version) if version > VERSION => FileState::Newer(version),
        (APPLICATION_ID, VERSION) => FileState::Current,
        _ => FileState::Foreign,
    })
}

/// Switches the file to a write-ahead log; the file remembers it.
///
/// Two processes that switch a new file at once both hold a read lock that the other one waits to see
/// released, so SQLite refuses one of them at once, without its busy timeout.
fn use_write_ahead_log(connection: &Connection) -> rusqlite::Result<()> {
    let end = Instant::now() + BUSY_LIMIT;
    loop {
        let mode = |row: &rusqlite::Row<'_>| row.get::<_, String>(0).map(drop);
        match connection.query_row("PRAGMA journal_mode = WAL", [], mode) {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < end =>
            {
                std::thread::sleep(RETRY);
            }
            outcome => return outcome,
        }
    }
}

fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    use_write_ahead_log(connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    if matches!(state(connection)?, FileState::Current) && index_is_current(connection)? {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it while we waited.
    if matches!(state(&transaction)?, FileState::Empty) {
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    if !index_is_current(&transaction)? {
        rebuild_index(&transaction)?;
    }
    transaction.commit()
}

fn index_is_current(connection: &Connection) -> rusqlite::Result<bool> {
    use rusqlite::OptionalExtension;
    let query = "SELECT value FROM meta WHERE name = 'index'";
    let found: Option<String> = connection.query_row(query, [], |row| row.get(0)).optional()?;
    Ok(found.as_deref() == Some(index::fingerprint().as_str()))
}

fn rebuild_index(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM attributes", [])?;
    let mut read = connection.prepare("SELECT kind, key, value FROM records")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, key, text): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let value = serde_json::from_str(&text).unwrap_or_default();
        super::write::index_record(connection, &kind, &key, &value)?;
    }
    let write = "INSERT OR REPLACE INTO meta (name, value) VALUES ('index', ?1)";
    connection.execute(write, params![index::fingerprint()]).map(drop)
}
