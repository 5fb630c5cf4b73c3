//! The deployment as it was at a revision, from what it is now and the log.

use crate::topology::kinds;
use crate::topology::model::{Topology, XmppAllowedPartner};
use crate::topology::store::{Record, Revision, Store, StoreError, fold};
use serde_json::Value;
use std::collections::BTreeMap;

const KINDS: &[&str] = &[kinds::TOPOLOGY, kinds::USER, kinds::XMPP_ALLOWED_PARTNER];

/// What is drawn of a deployment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deployment {
    /// The topology in force, or the published one before any was.
    pub topology: Topology,
    /// How many users each pool has, by its name in lower case.
    pub homes: BTreeMap<String, usize>,
    /// Domains of allowed partners.
    pub partners: Vec<String>,
}

/// Kind and folded identity to value.
type State = BTreeMap<(String, String), Value>;

/// The deployment now.
pub fn now(store: &dyn Store) -> Result<Deployment, StoreError> {
    Ok(deployment(&current(store)?.1))
}

/// The deployment at a revision.
pub fn at(store: &dyn Store, revision: Revision) -> Result<Deployment, StoreError> {
    let (now, mut state) = current(store)?;
    for entry in store.log(revision)?.iter().rev().filter(|entry| entry.revision <= now) {
        for change in entry.changes.changes().iter().filter(|change| KINDS.contains(&change.kind())) {
            let key = (change.kind().to_owned(), fold(change.identity()));
            match change.before() {
                Some(before) => state.insert(key, before.value.clone()),
                None => state.remove(&key),
            };
        }
    }
    Ok(deployment(&state))
}

fn current(store: &dyn Store) -> Result<(Revision, State), StoreError> {
    let (revision, records) = store.read_kinds(KINDS)?;
    let entry = |record: Record| ((record.kind, fold(&record.identity)), record.value);
    Ok((revision, records.into_iter().map(entry).collect()))
}

/// A record that cannot be read is left out: a report is no place to fail.
fn deployment(state: &State) -> Deployment {
    let document = |identity: &str| {
        let value = state.get(&(kinds::TOPOLOGY.to_owned(), fold(identity)))?;
        serde_json::from_value::<Topology>(value.clone()).ok()
    };
    let mut deployment = Deployment {
        topology: document(kinds::ENABLED).or_else(|| document(kinds::PUBLISHED)).unwrap_or_default(),
        ..Deployment::default()
    };
    for ((kind, identity), value) in state {
        if kind == kinds::USER
            && let Some(pool) = value.get("RegistrarPool").and_then(Value::as_str)
        {
            *deployment.homes.entry(fold(pool)).or_default() += 1;
        } else if kind == kinds::XMPP_ALLOWED_PARTNER {
            let partner: XmppAllowedPartner = serde_json::from_value(value.clone()).unwrap_or_default();
            let named = !partner.domain.is_empty();
            deployment.partners.push(if named { partner.domain } else { identity.clone() });
        }
    }
    deployment
}
