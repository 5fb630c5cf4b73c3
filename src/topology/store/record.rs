//! Records, and the two traits over them: [`Reader`] and [`Store`].

use super::{Author, ChangeSet, LogEntry, StoreError};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::borrow::Cow;
use std::time::Duration;

/// Counts applied change sets; the empty store is at 0. Signed because SQLite and PowerShell count so.
pub type Revision = i64;

/// One stored thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What sort of thing, a name of [`crate::topology::kinds`].
    pub kind: String,
    /// Which one, in the spelling it was created with; compared without regard to case.
    pub identity: String,
    /// Its properties.
    pub value: Value,
    /// Revision that last wrote it; 0 for one that is pending and new.
    pub revision: Revision,
}

/// What a follower of the store says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaStatus {
    /// Name of the computer.
    pub fqdn: String,
    /// Revision it runs.
    pub revision: Revision,
    /// When it said so.
    pub time: DateTime<Utc>,
}

/// Identities and indexed values are compared in this form, as PowerShell ignores case.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// The same without a copy where the text has this form already, as nearly all that is looked up for a message.
pub fn folded(text: &str) -> Cow<'_, str> {
    let is_folded = text.bytes().fold(true, |all, byte| all & byte.is_ascii() & !byte.is_ascii_uppercase());
    if is_folded { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) }
}

/// A record with its value as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordText {
    /// See [`Record::identity`].
    pub identity: String,
    /// Its properties as JSON.
    pub text: String,
}

/// How far a walk over the records of a kind goes: to those that were there when it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// How many there were.
    pub count: usize,
    /// Where the store has put the last one of them.
    pub last: i64,
}

/// Look-ups over a store, or over a store with pending changes on top.
pub trait Reader {
    /// The revision of the last applied change set.
    fn revision(&self) -> Result<Revision, StoreError>;

    /// One record, or `None`.
    fn get(&self, kind: &str, identity: &str) -> Result<Option<Record>, StoreError>;

    /// All records of a kind, by identity.
    fn list(&self, kind: &str) -> Result<Vec<Record>, StoreError>;

    /// Records of a kind whose attribute equals `value` without regard to case; an attribute that is a
    /// list matches by any of its members. Fast for those of [`crate::topology::kinds::INDEXED`], a
    /// scan of the kind for others.
    fn find(&self, kind: &str, attribute: &str, value: &str) -> Result<Vec<Record>, StoreError>;

    /// At most `most` values of an attribute that begin with a folded text, folded and in order. Fast where
    /// the store has an index of them.
    fn values_from(
        &self,
        kind: &str,
        attribute: &str,
        start: &str,
        most: usize,
    ) -> Result<Vec<String>, StoreError> {
        let mut found: Vec<String> = self
            .list(kind)?
            .iter()
            .filter_map(|record| record.value.get(attribute).and_then(Value::as_str).map(fold))
            .filter(|value| value.starts_with(start))
            .collect();
        found.sort();
        found.dedup();
        found.truncate(most);
        Ok(found)
    }
}

/// What keeps records. All methods may block; call them from a blocking thread in async code.
pub trait Store: Reader + Send + Sync {
    /// Where the store is, in a form that [`super::open`] accepts.
    fn location(&self) -> String;

    /// The kinds that have records, by name.
    fn kinds(&self) -> Result<Vec<String>, StoreError>;

    /// How far a walk over a kind goes, for [`Store::page`].
    fn extent(&self, kind: &str) -> Result<Extent, StoreError> {
        Ok(Extent { count: self.list(kind)?.len(), last: i64::MAX })
    }

    /// The next records of a walk, by identity: those behind one, or from the first on. A walk sees each record that
    /// is there from its begin to its end once, as it is when its page is read.
    fn page(
        &self,
        kind: &str,
        _extent: Extent,
        behind: Option<&str>,
        most: usize,
    ) -> Result<Vec<RecordText>, StoreError> {
        let behind = behind.map(fold);
        let all = self.list(kind)?.into_iter();
        let rest = all.filter(|record| behind.as_ref().is_none_or(|behind| fold(&record.identity) > *behind));
        Ok(rest
            .take(most)
            .map(|record| RecordText { text: record.value.to_string(), identity: record.identity })
            .collect())
    }

    /// All records of several kinds as they were together at one revision.
    fn read_kinds(&self, kinds: &[&str]) -> Result<(Revision, Vec<Record>), StoreError>;

    /// Applies a change set whole, or refuses it with [`StoreError::Conflict`] and changes nothing.
    /// Returns the new revision (the current one if the set is empty), which is durable by then.
    fn apply(&self, changes: &ChangeSet, author: &Author) -> Result<Revision, StoreError>;

    /// Applied change sets with a revision above `since`, oldest first.
    fn log(&self, since: Revision) -> Result<Vec<LogEntry>, StoreError>;

    /// The change set applied as `revision`, or `None`.
    fn log_entry(&self, revision: Revision) -> Result<Option<LogEntry>, StoreError>;

    /// Waits until the store is past `revision`, whoever writes it, and returns the new one; `None` when
    /// `limit` passed first.
    fn wait_for_revision_after(
        &self,
        revision: Revision,
        limit: Duration,
    ) -> Result<Option<Revision>, StoreError>;

    /// Notes which revision a follower runs. Makes no revision of its own.
    fn report_replica(&self, status: &ReplicaStatus) -> Result<(), StoreError>;

    /// The latest report of each follower, by name.
    fn replicas(&self) -> Result<Vec<ReplicaStatus>, StoreError>;

    /// Checks that records, index and log agree and the medium is sound. Slow for large stores.
    fn verify(&self) -> Result<(), StoreError>;
}
