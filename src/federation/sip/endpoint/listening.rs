//! Listeners of an endpoint, and the peers who come to them.

use super::{FIRST, Inner, Opener, listen_error, no_delay};
use crate::federation::accepting::Unaccepted;
use crate::federation::sip::destination::Protocol;
use crate::federation::sip::error::SipError;
use crate::federation::slots::Stranger;
use crate::federation::tls::{MutualTls, PeerNames};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// What a TLS handshake begins with.
const HANDSHAKE: u8 = 22;

/// Listens at an address, if there is one, and adds it to the others. Errors: `Listen`.
pub(super) async fn listen(
    address: Option<SocketAddr>,
    protocol: Protocol,
    addresses: &mut Vec<(Protocol, SocketAddr)>,
) -> Result<Option<TcpListener>, SipError> {
    let Some(address) = address else { return Ok(None) };
    let failed = |error| listen_error(address, &error);
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    addresses.push((protocol, listener.local_addr().map_err(failed)?));
    Ok(Some(listener))
}

/// Accepts connections until the endpoint stops.
pub(super) async fn accept(inner: Arc<Inner>, listener: TcpListener, protocol: Protocol) {
    let mut unaccepted = Unaccepted::of("a SIP peer");
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = inner.stop.cancelled() => return,
        };
        match accepted {
            Ok((tcp, peer)) => admit(&inner, tcp, peer, protocol),
            Err(error) => unaccepted.pause(&error).await,
        }
    }
}

/// Serves a peer, unless there are too many of whom nothing is known.
fn admit(inner: &Arc<Inner>, tcp: TcpStream, peer: SocketAddr, protocol: Protocol) {
    let config = &inner.config;
    if config.only_local && !peer.ip().is_loopback() {
        tracing::info!(%peer, "a SIP peer without TLS is refused");
        return;
    }
    let stranger = inner.strangers.take(peer.ip(), config.strangers_per_address, config.strangers);
    let Some(stranger) = stranger else {
        tracing::info!(%peer, "too many SIP connections that have asked nothing yet; one more is refused");
        return;
    };
    no_delay(&tcp);
    match (protocol, inner.tls()) {
        (Protocol::Tls, Some(tls)) => {
            tokio::spawn(accept_tls(inner.clone(), tls, tcp, peer, stranger));
        }
        _ => drop(inner.serve(tcp, protocol, peer, PeerNames::default(), Opener::Peer(stranger))),
    }
}

/// A handshake of its own, so that a slow peer holds up nobody.
async fn accept_tls(inner: Arc<Inner>, tls: MutualTls, tcp: TcpStream, peer: SocketAddr, stranger: Stranger) {
    let opener = Opener::Peer(stranger);
    if inner.config.local_plain && peer.ip().is_loopback() {
        let mut first = [0];
        match timeout(FIRST, tcp.peek(&mut first)).await {
            Ok(Ok(1..)) if first != [HANDSHAKE] => {
                return drop(inner.serve(tcp, Protocol::Tcp, peer, PeerNames::default(), opener));
            }
            Ok(Ok(1..)) => {}
            _ => return,
        }
    }
    match tls.accept(tcp).await {
        Ok((stream, proved)) => drop(inner.serve(stream, Protocol::Tls, peer, proved, opener)),
        Err(error) => tracing::info!(%peer, %error, "a SIP peer is refused"),
    }
}
