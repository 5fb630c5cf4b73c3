//! Places of which there are only so many: streams with a partner, connections of strangers.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts of things in use, per key.
#[derive(Debug)]
pub(in crate::federation) struct Slots<K> {
    used: Arc<Mutex<HashMap<K, usize>>>,
}

impl<K> Default for Slots<K> {
    fn default() -> Slots<K> {
        Slots { used: Arc::default() }
    }
}

impl<K: Hash + Eq + Clone> Slots<K> {
    /// One more, unless there are `limit` already; it is free again when the result is dropped.
    pub fn take(&self, key: &K, limit: usize) -> Option<Slot<K>> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let count = used.entry(key.clone()).or_insert(0);
        if *count >= limit {
            return None;
        }
        *count += 1;
        Some(Slot { used: self.used.clone(), key: key.clone() })
    }
}

/// A thing in use.
#[derive(Debug)]
pub(in crate::federation) struct Slot<K: Hash + Eq> {
    used: Arc<Mutex<HashMap<K, usize>>>,
    key: K,
}

impl<K: Hash + Eq> Drop for Slot<K> {
    fn drop(&mut self) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = used.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                used.remove(&self.key);
            }
        }
    }
}

/// Places for connections of which nothing is known yet.
#[derive(Debug, Default)]
pub(in crate::federation) struct Strangers {
    /// Per address.
    own: Slots<IpAddr>,
    all: Slots<()>,
}

impl Strangers {
    /// A place; none when this address, or all addresses together, have as many as they may.
    pub fn take(&self, address: IpAddr, per_address: usize, together: usize) -> Option<Stranger> {
        let all = self.all.take(&(), together)?;
        let own = self.own.take(&address, per_address)?;
        Some(Stranger { _own: own, _all: all })
    }
}

/// The place of a stranger.
#[derive(Debug)]
pub(in crate::federation) struct Stranger {
    _own: Slot<IpAddr>,
    _all: Slot<()>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_limited_per_key_and_given_back() {
        let slots = Slots::default();
        let first = slots.take(&"a", 1).unwrap();
        assert!(slots.take(&"a", 1).is_none());
        assert!(slots.take(&"b", 1).is_some());
        drop(first);
        assert!(slots.take(&"a", 1).is_some());
        assert!(slots.used.lock().unwrap().is_empty());
    }

    #[test]
    fn strangers_are_limited_per_address_and_together() {
        let strangers = Strangers::default();
        let [one, two, three] = [1, 2, 3].map(|last| IpAddr::from([192, 0, 2, last]));
        let first = strangers.take(one, 1, 2);
        assert!(first.is_some() && strangers.take(one, 1, 2).is_none());
        let _second = strangers.take(two, 1, 2).unwrap();
        assert!(strangers.take(three, 1, 2).is_none());
        drop(first);
        assert!(strangers.take(three, 1, 2).is_some());
    }
}
