//! Applying a change set in one transaction.

use super::super::record::fold;
use super::super::{Author, Change, ChangeSet, Record, Revision, StoreError, index};
use super::schema::failure;
use chrono::{SecondsFormat, Utc};
use rusqlite::{CachedStatement, Connection, OptionalExtension, TransactionBehavior, params};
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
    Writing::begin(&transaction, location, revision).map_err(sqlite)?.apply_all(changes.changes())?;
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
    create: CachedStatement<'a>,
    log_create: CachedStatement<'a>,
    log_replace: CachedStatement<'a>,
    replace: CachedStatement<'a>,
    delete: CachedStatement<'a>,
}

/// Changes whose entries of the index are written together, in the order of the index.
const CHUNK: usize = 16_384;

/// An entry of the index: kind, attribute, folded value, key of the record.
type IndexEntry<'a> = (&'a str, &'static str, String, &'a str);

impl<'a> Writing<'a> {
    fn begin(
        connection: &'a Connection,
        location: &'a str,
        revision: Revision,
    ) -> rusqlite::Result<Writing<'a>> {
        let prepared = |sql: &str| connection.prepare_cached(sql);
        Ok(Writing {
            connection,
            location,
            revision,
            create: prepared(
                "INSERT INTO records (kind, key, identity, value, revision) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (kind, key) DO NOTHING",
            )?,
            log_create: prepared(
                "INSERT INTO log_changes (revision, sequence, kind, identity, after) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?,
            log_replace: prepared(
                "INSERT INTO log_changes (revision, sequence, kind, identity, before, before_revision, after)
                 SELECT ?1, ?2, kind, ?3, value, revision, ?4 FROM records
                 WHERE kind = ?5 AND key = ?6 AND revision = ?7",
            )?,
            replace: prepared(
                "UPDATE records SET identity = ?3, value = ?4, revision = ?5 WHERE kind = ?1 AND key = ?2",
            )?,
            delete: prepared("DELETE FROM records WHERE kind = ?1 AND key = ?2")?,
        })
    }

    /// Writes changes with their places in the log. Errors: `Conflict` when a record is not as it was read.
    fn apply_all(mut self, changes: &[Change]) -> Result<(), StoreError> {
        let mut sequence = 0;
        for some in changes.chunks(CHUNK) {
            let keys: Vec<String> = some.iter().map(|change| fold(change.identity())).collect();
            let (mut gone, mut fresh) = (Vec::new(), Vec::new());
            for (change, key) in some.iter().zip(&keys) {
                self.write(sequence, change, key)?;
                sequence += 1;
                let kind = change.kind();
                let before = change.before().map(|record| &record.value);
                let (old, new) = index::changed(kind, before, change.after());
                gone.extend(old.into_iter().map(|(attribute, text)| (kind, attribute, text, key.as_str())));
                fresh.extend(new.into_iter().map(|(attribute, text)| (kind, attribute, text, key.as_str())));
            }
            self.index(gone, fresh).map_err(|error| failure(self.location, &error))?;
        }
        Ok(())
    }

    fn write(&mut self, sequence: i64, change: &Change, key: &str) -> Result<(), StoreError> {
        let written = match change {
            Change::Create { kind, identity, after } => self.create(sequence, kind, identity, (key, after)),
            Change::Update { before, after } => self.replace(sequence, before, key, Some(after)),
            Change::Delete { before } => self.replace(sequence, before, key, None),
        };
        match written {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.conflict(change)),
            Err(error) => Err(failure(self.location, &error)),
        }
    }

    /// Whether there was no such record yet.
    fn create(
        &mut self,
        sequence: i64,
        kind: &str,
        identity: &str,
        (key, after): (&str, &Value),
    ) -> rusqlite::Result<bool> {
        let text = text(after)?;
        let made = self.create.execute(params![kind, key, identity, text, self.revision])?;
        self.log_create.execute(params![self.revision, sequence, kind, identity, text])?;
        Ok(made == 1)
    }

    /// Whether the record was as it was read. The log gets the value that is replaced as it stands in the file:
    /// the revision says that it is the one that was read, and writing it out again would be slower.
    fn replace(
        &mut self,
        sequence: i64,
        before: &Record,
        key: &str,
        after: Option<&Value>,
    ) -> rusqlite::Result<bool> {
        let (kind, after) = (&before.kind, after.map(text).transpose()?);
        let logged = self.log_replace.execute(params![
            self.revision,
            sequence,
            before.identity,
            after,
            kind,
            key,
            before.revision
        ])?;
        if logged == 0 {
            return Ok(false);
        }
        match after {
            Some(after) => self.replace.execute(params![kind, key, before.identity, after, self.revision])?,
            None => self.delete.execute(params![kind, key])?,
        };
        Ok(true)
    }

    /// Brings the index up to date: in its own order, in which neighbours share pages.
    fn index(&self, mut gone: Vec<IndexEntry<'_>>, mut fresh: Vec<IndexEntry<'_>>) -> rusqlite::Result<()> {
        gone.sort_unstable();
        fresh.sort_unstable();
        if !gone.is_empty() {
            let mut delete = self.connection.prepare_cached(
                "DELETE FROM attributes WHERE kind = ?1 AND attribute = ?2 AND value = ?3 AND key = ?4",
            )?;
            for (kind, attribute, text, key) in &gone {
                delete.execute(params![kind, attribute, text, key])?;
            }
        }
        let mut insert = self.connection.prepare_cached(ADD_ENTRY)?;
        for (kind, attribute, text, key) in &fresh {
            insert.execute(params![kind, attribute, text, key])?;
        }
        Ok(())
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

const ADD_ENTRY: &str =
    "INSERT OR REPLACE INTO attributes (kind, attribute, value, key) VALUES (?1, ?2, ?3, ?4)";

fn add_entry(
    connection: &Connection,
    kind: &str,
    key: &str,
    (attribute, text): &index::Entry,
) -> rusqlite::Result<()> {
    connection.prepare_cached(ADD_ENTRY)?.execute(params![kind, attribute, text, key]).map(drop)
}
