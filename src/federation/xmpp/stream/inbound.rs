//! Streams that partners open: TLS, SASL EXTERNAL and dialback, then their stanzas.
//!
//! Policy comes before the first stanza: a partner whose rule requires TLS is heard only under it, and every
//! stanza's addresses must belong to a pair of domains that was authorised on this very stream.

mod authentication;

use super::channel::XmlChannel;
use super::dialback::DialbackStream;
use super::failure::StreamFailure;
use super::features::Features;
use super::random_id;
use super::receiving::{Receiving, refuse};
use super::transport::Transport;
use crate::federation::slots::Stranger;
use crate::federation::xmpp::address;
use crate::federation::xmpp::core::{Core, Place};
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::outgoing::{Carriage, Confirmation, LAST_WORDS, Left};
use crate::federation::xmpp::parser::{StreamEvent, StreamHeader};
use crate::federation::xmpp::settings::{PartnerRule, Settings};
use crate::federation::xmpp::status::{Direction, StreamCount};
use crate::federation::xmpp::stream_error::{StreamCondition, StreamError};
use crate::topology::model::Negotiation;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

/// A stream that is to end ends when the partner has said nothing for so long: what crosses with our closing tag is
/// reported as undelivered to its sender by a partner that counts what it sends.
const QUIET: Duration = Duration::from_millis(5);

/// A stream that a partner opened.
struct Inbound {
    core: Arc<Core>,
    settings: Arc<Settings>,
    channel: XmlChannel,
    /// Our id in the header that is in force.
    id: String,
    /// The partner's domain by its header, in canonical form.
    claimed: Option<String>,
    receiving: Receiving,
    counts: Vec<StreamCount>,
    /// Held until the stream is authenticated.
    stranger: Option<Stranger>,
    /// Held from then on.
    place: Option<Place>,
    /// Keys whose authority is being asked.
    verifying: JoinSet<(DialbackStream, Result<bool, StreamFailure>)>,
    /// The partner lets us send on this stream.
    both_ways: bool,
    /// What we send on it.
    carriage: Option<Carriage>,
    /// When a stanza last went either way.
    used: Instant,
    /// When the partner last said anything.
    heard: Instant,
    /// When a sign of life was last due.
    alive: Instant,
    /// What we send is drained until then, once the edge stops.
    stop_at: Option<Instant>,
}

/// What the next element led to.
enum Step {
    /// Go on.
    Continue,
    /// A new stream begins on the same connection.
    Restart,
}

/// Serves one connection until it ends; whatever happens here disturbs no other stream.
pub(in crate::federation::xmpp) async fn serve(core: Arc<Core>, tcp: TcpStream, peer: IpAddr) {
    let settings = core.current();
    let Some(stranger) = core.stranger(&settings, peer) else {
        tracing::info!(%peer, "too many XMPP connections that are not authenticated; one more is refused");
        return;
    };
    let channel = XmlChannel::new(Transport::tcp(tcp));
    let mut inbound = Inbound::new(&core, settings, channel, stranger);
    let ended = inbound.run().await;
    if matches!(ended, Ok(_) | Err(StreamFailure::Sent(_))) {
        inbound.receiving.last_acknowledgement(&mut inbound.channel).await;
    }
    let unproved = inbound.unproved();
    let Inbound { channel, claimed, carriage, mut receiving, counts, .. } = inbound;
    let quiet = matches!(ended, Err(StreamFailure::Closed | StreamFailure::Broken { .. }));
    if let (true, Some(domain), Some(failure)) = (quiet || ended.is_ok(), &claimed, unproved) {
        core.status.failed(domain, Direction::Incoming, &failure);
    }
    let left = match ended {
        Ok(left) => left,
        Err(failure) => Left::Failed(failure),
    };
    if let (Left::Failed(failure), Some(domain), false) = (&left, &claimed, quiet) {
        core.status.failed(domain, Direction::Incoming, failure);
    }
    let ours = match &left {
        Left::Failed(StreamFailure::Sent(error)) => Some(error),
        _ => None,
    };
    drop(counts);
    let (closed, late) = channel.close_and_collect(ours).await;
    receiving.late(late).await;
    if let Some(carriage) = carriage {
        carriage.leave(&left, closed);
    }
}

impl Inbound {
    fn new(core: &Arc<Core>, settings: Arc<Settings>, channel: XmlChannel, stranger: Stranger) -> Inbound {
        Inbound {
            core: core.clone(),
            settings,
            channel,
            id: String::new(),
            claimed: None,
            receiving: Receiving::new(core, None),
            counts: Vec::new(),
            stranger: Some(stranger),
            place: None,
            verifying: JoinSet::new(),
            both_ways: false,
            carriage: None,
            used: Instant::now(),
            heard: Instant::now(),
            alive: Instant::now(),
            stop_at: None,
        }
    }

    async fn run(&mut self) -> Result<Left, StreamFailure> {
        let deadline = Instant::now() + self.settings.limits.establishment;
        let stop = self.core.stop.clone();
        let first = tokio::select! {
            first = timeout_at(deadline, self.channel.begins_with_tls()) => first,
            () = stop.cancelled() => return Err(StreamFailure::Closed),
        };
        if first == Ok(true) {
            self.direct_tls().await?;
        }
        loop {
            self.open(deadline).await?;
            loop {
                let step = match self.next(deadline).await? {
                    Some(StreamEvent::Element(element)) => self.element(element).await?,
                    Some(StreamEvent::Closed) => return Ok(Left::Closed),
                    None => return Ok(Left::Done),
                    Some(StreamEvent::Header(_)) => {
                        return Err(refuse(StreamCondition::BadFormat, "a second stream header"));
                    }
                };
                match step {
                    Step::Continue => {}
                    Step::Restart => break,
                }
            }
        }
    }

    /// The next event; none when the stream was idle for too long. Meanwhile what we have for the partner is sent.
    async fn next(&mut self, deadline: Instant) -> Result<Option<StreamEvent>, StreamFailure> {
        loop {
            self.send_batch().await?;
            let limits = &self.settings.limits;
            let authenticated = !self.receiving.pairs().is_empty();
            let settled = self.carriage.as_ref().is_none_or(|carriage| carriage.unconfirmed_count() == 0);
            if let Some(stop_at) = self.stop_at {
                if !authenticated {
                    return Err(refuse(StreamCondition::SystemShutdown, "XMPP federation is stopping"));
                }
                let quiet = settled && self.heard.elapsed() >= QUIET && self.receiving.is_settled();
                if quiet || stop_at <= Instant::now() {
                    return Ok(None);
                }
            }
            if let Some(event) = self.channel.buffered()? {
                // What came together is taken together: nothing else is due within one reading.
                self.heard = Instant::now();
                return Ok(Some(event));
            }
            let until = if authenticated { self.used + limits.inactivity } else { deadline };
            let alive_at = self.alive + limits.keep_alive;
            let keep_alive = authenticated && self.rule().is_some_and(|rule| rule.policy.keep_alive);
            tokio::select! {
                event = self.channel.next() => {
                    self.heard = Instant::now();
                    return event.map(Some);
                }
                count = self.receiving.more() => {
                    self.channel.send(&Receiving::acknowledgement(count)).await?;
                }
                Some(Ok((stream, verified))) = self.verifying.join_next() => {
                    self.verified(stream, verified).await?;
                }
                happened = outgoing(&mut self.carriage) => happened?,
                () = sleep_until(until), if !authenticated || settled => {
                    let (what, limit) = ("authentication", limits.establishment);
                    return if authenticated { Ok(None) } else { Err(StreamFailure::TimedOut { what, limit }) };
                }
                () = sleep_until(alive_at), if keep_alive => {
                    self.alive = Instant::now();
                    self.channel.send_text(" ").await?;
                }
                () = self.core.stop.cancelled(), if self.stop_at.is_none() => {
                    self.stop_at = Some(Instant::now() + LAST_WORDS.min(limits.drain));
                }
                () = sleep(QUIET), if self.stop_at.is_some() => {}
            }
        }
    }

    /// Writes what we have for the partner.
    async fn send_batch(&mut self) -> Result<(), StreamFailure> {
        let Some(carriage) = &mut self.carriage else { return Ok(()) };
        loop {
            let text = carriage.batch();
            if text.is_empty() {
                return Ok(());
            }
            self.used = Instant::now();
            self.channel.send_text(&text).await?;
        }
    }

    /// Reads the partner's header and answers with ours and the features.
    async fn open(&mut self, deadline: Instant) -> Result<(), StreamFailure> {
        let Some(StreamEvent::Header(header)) = self.next(deadline).await? else {
            return Err(StreamFailure::Closed);
        };
        self.id = random_id();
        let to = header.to.as_deref().and_then(|to| address::domain(to).ok());
        self.claimed = header.from.as_deref().and_then(|from| address::domain(from).ok());
        let local = to
            .clone()
            .filter(|to| self.settings.is_local(to))
            .or_else(|| self.settings.local_domains.first().cloned());
        let answer = StreamHeader {
            from: local,
            to: header.from.clone(),
            id: Some(self.id.clone()),
            version: header.has_features().then(|| "1.0".to_owned()),
        };
        self.channel.send_header(&answer).await?;
        if let Some(to) = to.filter(|to| !self.settings.is_local(to)) {
            return Err(refuse(StreamCondition::HostUnknown, format!("{to} is not served here")));
        }
        if let Some(from) = &self.claimed
            && self.settings.partner(from).is_none()
        {
            return Err(refuse(
                StreamCondition::PolicyViolation,
                format!("{from} is not an allowed XMPP partner"),
            ));
        }
        if header.has_features() {
            let features = self.features();
            self.channel.send(&features.to_element()).await?;
        }
        Ok(())
    }

    fn rule(&self) -> Option<Arc<PartnerRule>> {
        self.settings.partner(self.claimed.as_deref()?)
    }

    /// What is offered now. Without a `from` nobody is known, and the strictest rule is assumed.
    fn features(&self) -> Features {
        let secure = self.channel.is_secure();
        let rule = self.rule();
        let tls = rule.as_ref().map_or(Negotiation::Required, |rule| rule.policy.tls);
        let can_start = !secure && self.settings.server_tls.is_some() && tls != Negotiation::NotSupported;
        let authenticated = !self.receiving.pairs().is_empty();
        let dialback = rule.as_ref().is_none_or(|rule| match secure {
            true => rule.methods.dialback_over_tls,
            false => rule.methods.dialback_over_tcp,
        });
        Features {
            tls: can_start,
            tls_required: can_start && tls == Negotiation::Required,
            external: secure && !authenticated && self.proved().is_some(),
            dialback: dialback && !authenticated,
            dialback_errors: true,
            both_ways: secure && !authenticated && rule.is_some() && !self.settings.one_way,
            // Announced beforehand where dialback follows, for no features come after it.
            acknowledgement: !self.settings.without_acknowledgement && (authenticated || dialback),
            ..Features::default()
        }
    }

    /// The partner's domain, when its certificate proves it and its rule lets that count.
    fn proved(&self) -> Option<String> {
        let domain = self.claimed.clone()?;
        let rule = self.settings.partner(&domain)?;
        let valid = self.channel.peer_certificate().verify(&self.settings.trust, &domain).is_ok();
        (rule.methods.sasl_over_tls && valid).then_some(domain)
    }

    /// Why the partner could not prove itself, where its certificate was the only way and it has given up.
    fn unproved(&self) -> Option<StreamFailure> {
        let peer = self.claimed.clone().filter(|_| self.receiving.pairs().is_empty())?;
        let methods = self.settings.partner(&peer)?.methods;
        let only_way = methods.sasl_over_tls && !methods.dialback_over_tls;
        let certificate = self.channel.peer_certificate();
        let problem = certificate.verify(&self.settings.trust, &peer).err()?;
        (only_way && self.channel.is_secure()).then_some(StreamFailure::Certificate { peer, problem })
    }

    async fn element(&mut self, element: Element) -> Result<Step, StreamFailure> {
        match (element.namespace(), element.name()) {
            (namespace::TLS, "starttls") => self.start_tls().await,
            (namespace::SASL, "auth") => self.external(&element).await,
            (namespace::DIALBACK, "result") => self.dialback_result(&element).await,
            (namespace::DIALBACK, "verify") => self.dialback_verify(&element).await,
            (namespace::BIDI, "bidi") => self.both_ways(),
            (namespace::STREAM_MANAGEMENT, _) => self.acknowledgement(&element).await,
            (namespace::STREAM, "error") => {
                let peer = self.claimed.clone().unwrap_or_default();
                Err(StreamFailure::Received { peer, error: StreamError::from_element(&element) })
            }
            (namespace::SERVER, "message" | "presence" | "iq") => {
                // First, so that whoever answers the stanza at once finds this stream.
                self.let_send();
                self.receiving.stanza(element).await?;
                self.used = Instant::now();
                Ok(Step::Continue)
            }
            _ => Err(refuse(
                StreamCondition::UnsupportedStanzaType,
                format!("<{}/> is not expected here", element.name()),
            )),
        }
    }

    /// TLS that comes before any XML. Source: XEP-0368.
    async fn direct_tls(&mut self) -> Result<(), StreamFailure> {
        let config = self.settings.server_tls.clone().ok_or(StreamFailure::Closed)?;
        let limit = self.settings.limits.connect;
        let what = "the TLS handshake";
        let handshake = self.channel.accept_tls(config, "the peer");
        tokio::time::timeout(limit, handshake).await.map_err(|_| StreamFailure::TimedOut { what, limit })?
    }

    async fn start_tls(&mut self) -> Result<Step, StreamFailure> {
        let config = match &self.settings.server_tls {
            Some(config) if !self.channel.is_secure() => config.clone(),
            _ => {
                self.channel.send(&Element::new("failure", namespace::TLS)).await?;
                return Err(StreamFailure::Closed);
            }
        };
        self.channel.send(&Element::new("proceed", namespace::TLS)).await?;
        let peer = self.claimed.clone().unwrap_or_else(|| "the peer".to_owned());
        let limit = self.settings.limits.connect;
        let what = "the TLS handshake";
        let handshake = self.channel.accept_tls(config, &peer);
        tokio::time::timeout(limit, handshake)
            .await
            .map_err(|_| StreamFailure::TimedOut { what, limit })??;
        Ok(Step::Restart)
    }

    /// Acknowledgements without resumption. Source: XEP-0198, 3 and 4.
    async fn acknowledgement(&mut self, element: &Element) -> Result<Step, StreamFailure> {
        let authenticated = !self.receiving.pairs().is_empty();
        match element.name() {
            "enable"
                if authenticated && !self.receiving.counts() && !self.settings.without_acknowledgement =>
            {
                self.receiving.count_from_now();
                self.channel.send(&Element::new("enabled", namespace::STREAM_MANAGEMENT)).await?;
                if let Some(carriage) = &mut self.carriage {
                    carriage.count_from_now();
                }
                self.let_send();
            }
            "enable" | "resume" => {
                let unexpected = Element::new("unexpected-request", namespace::STANZA_ERROR);
                let failed = Element::new("failed", namespace::STREAM_MANAGEMENT).with_child(unexpected);
                self.channel.send(&failed).await?;
            }
            "r" if self.receiving.counts() => {
                let count = self.receiving.asked();
                self.channel.send(&Receiving::acknowledgement(count)).await?;
            }
            "r" => {}
            "a" => {
                if let Some(carriage) = &mut self.carriage {
                    carriage.event(element)?;
                }
            }
            name => {
                let text = format!("<{name}/> is not expected here");
                return Err(refuse(StreamCondition::UnsupportedStanzaType, text));
            }
        }
        Ok(Step::Continue)
    }

    /// The partner lets us send on its stream, too. Source: XEP-0288, 2.
    fn both_ways(&mut self) -> Result<Step, StreamFailure> {
        if self.settings.one_way || !self.channel.is_secure() || !self.receiving.pairs().is_empty() {
            return Err(refuse(StreamCondition::UnsupportedStanzaType, "<bidi/> was not offered now"));
        }
        self.both_ways = true;
        Ok(Step::Continue)
    }

    /// A pair was proved: what we have for the partner may go the same way.
    fn begin_to_send(&mut self, remote: &str, local: &str) {
        if !self.both_ways {
            return;
        }
        let (core, settings) = (&self.core, &self.settings);
        let carriage = self.carriage.get_or_insert_with(|| {
            Carriage::new(core, settings, local, remote, Confirmation::Fenced { answers: false })
        });
        if carriage.is_offered() {
            carriage.allow(local, remote);
        }
    }

    /// Offers the stream to what we have for the partner. Only after its first stanza or `<enable/>`, so that
    /// acknowledgements are agreed on before anything is sent.
    fn let_send(&mut self) {
        let name = self.rule().map(|rule| rule.name.clone());
        if let (Some(carriage), Some(name)) = (self.carriage.as_mut().filter(|one| !one.is_offered()), name) {
            carriage.offer(&name, None);
            for (remote, local) in self.receiving.pairs() {
                carriage.allow(local, remote);
            }
        }
    }
}

/// Waits for something to do for the sending half, for ever where there is none.
async fn outgoing(carriage: &mut Option<Carriage>) -> Result<(), StreamFailure> {
    match carriage {
        Some(carriage) => carriage.next().await,
        None => std::future::pending().await,
    }
}
