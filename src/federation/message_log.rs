//! Messages in the log: who wrote to whom. Their texts are only there when the deployment allows it.

use super::xmpp::{Stanza, StanzaKind};
use std::sync::atomic::{AtomicBool, Ordering};

static BODIES: AtomicBool = AtomicBool::new(false);

/// Whether texts of messages may be logged (`EnableLoggingAllMessageBodies`).
pub fn show_bodies(show: bool) {
    BODIES.store(show, Ordering::Relaxed);
}

/// Notes a message that crosses between gateway and proxy: for people who look for faults, and with its text at
/// the usual level where that is allowed.
pub fn crossing(way: &'static str, stanza: &Stanza) {
    if stanza.kind() != StanzaKind::Message {
        return;
    }
    let id = stanza.id().unwrap_or_default();
    if BODIES.load(Ordering::Relaxed) {
        let body = stanza.body().unwrap_or_default();
        tracing::info!(way, from = %stanza.from(), to = %stanza.to(), id, body, "message");
    } else {
        tracing::debug!(way, from = %stanza.from(), to = %stanza.to(), id, "message");
    }
}
