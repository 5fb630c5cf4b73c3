//! Queries. Each runs on a connection that the caller holds, inside its transaction if it has one.

use super::super::record::fold;
use super::super::{
    Author, Change, ChangeSet, Extent, LogEntry, Record, RecordText, ReplicaStatus, Revision, index,
};
use chrono::{DateTime, Utc};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

/// The revision of the last change set.
pub fn revision(connection: &Connection) -> rusqlite::Result<Revision> {
    connection.prepare_cached("SELECT revision FROM state")?.query_row([], |row| row.get(0))
}

/// One record.
pub fn get(connection: &Connection, kind: &str, identity: &str) -> rusqlite::Result<Option<Record>> {
    connection
        .prepare_cached("SELECT kind, identity, value, revision FROM records WHERE kind = ?1 AND key = ?2")?
        .query_row(params![kind, fold(identity)], record)
        .optional()
}

/// The kinds that have records. Each is found by a step of the index, however many records it has.
pub fn kinds(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached(
            "WITH RECURSIVE found (kind) AS (
                 SELECT min(kind) FROM records
                 UNION ALL
                 SELECT (SELECT min(kind) FROM records WHERE kind > found.kind) FROM found WHERE kind IS NOT NULL)
             SELECT kind FROM found WHERE kind IS NOT NULL",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// All records of a kind.
pub fn list(connection: &Connection, kind: &str) -> rusqlite::Result<Vec<Record>> {
    connection
        .prepare_cached("SELECT kind, identity, value, revision FROM records WHERE kind = ?1 ORDER BY key")?
        .query_map(params![kind], record)?
        .collect()
}

/// How many records of a kind there are, and the last place that one of them has.
pub fn extent(connection: &Connection, kind: &str) -> rusqlite::Result<Extent> {
    connection
        .prepare_cached("SELECT count(*), coalesce(max(rowid), 0) FROM records WHERE kind = ?1")?
        .query_row(params![kind], |row| {
            let count: i64 = row.get(0)?;
            Ok(Extent { count: usize::try_from(count).unwrap_or(usize::MAX), last: row.get(1)? })
        })
}

/// The next records of a walk. A record that is made later has a later place.
pub fn page(
    connection: &Connection,
    kind: &str,
    extent: Extent,
    behind: Option<&str>,
    most: usize,
) -> rusqlite::Result<Vec<RecordText>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "SELECT identity, value FROM records
             WHERE kind = ?1 AND key > ?2 AND rowid <= ?3 ORDER BY key LIMIT ?4",
        )?
        .query_map(params![kind, behind.map(fold).unwrap_or_default(), extent.last, most], |row| {
            Ok(RecordText { identity: row.get(0)?, text: row.get(1)? })
        })?
        .collect()
}

/// Records by attribute, through the index where there is one.
pub fn find(
    connection: &Connection,
    kind: &str,
    attribute: &str,
    value: &str,
) -> rusqlite::Result<Vec<Record>> {
    let folded = fold(value);
    let Some(attribute) = index::indexed(kind, attribute) else {
        let mut records = list(connection, kind)?;
        records.retain(|record| index::matches(&record.value, attribute, &folded));
        return Ok(records);
    };
    // CROSS JOIN keeps SQLite to this order: left alone it walks all records of the kind.
    connection
        .prepare_cached(
            "SELECT r.kind, r.identity, r.value, r.revision
             FROM attributes a CROSS JOIN records r ON r.kind = a.kind AND r.key = a.key
             WHERE a.kind = ?1 AND a.attribute = ?2 AND a.value = ?3 ORDER BY a.key",
        )?
        .query_map(params![kind, attribute, folded], record)?
        .collect()
}

/// Values of an indexed attribute that begin with a text.
pub fn values_from(
    connection: &Connection,
    kind: &str,
    attribute: &str,
    start: &str,
    most: usize,
) -> rusqlite::Result<Vec<String>> {
    // The largest character ends the range: no value sorts behind it.
    let end = format!("{start}\u{10ffff}");
    connection
        .prepare_cached(
            "SELECT DISTINCT value FROM attributes
             WHERE kind = ?1 AND attribute = ?2 AND value >= ?3 AND value < ?4 ORDER BY value LIMIT ?5",
        )?
        .query_map(params![kind, attribute, start, end, i64::try_from(most).unwrap_or(i64::MAX)], |row| {
            row.get(0)
        })?
        .collect()
}

/// Change sets above `since` up to `until`, oldest first.
pub fn log(connection: &Connection, since: Revision, until: Revision) -> rusqlite::Result<Vec<LogEntry>> {
    let mut entries: Vec<LogEntry> = connection
        .prepare_cached(
            "SELECT revision, time, who, command_line, step FROM log
             WHERE revision > ?1 AND revision <= ?2 ORDER BY revision",
        )?
        .query_map(params![since, until], entry)?
        .collect::<Result<_, _>>()?;
    let mut changes = connection.prepare_cached(
        "SELECT kind, identity, before, before_revision, after FROM log_changes
         WHERE revision = ?1 ORDER BY sequence",
    )?;
    for entry in &mut entries {
        let rows = changes.query_map(params![entry.revision], change)?;
        entry.changes = ChangeSet::new(rows.collect::<Result<_, _>>()?);
    }
    Ok(entries)
}

/// The latest report of each replica.
pub fn replicas(connection: &Connection) -> rusqlite::Result<Vec<ReplicaStatus>> {
    connection
        .prepare_cached("SELECT fqdn, revision, time FROM replicas ORDER BY key")?
        .query_map([], |row| {
            Ok(ReplicaStatus { fqdn: row.get(0)?, revision: row.get(1)?, time: time(row, 2)? })
        })?
        .collect()
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record { kind: row.get(0)?, identity: row.get(1)?, value: json(row, 2)?, revision: row.get(3)? })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<LogEntry> {
    Ok(LogEntry {
        revision: row.get(0)?,
        time: time(row, 1)?,
        author: Author { who: row.get(2)?, command_line: row.get(3)?, step: row.get(4)? },
        changes: ChangeSet::default(),
    })
}

fn change(row: &Row<'_>) -> rusqlite::Result<Change> {
    let (kind, identity): (String, String) = (row.get(0)?, row.get(1)?);
    let before = match row.get::<_, Option<Revision>>(3)? {
        None => None,
        Some(revision) => {
            Some(Record { kind: kind.clone(), identity: identity.clone(), value: json(row, 2)?, revision })
        }
    };
    let after = row.get::<_, Option<String>>(4)?.is_some().then(|| json(row, 4)).transpose()?;
    Ok(match (before, after) {
        (Some(before), Some(after)) => Change::Update { before, after },
        (Some(before), None) => Change::Delete { before },
        (None, after) => Change::Create { kind, identity, after: after.unwrap_or_default() },
    })
}

fn json(row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
    let text = row.get_ref(column)?;
    let text = text.as_str().map_err(|error| conversion(column, error))?;
    serde_json::from_str(text).map_err(|error| conversion(column, error))
}

fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<DateTime<Utc>> {
    let text: String = row.get(column)?;
    let parsed = DateTime::parse_from_rfc3339(&text).map_err(|error| conversion(column, error))?;
    Ok(parsed.with_timezone(&Utc))
}

fn conversion(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}
