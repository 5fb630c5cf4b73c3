//! Server transactions over UDP: a request that comes again gets the same answer again, and is handled once.
//! Source: RFC 3261, 17.2.2.

use super::message::{Method, Request};
use std::collections::{HashMap, HashSet, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::Instant;

/// Transactions that are kept at once; beyond, the oldest are forgotten.
const MOST: usize = 100_000;

/// What makes two requests one. Source: RFC 3261, 17.2.3.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct TransactionKey {
    branch: String,
    sent_by: String,
    method: Method,
    source: SocketAddr,
}

impl TransactionKey {
    /// Of a request from an address. `None`: its top `Via` cannot be read.
    pub fn of(request: &Request, source: SocketAddr) -> Option<TransactionKey> {
        let via = request.headers.via().ok()?;
        let branch = if via.branch().is_empty() {
            // A peer older than RFC 3261 sends no branch.
            let headers = &request.headers;
            format!("{}|{}", headers.get("Call-ID").unwrap_or(""), headers.get("CSeq").unwrap_or(""))
        } else {
            via.branch().to_owned()
        };
        let sent_by = format!("{}:{:?}", via.host, via.port);
        Some(TransactionKey { branch, sent_by, method: request.method.clone(), source })
    }
}

/// What is known of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Repetition {
    /// It is the first.
    No,
    /// It came before and is being handled.
    Handled,
    /// It came before and was answered.
    Answered(Vec<u8>),
}

/// What an ACK has in common with the INVITE whose final answer it confirms: its own branch is another one after a
/// success. Source: RFC 3261, 13.2.2.4 and 17.1.1.3.
pub(super) fn invitation(request: &Request) -> Option<String> {
    let from = request.headers.address("From").ok()?;
    let number = request.headers.sequence().ok()?.number;
    let call = request.headers.get("Call-ID")?;
    Some(format!("{call}|{number}|{}", from.tag().unwrap_or_default()))
}

/// Transactions of one socket.
#[derive(Debug, Default)]
pub(super) struct Transactions {
    /// INVITEs whose final answer is not confirmed, by [`invitation`].
    unconfirmed: HashSet<String>,
    known: HashMap<TransactionKey, Option<Vec<u8>>>,
    /// In the order in which they are forgotten.
    ends: VecDeque<(Instant, TransactionKey)>,
}

impl Transactions {
    /// Notes a request; `keep` is timer J.
    pub fn arrived(&mut self, key: &TransactionKey, keep: Duration) -> Repetition {
        self.forget();
        match self.known.get(key) {
            Some(Some(answer)) => Repetition::Answered(answer.clone()),
            Some(None) => Repetition::Handled,
            None => {
                self.known.insert(key.clone(), None);
                // An answer may take as long as timer F, and is kept for as long as timer J.
                self.ends.push_back((Instant::now() + keep * 2, key.clone()));
                Repetition::No
            }
        }
    }

    /// Keeps the answer for repetitions.
    pub fn answered(&mut self, key: &TransactionKey, answer: &[u8]) {
        if let Some(kept) = self.known.get_mut(key) {
            *kept = Some(answer.to_owned());
        }
    }

    /// The final answer to an INVITE is sent, and has to be repeated until its ACK comes. False: there are too many.
    pub fn awaits_ack(&mut self, invitation: &str) -> bool {
        self.unconfirmed.len() < MOST && self.unconfirmed.insert(invitation.to_owned())
    }

    /// The ACK has come, or is waited for no longer.
    pub fn confirmed(&mut self, invitation: &str) {
        self.unconfirmed.remove(invitation);
    }

    /// Whether the ACK is still awaited.
    pub fn is_awaited(&self, invitation: &str) -> bool {
        self.unconfirmed.contains(invitation)
    }

    fn forget(&mut self) {
        let now = Instant::now();
        while self.ends.front().is_some_and(|(end, _)| *end <= now || self.ends.len() > MOST) {
            if let Some((_, key)) = self.ends.pop_front() {
                self.known.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::SipUri;

    #[tokio::test(start_paused = true)]
    async fn a_repetition_gets_the_answer_until_it_is_forgotten() {
        let uri = SipUri::new("bob", "b.example");
        let mut request = Request::new(Method::Message, uri.clone(), uri.clone(), uri);
        request.headers.prepend("Via", "SIP/2.0/UDP a.example;branch=z9hG4bK1");
        let source = "127.0.0.1:5060".parse().unwrap();
        let key = TransactionKey::of(&request, source).unwrap();
        let (mut transactions, keep) = (Transactions::default(), Duration::from_secs(32));
        assert_eq!(transactions.arrived(&key, keep), Repetition::No);
        assert_eq!(transactions.arrived(&key, keep), Repetition::Handled);
        transactions.answered(&key, b"200");
        assert_eq!(transactions.arrived(&key, keep), Repetition::Answered(b"200".to_vec()));
        let other = TransactionKey::of(&request, "127.0.0.1:5061".parse().unwrap()).unwrap();
        assert_eq!(transactions.arrived(&other, keep), Repetition::No);
        tokio::time::advance(Duration::from_secs(65)).await;
        assert_eq!(transactions.arrived(&key, keep), Repetition::No);
        assert_eq!(transactions.known.len(), 1);
    }
}
