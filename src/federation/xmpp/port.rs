//! Where users of XMPP meet it: stanzas in, stanzas out.
//!
//! A port hides whether stanzas travel over a link to the XMPP proxy ([`super::link`]) or over
//! server-to-server streams of this very process ([`super::edge`]). Either way a stanza that was accepted is
//! delivered, or its error comes back through [`XmppPort::incoming`] as a stanza of type `error`.

use super::stanza::Stanza;
use tokio::sync::{mpsc, watch};

/// Stanzas that may wait in a port, in either direction, before its user has to wait.
pub const PORT_CAPACITY: usize = 1024;

/// Whether stanzas can travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortState {
    /// Not yet connected for the first time.
    Starting,
    /// Stanzas travel.
    Ready,
    /// They do not, and why; it tries again by itself.
    Down {
        /// The last failure, in a sentence.
        reason: String,
    },
    /// Stopped for good.
    Stopped,
}

/// One side of XMPP: send through `sink`, receive from `incoming`, look at `state`.
#[derive(Debug)]
pub struct XmppPort {
    /// Takes stanzas; may be cloned.
    pub sink: StanzaSink,
    /// Stanzas for us, errors for ours among them. Ends when the port has stopped.
    pub incoming: mpsc::Receiver<Stanza>,
    /// Whether stanzas can travel now.
    pub state: watch::Receiver<PortState>,
}

/// Takes stanzas for delivery; cheap to clone.
#[derive(Debug, Clone)]
pub struct StanzaSink {
    sender: mpsc::Sender<Stanza>,
}

/// The port has stopped; the stanza comes back.
#[derive(Debug, thiserror::Error)]
#[error("XMPP has stopped on this computer")]
pub struct PortClosed(pub Box<Stanza>);

impl StanzaSink {
    /// A sink that fills a channel.
    pub fn new(sender: mpsc::Sender<Stanza>) -> StanzaSink {
        StanzaSink { sender }
    }

    /// Waits for room for one stanza. Errors: the port has stopped.
    pub async fn reserve(&self) -> Result<mpsc::Permit<'_, Stanza>, mpsc::error::SendError<()>> {
        self.sender.reserve().await
    }

    /// Whether the port has stopped.
    pub fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Hands a stanza over, waiting for room. Errors: the port has stopped.
    pub async fn send(&self, stanza: Stanza) -> Result<(), PortClosed> {
        self.sender.send(stanza).await.map_err(|error| PortClosed(Box::new(error.0)))
    }
}

/// The other end of an [`XmppPort`], kept by what carries the stanzas.
#[derive(Debug)]
pub struct PortCarrier {
    /// Stanzas to carry.
    pub outgoing: mpsc::Receiver<Stanza>,
    /// Stanzas that arrived, and errors for those that could not be carried.
    pub deliver: mpsc::Sender<Stanza>,
    /// Tells the user whether stanzas can travel.
    pub state: watch::Sender<PortState>,
}

/// A port and its other end; tests of a port's users keep both.
pub fn port() -> (XmppPort, PortCarrier) {
    let (sender, outgoing) = mpsc::channel(PORT_CAPACITY);
    let (deliver, incoming) = mpsc::channel(PORT_CAPACITY);
    let (state, watched) = watch::channel(PortState::Starting);
    let port = XmppPort { sink: StanzaSink::new(sender), incoming, state: watched };
    (port, PortCarrier { outgoing, deliver, state })
}
