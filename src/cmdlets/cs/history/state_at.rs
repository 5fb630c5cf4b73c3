//! The records as they were at a revision: those of now, with later changes taken back.

use crate::cmdlets::cs::state::Refusal;
use crate::topology::store::{Revision, Store, StoreError, fold};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Records by kind and folded identity; the identity as written stands with the value.
pub type State = BTreeMap<(String, String), (String, Json)>;

/// The records at `revision`; `None` is now. Errors: a revision that the store does not reach.
pub fn state_at(store: &dyn Store, revision: Option<Revision>) -> Result<State, Refusal> {
    let now = store.revision()?;
    let wanted = revision.unwrap_or(now);
    if wanted < 0 || wanted > now {
        return Err(Refusal::from(StoreError::UnknownRevision { revision: wanted }));
    }
    let mut state = State::new();
    let log = store.log(0)?;
    for change in
        log.iter().filter(|entry| entry.revision <= wanted).flat_map(|entry| entry.changes.changes())
    {
        let key = (change.kind().to_owned(), fold(change.identity()));
        match change.after() {
            Some(value) => state.insert(key, (change.identity().to_owned(), value.clone())),
            None => state.remove(&key),
        };
    }
    Ok(state)
}
