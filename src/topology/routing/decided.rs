//! Decisions that were made before, for every message that passes.

use super::{Decision, route_for};
use crate::topology::snapshot::Snapshot;
use crate::topology::store::{StoreError, folded};
use foldhash::quality::RandomState;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Most decisions that are remembered; then all are forgotten and made again.
const MOST: usize = 20_000;

/// What was decided in one snapshot, by domain and user with a blank between them. `None`: there is no such user, or it is disabled.
#[derive(Debug, Default)]
pub struct Decisions(Mutex<HashMap<String, Option<Decision>, RandomState>>);

/// Decides the route between a user (`user@domain`) and a partner's domain by what is in force; the same question is
/// answered from memory. `None`: no such user, or it is disabled. Errors: the user cannot be looked up.
pub fn decide_for(snapshot: &Snapshot, user: &str, domain: &str) -> Result<Option<Decision>, StoreError> {
    // No domain has a blank, so that no two pairs are one text.
    let key = [&*folded(domain), " ", &*folded(user)].concat();
    let known = || snapshot.decisions.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(decision) = known().get(&key) {
        return Ok(*decision);
    }
    let found = snapshot.user(user)?.filter(|user| user.enabled);
    let decision = found.map(|user| route_for(snapshot, &user, domain).decision);
    let mut known = known();
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(key, decision);
    Ok(decision)
}
