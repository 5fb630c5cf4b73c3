//! Pings that confirm what was sent before them, for partners without acknowledgements.
//!
//! A partner handles the stanzas of a stream in their order. Its answer to a ping, whichever it is, comes on
//! a stream that the partner opens, and shows that everything written before the ping was handled. While that
//! stream leads to another gateway of our domain, a request to verify a dialback key (XEP-0220, 2.2) does the same:
//! it is answered on the stream that carries it, with "invalid", for the key is none.

use crate::federation::xmpp::address::same_domain;
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::stanza::{Stanza, StanzaKind};
use crate::federation::xmpp::stream::dialback::{self, DialbackStream};
use crate::federation::xmpp::stream::random_id;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;

const PREFIX: &str = "fence-";

#[derive(Debug)]
struct Registered {
    local: String,
    remote: String,
    answers: mpsc::UnboundedSender<u64>,
}

/// The streams whose pings may be answered.
#[derive(Debug, Clone, Default)]
pub(in crate::federation::xmpp) struct Fences {
    streams: Arc<Mutex<HashMap<String, Registered>>>,
}

impl Fences {
    /// A new stream from one domain to another.
    pub fn open(&self, local: &str, remote: &str) -> Fence {
        let token = random_id();
        let (sender, answers) = mpsc::unbounded_channel();
        let registered = Registered { local: local.to_owned(), remote: remote.to_owned(), answers: sender };
        self.lock().insert(token.clone(), registered);
        let (local, remote) = (local.to_owned(), remote.to_owned());
        Fence { fences: self.clone(), token, local, remote, answers }
    }

    /// Takes the answer to a ping of ours; false when the stanza is something else.
    pub fn answered(&self, stanza: &Stanza) -> bool {
        let is_answer =
            stanza.kind() == StanzaKind::Iq && matches!(stanza.stanza_type(), Some("result" | "error"));
        let Some(rest) = stanza.id().filter(|_| is_answer).and_then(|id| id.strip_prefix(PREFIX)) else {
            return false;
        };
        let Some((token, mark)) = rest.split_once('-') else { return false };
        let Ok(mark) = mark.parse() else { return false };
        let streams = self.lock();
        let Some(stream) = streams.get(token) else {
            return true; // The stream has ended since.
        };
        let from_there = same_domain(&stanza.from_domain(), &stream.remote);
        if from_there && same_domain(&stanza.to_domain(), &stream.local) {
            // The stream may be ending now.
            let _ = stream.answers.send(mark);
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Registered>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The pings of one stream.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Fence {
    fences: Fences,
    token: String,
    local: String,
    remote: String,
    answers: mpsc::UnboundedReceiver<u64>,
}

impl Fence {
    /// A ping whose answer confirms the first `mark` stanzas of the stream.
    pub fn ping(&self, mark: u64) -> Element {
        Element::new("iq", namespace::SERVER)
            .with_attribute("from", self.local.clone())
            .with_attribute("to", self.remote.clone())
            .with_attribute("type", "get")
            .with_attribute("id", format!("{PREFIX}{}-{mark}", self.token))
            .with_child(Element::new("ping", namespace::PING))
    }

    /// A request to verify a key whose answer confirms the first `mark` stanzas of the stream.
    pub fn verification(&self, mark: u64) -> Element {
        let stream = DialbackStream {
            receiving: self.local.clone(),
            originating: self.remote.clone(),
            id: format!("{PREFIX}{}-{mark}", self.token),
        };
        dialback::verify_request(&stream, "0")
    }

    /// The mark of an answer to such a request; nothing for another element.
    pub fn verified(&self, answer: &Element) -> Option<u64> {
        let rest = answer.attribute("id")?.strip_prefix(PREFIX)?.strip_prefix(&self.token)?;
        let is_answer = answer.attribute("type").is_some();
        (is_answer && dialback::addresses(answer, &self.remote, &self.local))
            .then(|| rest.strip_prefix('-')?.parse().ok())?
    }

    /// The mark of the next ping that is answered.
    pub async fn answered(&mut self) -> Option<u64> {
        self.answers.recv().await
    }
}

impl Drop for Fence {
    fn drop(&mut self) {
        self.fences.lock().remove(&self.token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_partner_can_answer() {
        let fences = Fences::default();
        let mut fence = fences.open("a.example", "b.example");
        let ping = Stanza::from_element(fence.ping(7)).unwrap();
        let spoofed = {
            let mut answer = ping.reply("result");
            answer.set_from(crate::federation::xmpp::address::parse("c.example").unwrap());
            answer
        };
        assert!(fences.answered(&spoofed) && fence.answers.try_recv().is_err());
        assert!(fences.answered(&ping.reply("error")));
        assert_eq!(fence.answers.try_recv(), Ok(7));
        assert!(!fences.answered(&ping), "a ping is no answer");
        let request = fence.verification(9);
        let stream = DialbackStream {
            receiving: "a.example".to_owned(),
            originating: "b.example".to_owned(),
            id: request.attribute("id").unwrap().to_owned(),
        };
        let answer = dialback::verify_answer(&stream, &dialback::DialbackAnswer::Invalid);
        assert_eq!((fence.verified(&answer), fence.verified(&request)), (Some(9), None));
        drop(fence);
        assert!(fences.lock().is_empty());
    }
}
