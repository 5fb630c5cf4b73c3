//! What all streams of one edge share.

use super::outgoing::{Fences, Hosts, Openings};
use super::settings::{PartnerRule, Settings};
use super::stanza::Stanza;
use super::stanza_error::StanzaError;
use super::status::StatusBoard;
use super::stream::StreamFailure;
use crate::federation::dns::Resolver;
use crate::federation::slots::{Slot, Slots, Stranger, Strangers};
use std::net::IpAddr;
use std::sync::Arc;
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
    /// Streams that are not authenticated.
    strangers: Strangers,
    /// Pings that confirm what was sent before them.
    pub fences: Fences,
    /// Streams that take stanzas of other pairs of domains.
    pub hosts: Hosts,
    /// Streams that are being opened.
    pub openings: Openings,
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
            strangers: Strangers::default(),
            fences: Fences::default(),
            hosts: Hosts::default(),
            openings: Openings::default(),
        }
    }

    /// The settings now in force.
    pub fn current(&self) -> Arc<Settings> {
        self.settings.borrow().clone()
    }

    /// A place among the streams that are not authenticated; none when there are too many.
    pub fn stranger(&self, settings: &Settings, address: IpAddr) -> Option<Stranger> {
        let limits = &settings.limits;
        self.strangers.take(address, limits.unauthenticated_per_address, limits.unauthenticated)
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

/// The place of one stream, held while it lives.
#[derive(Debug)]
pub(super) struct Place {
    _partner: Slot<String>,
    _all: Slot<()>,
}
