//! What an edge is told: domains, partners and how streams with them are secured, certificates, limits.
//!
//! Plain data, made from the topology by the runtime and by hand in tests; `Settings` is the checked form
//! that streams share. It is replaced as a whole while streams run.

use super::address::{self, AddressError};
use super::stream::dialback::DialbackSecret;
use crate::federation::dns::Target;
use crate::federation::tls::{Identity, TrustRoots, client_config, server_config};
use crate::topology::model::Negotiation;
use crate::topology::negotiation::{self, Impossible, Methods};
use rustls::{ClientConfig, ServerConfig};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// How streams with a partner are secured. Source: migration.md C.3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamPolicy {
    /// TLS.
    pub tls: Negotiation,
    /// SASL EXTERNAL.
    pub sasl: Negotiation,
    /// Server dialback.
    pub dialback: bool,
    /// Whether idle streams get keep-alives.
    pub keep_alive: bool,
    /// Most streams with the partner; the edge's limit when absent.
    pub connection_limit: Option<usize>,
    /// Where the partner is reached, instead of looking it up: host, port 5269 when 0. The name to be
    /// proved stays the partner's.
    pub proxy: Option<Target>,
}

impl Default for StreamPolicy {
    fn default() -> StreamPolicy {
        StreamPolicy {
            tls: Negotiation::Required,
            sasl: Negotiation::Required,
            dialback: true,
            keep_alive: true,
            connection_limit: None,
            proxy: None,
        }
    }
}

impl StreamPolicy {
    /// The ways it leaves. Errors: it leaves none.
    pub fn methods(&self) -> Result<Methods, Impossible> {
        negotiation::methods(self.tls, self.sasl, self.dialback).map(|(methods, _)| methods)
    }
}

/// A partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its domains, the main one first.
    pub domains: Vec<String>,
    /// How streams with it are secured.
    pub policy: StreamPolicy,
}

/// Bounds on streams. Source: migration.md C.7 for the first six.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamLimits {
    /// Most streams with all partners.
    pub connections: usize,
    /// Most streams with one partner.
    pub partner_connections: usize,
    /// Between keep-alives on an idle stream.
    pub keep_alive: Duration,
    /// From the connection to the end of authentication.
    pub establishment: Duration,
    /// Without a stanza, a stream is closed after this.
    pub inactivity: Duration,
    /// Most streams from one address that are not authenticated yet.
    pub unauthenticated_per_address: usize,
    /// Most streams of all addresses together that are not authenticated yet.
    pub unauthenticated: usize,
    /// For one target to accept a connection, and to answer each step.
    pub connect: Duration,
    /// Most stanzas that wait for one pair of domains.
    pub queue: usize,
    /// For stanzas still queued when the edge stops.
    pub drain: Duration,
    /// For a partner to confirm what was sent to it, before the stream counts as broken. Longer than a SIP
    /// transaction: a partner with a gateway like ours confirms when its user's device has answered.
    pub confirmation: Duration,
}

impl Default for StreamLimits {
    fn default() -> StreamLimits {
        StreamLimits {
            connections: 1000,
            partner_connections: 20,
            keep_alive: Duration::from_secs(300),
            establishment: Duration::from_secs(60),
            inactivity: Duration::from_secs(600),
            unauthenticated_per_address: 50,
            unauthenticated: 1000,
            connect: Duration::from_secs(4),
            queue: 10_000,
            drain: Duration::from_secs(5),
            confirmation: Duration::from_secs(40),
        }
    }
}

/// Everything an edge is told.
#[derive(Debug, Clone, Default)]
pub struct EdgeConfig {
    /// Domains that we speak for.
    pub local_domains: Vec<String>,
    /// Partners; anyone else is refused.
    pub partners: Vec<Partner>,
    /// Certificates to show, the default first. None: no TLS.
    pub identities: Vec<Identity>,
    /// Roots that partners' certificates have to lead to.
    pub trust: TrustRoots,
    /// Secret of dialback keys, the same on all edges of the deployment; random when absent.
    pub dialback_secret: Option<String>,
    /// Bounds.
    pub limits: StreamLimits,
    /// Neither offers nor uses acknowledgements (XEP-0198); pings confirm what was sent instead.
    pub without_acknowledgement: bool,
    /// Neither offers nor uses streams in both directions (XEP-0288).
    pub one_way: bool,
}

/// Why a configuration cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EdgeConfigError {
    /// A domain that is none.
    #[error(transparent)]
    Domain(#[from] AddressError),
    /// A combination of TLS, SASL and dialback that leaves no way.
    #[error("partner {domain}: {reason}")]
    Policy {
        /// The partner.
        domain: String,
        /// Which.
        reason: Impossible,
    },
    /// TLS cannot be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}

/// A partner with what its policy amounts to.
#[derive(Debug, Clone)]
pub(super) struct PartnerRule {
    /// The partner's main domain.
    pub name: String,
    pub policy: StreamPolicy,
    pub methods: Methods,
}

impl PartnerRule {
    /// The ways that are left, in words.
    pub fn in_words(&self) -> String {
        let ways = [
            (self.methods.sasl_over_tls, "SASL EXTERNAL over TLS"),
            (self.methods.dialback_over_tls, "dialback over TLS"),
            (self.methods.dialback_over_tcp, "dialback without TLS"),
        ];
        let left: Vec<&str> = ways.iter().filter(|(left, _)| *left).map(|(_, way)| *way).collect();
        left.join(", ")
    }
}

/// The checked form of [`EdgeConfig`] that streams share.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub local_domains: Vec<String>,
    partners: HashMap<String, Arc<PartnerRule>>,
    /// Absent when there is no certificate to show: then STARTTLS is not offered.
    pub server_tls: Option<Arc<ServerConfig>>,
    pub client_tls: Arc<ClientConfig>,
    pub has_identity: bool,
    pub trust: TrustRoots,
    pub dialback: DialbackSecret,
    pub limits: StreamLimits,
    pub without_acknowledgement: bool,
    pub one_way: bool,
}

impl Settings {
    /// Checks and compiles. `fallback` makes dialback keys when the configuration has no secret.
    pub fn new(config: &EdgeConfig, fallback: &DialbackSecret) -> Result<Settings, EdgeConfigError> {
        let tls = |error: rustls::Error| EdgeConfigError::Tls(error.to_string());
        let mut partners = HashMap::new();
        for partner in &config.partners {
            let name = partner.domains.first().cloned().unwrap_or_default();
            let methods = partner
                .policy
                .methods()
                .map_err(|reason| EdgeConfigError::Policy { domain: name.clone(), reason })?;
            let rule = Arc::new(PartnerRule { name, policy: partner.policy.clone(), methods });
            for domain in &partner.domains {
                partners.insert(address::domain(domain)?, rule.clone());
            }
        }
        let local_domains = config.local_domains.iter().map(|domain| address::domain(domain));
        let server_tls = match config.identities.as_slice() {
            [] => None,
            identities => Some(server_config(identities).map_err(tls)?),
        };
        Ok(Settings {
            local_domains: local_domains.collect::<Result<_, _>>()?,
            partners,
            server_tls,
            client_tls: client_config(config.identities.first()).map_err(tls)?,
            has_identity: !config.identities.is_empty(),
            trust: config.trust.clone(),
            dialback: config.dialback_secret.as_deref().map_or_else(|| fallback.clone(), DialbackSecret::new),
            limits: config.limits.clone(),
            without_acknowledgement: config.without_acknowledgement,
            one_way: config.one_way,
        })
    }

    /// Whether we speak for this domain, given in canonical form.
    pub fn is_local(&self, domain: &str) -> bool {
        self.local_domains.iter().any(|own| own == domain)
    }

    /// The rule for a partner's domain, given in canonical form.
    pub fn partner(&self, domain: &str) -> Option<Arc<PartnerRule>> {
        self.partners.get(domain).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_that_leave_no_way_are_refused() {
        let policy =
            StreamPolicy { sasl: Negotiation::NotSupported, dialback: false, ..StreamPolicy::default() };
        let partner = Partner { domains: vec!["fabrikam.com".to_owned()], policy };
        let config = EdgeConfig { partners: vec![partner], ..EdgeConfig::default() };
        let error = Settings::new(&config, &DialbackSecret::random()).unwrap_err();
        assert!(error.to_string().starts_with("partner fabrikam.com: "), "{error}");
    }

    #[test]
    fn partners_are_found_by_each_of_their_domains() {
        let partner = Partner {
            domains: vec!["Fabrikam.COM".to_owned(), "eu.fabrikam.com.".to_owned()],
            policy: StreamPolicy::default(),
        };
        let config = EdgeConfig { partners: vec![partner], ..EdgeConfig::default() };
        let settings = Settings::new(&config, &DialbackSecret::random()).unwrap();
        assert!(settings.partner("fabrikam.com").is_some() && settings.partner("eu.fabrikam.com").is_some());
        assert!(settings.partner("us.fabrikam.com").is_none());
    }
}
