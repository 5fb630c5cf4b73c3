//! Applying a change set in one transaction.

use super::super::record::fold;
use super::super::{Author, Change, ChangeSet, Record, Revision, StoreError, index};
use super::schema::failure;
use chrono::{SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::Value;

/// Applies the set and its log entry, or nothing.
pub fn apply(
    connection: &mut Connection,
    location: &str,
    changes: &ChangeSet,
    author: &Author,
) -> Result<Revision, StoreError> {
    let sqlite = |error: rusqlite::Error| failure(location, &error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
    let current: Revision =
        transaction.query_row("SELECT revision FROM state", [], |row| row.get(0)).map_err(sqlite)?;
    if changes.is_empty() {
        return Ok(current);
    }
    let revision = current + 1;
    log_entry(&transaction, revision, author).map_err(sqlite)?;
    let writing = Writing { connection: &transaction, location, revision };
    for (sequence, change) in changes.changes().iter().enumerate() {
        writing.apply(i64::try_from(sequence).unwrap_or(i64::MAX), change)?;
    }
    transaction.execute("UPDATE state SET revision = ?1", params![revision]).map_err(sqlite)?;
    transaction.commit().map_err(sqlite)?;
    Ok(revision)
}

fn log_entry(connection: &Connection, revision: Revision, author: &Author) -> rusqlite::Result<()> {
    let time = Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true);
    connection
        .prepare_cached(
            "INSERT INTO log (revision, time, who, command_line, step) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![revision, time, author.who, author.command_line, author.step])
        .map(drop)
}

/// A change set on its way into the file.
struct Writing<'a> {
    connection: &'a Connection,
    location: &'a str,
    /// The revision that it makes.
    revision: Revision,
}

impl Writing<'_> {
    /// Writes one change with its place in the log. Errors: `Conflict` when the record is not as it was read.
    fn apply(&self, sequence: i64, change: &Change) -> Result<(), StoreError> {
        let written = match change {
            Change::Create { kind, identity, after } => self.create(sequence, kind, identity, after),
            Change::Update { before, after } => self.replace(sequence, before, Some(after)),
            Change::Delete { before } => self.replace(sequence, before, None),
        };
        match written {
            Ok(true) => self.index(change).map_err(|error| failure(self.location, &error)),
            Ok(false) => Err(self.conflict(change)),
            Err(error) => Err(failure(self.location, &error)),
        }
    }

    /// Whether there was no such record yet.
    fn create(&self, sequence: i64, kind: &str, identity: &str, after: &Value) -> rusqlite::Result<bool> {
        let text = text(after)?;
        let made = self
            .connection
            .prepare_cached(
                "INSERT INTO records (kind, key, identity, value, revision) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (kind, key) DO NOTHING",
            )?
            .execute(params![kind, fold(identity), identity, text, self.revision])?;
        self.connection
            .prepare_cached(
                "INSERT INTO log_changes (revision, sequence, kind, identity, after) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![self.revision, sequence, kind, identity, text])?;
        Ok(made == 1)
    }

    /// Whether the record was as it was read. The log gets the value that is replaced as it stands in the file:
    /// the revision says that it is the one that was read, and writing it out again would be slower.
    fn replace(&self, sequence: i64, before: &Record, after: Option<&Value>) -> rusqlite::Result<bool> {
        let (kind, key, after) = (&before.kind, fold(&before.identity), after.map(text).transpose()?);
        let logged = self
            .connection
            .prepare_cached(
                "INSERT INTO log_changes (revision, sequence, kind, identity, before, before_revision, after)
                 SELECT ?1, ?2, kind, ?3, value, revision, ?4 FROM records
                 WHERE kind = ?5 AND key = ?6 AND revision = ?7",
            )?
            .execute(params![self.revision, sequence, before.identity, after, kind, key, before.revision])?;
        if logged == 0 {
            return Ok(false);
        }
        match after {
            Some(after) => self
                .connection
                .prepare_cached(
                    "UPDATE records SET identity = ?3, value = ?4, revision = ?5 WHERE kind = ?1 AND key = ?2",
                )?
                .execute(params![kind, key, before.identity, after, self.revision])?,
            None => self
                .connection
                .prepare_cached("DELETE FROM records WHERE kind = ?1 AND key = ?2")?
                .execute(params![kind, key])?,
        };
        Ok(true)
    }

    fn index(&self, change: &Change) -> rusqlite::Result<()> {
        let (kind, key) = (change.kind(), fold(change.identity()));
        let before = change.before().map(|record| &record.value);
        let (gone, fresh) = index::changed(kind, before, change.after());
        for (attribute, text) in &gone {
            self.connection
                .prepare_cached(
                    "DELETE FROM attributes WHERE kind = ?1 AND attribute = ?2 AND value = ?3 AND key = ?4",
                )?
                .execute(params![kind, attribute, text, key])?;
        }
        fresh.iter().try_for_each(|entry| add_entry(self.connection, kind, &key, entry))
    }

    /// Why a record is not as it was read.
    fn conflict(&self, change: &Change) -> StoreError {
        let found = self
            .connection
            .query_row(
                "SELECT revision FROM records WHERE kind = ?1 AND key = ?2",
                params![change.kind(), fold(change.identity())],
                |row| row.get::<_, Revision>(0),
            )
            .optional();
        match found {
            Ok(Some(found)) if found == self.revision => super::super::error::twice(change),
            Ok(found) => StoreError::Conflict {
                kind: change.kind().to_owned(),
                identity: change.identity().to_owned(),
                expected: change.before().map(|record| record.revision),
                found,
            },
            Err(error) => failure(self.location, &error),
        }
    }
}

/// A value as it stands in the file.
fn text(value: &Value) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// Adds a record to the index.
pub fn index_record(connection: &Connection, kind: &str, key: &str, value: &Value) -> rusqlite::Result<()> {
    index::entries(kind, value).iter().try_for_each(|entry| add_entry(connection, kind, key, entry))
}

fn add_entry(
    connection: &Connection,
    kind: &str,
    key: &str,
    (attribute, text): &index::Entry,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO attributes (kind, attribute, value, key) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![kind, attribute, text, key])
        .map(drop)
}
