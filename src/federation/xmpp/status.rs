//! What an edge knows of each partner: streams, counts, and the last failure with its reason.

use super::stream::{FailureStage, StreamFailure};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Who opened a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The partner.
    Incoming,
    /// We.
    Outgoing,
}

/// A failure, kept for an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// Of which stream.
    pub direction: Direction,
    /// Where it failed.
    pub stage: FailureStage,
    /// Why, in a sentence.
    pub reason: String,
}

/// What is known of a partner's domain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartnerStatus {
    /// Authenticated streams that it opened.
    pub incoming_streams: usize,
    /// Authenticated streams that we opened.
    pub outgoing_streams: usize,
    /// How the newest stream is secured: `TLS 1.3, SASL EXTERNAL`.
    pub security: Option<String>,
    /// Stanzas received from it.
    pub received: u64,
    /// Stanzas written to it.
    pub sent: u64,
    /// Stanzas for it that went back to their senders with an error.
    pub bounced: u64,
    /// The last time a stream was authenticated.
    pub last_success: Option<DateTime<Utc>>,
    /// The last failure; kept after a success, for its time tells which came last.
    pub last_failure: Option<FailureRecord>,
}

/// The status of all partners; cheap to clone, every clone is the same board.
#[derive(Debug, Clone, Default)]
pub struct StatusBoard {
    partners: Arc<Mutex<BTreeMap<String, PartnerStatus>>>,
}

impl StatusBoard {
    /// All partners that were met, by domain.
    pub fn all(&self) -> BTreeMap<String, PartnerStatus> {
        self.lock().clone()
    }

    /// One partner.
    pub fn partner(&self, domain: &str) -> PartnerStatus {
        self.lock().get(domain).cloned().unwrap_or_default()
    }

    /// Notes a failure.
    pub(super) fn failed(&self, domain: &str, direction: Direction, failure: &StreamFailure) {
        tracing::info!(domain, ?direction, stage = failure.stage().name(), reason = %failure, "XMPP stream failed");
        let record =
            FailureRecord { at: Utc::now(), direction, stage: failure.stage(), reason: failure.to_string() };
        self.change(domain, |status| status.last_failure = Some(record));
    }

    /// Changes what is known of a partner.
    pub(super) fn change(&self, domain: &str, change: impl FnOnce(&mut PartnerStatus)) {
        let mut partners = self.lock();
        match partners.get_mut(domain) {
            Some(status) => change(status),
            None => change(partners.entry(domain.to_owned()).or_default()),
        }
    }

    /// Counts an authenticated stream for as long as the result lives.
    pub(super) fn stream(&self, domain: &str, direction: Direction, security: &str) -> StreamCount {
        tracing::info!(domain, ?direction, security, "XMPP stream authenticated");
        self.change(domain, |status| {
            *streams(status, direction) += 1;
            status.security = Some(security.to_owned());
            status.last_success = Some(Utc::now());
        });
        StreamCount { board: self.clone(), domain: domain.to_owned(), direction }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, PartnerStatus>> {
        self.partners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn streams(status: &mut PartnerStatus, direction: Direction) -> &mut usize {
    match direction {
        Direction::Incoming => &mut status.incoming_streams,
        Direction::Outgoing => &mut status.outgoing_streams,
    }
}

/// A stream on the board; dropped with it.
#[derive(Debug)]
pub(super) struct StreamCount {
    board: StatusBoard,
    domain: String,
    direction: Direction,
}

impl Drop for StreamCount {
    fn drop(&mut self) {
        self.board.change(&self.domain, |status| {
            let streams = streams(status, self.direction);
            *streams = streams.saturating_sub(1);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_counted_while_they_live() {
        let board = StatusBoard::default();
        let stream = board.stream("a.example", Direction::Incoming, "TLS 1.3, SASL EXTERNAL");
        assert_eq!(board.partner("a.example").incoming_streams, 1);
        drop(stream);
        assert_eq!(board.partner("a.example").incoming_streams, 0);
        board.failed("a.example", Direction::Outgoing, &StreamFailure::Closed);
        assert_eq!(board.partner("a.example").last_failure.unwrap().stage, FailureStage::Stream);
    }
}
