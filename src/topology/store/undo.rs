//! The change set that takes applied ones back.

use super::record::fold;
use super::{Change, ChangeSet, Record, Revision, Store, StoreError};
use indexmap::IndexMap;
use serde_json::Value;

/// The inverse of one applied change set, computed from the records as they are now.
///
/// Errors: `UnknownRevision`; `Conflict` naming a record that was changed again since.
pub fn undo(store: &dyn Store, revision: Revision) -> Result<ChangeSet, StoreError> {
    undo_revisions(store, &[revision], |_| true)
}

/// The inverse of several applied change sets taken together, for the records that `chosen` accepts by
/// kind. Changes are undone to the state before the earliest of them.
pub fn undo_revisions(
    store: &dyn Store,
    revisions: &[Revision],
    chosen: impl Fn(&str) -> bool,
) -> Result<ChangeSet, StoreError> {
    let mut revisions = revisions.to_vec();
    revisions.sort_unstable();
    let mut spans: IndexMap<(String, String), Span> = IndexMap::new();
    for revision in revisions {
        let entry = store.log_entry(revision)?.ok_or(StoreError::UnknownRevision { revision })?;
        for change in entry.changes.changes().iter().filter(|change| chosen(change.kind())) {
            let key = (change.kind().to_owned(), fold(change.identity()));
            let span = spans.entry(key).or_insert_with(|| Span::start(change));
            span.last = change.after().cloned();
            span.revision = revision;
        }
    }
    let inverse = spans.into_values().rev().map(|span| span.inverse(store)).collect::<Result<Vec<_>, _>>()?;
    Ok(ChangeSet::new(inverse.into_iter().flatten().collect()))
}

/// What several change sets did to one record.
struct Span {
    kind: String,
    identity: String,
    first: Option<Value>,
    last: Option<Value>,
    revision: Revision,
}

impl Span {
    fn start(change: &Change) -> Span {
        Span {
            kind: change.kind().to_owned(),
            identity: change.identity().to_owned(),
            first: change.before().map(|record| record.value.clone()),
            last: None,
            revision: 0,
        }
    }

    fn inverse(self, store: &dyn Store) -> Result<Option<Change>, StoreError> {
        let now: Option<Record> = store.get(&self.kind, &self.identity)?;
        if now.as_ref().map(|record| &record.value) != self.last.as_ref() {
            return Err(StoreError::Conflict {
                kind: self.kind,
                identity: self.identity,
                expected: Some(self.revision),
                found: now.map(|record| record.revision),
            });
        }
        Ok(Change::between(&self.kind, &self.identity, now, self.first))
    }
}
