//! Proving who the partner is, on streams that it opens: SASL EXTERNAL, and dialback as the receiving server and
//! as the authority.

use super::{Inbound, Step};
use crate::federation::xmpp::address;
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use crate::federation::xmpp::status::Direction;
use crate::federation::xmpp::stream::dialback::{self, DialbackAnswer, DialbackStream};
use crate::federation::xmpp::stream::failure::StreamFailure;
use crate::federation::xmpp::stream::outbound::security;
use crate::federation::xmpp::stream::receiving::refuse;
use crate::federation::xmpp::stream::verify;
use crate::federation::xmpp::stream_error::StreamCondition;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// Keys of one stream that are being verified at once: each makes us connect to somebody.
const VERIFIED_AT_ONCE: usize = 8;

impl Inbound {
    /// SASL EXTERNAL. Source: XEP-0178, 3: the authorisation identity, where given, is the `from` domain.
    pub(super) async fn external(&mut self, auth: &Element) -> Result<Step, StreamFailure> {
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
        if !self.receiving.pairs().iter().any(|(known, _)| *known == remote) {
            if let Some(rule) = self.settings.partner(&remote).filter(|_| self.place.is_none()) {
                let place = self.core.place(&self.settings, &rule);
                let place =
                    place.map_err(|full| refuse(StreamCondition::ResourceConstraint, full.to_string()))?;
                self.place = Some(place);
            }
            let security = security(&self.channel, way);
            self.counts.push(self.core.status.stream(&remote, Direction::Incoming, &security));
        }
        self.stranger = None;
        self.begin_to_send(&remote, &local);
        self.receiving.allow((remote, local));
        Ok(())
    }

    /// Dialback as the receiving server. Source: XEP-0220, 2.1.
    pub(super) async fn dialback_result(&mut self, element: &Element) -> Result<Step, StreamFailure> {
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
        if self.verifying.len() >= VERIFIED_AT_ONCE {
            let text = "too many keys are being verified on this stream";
            let error = DialbackAnswer::Error(StanzaError::new(Condition::ResourceConstraint, text));
            self.channel.send(&dialback::result_answer(&to, &from, &error)).await?;
            return Ok(Step::Continue);
        }
        let stream = DialbackStream { receiving: to, originating: from, id: self.id.clone() };
        let (core, settings, key) = (self.core.clone(), self.settings.clone(), element.text());
        // Beside the stream, which other domains may be using already.
        self.verifying.spawn(async move {
            let verified = verify::verify(&core, &settings, &stream, &key).await;
            (stream, verified)
        });
        Ok(Step::Continue)
    }

    /// Answers a partner after the authority of its domain was asked.
    pub(super) async fn verified(
        &mut self,
        stream: DialbackStream,
        verified: Result<bool, StreamFailure>,
    ) -> Result<(), StreamFailure> {
        if stream.id != self.id {
            return Ok(()); // TLS has begun a new stream since.
        }
        let DialbackStream { receiving: to, originating: from, .. } = stream;
        match verified {
            Ok(true) => {
                self.authorise(from.clone(), to.clone(), "dialback")?;
                self.channel.trust();
                self.channel.send(&dialback::result_answer(&to, &from, &DialbackAnswer::Valid)).await
            }
            Ok(false) => {
                self.channel.send(&dialback::result_answer(&to, &from, &DialbackAnswer::Invalid)).await?;
                Err(refuse(StreamCondition::NotAuthorized, format!("the key of {from} is invalid")))
            }
            Err(failure) => {
                self.core.status.failed(&from, Direction::Incoming, &failure);
                let error = DialbackAnswer::Error(failure.to_stanza_error());
                self.channel.send(&dialback::result_answer(&to, &from, &error)).await
            }
        }
    }

    /// Dialback as the authority of one of our domains. Source: XEP-0220, 2.3.
    pub(super) async fn dialback_verify(&mut self, element: &Element) -> Result<Step, StreamFailure> {
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
