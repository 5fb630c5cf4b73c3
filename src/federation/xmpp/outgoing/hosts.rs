//! Streams that take stanzas of other pairs of domains than the one they were opened for.
//!
//! | stream | takes |
//! | --- | --- |
//! | opened by a partner, who lets it be used both ways (XEP-0288) | the pairs that the partner proved on it |
//! | opened by us, authenticated by dialback | pairs that lead to the same server, after a dialback of their own (XEP-0220, 2.6) |

use super::lane::Guest;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;

/// The streams of an edge that take guests, by the partner's main domain.
#[derive(Debug, Clone, Default)]
pub(in crate::federation::xmpp) struct Hosts {
    hosts: Arc<Mutex<HashMap<String, Vec<Host>>>>,
    next: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Host {
    number: u64,
    /// Ours and the partner's domain, of stanzas that may be written at once.
    pairs: Vec<(String, String)>,
    /// Where the stream leads, when further pairs may be proved on it.
    multiplex: Option<Server>,
    inbox: mpsc::UnboundedSender<Guest>,
}

/// The partner's domain that a stream was opened for, and the server it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::federation::xmpp) struct Server {
    pub remote: String,
    pub address: SocketAddr,
}

/// The inbox of a stream.
pub(in crate::federation::xmpp) type Inbox = mpsc::UnboundedSender<Guest>;

impl Hosts {
    /// Offers a stream with a partner until the result is dropped.
    pub fn offer(&self, partner: &str, multiplex: Option<Server>, inbox: Inbox) -> Offer {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let host = Host { number, pairs: Vec::new(), multiplex, inbox };
        self.lock().entry(partner.to_owned()).or_default().push(host);
        Offer { hosts: self.clone(), partner: partner.to_owned(), number }
    }

    /// A stream on which a pair may be written at once.
    pub fn ready(&self, partner: &str, local: &str, remote: &str) -> Option<Inbox> {
        let hosts = self.lock();
        let fits = |host: &&Host| host.pairs.iter().any(|(from, to)| from == local && to == remote);
        hosts
            .get(partner)?
            .iter()
            .filter(fits)
            .map(|host| host.inbox.clone())
            .find(|inbox| !inbox.is_closed())
    }

    /// Streams on which further pairs may be proved.
    pub fn multiplexers(&self, partner: &str) -> Vec<(Server, Inbox)> {
        let hosts = self.lock();
        let all = hosts.get(partner).into_iter().flatten();
        all.filter_map(|host| Some((host.multiplex.clone()?, host.inbox.clone()))).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Vec<Host>>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream that is offered; withdrawn when dropped.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Offer {
    hosts: Hosts,
    partner: String,
    number: u64,
}

impl Offer {
    /// A pair may be written on it from now on.
    pub fn allow(&self, local: &str, remote: &str) {
        let mut hosts = self.hosts.lock();
        let own = hosts.get_mut(&self.partner).into_iter().flatten().find(|host| host.number == self.number);
        if let Some(host) = own {
            host.pairs.push((local.to_owned(), remote.to_owned()));
        }
    }
}

impl Drop for Offer {
    fn drop(&mut self) {
        let mut hosts = self.hosts.lock();
        if let Some(of_partner) = hosts.get_mut(&self.partner) {
            of_partner.retain(|host| host.number != self.number);
            if of_partner.is_empty() {
                hosts.remove(&self.partner);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_found_while_it_is_offered_and_for_its_pairs_only() {
        let hosts = Hosts::default();
        let (inbox, _taken) = mpsc::unbounded_channel();
        let offer = hosts.offer("b.example", None, inbox);
        assert!(hosts.ready("b.example", "a.example", "b.example").is_none());
        offer.allow("a.example", "b.example");
        assert!(hosts.ready("b.example", "a.example", "b.example").is_some());
        assert!(hosts.ready("b.example", "c.example", "b.example").is_none());
        assert!(hosts.multiplexers("b.example").is_empty());
        drop(offer);
        assert!(hosts.lock().is_empty());
    }
}
