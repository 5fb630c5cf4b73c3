//! Applying a change set in one transaction.

use super::super::record::fold;
use super::super::{Author, Change, ChangeSet, Revision, StoreError, index};
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
    for (sequence, change) in changes.changes().iter().enumerate() {
        check(&transaction, location, change, revision)?;
        // The text of the new value goes into the log and into the record.
        let after = change.after().map(Value::to_string);
        log_change(&transaction, revision, sequence, change, after.as_deref()).map_err(sqlite)?;
        write(&transaction, revision, change, after.as_deref()).map_err(sqlite)?;
    }
    transaction.execute("UPDATE state SET revision = ?1", params![revision]).map_err(sqlite)?;
    transaction.commit().map_err(sqlite)?;
    Ok(revision)
}

/// Refuses a change whose record is not as it was read.
fn check(
    connection: &Connection,
    location: &str,
    change: &Change,
    writing: Revision,
) -> Result<(), StoreError> {
    let query = "SELECT revision FROM records WHERE kind = ?1 AND key = ?2";
    let found: Option<Revision> = connection
        .prepare_cached(query)
        .and_then(|mut query| {
            query.query_row(params![change.kind(), fold(change.identity())], |row| row.get(0)).optional()
        })
        .map_err(|error| failure(location, &error))?;
    let expected = change.before().map(|record| record.revision);
    if found == Some(writing) {
        return Err(super::super::error::twice(change));
    }
    if found == expected {
        return Ok(());
    }
    let (kind, identity) = (change.kind().to_owned(), change.identity().to_owned());
    Err(StoreError::Conflict { kind, identity, expected, found })
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

fn log_change(
    connection: &Connection,
    revision: Revision,
    sequence: usize,
    change: &Change,
    after: Option<&str>,
) -> rusqlite::Result<()> {
    let before = change.before();
    connection
        .prepare_cached(
            "INSERT INTO log_changes (revision, sequence, kind, identity, before, before_revision, after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            revision,
            i64::try_from(sequence).unwrap_or(i64::MAX),
            change.kind(),
            change.identity(),
            before.map(|record| record.value.to_string()),
            before.map(|record| record.revision),
            after,
        ])
        .map(drop)
}

fn write(
    connection: &Connection,
    revision: Revision,
    change: &Change,
    after: Option<&str>,
) -> rusqlite::Result<()> {
    let (kind, key) = (change.kind(), fold(change.identity()));
    let entries = |value: Option<&Value>| value.map(|value| index::entries(kind, value)).unwrap_or_default();
    let (old, new) = (entries(change.before().map(|record| &record.value)), entries(change.after()));
    // Most changes leave most of the index as it is.
    for (attribute, text) in old.iter().filter(|entry| !new.contains(entry)) {
        connection
            .prepare_cached(
                "DELETE FROM attributes WHERE kind = ?1 AND attribute = ?2 AND value = ?3 AND key = ?4",
            )?
            .execute(params![kind, attribute, text, key])?;
    }
    let Some(text) = after else {
        return connection
            .prepare_cached("DELETE FROM records WHERE kind = ?1 AND key = ?2")?
            .execute(params![kind, key])
            .map(drop);
    };
    connection
        .prepare_cached(
            "INSERT INTO records (kind, key, identity, value, revision) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (kind, key) DO UPDATE
             SET identity = excluded.identity, value = excluded.value, revision = excluded.revision",
        )?
        .execute(params![kind, key, change.identity(), text, revision])?;
    for entry in new.iter().filter(|entry| !old.contains(entry)) {
        add_entry(connection, kind, &key, entry)?;
    }
    Ok(())
}

/// Adds a record to the index.
pub fn index_record(connection: &Connection, kind: &str, key: &str, value: &Value) -> rusqlite::Result<()> {
    index::entries(kind, value).iter().try_for_each(|entry| add_entry(connection, kind, key, entry))
}

fn add_entry(
    connection: &Connection,
    kind: &str,
    key: &str,
    (attribute, text): &(&'static str, String),
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO attributes (kind, attribute, value, key) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![kind, attribute, text, key])
        .map(drop)
}
