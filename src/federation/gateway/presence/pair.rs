//! A pair of users, one of each side, with what each knows of the other.

use super::memory::Half;
use super::model::Presence;
use super::stanza;
use super::watched::{Grant, Watched};
use super::watching::{Phase, Watching};
use crate::federation::gateway::address::{to_sip, to_xmpp};
use crate::federation::sip::{Dialog, Request, SipUri};
use crate::federation::xmpp::{Jid, Stanza, StanzaKind, address};

/// What a pair is found by: the bare XMPP address and the SIP address of record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PairKey {
    pub xmpp: String,
    pub sip: String,
}

/// A pair of users.
#[derive(Debug)]
pub(super) struct Pair {
    /// Bare address of the XMPP user.
    pub xmpp: Jid,
    /// The XMPP user as SIP writes it.
    pub xmpp_uri: SipUri,
    /// The SIP user.
    pub sip: SipUri,
    /// The SIP user as XMPP writes it.
    pub sip_jid: Jid,
    pub watching: Watching,
    pub watched: Watched,
    /// Our subscription with the pool.
    pub dialog: Option<Dialog>,
    /// The request that makes it, for a NOTIFY that overtakes its answer.
    pub request: Option<Request>,
    /// Counts our requests, so that the answer to an old one is known as such.
    pub attempt: u64,
    /// Counts timers, for the same reason.
    pub timer: u64,
    /// What the XMPP user was told of the SIP user.
    pub shown: Presence,
}

impl Pair {
    /// Of two addresses. `None`: one of them cannot be written on the other side.
    pub fn new(xmpp: &Jid, sip: &SipUri) -> Option<(PairKey, Pair)> {
        let xmpp: Jid = xmpp.to_bare().into();
        let sip = sip.bare();
        let key = PairKey { xmpp: xmpp.to_string(), sip: sip.address_of_record()? };
        let xmpp_uri = to_sip(&xmpp)?;
        let sip_jid: Jid = to_xmpp(&sip)?.to_bare().into();
        let watched = Watched::new(&key.xmpp, &xmpp_uri.to_string());
        let pair = Pair {
            xmpp,
            xmpp_uri,
            sip,
            sip_jid,
            watching: Watching::default(),
            watched,
            dialog: None,
            request: None,
            attempt: 0,
            timer: 0,
            shown: Presence::default(),
        };
        Some((key, pair))
    }

    /// Of remembered addresses.
    pub fn remembered(xmpp: &str, sip: &str) -> Option<(PairKey, Pair)> {
        let (user, host) = sip.rsplit_once('@')?;
        let sip_jid = address::parse(&format!("{}@{host}", escape_local(user))).ok()?;
        Pair::new(&address::parse(xmpp).ok()?, &to_sip(&sip_jid)?)
    }

    /// Sets a half to what is remembered of it.
    pub fn remember(&mut self, half: Half, agreed: bool) {
        match half {
            Half::XmppWatches => self.watching = Watching::remembered(agreed),
            Half::SipWatches => self.watched.remember(agreed),
        }
    }

    /// A presence of a type from the SIP user to the XMPP user.
    pub fn presence(&self, presence_type: &str) -> Stanza {
        Stanza::new(StanzaKind::Presence, self.sip_jid.clone(), self.xmpp.clone()).with_type(presence_type)
    }

    /// Notes what the XMPP user is to know of the SIP user, and gives the presences that tell the changes.
    pub fn show(&mut self, presence: Presence) -> Vec<Stanza> {
        let (changed, left) = presence.since(&self.shown);
        let changed =
            changed.into_iter().map(|(name, one)| stanza::available(&self.sip_jid, name, &self.xmpp, one));
        let left = left
            .into_iter()
            .map(|name| stanza::unavailable(&self.sip_jid, name, &self.xmpp, &presence.farewell));
        let stanzas = changed.chain(left).collect();
        self.shown = presence;
        stanzas
    }

    /// Everything that the XMPP user is to know of the SIP user.
    pub fn show_all(&self) -> Vec<Stanza> {
        let sorted = self.shown.sorted();
        if sorted.is_empty() {
            return vec![stanza::unavailable(&self.sip_jid, "", &self.xmpp, &self.shown.farewell)];
        }
        sorted.iter().map(|(name, one)| stanza::available(&self.sip_jid, name, &self.xmpp, one)).collect()
    }

    /// Whether nothing has to be kept.
    pub fn is_empty(&self) -> bool {
        self.watching.phase() == Phase::None && self.watched.is_empty()
    }

    /// Whether the SIP user has added the XMPP user, or wants to.
    pub fn is_added(&self) -> bool {
        self.watched.grant() != Grant::None
    }
}

/// An address of record is kept decoded; this writes its user as a local part.
fn escape_local(user: &str) -> String {
    let uri = SipUri::new(&crate::federation::gateway::address::percent_encode(user), "host.invalid");
    to_xmpp(&uri).and_then(|jid| jid.node().map(|node| node.to_string())).unwrap_or_default()
}
