//! Streams that partners open: TLS, SASL EXTERNAL and dialback, then their stanzas.
//!
//! Policy comes before the first stanza: a partner whose rule requires TLS is heard only under it, and every
//! stanza's addresses must belong to a pair of domains that was authorised on this very stream.

use super::channel::XmlChannel;
use super::dialback::{self, DialbackAnswer, DialbackStream};
use super::failure::StreamFailure;
use super::features::Features;
use super::handled::Handled;
use super::outbound::security;
use super::transport::Transport;
use super::{random_id, verify};
use crate::federation::xmpp::address::{self, same_domain};
use crate::federation::xmpp::core::{Core, Slot};
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::parser::{StreamEvent, StreamHeader};
use crate::federation::xmpp::settings::{PartnerRule, Settings};
use crate::federation::xmpp::stanza::{NotAStanza, Stanza, StanzaKind};
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use crate::federation::xmpp::status::{Direction, StreamCount};
use crate::federation::xmpp::stream_error::{StreamCondition, StreamError};
use crate::topology::model::Negotiation;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

/// How long fates of the last stanzas are waited for when a stream ends.
const LAST_FATES: Duration = Duration::from_secs(2);

/// A pair of domains that may talk on a stream, the partner's first.
type DomainPair = (String, String);

/// A stream that a partner opened.
struct Inbound {
    core: Arc<Core>,
    settings: Arc<Settings>,
    channel: XmlChannel,
    /// Our id in the header that is in force.
    id: String,
    /// The partner's domain by its header, in canonical form.
    claimed: Option<String>,
    authorised: Vec<DomainPair>,
    counts: Vec<StreamCount>,
    /// Held until the stream is authenticated.
    stranger: Option<Slot<IpAddr>>,
    slots: Vec<Slot<String>>,
    /// Stanzas since the partner enabled acknowledgements.
    handled: Option<Handled>,
}

/// What the next element led to.
enum Step {
    /// Go on.
    Continue,
    /// A new stream begins on the same connection.
    Restart,
    /// The partner has ended it.
    End,
}

fn refuse(condition: StreamCondition, text: impl Into<String>) -> StreamFailure {
    StreamFailure::Sent(StreamError::new(condition, text))
}

/// Serves one connection until it ends; whatever happens here disturbs no other stream.
pub(in crate::federation::xmpp) async fn serve(core: Arc<Core>, tcp: TcpStream, peer: IpAddr) {
    let settings = core.current();
    let Some(stranger) = core.strangers.take(&peer, settings.limits.unauthenticated_per_address) else {
        tracing::info!(%peer, "too many XMPP connections that are not authenticated; one more is refused");
        return;
    };
    let channel = XmlChannel::new(Transport::tcp(tcp));
    let mut inbound = Inbound {
        core: core.clone(),
        settings,
        channel,
        id: String::new(),
        claimed: None,
        authorised: Vec::new(),
        counts: Vec::new(),
        stranger: Some(stranger),
        slots: Vec::new(),
        handled: None,
    };
    let stop = core.stop.clone();
    let ended = tokio::select! {
        ended = inbound.run() => ended,
        () = stop.cancelled() => Err(refuse(StreamCondition::SystemShutdown, "XMPP federation is stopping")),
    };
    inbound.last_acknowledgement(&ended).await;
    let Inbound { channel, claimed, .. } = inbound;
    match ended {
        Ok(()) => {
            channel.close(None).await;
        }
        Err(StreamFailure::Sent(error)) => {
            if let Some(domain) = &claimed {
                core.status.failed(domain, Direction::Incoming, &StreamFailure::Sent(error.clone()));
            }
            channel.close(Some(&error)).await;
        }
        Err(failure) => {
            let quiet = matches!(failure, StreamFailure::Closed | StreamFailure::Broken { .. });
            if let Some(domain) = claimed.filter(|_| !quiet) {
                core.status.failed(&domain, Direction::Incoming, &failure);
            }
            channel.close(None).await;
        }
    }
}

impl Inbound {
    async fn run(&mut self) -> Result<(), StreamFailure> {
        let deadline = Instant::now() + self.settings.limits.establishment;
        if timeout_at(deadline, self.channel.begins_with_tls()).await == Ok(true) {
            self.direct_tls().await?;
        }
        loop {
            self.open(deadline).await?;
            loop {
                let event = self.next(deadline).await?;
                let step = match event {
                    StreamEvent::Element(element) => self.element(element).await?,
                    StreamEvent::Closed => Step::End,
                    StreamEvent::Header(_) => {
                        return Err(refuse(StreamCondition::BadFormat, "a second stream header"));
                    }
                };
                match step {
                    Step::Continue => {}
                    Step::Restart => break,
                    Step::End => return Ok(()),
                }
            }
        }
    }

    /// The next event: strangers have until the deadline, partners until the stream was idle for too long.
    async fn next(&mut self, deadline: Instant) -> Result<StreamEvent, StreamFailure> {
        if self.authorised.is_empty() {
            let what = "authentication";
            let limit = self.settings.limits.establishment;
            return timeout_at(deadline, self.channel.next())
                .await
                .map_err(|_| StreamFailure::TimedOut { what, limit })?;
        }
        let idle = self.settings.limits.inactivity;
        let until = Instant::now() + idle;
        loop {
            let Some(handled) = &mut self.handled else {
                return timeout_at(until, self.channel.next()).await.unwrap_or_else(|_| Err(silent()));
            };
            tokio::select! {
                event = timeout_at(until, self.channel.next()) => return event.unwrap_or_else(|_| Err(silent())),
                () = handled.more() => {
                    let count = handled.tell(false);
                    self.channel.send(&acknowledged(count)).await?;
                }
            }
        }
    }

    /// Reads the partner's header and answers with ours and the features.
    async fn open(&mut self, deadline: Instant) -> Result<(), StreamFailure> {
        let StreamEvent::Header(header) = self.next(deadline).await? else {
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
        let authenticated = !self.authorised.is_empty();
        let dialback = rule.as_ref().is_none_or(|rule| match secure {
            true => rule.methods.dialback_over_tls,
            false => rule.methods.dialback_over_tcp,
        });
        Features {
            tls: can_start,
            tls_required: can_start && tls == Negotiation::Required,
            external: secure && !authenticated && self.proved().is_some(),
            dialback: dialback && !authenticated,
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

    async fn element(&mut self, element: Element) -> Result<Step, StreamFailure> {
        match (element.namespace(), element.name()) {
            (namespace::TLS, "starttls") => self.start_tls().await,
            (namespace::SASL, "auth") => self.external(&element).await,
            (namespace::DIALBACK, "result") => self.dialback_result(&element).await,
            (namespace::DIALBACK, "verify") => self.dialback_verify(&element).await,
            (namespace::STREAM_MANAGEMENT, _) => self.acknowledgement(&element).await,
            (namespace::STREAM, "error") => {
                let peer = self.claimed.clone().unwrap_or_default();
                Err(StreamFailure::Received { peer, error: StreamError::from_element(&element) })
            }
            (namespace::SERVER, "message" | "presence" | "iq") => self.stanza(element).await,
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

    /// SASL EXTERNAL. Source: XEP-0178, 3: the authorisation identity, where given, is the `from` domain.
    async fn external(&mut self, auth: &Element) -> Result<Step, StreamFailure> {
        let is_external = auth.attribute("mechanism") == Some("EXTERNAL");
        let wanted = auth.text();
        let named = match wanted.trim() {
            "" | "=" => self.claimed.clone(),
            encoded => BASE64
                .decode(encoded)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .and_then(|name| address::domain(&name).ok()),
        };
        let proved = self.proved().filter(|_| is_external && self.channel.is_secure());
        let local = self.settings.local_domains.clone();
        match (proved, named) {
            (Some(domain), Some(named)) if domain == named => {
                for own in local {
                    self.authorise(domain.clone(), own, "SASL EXTERNAL")?;
                }
                self.channel.send(&Element::new("success", namespace::SASL)).await?;
                self.channel.restart();
                self.channel.trust();
                Ok(Step::Restart)
            }
            _ => {
                let condition = if is_external { "not-authorized" } else { "invalid-mechanism" };
                let failure = Element::new("failure", namespace::SASL)
                    .with_child(Element::new(condition, namespace::SASL));
                self.channel.send(&failure).await?;
                Ok(Step::Continue)
            }
        }
    }

    /// Lets a pair of domains talk on this stream. Errors: the partner has too many streams.
    fn authorise(&mut self, remote: String, local: String, way: &str) -> Result<(), StreamFailure> {
        if !self.authorised.iter().any(|(known, _)| *known == remote) {
            let rule = self.settings.partner(&remote);
            let limit = rule
                .and_then(|rule| rule.policy.connection_limit)
                .unwrap_or(self.settings.limits.partner_connections);
            let Some(slot) = self.core.partner_streams.take(&remote, limit) else {
                return Err(refuse(
                    StreamCondition::ResourceConstraint,
                    format!("the limit of {limit} streams with {remote} is reached"),
                ));
            };
            self.slots.push(slot);
            let security = security(&self.channel, way);
            self.counts.push(self.core.status.stream(&remote, Direction::Incoming, &security));
        }
        self.stranger = None;
        let pair = (remote, local);
        if !self.authorised.contains(&pair) {
            self.authorised.push(pair);
        }
        Ok(())
    }

    /// Dialback as the receiving server. Source: XEP-0220, 2.1.
    async fn dialback_result(&mut self, element: &Element) -> Result<Step, StreamFailure> {
        let (from, to) = domains(element)?;
        if !self.settings.is_local(&to) {
            let error = DialbackAnswer::Error(StanzaError::new(
                Condition::ItemNotFound,
                format!("{to} is not served here"),
            ));
            self.channel.send(&dialback::result_answer(&to, &from, &error)).await?;
            return Ok(Step::Continue);
        }
        let Some(rule) = self.settings.partner(&from) else {
            return Err(refuse(
                StreamCondition::PolicyViolation,
                format!("{from} is not an allowed XMPP partner"),
            ));
        };
        let allowed = if self.channel.is_secure() {
            rule.methods.dialback_over_tls
        } else {
            rule.methods.dialback_over_tcp
        };
        if !allowed {
            let text = format!("policy of {from} allows {}", rule.in_words());
            let error = DialbackAnswer::Error(StanzaError::new(Condition::PolicyViolation, text));
            self.channel.send(&dialback::result_answer(&to, &from, &error)).await?;
            return Ok(Step::Continue);
        }
        let stream = DialbackStream { receiving: to.clone(), originating: from.clone(), id: self.id.clone() };
        match verify::verify(&self.core, &self.settings, &stream, &element.text()).await {
            Ok(true) => {
                self.authorise(from.clone(), to.clone(), "dialback")?;
                self.channel.trust();
                self.channel.send(&dialback::result_answer(&to, &from, &DialbackAnswer::Valid)).await?;
                Ok(Step::Continue)
            }
            Ok(false) => {
                self.channel.send(&dialback::result_answer(&to, &from, &DialbackAnswer::Invalid)).await?;
                Err(refuse(StreamCondition::NotAuthorized, format!("the key of {from} is invalid")))
            }
            Err(failure) => {
                self.core.status.failed(&from, Direction::Incoming, &failure);
                let error = DialbackAnswer::Error(failure.to_stanza_error());
                self.channel.send(&dialback::result_answer(&to, &from, &error)).await?;
                Ok(Step::Continue)
            }
        }
    }

    /// Dialback as the authority of one of our domains. Source: XEP-0220, 2.3.
    async fn dialback_verify(&mut self, element: &Element) -> Result<Step, StreamFailure> {
        let (from, to) = domains(element)?;
        let id = element.attribute("id").unwrap_or_default().to_owned();
        let stream = DialbackStream { receiving: from, originating: to.clone(), id };
        let answer = match self.settings.is_local(&to) {
            false => DialbackAnswer::Error(StanzaError::new(
                Condition::ItemNotFound,
                format!("{to} is not served here"),
            )),
            true if self.settings.dialback.verify(&stream, &element.text()) => DialbackAnswer::Valid,
            true => DialbackAnswer::Invalid,
        };
        self.channel.send(&dialback::verify_answer(&stream, &answer)).await?;
        Ok(Step::Continue)
    }

    async fn stanza(&mut self, element: Element) -> Result<Step, StreamFailure> {
        if self.authorised.is_empty() {
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
        if !self.authorised.iter().any(|(remote, _)| same_domain(remote, &from)) {
            return Err(refuse(
                StreamCondition::InvalidFrom,
                format!("{from} is not authorised on this stream"),
            ));
        }
        if !self
            .authorised
            .iter()
            .any(|(remote, local)| same_domain(remote, &from) && same_domain(local, &to))
        {
            return Err(refuse(
                StreamCondition::HostUnknown,
                format!("{from} may not talk to {to} on this stream"),
            ));
        }
        self.core.status.change(&from, |status| status.received += 1);
        let stanza = match &mut self.handled {
            Some(handled) => stanza.with_receipt(handled.take()),
            None => stanza,
        };
        self.hand_over(stanza).await;
        Ok(Step::Continue)
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

    /// Acknowledgements without resumption. Source: XEP-0198, 3 and 4.
    async fn acknowledgement(&mut self, element: &Element) -> Result<Step, StreamFailure> {
        match (element.name(), &mut self.handled) {
            ("enable", None) if !self.authorised.is_empty() && !self.settings.without_acknowledgement => {
                self.handled = Some(Handled::new());
                self.channel.send(&Element::new("enabled", namespace::STREAM_MANAGEMENT)).await?;
            }
            ("enable" | "resume", _) => {
                let unexpected = Element::new("unexpected-request", namespace::STANZA_ERROR);
                let failed = Element::new("failed", namespace::STREAM_MANAGEMENT).with_child(unexpected);
                self.channel.send(&failed).await?;
            }
            ("r", Some(handled)) => {
                let count = handled.tell(true);
                self.channel.send(&acknowledged(count)).await?;
            }
            // We send no stanzas on the partner's streams, so there is nothing to learn from "a".
            ("a" | "r", _) => {}
            (name, _) => {
                let text = format!("<{name}/> is not expected here");
                return Err(refuse(StreamCondition::UnsupportedStanzaType, text));
            }
        }
        Ok(Step::Continue)
    }

    /// Tells a partner what was handled before the stream ends, so that it repeats no more than it must.
    async fn last_acknowledgement(&mut self, ended: &Result<(), StreamFailure>) {
        if let (Some(handled), Ok(()) | Err(StreamFailure::Sent(_))) = (&mut self.handled, ended) {
            // What takes longer is repeated, marked as delayed.
            let _ = timeout(LAST_FATES, handled.all()).await;
            let count = handled.tell(false);
            // A partner that is gone already repeats what it does not know to be handled.
            let _ = self.channel.send(&acknowledged(count)).await;
        }
    }
}

fn silent() -> StreamFailure {
    refuse(StreamCondition::ConnectionTimeout, "nothing was heard for too long")
}

fn acknowledged(handled: u32) -> Element {
    Element::new("a", namespace::STREAM_MANAGEMENT).with_attribute("h", handled.to_string())
}

/// Both domains of a dialback element, in canonical form.
fn domains(element: &Element) -> Result<(String, String), StreamFailure> {
    let read = |name: &'static str| {
        element.attribute(name).and_then(|text| address::domain(text).ok()).ok_or_else(|| {
            refuse(StreamCondition::ImproperAddressing, format!("dialback without a domain in '{name}'"))
        })
    };
    Ok((read("from")?, read("to")?))
}
