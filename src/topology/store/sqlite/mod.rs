//! The durable store: one SQLite file in WAL mode, several processes.
//!
//! Writers take turns (`BEGIN IMMEDIATE`, with a limit on waiting); readers never wait for them.
//! `synchronous = FULL`: a revision that `apply` returned survives a crash.

mod read;
mod schema;
mod write;

use super::{
    Author, ChangeSet, Extent, LogEntry, Reader, Record, RecordText, ReplicaStatus, Revision, Store,
    StoreError,
};
use chrono::SecondsFormat;
use rusqlite::{Connection, TransactionBehavior, params};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Time between looks at the file while following it.
const POLL: Duration = Duration::from_millis(20);

/// A store in a SQLite file.
pub struct SqliteStore {
    path: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
}

impl SqliteStore {
    /// Opens the file, creating it with its folder when missing.
    /// Errors: `NewerVersion` and `Damaged` leave the file untouched; `Unavailable`.
    pub fn open(path: &Path) -> Result<SqliteStore, StoreError> {
        let writer = Mutex::new(schema::open(path)?);
        let reader = Mutex::new(schema::reopen(path)?);
        Ok(SqliteStore { path: path.to_owned(), writer, reader })
    }

    fn read<T>(&self, query: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        query(&lock(&self.reader)).map_err(|error| self.failure(&error))
    }

    /// Several queries that see the same revision.
    fn read_together<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let mut reader = lock(&self.reader);
        let run = |reader: &mut Connection| {
            let transaction = reader.transaction_with_behavior(TransactionBehavior::Deferred)?;
            query(&transaction)
        };
        run(&mut reader).map_err(|error| self.failure(&error))
    }

    fn failure(&self, error: &rusqlite::Error) -> StoreError {
        schema::failure(&self.path.to_string_lossy(), error)
    }
}

fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Reader for SqliteStore {
    fn revision(&self) -> Result<Revision, StoreError> {
        self.read(read::revision)
    }

    fn get(&self, kind: &str, identity: &str) -> Result<Option<Record>, StoreError> {
        self.read(|connection| read::get(connection, kind, identity))
    }

    fn list(&self, kind: &str) -> Result<Vec<Record>, StoreError> {
        self.read(|connection| read::list(connection, kind))
    }

    fn find(&self, kind: &str, attribute: &str, value: &str) -> Result<Vec<Record>, StoreError> {
        self.read(|connection| read::find(connection, kind, attribute, value))
    }

    fn values_from(
        &self,
        kind: &str,
        attribute: &str,
        start: &str,
        most: usize,
    ) -> Result<Vec<String>, StoreError> {
        self.read(|connection| read::values_from(connection, kind, attribute, start, most))
    }
}

impl Store for SqliteStore {
    fn location(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    fn kinds(&self) -> Result<Vec<String>, StoreError> {
        self.read(read::kinds)
    }

    fn extent(&self, kind: &str) -> Result<Extent, StoreError> {
        self.read(|connection| read::extent(connection, kind))
    }

    fn page(
        &self,
        kind: &str,
        extent: Extent,
        behind: Option<&str>,
        most: usize,
    ) -> Result<Vec<RecordText>, StoreError> {
        self.read(|connection| read::page(connection, kind, extent, behind, most))
    }

    fn read_kinds(&self, kinds: &[&str]) -> Result<(Revision, Vec<Record>), StoreError> {
        self.read_together(|connection| {
            let mut records = Vec::new();
            let revision = read::revision(connection)?;
            for kind in kinds {
                records.extend(read::list(connection, kind)?);
            }
            Ok((revision, records))
        })
    }

    fn apply(&self, changes: &ChangeSet, author: &Author) -> Result<Revision, StoreError> {
        write::apply(&mut lock(&self.writer), &self.location(), changes, author)
    }

    fn log(&self, since: Revision) -> Result<Vec<LogEntry>, StoreError> {
        self.read_together(|connection| read::log(connection, since, Revision::MAX))
    }

    fn log_entry(&self, revision: Revision) -> Result<Option<LogEntry>, StoreError> {
        let before = revision.saturating_sub(1);
        self.read_together(|connection| Ok(read::log(connection, before, revision)?.pop()))
    }

    fn wait_for_revision_after(
        &self,
        revision: Revision,
        limit: Duration,
    ) -> Result<Option<Revision>, StoreError> {
        let end = Instant::now() + limit;
        loop {
            let current = self.revision()?;
            if current > revision {
                return Ok(Some(current));
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            std::thread::sleep(POLL.min(left));
        }
    }

    fn report_replica(&self, status: &ReplicaStatus) -> Result<(), StoreError> {
        let time = status.time.to_rfc3339_opts(SecondsFormat::Micros, true);
        lock(&self.writer)
            .prepare_cached(
                "INSERT OR REPLACE INTO replicas (key, fqdn, revision, time) VALUES (?1, ?2, ?3, ?4)",
            )
            .and_then(|mut query| {
                query.execute(params![super::fold(&status.fqdn), status.fqdn, status.revision, time])
            })
            .map(drop)
            .map_err(|error| self.failure(&error))
    }

    fn replicas(&self) -> Result<Vec<ReplicaStatus>, StoreError> {
        self.read(read::replicas)
    }

    fn verify(&self) -> Result<(), StoreError> {
        let findings = self.read_together(findings)?;
        if findings.is_empty() {
            return Ok(());
        }
        Err(StoreError::Damaged { location: self.location(), reason: findings.join("; ") })
    }
}

/// What is wrong with the file, in sentences.
fn findings(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut findings: Vec<String> = connection
        .prepare("PRAGMA integrity_check")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    findings.retain(|line| line != "ok");
    let mut expect_none = |query: &str, finding: &str| -> rusqlite::Result<()> {
        let count: i64 = connection.query_row(query, [], |row| row.get(0))?;
        if count != 0 {
            findings.push(format!("{finding} ({count})"));
        }
        Ok(())
    };
    expect_none(
        "SELECT (SELECT revision FROM state) - (SELECT coalesce(max(revision), 0) FROM log)",
        "the last revision and the log differ",
    )?;
    expect_none(
        "SELECT count(*) FROM records r WHERE NOT EXISTS (
             SELECT 1 FROM log_changes c WHERE c.revision = r.revision AND c.kind = r.kind
             AND c.identity = r.identity AND c.after = r.value)",
        "records differ from the log",
    )?;
    expect_none(
        "SELECT count(*) FROM attributes a WHERE NOT EXISTS (
             SELECT 1 FROM records r WHERE r.kind = a.kind AND r.key = a.key)",
        "the index names records that do not exist",
    )?;
    Ok(findings)
}
