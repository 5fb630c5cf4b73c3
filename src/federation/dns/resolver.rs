//! Lookups: where a domain's XMPP servers are, addresses of hosts, and any record for an administrator.
//!
//! Nothing is cached here: a record that an administrator changes takes effect with the next stream.

use super::answer::{DnsAnswer, DnsData, DnsSection};
use super::select::{Weighted, order};
use hickory_proto::rr::{Name, RecordType};
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Port of XMPP between servers where no SRV record names one.
pub const XMPP_PORT: u16 = 5269;

/// How to look up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolverSettings {
    /// Name servers; those of the system when empty.
    pub name_servers: Vec<SocketAddr>,
    /// Whether XMPP servers of partners may have loopback, private or link-local addresses. A lab needs
    /// it; elsewhere a stranger's DNS must not make us connect to the inside.
    pub allow_private_targets: bool,
    /// Limit of one query.
    pub timeout: Duration,
}

impl Default for ResolverSettings {
    fn default() -> ResolverSettings {
        ResolverSettings {
            name_servers: Vec::new(),
            allow_private_targets: false,
            timeout: Duration::from_secs(3),
        }
    }
}

/// A host and port to connect to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// Host name, or an address.
    pub host: String,
    /// TCP port.
    pub port: u16,
}

/// Where an XMPP server is, and whether TLS begins at once there. Source: XEP-0368.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct XmppTarget {
    /// Where.
    pub target: Target,
    /// TLS comes before XML; else STARTTLS.
    pub direct_tls: bool,
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// Why a lookup gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DnsFailure {
    /// Not a DNS name.
    #[error("'{name}' is not a DNS name")]
    Name {
        /// What was asked for.
        name: String,
    },
    /// Not a record type that is known.
    #[error("'{record_type}' is not a DNS record type")]
    RecordType {
        /// What was asked for.
        record_type: String,
    },
    /// The name does not exist.
    #[error("{name}: DNS name does not exist")]
    NoSuchName {
        /// The name.
        name: String,
    },
    /// The name exists, but not with that type.
    #[error("{name}: no DNS records of type {record_type}")]
    NoRecords {
        /// The name.
        name: String,
        /// The type.
        record_type: String,
    },
    /// The domain's SRV record says that it has no XMPP.
    #[error("{domain} does not offer XMPP federation (its SRV record names '.')")]
    NotOffered {
        /// The domain.
        domain: String,
    },
    /// All addresses are of the inside.
    #[error("{host} has only loopback or private addresses, which are not allowed for partners")]
    Private {
        /// The host.
        host: String,
    },
    /// No usable answer.
    #[error("{name}: DNS lookup failed: {reason}")]
    Failed {
        /// The name.
        name: String,
        /// What went wrong.
        reason: String,
    },
}

impl DnsFailure {
    /// Whether the domain certainly has no XMPP, as opposed to DNS not working now.
    pub fn is_final(&self) -> bool {
        !matches!(self, DnsFailure::Failed { .. })
    }
}

/// Looks up; cheap to clone.
#[derive(Clone)]
pub struct Resolver {
    inner: Arc<TokioResolver>,
    settings: ResolverSettings,
}

impl std::fmt::Debug for Resolver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Resolver").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Resolver {
    /// A resolver. Errors: the system's configuration cannot be read.
    pub fn new(settings: ResolverSettings) -> Result<Resolver, DnsFailure> {
        let failed = |error: NetError| DnsFailure::Failed {
            name: "resolver configuration".to_owned(),
            reason: error.to_string(),
        };
        let mut builder = if settings.name_servers.is_empty() {
            TokioResolver::builder_tokio().map_err(failed)?
        } else {
            TokioResolver::builder_with_config(configuration(&settings), TokioRuntimeProvider::default())
        };
        adjust(builder.options_mut(), &settings);
        let inner = Arc::new(builder.build().map_err(failed)?);
        Ok(Resolver { inner, settings })
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &ResolverSettings {
        &self.settings
    }

    /// Where a domain's XMPP servers are, in the order to try them: its SRV records, or the domain itself
    /// at 5269 where it has none. Source: RFC 6120, 3.2.
    pub async fn xmpp_targets(&self, domain: &str) -> Result<Vec<XmppTarget>, DnsFailure> {
        let (direct, usual) = tokio::join!(
            self.services(format!("_xmpps-server._tcp.{domain}"), true),
            self.services(format!("_xmpp-server._tcp.{domain}"), false)
        );
        // One that fails is no reason to leave the other.
        let mut weighted = usual?;
        weighted.extend(direct.unwrap_or_default());
        if weighted.is_empty() {
            let target = Target { host: domain.to_owned(), port: XMPP_PORT };
            return Ok(vec![XmppTarget { target, direct_tls: false }]);
        }
        let offered: Vec<Weighted> =
            weighted.into_iter().filter(|record| record.target.target.host != ".").collect();
        if offered.is_empty() {
            return Err(DnsFailure::NotOffered { domain: domain.to_owned() });
        }
        Ok(order(offered, &mut rand::rng()))
    }

    /// Where a domain's SIP servers are for a service as `_sip._udp`, in the order to try them: its SRV records, or
    /// the domain itself at the usual port where it has none. Source: RFC 3263, 4.2.
    pub async fn sip_targets(
        &self,
        service: &str,
        domain: &str,
        usual_port: u16,
    ) -> Result<Vec<Target>, DnsFailure> {
        let found = self.services(format!("{service}.{domain}"), false).await?;
        if found.is_empty() {
            return Ok(vec![Target { host: domain.to_owned(), port: usual_port }]);
        }
        let offered: Vec<Weighted> =
            found.into_iter().filter(|record| record.target.target.host != ".").collect();
        Ok(order(offered, &mut rand::rng()).into_iter().map(|one| one.target).collect())
    }

    /// The SRV records of a service; none where there is no such name.
    async fn services(&self, service: String, direct_tls: bool) -> Result<Vec<Weighted>, DnsFailure> {
        match self.lookup(&service, "SRV").await {
            Ok(records) => Ok(records.into_iter().filter_map(|one| weighted(one, direct_tls)).collect()),
            Err(DnsFailure::NoSuchName { .. } | DnsFailure::NoRecords { .. }) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Addresses of a partner's host; those of the inside only where they are allowed.
    pub async fn partner_addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsFailure> {
        let found = self.addresses(host).await?;
        if self.settings.allow_private_targets {
            return Ok(found);
        }
        let public: Vec<IpAddr> = found.into_iter().filter(|address| !is_inside(*address)).collect();
        if public.is_empty() {
            return Err(DnsFailure::Private { host: host.to_owned() });
        }
        Ok(public)
    }

    /// Addresses of a host, or the address itself where it is one.
    pub async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsFailure> {
        if let Ok(address) = host.trim_matches(['[', ']']).parse() {
            return Ok(vec![address]);
        }
        let name = absolute(host)?;
        let found = self.inner.lookup_ip(name).await.map_err(|error| failure(host, "A", &error))?;
        let found: Vec<IpAddr> = found.iter().collect();
        if found.is_empty() {
            return Err(DnsFailure::NoRecords { name: host.to_owned(), record_type: "A".to_owned() });
        }
        Ok(found)
    }

    /// Any records, as `Resolve-DnsName` shows them. An address with type `PTR` is turned into its
    /// reverse name.
    pub async fn lookup(&self, name: &str, record_type: &str) -> Result<Vec<DnsAnswer>, DnsFailure> {
        let kind = RecordType::from_str(&record_type.to_ascii_uppercase())
            .map_err(|_| DnsFailure::RecordType { record_type: record_type.to_owned() })?;
        let query = match name.parse::<IpAddr>() {
            Ok(address) if kind == RecordType::PTR => Name::from(address),
            _ => absolute(name)?,
        };
        let found =
            self.inner.lookup(query, kind).await.map_err(|error| failure(name, record_type, &error))?;
        let sections = [
            (found.answers(), DnsSection::Answer),
            (found.authorities(), DnsSection::Authority),
            (found.additionals(), DnsSection::Additional),
        ];
        let answers = sections
            .iter()
            .flat_map(|(records, section)| records.iter().map(|r| DnsAnswer::from_record(r, *section)))
            .collect();
        Ok(answers)
    }
}

fn configuration(settings: &ResolverSettings) -> ResolverConfig {
    let servers = settings.name_servers.iter().map(|address| {
        let connections =
            [ConnectionConfig::udp(), ConnectionConfig::tcp()].into_iter().map(|mut connection| {
                connection.port = address.port();
                connection
            });
        NameServerConfig::new(address.ip(), true, connections.collect())
    });
    ResolverConfig::from_parts(None, Vec::new(), servers.collect())
}

fn adjust(options: &mut ResolverOpts, settings: &ResolverSettings) {
    options.timeout = settings.timeout;
    options.attempts = 1;
    options.cache_size = 0;
    options.ndots = 1;
    if !settings.name_servers.is_empty() {
        options.use_hosts_file = ResolveHosts::Never;
    }
}

fn absolute(name: &str) -> Result<Name, DnsFailure> {
    let wrong = || DnsFailure::Name { name: name.to_owned() };
    let mut parsed = Name::from_utf8(name.trim()).map_err(|_| wrong())?;
    if name.trim().is_empty() {
        return Err(wrong());
    }
    parsed.set_fqdn(true);
    Ok(parsed)
}

fn weighted(answer: DnsAnswer, direct_tls: bool) -> Option<Weighted> {
    if answer.section != DnsSection::Answer {
        return None;
    }
    match answer.data {
        DnsData::Srv { priority, weight, port, target } => {
            let target = XmppTarget { target: Target { host: target, port }, direct_tls };
            Some(Weighted { priority, weight, target })
        }
        _ => None,
    }
}

fn failure(name: &str, record_type: &str, error: &NetError) -> DnsFailure {
    let name = name.to_owned();
    match error {
        NetError::Dns(DnsError::NoRecordsFound(_)) if error.is_nx_domain() => DnsFailure::NoSuchName { name },
        NetError::Dns(DnsError::NoRecordsFound(_)) => {
            DnsFailure::NoRecords { name, record_type: record_type.to_ascii_uppercase() }
        }
        other => DnsFailure::Failed { name, reason: other.to_string() },
    }
}

/// Whether an address is of this computer, this network or a private one.
fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            v4.is_loopback()
                || v4.is_private()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast()
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_inside(IpAddr::V4(v4)),
            None => {
                v6.is_loopback() || v6.is_unspecified() || v6.is_unique_local() || v6.is_unicast_link_local()
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_inside_are_known() {
        for text in
            ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.1.1", "::1", "fd00::1", "::ffff:127.0.0.1"]
        {
            assert!(is_inside(text.parse().unwrap()), "{text}");
        }
        for text in ["192.0.2.1", "2001:db8::1", "8.8.8.8"] {
            assert!(!is_inside(text.parse().unwrap()), "{text}");
        }
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_a_failure_with_a_limit() {
        let silent = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let settings = ResolverSettings {
            name_servers: vec![silent.local_addr().unwrap()],
            timeout: Duration::from_millis(100),
            ..ResolverSettings::default()
        };
        let resolver = Resolver::new(settings).unwrap();
        let error = resolver.xmpp_targets("fabrikam.com").await.unwrap_err();
        assert!(!error.is_final(), "{error}");
    }
}
