//! What all streams of one edge share.

use super::outgoing::{Fences, Hosts};
use super::settings::{PartnerRule, Settings};
use super::stanza::Stanza;
use super::stanza_error::StanzaError;
use super::status::StatusBoard;
use super::stream::StreamFailure;
use crate::federation::dns::Resolver;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Semaphore, mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Verification streams that may be open at once: a stranger's request makes us dial out.
const VERIFICATIONS: usize = 64;

/// Shared by all tasks of an edge.
#[derive(Debug)]
pub(super) struct Core {
    pub settings: watch::Receiver<Arc<Settings>>,
    pub resolver: Resolver,
    pub status: StatusBoard,
    /// Stanzas for the user of the port.
    pub deliver: mpsc::Sender<Stanza>,
    /// Stanzas that have to find their way to a partner again, and errors for a partner's users.
    pub again: mpsc::UnboundedSender<Stanza>,
    pub stop: CancellationToken,
    pub tasks: TaskTracker,
    pub verifications: Semaphore,
    /// Streams per partner, by its main domain.
    pub partner_streams: Slots<String>,
    /// Streams with all partners.
    pub all_streams: Slots<()>,
    /// Streams per address that are not authenticated.
    strangers: Slots<IpAddr>,
    /// Those of all addresses.
    all_strangers: Slots<()>,
    /// Pings that confirm what was sent before them.
    pub fences: Fences,
    /// Streams that take stanzas of other pairs of domains.
    pub hosts: Hosts,
}

impl Core {
    pub fn new(
        settings: watch::Receiver<Arc<Settings>>,
        resolver: Resolver,
        deliver: mpsc::Sender<Stanza>,
        again: mpsc::UnboundedSender<Stanza>,
        stop: CancellationToken,
    ) -> Core {
        Core {
            settings,
            resolver,
            status: StatusBoard::default(),
            deliver,
            again,
            stop,
            tasks: TaskTracker::new(),
            verifications: Semaphore::new(VERIFICATIONS),
            partner_streams: Slots::default(),
            all_streams: Slots::default(),
            strangers: Slots::default(),
            all_strangers: Slots::default(),
            fences: Fences::default(),
            hosts: Hosts::default(),
        }
    }

    /// The settings now in force.
    pub fn current(&self) -> Arc<Settings> {
        self.settings.borrow().clone()
    }

    /// A place among the streams that are not authenticated; none when there are too many.
    pub fn stranger(&self, settings: &Settings, address: IpAddr) -> Option<Stranger> {
        let all = self.all_strangers.take(&(), settings.limits.unauthenticated)?;
        let own = self.strangers.take(&address, settings.limits.unauthenticated_per_address)?;
        Some(Stranger { _own: own, _all: all })
    }

    /// A place among the streams with a partner, and among all. Errors: `TooMany`.
    pub fn place(&self, settings: &Settings, rule: &PartnerRule) -> Result<Place, StreamFailure> {
        let limits = &settings.limits;
        let limit = rule.policy.connection_limit.unwrap_or(limits.partner_connections);
        let too_many = |peer: &str, limit| StreamFailure::TooMany { peer: peer.to_owned(), limit };
        let all = self.all_streams.take(&(), limits.connections);
        let all = all.ok_or_else(|| too_many("all partners together", limits.connections))?;
        let partner = self.partner_streams.take(&rule.name, limit);
        let partner = partner.ok_or_else(|| too_many(&rule.name, limit))?;
        Ok(Place { _partner: partner, _all: all })
    }

    /// Tells the sender, a user of our port, that a stanza was not delivered. Never waits.
    pub fn bounce(&self, stanza: &Stanza, error: &StanzaError) {
        self.status.change(&stanza.to_domain(), |status| status.bounced += 1);
        let Some(bounce) = stanza.bounce(error) else {
            tracing::debug!(from = %stanza.from(), to = %stanza.to(), %error, "undeliverable, and not answerable");
            return;
        };
        if let Err(mpsc::error::TrySendError::Full(bounce)) = self.deliver.try_send(bounce) {
            let deliver = self.deliver.clone();
            self.tasks.spawn(async move {
                let _ = deliver.send(bounce).await;
            });
        }
    }

    /// Tells the sender, a partner's user, that a stanza was not delivered.
    pub fn bounce_to_partner(&self, stanza: &Stanza, error: &StanzaError) {
        if let Some(bounce) = stanza.bounce(error) {
            let _ = self.again.send(bounce);
        }
    }
}

/// The place of a stream that is not authenticated.
#[derive(Debug)]
pub(super) struct Stranger {
    _own: Slot<IpAddr>,
    _all: Slot<()>,
}

/// The place of one stream, held while it lives.
#[derive(Debug)]
pub(super) struct Place {
    _partner: Slot<String>,
    _all: Slot<()>,
}

/// Counts of things in use, per key.
#[derive(Debug)]
pub(super) struct Slots<K> {
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
pub(super) struct Slot<K: Hash + Eq> {
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
}
