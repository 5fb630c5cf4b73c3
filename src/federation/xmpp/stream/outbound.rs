//! Streams that we open: connecting, TLS, and proving who we are.
//!
//! Targets are tried in order, each address of each; whatever goes wrong with one, TLS and authentication
//! included, lets the next be tried. Nothing but negotiation is sent before the policy is satisfied.

use super::channel::XmlChannel;
use super::dialback::{self, DialbackAnswer, DialbackStream};
use super::failure::StreamFailure;
use super::features::Features;
use super::transport::Transport;
use crate::federation::dns::{Target, XmppTarget};
use crate::federation::tls::{CertificateProblem, PeerCertificate};
use crate::federation::xmpp::core::{Core, Place};
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::outgoing::Server;
use crate::federation::xmpp::parser::{StreamEvent, StreamHeader};
use crate::federation::xmpp::settings::{PartnerRule, Settings};
use crate::federation::xmpp::stream_error::StreamError;
use crate::topology::model::Negotiation;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// What a partner may take to verify our dialback key, for which it has to find and connect to us.
const DIALBACK_LIMIT: Duration = Duration::from_secs(20);

/// Who talks to whom, and by which rules.
#[derive(Debug, Clone)]
pub(in crate::federation::xmpp) struct Pair {
    /// Our domain.
    pub local: String,
    /// The partner's.
    pub remote: String,
    /// The partner's rule.
    pub rule: Arc<PartnerRule>,
}

/// A stream after TLS, before authentication.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Opened {
    pub channel: XmlChannel,
    /// Address of the peer.
    pub address: SocketAddr,
    /// The peer's header.
    pub header: StreamHeader,
    /// Absent from peers older than XMPP 1.0.
    pub features: Option<Features>,
    /// Shown in the handshake.
    pub certificate: PeerCertificate,
}

/// A stream that stanzas may be sent on.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Established {
    pub channel: XmlChannel,
    /// In words.
    pub security: String,
    /// The peer acknowledges stanzas (XEP-0198).
    pub acknowledgement: bool,
    /// It offers dialback, so it answers requests to verify keys on our stream.
    pub verifies: bool,
    /// The peer may send on it, too (XEP-0288).
    pub both_ways: bool,
    /// Id of the stream and where it leads, where further pairs of domains may be proved on it.
    pub prove: Option<(String, Server)>,
    /// Its place among the streams with the partner.
    pub place: Place,
}

/// A stream on which we have proved who we are.
struct Proved {
    channel: XmlChannel,
    security: String,
    acknowledgement: bool,
    verifies: bool,
    both_ways: bool,
    prove: Option<(String, Server)>,
}

impl Proved {
    fn with_place(self, place: Place) -> Established {
        let Proved { channel, security, acknowledgement, verifies, both_ways, prove } = self;
        Established { channel, security, acknowledgement, verifies, both_ways, prove, place }
    }
}

/// How we may prove who we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    External,
    Dialback,
}

/// Opens a stream to a partner and authenticates. Errors: the failure that got furthest.
pub(in crate::federation::xmpp) async fn establish(
    core: &Core,
    settings: &Settings,
    pair: &Pair,
) -> Result<Established, StreamFailure> {
    let place = core.place(settings, &pair.rule)?;
    let places = places(core, pair).await?;
    let mut worst = places.failure;
    let mut left = places.found.len();
    for (target, address) in places.found {
        left -= 1;
        // With nowhere else to go a slow partner gets its time; else it must not hold up the next.
        let limit = if left == 0 { settings.limits.establishment } else { settings.limits.connect };
        match authenticated(settings, pair, &target, address, limit).await {
            Ok(proved) => return Ok(proved.with_place(place)),
            Err(failure) if !failure.next_target_may_help() => return Err(failure),
            Err(failure) => keep_worst(&mut worst, failure),
        }
    }
    Err(worst.unwrap_or(StreamFailure::Closed))
}

/// Where a partner's servers are.
pub(in crate::federation::xmpp) async fn addresses_of(
    core: &Core,
    pair: &Pair,
) -> Result<Vec<SocketAddr>, StreamFailure> {
    Ok(places(core, pair).await?.found.into_iter().map(|(_, address)| address).collect())
}

/// Opens a stream to a partner without authenticating, as dialback verification does.
pub(in crate::federation::xmpp) async fn open_any(
    core: &Core,
    settings: &Settings,
    pair: &Pair,
) -> Result<Opened, StreamFailure> {
    let places = places(core, pair).await?;
    let mut worst = places.failure;
    for (target, address) in places.found {
        match open(settings, pair, &target, address, settings.limits.establishment).await {
            Ok(opened) => return Ok(opened),
            Err(failure) => keep_worst(&mut worst, failure),
        }
    }
    Err(worst.unwrap_or(StreamFailure::Closed))
}

/// The addresses to try, in order, and why some target has none.
struct Places {
    found: Vec<(XmppTarget, SocketAddr)>,
    failure: Option<StreamFailure>,
}

async fn places(core: &Core, pair: &Pair) -> Result<Places, StreamFailure> {
    let mut places = Places { found: Vec::new(), failure: None };
    for target in targets(core, pair).await? {
        if target.direct_tls && pair.rule.policy.tls == Negotiation::NotSupported {
            continue;
        }
        let addresses = target_addresses(core, pair, &target.target, &mut places.failure).await;
        places.found.extend(addresses.into_iter().map(|address| (target.clone(), address)));
    }
    Ok(places)
}

/// Where the partner is: the configured proxy, else what DNS says.
async fn targets(core: &Core, pair: &Pair) -> Result<Vec<XmppTarget>, StreamFailure> {
    if let Some(proxy) = &pair.rule.policy.proxy {
        let port = if proxy.port == 0 { crate::federation::dns::XMPP_PORT } else { proxy.port };
        let target = Target { host: proxy.host.clone(), port };
        return Ok(vec![XmppTarget { target, direct_tls: false }]);
    }
    Ok(core.resolver.xmpp_targets(&pair.remote).await?)
}

async fn target_addresses(
    core: &Core,
    pair: &Pair,
    target: &Target,
    worst: &mut Option<StreamFailure>,
) -> Vec<SocketAddr> {
    let found = match pair.rule.policy.proxy {
        Some(_) => core.resolver.addresses(&target.host).await,
        None => core.resolver.partner_addresses(&target.host).await,
    };
    match found {
        Ok(addresses) => addresses.into_iter().map(|ip| SocketAddr::new(ip, target.port)).collect(),
        Err(failure) => {
            keep_worst(worst, failure.into());
            Vec::new()
        }
    }
}

/// Keeps the failure that tells most: one of a later stage, else the first.
fn keep_worst(worst: &mut Option<StreamFailure>, failure: StreamFailure) {
    let rank = |failure: &StreamFailure| failure.stage() as usize;
    if worst.as_ref().is_none_or(|kept| rank(kept) < rank(&failure)) {
        *worst = Some(failure);
    }
}

async fn authenticated(
    settings: &Settings,
    pair: &Pair,
    target: &XmppTarget,
    address: SocketAddr,
    limit: Duration,
) -> Result<Proved, StreamFailure> {
    let opened = open(settings, pair, target, address, limit).await?;
    let (first, second) = match ways(settings, pair, &opened) {
        Ok(ways) => ways,
        Err(failure) => {
            opened.channel.close(None).await;
            return Err(failure);
        }
    };
    match (by(first, settings, pair, opened).await, second) {
        // A refused EXTERNAL often ends the stream, so dialback gets a new one.
        (Err(StreamFailure::Sasl { .. } | StreamFailure::Closed), Some(next)) => {
            let again = open(settings, pair, target, address, limit).await?;
            by(next, settings, pair, again).await
        }
        (result, _) => result,
    }
}

async fn by(way: Way, settings: &Settings, pair: &Pair, opened: Opened) -> Result<Proved, StreamFailure> {
    match way {
        Way::External => external(settings, pair, opened).await,
        Way::Dialback => by_dialback(settings, pair, opened).await,
    }
}

/// [`open_at`] within a limit for all of it: a peer that is slow at each step is slow as a whole.
async fn open(
    settings: &Settings,
    pair: &Pair,
    target: &XmppTarget,
    address: SocketAddr,
    limit: Duration,
) -> Result<Opened, StreamFailure> {
    let what = "opening the stream";
    let opening = open_at(settings, pair, target, address);
    timeout(limit, opening).await.map_err(|_| StreamFailure::TimedOut { what, limit })?
}

/// Connects, opens the stream, and starts TLS where the policy wants it.
async fn open_at(
    settings: &Settings,
    pair: &Pair,
    target: &XmppTarget,
    address: SocketAddr,
) -> Result<Opened, StreamFailure> {
    let limit = settings.limits.connect;
    let connect = |reason: String| StreamFailure::Connect { target: target.target.clone(), reason };
    let tcp = timeout(limit, TcpStream::connect(address))
        .await
        .map_err(|_| connect(format!("no answer from {address} within {} s", limit.as_secs_f32())))?
        .map_err(|error| connect(format!("{address}: {error}")))?;
    let mut channel = XmlChannel::new(Transport::tcp(tcp));
    if target.direct_tls {
        let mut config = (*settings.client_tls).clone();
        config.alpn_protocols = vec![b"xmpp-server".to_vec()];
        let what = "the TLS handshake";
        let handshake = channel.connect_tls(Arc::new(config), &pair.remote);
        timeout(limit, handshake).await.map_err(|_| StreamFailure::TimedOut { what, limit })??;
    }
    let (mut header, mut features) = exchange_headers(&mut channel, settings, pair).await?;
    if !target.direct_tls && start_tls(&mut channel, settings, pair, features.as_ref()).await? {
        (header, features) = exchange_headers(&mut channel, settings, pair).await?;
    }
    let certificate = channel.peer_certificate();
    Ok(Opened { channel, address, header, features, certificate })
}

/// Sends our header and waits for the peer's with its features.
async fn exchange_headers(
    channel: &mut XmlChannel,
    settings: &Settings,
    pair: &Pair,
) -> Result<(StreamHeader, Option<Features>), StreamFailure> {
    let limit = settings.limits.connect;
    let header = StreamHeader {
        from: Some(pair.local.clone()),
        to: Some(pair.remote.clone()),
        id: None,
        version: Some("1.0".to_owned()),
    };
    channel.send_header(&header).await?;
    let StreamEvent::Header(header) = channel.next_within(limit, "waiting for the stream header").await?
    else {
        return Err(StreamFailure::Closed);
    };
    if !header.has_features() {
        return Ok((header, None));
    }
    let element = expect(channel, limit, "waiting for stream features", &pair.remote).await?;
    if !element.is("features", namespace::STREAM) {
        return Err(unexpected(&element));
    }
    Ok((header, Some(Features::from_element(&element))))
}

/// Starts TLS where policy and peer allow it, or policy insists on it. Whether it did.
async fn start_tls(
    channel: &mut XmlChannel,
    settings: &Settings,
    pair: &Pair,
    features: Option<&Features>,
) -> Result<bool, StreamFailure> {
    let not_offered = || StreamFailure::TlsNotOffered { peer: pair.remote.clone() };
    let offered = features.is_some_and(|features| features.tls);
    match pair.rule.policy.tls {
        Negotiation::NotSupported => return Ok(false),
        Negotiation::Optional if !offered => return Ok(false),
        // Not offering it may be an attacker's doing: ask all the same. Source: RFC 7590, 3.1.
        Negotiation::Required if features.is_none() => return Err(not_offered()),
        _ => {}
    }
    let limit = settings.limits.connect;
    channel.send(&Element::new("starttls", namespace::TLS)).await?;
    match expect(channel, limit, "waiting for STARTTLS", &pair.remote).await {
        Ok(element) if element.is("proceed", namespace::TLS) => {}
        Err(failure) if offered => return Err(failure),
        _ => return Err(not_offered()),
    }
    let handshake = channel.connect_tls(settings.client_tls.clone(), &pair.remote);
    let what = "the TLS handshake";
    timeout(limit, handshake).await.map_err(|_| StreamFailure::TimedOut { what, limit })??;
    Ok(true)
}

/// The ways of authentication that policy, peer and certificates leave: the best, and the next best.
fn ways(settings: &Settings, pair: &Pair, opened: &Opened) -> Result<(Way, Option<Way>), StreamFailure> {
    let methods = pair.rule.methods;
    let secure = opened.channel.is_secure();
    let old = Features { dialback: true, ..Features::default() };
    let features = opened.features.as_ref().unwrap_or(&old);
    let certificate = opened.certificate.verify(&settings.trust, &pair.remote);
    let external = secure && methods.sasl_over_tls && features.external && settings.has_identity;
    let external = external && certificate.is_ok();
    let allowed = if secure { methods.dialback_over_tls } else { methods.dialback_over_tcp };
    let dialback = allowed && features.dialback;
    match (external, dialback) {
        (true, _) => Ok((Way::External, dialback.then_some(Way::Dialback))),
        (false, true) => Ok((Way::Dialback, None)),
        (false, false) => Err(no_way(settings, pair, secure, features, certificate)),
    }
}

fn no_way(
    settings: &Settings,
    pair: &Pair,
    secure: bool,
    features: &Features,
    certificate: Result<(), CertificateProblem>,
) -> StreamFailure {
    let peer = pair.remote.clone();
    if !secure && !pair.rule.methods.dialback_over_tcp {
        return StreamFailure::TlsNotOffered { peer };
    }
    if let (true, Err(problem)) = (secure && pair.rule.methods.sasl_over_tls, certificate) {
        return StreamFailure::Certificate { peer, problem };
    }
    let offered = features.authentication();
    let allowed = if settings.has_identity {
        pair.rule.in_words()
    } else {
        format!("{}, but we have no certificate", pair.rule.in_words())
    };
    StreamFailure::NoMethod { peer, allowed, offered }
}

/// SASL EXTERNAL, always with the authorisation identity, on which older peers rely. Source: XEP-0178, 3.
async fn external(settings: &Settings, pair: &Pair, opened: Opened) -> Result<Proved, StreamFailure> {
    let mut channel = opened.channel;
    let limit = settings.limits.connect;
    // Only here: the partner's certificate has proved it, so what it says on our stream is its own.
    let offered = opened.features.unwrap_or_default();
    let both_ways = !settings.one_way && offered.both_ways;
    if both_ways {
        channel.send(&Element::new("bidi", namespace::BIDI)).await?;
    }
    let auth = Element::new("auth", namespace::SASL)
        .with_attribute("mechanism", "EXTERNAL")
        .with_text(BASE64.encode(&pair.local));
    channel.send(&auth).await?;
    let answer = expect(&mut channel, limit, "waiting for SASL", &pair.remote).await?;
    if !answer.is("success", namespace::SASL) {
        let condition = answer.children().next().map_or("no reason given", Element::name).to_owned();
        channel.close(None).await;
        return Err(StreamFailure::Sasl { peer: pair.remote.clone(), condition });
    }
    channel.restart();
    channel.trust();
    let (_, features) = exchange_headers(&mut channel, settings, pair).await?;
    let acknowledgement = features.is_some_and(|features| features.acknowledgement);
    let security = security(&channel, "SASL EXTERNAL");
    Ok(Proved { channel, security, acknowledgement, verifies: offered.dialback, both_ways, prove: None })
}

/// Dialback as the originating server. Source: XEP-0220, 2.1.
async fn by_dialback(settings: &Settings, pair: &Pair, opened: Opened) -> Result<Proved, StreamFailure> {
    let mut channel = opened.channel;
    let failed = |reason: String| StreamFailure::Dialback { peer: pair.remote.clone(), reason };
    let id = opened.header.id.clone().ok_or_else(|| failed("its stream has no id".to_owned()))?;
    let stream = DialbackStream { receiving: pair.remote.clone(), originating: pair.local.clone(), id };
    let key = settings.dialback.key(&stream);
    channel.send(&dialback::result_request(&stream, &key)).await?;
    let limit = DIALBACK_LIMIT.min(settings.limits.establishment);
    let answer = loop {
        let element = expect(&mut channel, limit, "waiting for dialback", &pair.remote).await?;
        if element.is("result", namespace::DIALBACK)
            && let Some(answer) = DialbackAnswer::of(&element)
            && dialback::addresses(&element, &pair.remote, &pair.local)
        {
            break answer;
        }
    };
    match answer {
        DialbackAnswer::Valid => {
            channel.trust();
            let security = security(&channel, "dialback");
            let features = opened.features.unwrap_or_default();
            let server = Server { remote: pair.remote.clone(), address: opened.address };
            let prove = features.dialback_errors.then_some((stream.id, server));
            Ok(Proved {
                channel,
                security,
                acknowledgement: features.acknowledgement,
                verifies: true,
                both_ways: false,
                prove,
            })
        }
        DialbackAnswer::Invalid => Err(failed("it says that our key is invalid".to_owned())),
        DialbackAnswer::Error(error) => {
            channel.close(None).await;
            Err(failed(format!("it could not verify us: {error}")))
        }
    }
}

/// How a stream is secured, in words.
pub(super) fn security(channel: &XmlChannel, way: &str) -> String {
    match channel.tls_version() {
        Some(version) => format!("{version}, {way}"),
        None => format!("no TLS, {way}"),
    }
}

/// The next element; stream errors and endings are failures.
pub(super) async fn expect(
    channel: &mut XmlChannel,
    limit: Duration,
    what: &'static str,
    peer: &str,
) -> Result<Element, StreamFailure> {
    match channel.next_within(limit, what).await? {
        StreamEvent::Element(element) if element.is("error", namespace::STREAM) => {
            Err(StreamFailure::Received { peer: peer.to_owned(), error: StreamError::from_element(&element) })
        }
        StreamEvent::Element(element) => Ok(element),
        StreamEvent::Header(_) | StreamEvent::Closed => Err(StreamFailure::Closed),
    }
}

fn unexpected(element: &Element) -> StreamFailure {
    use crate::federation::xmpp::stream_error::StreamCondition;
    let text = format!("<{}/> where stream features belong", element.name());
    StreamFailure::Sent(StreamError::new(StreamCondition::BadFormat, text))
}
