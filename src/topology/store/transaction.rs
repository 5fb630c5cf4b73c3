//! Pending changes on top of a store.

use super::record::fold;
use super::{Change, ChangeSet, Reader, Record, Revision, Store, StoreError, index};
use indexmap::IndexMap;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Records that were read for which room is kept.
const KEPT_ROOM: usize = 1_000;

/// Kind and folded identity.
type Key = (String, String);

/// Reads see pending changes; writes gather until [`Transaction::changes`] takes them out.
///
/// What is written was computed from what was read: when the store has another revision of the record by then,
/// the write is refused with `Conflict`, or the commit is.
///
/// Dropping it forgets the changes; it never writes to the store itself.
pub struct Transaction {
    store: Arc<dyn Store>,
    pending: IndexMap<Key, Pending, Hashes>,
    /// What each record was when it was first read from the store.
    read: RefCell<HashMap<Key, Seen, Hashes>>,
    /// Kinds of which all records were read: what is not in `read` did not exist.
    listed: RefCell<HashSet<String>>,
    /// Keys of pending records by what they are found by; made by the first search among them.
    index: RefCell<Option<Index>>,
    /// What each write since the start replaced, to go back to a [`Savepoint`].
    journal: Vec<(Key, Option<Pending>)>,
}

/// Quick for short keys.
type Hashes = foldhash::fast::RandomState;

/// Kind, attribute and folded value to the keys of the records that have it.
type Index = HashMap<(String, &'static str, String), BTreeSet<String>, Hashes>;

/// A record of the store as it was read.
#[derive(Debug)]
struct Seen {
    /// `None` if it did not exist.
    revision: Option<Revision>,
    /// The record, where a single one was asked for.
    record: Option<Option<Record>>,
}

#[derive(Debug, Clone)]
struct Pending {
    kind: String,
    identity: String,
    before: Option<Record>,
    after: Option<Value>,
}

/// A state of a transaction to go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Savepoint(usize);

impl Transaction {
    /// No changes yet on top of `store`.
    pub fn new(store: Arc<dyn Store>) -> Transaction {
        Transaction {
            store,
            pending: IndexMap::default(),
            read: RefCell::default(),
            listed: RefCell::default(),
            index: RefCell::default(),
            journal: Vec::new(),
        }
    }

    /// Creates the record. Errors: `AlreadyExists`; `Conflict`.
    pub fn create(&mut self, kind: &str, identity: &str, value: Value) -> Result<(), StoreError> {
        if self.get(kind, identity)?.is_some() {
            return Err(StoreError::AlreadyExists { kind: kind.to_owned(), identity: identity.to_owned() });
        }
        self.write(kind, identity, Some(value))
    }

    /// Replaces the value of a record. Errors: `NotFound`; `Conflict`.
    pub fn update(&mut self, kind: &str, identity: &str, value: Value) -> Result<(), StoreError> {
        if self.get(kind, identity)?.is_none() {
            return Err(StoreError::NotFound { kind: kind.to_owned(), identity: identity.to_owned() });
        }
        self.write(kind, identity, Some(value))
    }

    /// Creates the record or replaces its value. Errors: `Conflict`.
    pub fn put(&mut self, kind: &str, identity: &str, value: Value) -> Result<(), StoreError> {
        self.write(kind, identity, Some(value))
    }

    /// Removes the record. Errors: `NotFound`; `Conflict`.
    pub fn delete(&mut self, kind: &str, identity: &str) -> Result<(), StoreError> {
        if self.get(kind, identity)?.is_none() {
            return Err(StoreError::NotFound { kind: kind.to_owned(), identity: identity.to_owned() });
        }
        self.write(kind, identity, None)
    }

    /// Takes over a change set, such as that of an undo. Errors: `Conflict` when a record is not, with
    /// what is pending, as the change expects it.
    pub fn merge(&mut self, changes: &ChangeSet) -> Result<(), StoreError> {
        for change in changes.changes() {
            let found = self.get(change.kind(), change.identity())?;
            if found.as_ref().map(|record| &record.value) != change.before().map(|record| &record.value) {
                return Err(StoreError::Conflict {
                    kind: change.kind().to_owned(),
                    identity: change.identity().to_owned(),
                    expected: change.before().map(|record| record.revision),
                    found: found.map(|record| record.revision),
                });
            }
            self.write(change.kind(), change.identity(), change.after().cloned())?;
        }
        Ok(())
    }

    /// What is pending, without records that ended as they began.
    pub fn changes(&self) -> ChangeSet {
        ChangeSet::new(self.pending.values().cloned().filter_map(Pending::change).collect())
    }

    /// What is pending of some kinds only.
    pub fn changes_of(&self, kinds: &[&str]) -> ChangeSet {
        let chosen = self.pending.values().filter(|pending| kinds.contains(&pending.kind.as_str()));
        ChangeSet::new(chosen.cloned().filter_map(Pending::change).collect())
    }

    /// Takes everything pending out, and forgets what was read.
    pub fn take(&mut self) -> ChangeSet {
        let pending = std::mem::take(&mut self.pending);
        self.clear();
        ChangeSet::new(pending.into_values().filter_map(Pending::change).collect())
    }

    /// How many records are pending.
    pub fn len(&self) -> usize {
        self.pending.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// The state now, for [`Transaction::roll_back`] and [`Transaction::changes_since`].
    pub fn savepoint(&self) -> Savepoint {
        Savepoint(self.journal.len())
    }

    /// Forgets what was written after the savepoint.
    pub fn roll_back(&mut self, to: Savepoint) {
        while self.journal.len() > to.0 {
            let Some((key, previous)) = self.journal.pop() else { return };
            self.set(key, previous);
        }
    }

    /// What was written after the savepoint, against the state then.
    pub fn changes_since(&self, since: Savepoint) -> ChangeSet {
        let mut first: IndexMap<&Key, &Option<Pending>> = IndexMap::new();
        for (key, previous) in self.journal.iter().skip(since.0) {
            first.entry(key).or_insert(previous);
        }
        let changes = first.into_iter().filter_map(|(key, previous)| {
            let now = self.pending.get(key)?;
            let before = match previous {
                None => now.before.clone(),
                Some(pending) => pending.record(),
            };
            Change::between(&now.kind, &now.identity, before, now.after.clone())
        });
        ChangeSet::new(changes.collect())
    }

    /// Forgets what was read: what is written from now on is not computed from it.
    pub fn forget_reads(&mut self) {
        let read = self.read.get_mut();
        // Clearing takes time for all the room that a map ever had.
        match read.capacity() > KEPT_ROOM {
            true => *read = HashMap::default(),
            false => read.clear(),
        }
        self.listed.get_mut().clear();
    }

    /// Forgets everything pending and what was read.
    pub fn clear(&mut self) {
        self.forget_reads();
        self.pending.clear();
        self.index.take();
        self.journal.clear();
    }

    /// The kinds that have records, stored or pending.
    pub fn kinds(&self) -> Result<Vec<String>, StoreError> {
        let mut kinds: BTreeSet<String> = self.store.kinds()?.into_iter().collect();
        kinds.extend(self.pending.keys().map(|(kind, _)| kind.clone()));
        Ok(kinds.into_iter().collect())
    }

    /// Look-ups over what is stored and pending that leave no trace.
    pub fn looking(&self) -> Looking<'_> {
        Looking(self)
    }

    /// The store below.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    fn write(&mut self, kind: &str, identity: &str, after: Option<Value>) -> Result<(), StoreError> {
        let key = (kind.to_owned(), fold(identity));
        let previous = self.pending.get(&key).cloned();
        let before = match &previous {
            Some(pending) => pending.before.clone(),
            None => self.unchanged_since_read(&key, identity)?,
        };
        let identity = match (&previous, &before) {
            (_, Some(record)) => record.identity.clone(),
            (Some(pending), None) if pending.after.is_some() => pending.identity.clone(),
            _ => identity.to_owned(),
        };
        let pending = Pending { kind: kind.to_owned(), identity, before, after };
        self.journal.push((key.clone(), previous));
        self.set(key, Some(pending));
        Ok(())
    }

    /// The record in the store. Errors: `Conflict` when it is not as it was first read.
    fn unchanged_since_read(&mut self, key: &Key, identity: &str) -> Result<Option<Record>, StoreError> {
        let seen = self.read.get_mut().get_mut(key);
        let expected = seen.as_ref().map(|seen| seen.revision);
        // The commit compares its revision with the store's, so nobody else's change is lost.
        if let Some(record) = seen.and_then(|seen| seen.record.take()) {
            return Ok(record);
        }
        if expected.is_none() && self.listed.get_mut().contains(&key.0) {
            return Ok(None);
        }
        let record = self.store.get(&key.0, identity)?;
        let found = record.as_ref().map(|record| record.revision);
        match expected {
            Some(expected) if expected != found => Err(StoreError::Conflict {
                kind: key.0.clone(),
                identity: identity.to_owned(),
                expected,
                found,
            }),
            _ => Ok(record),
        }
    }

    fn remember(&self, records: &[Record]) {
        let mut read = self.read.borrow_mut();
        for record in records {
            let seen = || Seen { revision: Some(record.revision), record: None };
            read.entry((record.kind.clone(), fold(&record.identity))).or_insert_with(seen);
        }
    }

    /// Puts a pending state in place and keeps the index in step.
    fn set(&mut self, key: Key, pending: Option<Pending>) {
        if let Some(index) = self.index.get_mut() {
            for entry in self.pending.get(&key).iter().flat_map(|old| old.index_entries()) {
                if let Some(keys) = index.get_mut(&entry) {
                    keys.remove(&key.1);
                }
            }
            for entry in pending.iter().flat_map(Pending::index_entries) {
                index.entry(entry).or_default().insert(key.1.clone());
            }
        }
        match pending {
            Some(new) => {
                self.pending.insert(key, new);
            }
            // The journal goes backwards, so the entry to drop is the last one: constant time.
            None => {
                self.pending.shift_remove(&key);
            }
        }
    }

    fn indexed(&self) -> Index {
        let mut index = Index::default();
        for ((_, key), pending) in &self.pending {
            for entry in pending.index_entries() {
                index.entry(entry).or_default().insert(key.clone());
            }
        }
        index
    }

    fn pending_of(&self, kind: &str) -> impl Iterator<Item = &Pending> {
        self.pending.values().filter(move |pending| pending.kind == kind)
    }

    fn pending_matches(&self, kind: &str, attribute: &str, folded: &str) -> Vec<Record> {
        match index::indexed(kind, attribute) {
            Some(attribute) => {
                let mut index = self.index.borrow_mut();
                let index = index.get_or_insert_with(|| self.indexed());
                let keys = index.get(&(kind.to_owned(), attribute, folded.to_owned()));
                let keys = keys.into_iter().flatten();
                keys.filter_map(|key| self.pending.get(&(kind.to_owned(), key.clone()))?.record()).collect()
            }
            None => self
                .pending_of(kind)
                .filter_map(Pending::record)
                .filter(|record| index::matches(&record.value, attribute, folded))
                .collect(),
        }
    }
}

impl Pending {
    /// What it does; `None` when the record ends as it began.
    fn change(self) -> Option<Change> {
        Change::between(&self.kind, &self.identity, self.before, self.after)
    }

    fn record(&self) -> Option<Record> {
        Some(Record {
            kind: self.kind.clone(),
            identity: self.identity.clone(),
            value: self.after.clone()?,
            revision: self.before.as_ref().map_or(0, |record| record.revision),
        })
    }

    fn index_entries(&self) -> Vec<(String, &'static str, String)> {
        let Some(value) = &self.after else { return Vec::new() };
        let entries = index::entries(&self.kind, value).into_iter();
        entries.map(|(attribute, text)| (self.kind.clone(), attribute, text)).collect()
    }
}

impl Reader for Transaction {
    fn revision(&self) -> Result<Revision, StoreError> {
        self.store.revision()
    }

    fn get(&self, kind: &str, identity: &str) -> Result<Option<Record>, StoreError> {
        let key = (kind.to_owned(), fold(identity));
        if let Some(pending) = self.pending.get(&key) {
            return Ok(pending.record());
        }
        if let Some(Seen { record: Some(record), .. }) = self.read.borrow().get(&key) {
            return Ok(record.clone());
        }
        let record = self.store.get(kind, identity)?;
        let revision = record.as_ref().map(|record| record.revision);
        let seen = Seen { revision, record: Some(record.clone()) };
        self.read.borrow_mut().entry(key).or_insert(seen);
        Ok(record)
    }

    fn list(&self, kind: &str) -> Result<Vec<Record>, StoreError> {
        let stored = self.store.list(kind)?;
        self.remember(&stored);
        self.listed.borrow_mut().insert(kind.to_owned());
        Ok(self.overlay(stored, || self.pending_of(kind).filter_map(Pending::record).collect()))
    }

    fn find(&self, kind: &str, attribute: &str, value: &str) -> Result<Vec<Record>, StoreError> {
        let stored = self.store.find(kind, attribute, value)?;
        self.remember(&stored);
        Ok(self.overlay(stored, || self.pending_matches(kind, attribute, &fold(value))))
    }
}

/// Look-ups for showing: nothing is computed from what they read, so it is not remembered.
pub struct Looking<'a>(&'a Transaction);

impl Reader for Looking<'_> {
    fn revision(&self) -> Result<Revision, StoreError> {
        self.0.store.revision()
    }

    fn get(&self, kind: &str, identity: &str) -> Result<Option<Record>, StoreError> {
        match self.0.pending.get(&(kind.to_owned(), fold(identity))) {
            Some(pending) => Ok(pending.record()),
            None => self.0.store.get(kind, identity),
        }
    }

    fn list(&self, kind: &str) -> Result<Vec<Record>, StoreError> {
        let stored = self.0.store.list(kind)?;
        Ok(self.0.overlay(stored, || self.0.pending_of(kind).filter_map(Pending::record).collect()))
    }

    fn find(&self, kind: &str, attribute: &str, value: &str) -> Result<Vec<Record>, StoreError> {
        let stored = self.0.store.find(kind, attribute, value)?;
        Ok(self.0.overlay(stored, || self.0.pending_matches(kind, attribute, &fold(value))))
    }
}

impl Transaction {
    /// Stored records that no pending change touches, with the pending ones, by identity.
    fn overlay(&self, stored: Vec<Record>, pending: impl FnOnce() -> Vec<Record>) -> Vec<Record> {
        if self.pending.is_empty() {
            return stored;
        }
        let pending = pending();
        let untouched = stored
            .into_iter()
            .filter(|record| !self.pending.contains_key(&(record.kind.clone(), fold(&record.identity))));
        let mut records: Vec<Record> = untouched.chain(pending).collect();
        records.sort_by_cached_key(|record| fold(&record.identity));
        records
    }
}
