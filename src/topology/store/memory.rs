//! A store in memory, for tests and for planning. It ends with the process.

use super::record::fold;
use super::{
    Author, Change, ChangeSet, LogEntry, Reader, Record, ReplicaStatus, Revision, Store, StoreError, index,
};
use chrono::Utc;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Records in memory, with the same guarantees towards its threads as the durable store.
#[derive(Debug, Default)]
pub struct MemoryStore {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    revision: Revision,
    records: BTreeMap<(String, String), Record>,
    log: Vec<LogEntry>,
    replicas: BTreeMap<String, ReplicaStatus>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Record> {
        let first = (kind.to_owned(), String::new());
        self.records.range(first..).take_while(move |((name, _), _)| name == kind).map(|(_, record)| record)
    }

    /// Refuses a change whose record is not as it was read.
    fn check(&self, change: &Change) -> Result<(), StoreError> {
        let key = (change.kind().to_owned(), fold(change.identity()));
        let found = self.records.get(&key).map(|record| record.revision);
        let expected = change.before().map(|record| record.revision);
        if found == expected {
            return Ok(());
        }
        Err(StoreError::Conflict {
            kind: change.kind().to_owned(),
            identity: change.identity().to_owned(),
            expected,
            found,
        })
    }

    fn write(&mut self, change: &Change, revision: Revision) {
        let key = (change.kind().to_owned(), fold(change.identity()));
        match change.after() {
            None => {
                self.records.remove(&key);
            }
            Some(value) => {
                let (kind, identity) = (change.kind().to_owned(), change.identity().to_owned());
                self.records.insert(key, Record { kind, identity, value: value.clone(), revision });
            }
        }
    }
}

impl Reader for MemoryStore {
    fn revision(&self) -> Result<Revision, StoreError> {
        Ok(self.lock().revision)
    }

    fn get(&self, kind: &str, identity: &str) -> Result<Option<Record>, StoreError> {
        Ok(self.lock().records.get(&(kind.to_owned(), fold(identity))).cloned())
    }

    fn list(&self, kind: &str) -> Result<Vec<Record>, StoreError> {
        Ok(self.lock().of_kind(kind).cloned().collect())
    }

    fn find(&self, kind: &str, attribute: &str, value: &str) -> Result<Vec<Record>, StoreError> {
        let folded = fold(value);
        let state = self.lock();
        let found = state.of_kind(kind).filter(|record| index::matches(&record.value, attribute, &folded));
        Ok(found.cloned().collect())
    }
}

impl Store for MemoryStore {
    fn location(&self) -> String {
        "memory:".to_owned()
    }

    fn kinds(&self) -> Result<Vec<String>, StoreError> {
        let mut kinds: Vec<String> = self.lock().records.keys().map(|(kind, _)| kind.clone()).collect();
        kinds.dedup();
        Ok(kinds)
    }

    fn read_kinds(&self, kinds: &[&str]) -> Result<(Revision, Vec<Record>), StoreError> {
        let state = self.lock();
        Ok((state.revision, kinds.iter().flat_map(|kind| state.of_kind(kind)).cloned().collect()))
    }

    fn apply(&self, changes: &ChangeSet, author: &Author) -> Result<Revision, StoreError> {
        let mut state = self.lock();
        if changes.is_empty() {
            return Ok(state.revision);
        }
        let mut seen = std::collections::HashSet::new();
        for change in changes.changes() {
            state.check(change)?;
            if !seen.insert((change.kind(), fold(change.identity()))) {
                return Err(super::error::twice(change));
            }
        }
        let revision = state.revision + 1;
        changes.changes().iter().for_each(|change| state.write(change, revision));
        state.revision = revision;
        state.log.push(LogEntry {
            revision,
            time: Utc::now(),
            author: author.clone(),
            changes: changes.clone(),
        });
        self.changed.notify_all();
        Ok(revision)
    }

    fn log(&self, since: Revision) -> Result<Vec<LogEntry>, StoreError> {
        Ok(self.lock().log.iter().filter(|entry| entry.revision > since).cloned().collect())
    }

    fn log_entry(&self, revision: Revision) -> Result<Option<LogEntry>, StoreError> {
        Ok(self.lock().log.iter().find(|entry| entry.revision == revision).cloned())
    }

    fn wait_for_revision_after(
        &self,
        revision: Revision,
        limit: Duration,
    ) -> Result<Option<Revision>, StoreError> {
        let end = Instant::now() + limit;
        let mut state = self.lock();
        while state.revision <= revision {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(Some(state.revision))
    }

    fn report_replica(&self, status: &ReplicaStatus) -> Result<(), StoreError> {
        self.lock().replicas.insert(fold(&status.fqdn), status.clone());
        Ok(())
    }

    fn replicas(&self) -> Result<Vec<ReplicaStatus>, StoreError> {
        Ok(self.lock().replicas.values().cloned().collect())
    }

    fn verify(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
