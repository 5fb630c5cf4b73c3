//! The receiving half of an authenticated stream: whose stanzas are taken, and what of them is handled.

use super::channel::XmlChannel;
use super::failure::StreamFailure;
use super::handled::Handled;
use crate::federation::xmpp::address::same_domain;

use crate::federation::xmpp::core::Core;
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::stanza::{NotAStanza, Stanza, StanzaKind};
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use crate::federation::xmpp::stream_error::{StreamCondition, StreamError};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How long fates of the last stanzas are waited for when a stream ends.
const LAST_FATES: Duration = Duration::from_secs(2);

/// A pair of domains that may talk on a stream, the partner's first.
pub(in crate::federation::xmpp) type DomainPair = (String, String);

/// What a partner may send on a stream.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Receiving {
    core: Arc<Core>,
    pairs: Vec<DomainPair>,
    /// Stanzas since acknowledgements began.
    handled: Option<Handled>,
}

impl Receiving {
    /// For one pair of domains, or for none yet.
    pub fn new(core: &Arc<Core>, pair: impl Into<Option<DomainPair>>) -> Receiving {
        Receiving { core: core.clone(), pairs: pair.into().into_iter().collect(), handled: None }
    }

    /// The pairs that may talk.
    pub fn pairs(&self) -> &[DomainPair] {
        &self.pairs
    }

    /// One pair more.
    pub fn allow(&mut self, pair: DomainPair) {
        if !self.pairs.contains(&pair) {
            self.pairs.push(pair);
        }
    }

    /// Counts what comes from now on.
    pub fn count_from_now(&mut self) {
        self.handled = Some(Handled::new());
    }

    /// Whether what comes is counted.
    pub fn counts(&self) -> bool {
        self.handled.is_some()
    }

    /// Takes a stanza. Errors: the stream error that it deserves.
    pub async fn stanza(&mut self, element: Element) -> Result<(), StreamFailure> {
        if self.pairs.is_empty() {
            return Err(refuse(StreamCondition::NotAuthorized, "a stanza before authentication"));
        }
        let stanza = match Stanza::from_element(element) {
            Ok(stanza) => stanza,
            Err(error @ (NotAStanza::Missing { .. } | NotAStanza::Address { .. })) => {
                return Err(refuse(StreamCondition::ImproperAddressing, error.to_string()));
            }
            Err(error) => return Err(refuse(StreamCondition::UnsupportedStanzaType, error.to_string())),
        };
        let (from, to) = (stanza.from_domain(), stanza.to_domain());
        let is_from = |pair: &&DomainPair| same_domain(&pair.0, &from);
        if !self.pairs.iter().any(|pair| is_from(&pair)) {
            let text = format!("{from} is not authorised on this stream");
            return Err(refuse(StreamCondition::InvalidFrom, text));
        }
        if !self.pairs.iter().filter(is_from).any(|(_, local)| same_domain(local, &to)) {
            let text = format!("{from} may not talk to {to} on this stream");
            return Err(refuse(StreamCondition::HostUnknown, text));
        }
        self.core.status.change(&from, |status| status.received += 1);
        let stanza = match &mut self.handled {
            Some(handled) => stanza.with_receipt(handled.take()),
            None => stanza,
        };
        self.hand_over(stanza).await;
        Ok(())
    }

    /// Gives a stanza to the user of the port, unless it is for the edge itself.
    async fn hand_over(&self, stanza: Stanza) {
        if self.core.fences.answered(&stanza) {
            return;
        }
        let is_ping = stanza.kind() == StanzaKind::Iq
            && stanza.stanza_type() == Some("get")
            && stanza.child("ping", namespace::PING).is_some();
        if is_ping && stanza.to().node().is_none() {
            let _ = self.core.again.send(stanza.reply("result"));
            return;
        }
        if let Err(returned) = self.core.deliver.send(stanza).await {
            let error = StanzaError::new(Condition::ServiceUnavailable, "XMPP federation is stopping");
            self.core.bounce_to_partner(&returned.0, &error);
        }
    }

    /// The partner asks what is handled.
    pub fn asked(&mut self) -> u32 {
        self.handled.as_mut().map_or(0, |handled| handled.tell(true))
    }

    /// Waits until a partner that has asked should be told that more is handled; gives the count. May be
    /// cancelled.
    pub async fn more(&mut self) -> u32 {
        match &mut self.handled {
            Some(handled) => {
                handled.more().await;
                handled.tell(false)
            }
            None => std::future::pending().await,
        }
    }

    /// Tells a partner what was handled before the stream ends, so that it repeats no more than it must.
    pub async fn last_acknowledgement(&mut self, channel: &mut XmlChannel) {
        if let Some(handled) = &mut self.handled {
            // What takes longer is repeated, marked as delayed.
            let _ = timeout(LAST_FATES, handled.all()).await;
            let count = handled.tell(false);
            // A partner that is gone already repeats what it does not know to be handled.
            let _ = channel.send(&Receiving::acknowledgement(count)).await;
        }
    }

    /// Whether the fate of everything that came is known; always so where nothing is counted.
    pub fn is_settled(&mut self) -> bool {
        self.handled.as_mut().is_none_or(Handled::is_settled)
    }

    /// Takes stanzas that came after we had closed the stream. A partner that counts repeats or reports those that
    /// were not acknowledged; one that does not takes them for delivered.
    pub async fn late(&mut self, elements: Vec<Element>) {
        let is_stanza = |element: &Element| {
            element.namespace() == namespace::SERVER
                && matches!(element.name(), "message" | "presence" | "iq")
        };
        if self.counts() {
            return;
        }
        for element in elements.into_iter().filter(is_stanza) {
            if let Err(failure) = self.stanza(element).await {
                tracing::info!(%failure, "a stanza that came while the stream was closed is not taken");
            }
        }
    }

    /// `<a h=…/>`. Source: XEP-0198, 4.
    pub fn acknowledgement(handled: u32) -> Element {
        Element::new("a", namespace::STREAM_MANAGEMENT).with_attribute("h", handled.to_string())
    }
}

/// The failure of a stream that we end with an error.
pub(super) fn refuse(condition: StreamCondition, text: impl Into<String>) -> StreamFailure {
    StreamFailure::Sent(StreamError::new(condition, text))
}
