//! The XMPP proxy service: streams with partners outside, links with gateways inside.

use super::registrar::listen_address;
use super::routing::Deployment;
use super::state::{LinkStatus, StreamStatus};
use super::{RuntimeError, files, identity};
use crate::federation::dns::Target;
use crate::federation::xmpp::Edge;
use crate::federation::xmpp::link::LinkServer;
use crate::federation::xmpp::settings::{EdgeConfig, Partner, StreamLimits, StreamPolicy};
use crate::federation::xmpp::stream::StreamFailure;
use crate::topology::model::{
    CertificateUsage, InterfaceSide, Negotiation, PortUse, Role, XmppAllowedPartner, XmppGatewayConfiguration,
};
use crate::topology::snapshot::Snapshot;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Certificates with which an Edge may prove its name inside, and the domains outside.
const INSIDE: &[CertificateUsage] = &[CertificateUsage::Internal, CertificateUsage::Default];
const OUTSIDE: &[CertificateUsage] = &[CertificateUsage::XmppServer, CertificateUsage::AccessEdgeExternal];

/// The running service.
pub struct ProxyService {
    addresses: (SocketAddr, SocketAddr),
    edge: Edge,
    links: LinkServer,
    deployment: Arc<Deployment>,
}

/// Where it listens: outside, inside.
fn addresses(deployment: &Deployment) -> Result<(SocketAddr, SocketAddr), RuntimeError> {
    let snapshot = deployment.current();
    let at = |port, side| listen_address(&snapshot, &deployment.settings, Role::EdgeServer, port, side);
    Ok((
        at(PortUse::XmppListening, InterfaceSide::External)?,
        at(PortUse::XmppInternal, InterfaceSide::Internal)?,
    ))
}

/// Computers whose gateways may link: those of all pools of the new deployment that have one.
fn allowed(snapshot: &Snapshot) -> Vec<String> {
    let topology = &snapshot.topology;
    let services = topology.services_of(&Role::Registrar);
    let pools = services
        .filter(|service| service.xmpp_enabled && !topology.is_legacy_service(service))
        .filter_map(|service| topology.pool(&service.pool));
    pools.flat_map(|pool| pool.computers.iter().map(|computer| computer.fqdn.clone())).collect()
}

/// A partner of the store as an Edge is told of it.
fn partner(partner: &XmppAllowedPartner) -> Partner {
    let domains = std::iter::once(partner.domain.clone()).chain(partner.additional_domains.clone()).collect();
    let policy = StreamPolicy {
        tls: partner.tls_negotiation,
        sasl: partner.sasl_negotiation,
        dialback: partner.support_dialback_negotiation,
        keep_alive: partner.enable_keep_alive,
        connection_limit: partner.connection_limit.and_then(|limit| usize::try_from(limit).ok()),
        proxy: partner.proxy_fqdn.as_deref().and_then(proxy),
    };
    Partner { domains, policy }
}

/// `host` or `host:port`; port 0 stands for that of XMPP.
fn proxy(text: &str) -> Option<Target> {
    let text = text.trim();
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, port.parse().unwrap_or(0)),
        _ => (text, 0),
    };
    (!host.is_empty()).then(|| Target { host: host.to_owned(), port })
}

fn limits(gateway: &XmppGatewayConfiguration) -> StreamLimits {
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let seconds = |number: u32| Duration::from_secs(u64::from(number));
    StreamLimits {
        connections: count(gateway.connection_limit),
        partner_connections: count(gateway.partner_connection_limit),
        keep_alive: seconds(gateway.keep_alive_interval),
        establishment: seconds(gateway.stream_establishment_timeout),
        inactivity: seconds(gateway.stream_inactivity_timeout),
        unauthenticated: files::strangers(),
        ..StreamLimits::default()
    }
}

/// What the Edge is told. Errors: a partner needs TLS and there is no certificate for it.
fn config(deployment: &Deployment) -> Result<EdgeConfig, RuntimeError> {
    let snapshot = deployment.current();
    // Without federation nobody is a partner.
    let allowed = snapshot.partners.iter().filter(|_| snapshot.edge.allow_federated_users);
    let partners: Vec<Partner> = allowed.map(partner).collect();
    let needs_tls = partners.iter().any(|partner| partner.policy.tls != Negotiation::NotSupported);
    let identities = match identity::assigned(&snapshot, &deployment.settings.computer, OUTSIDE) {
        Ok(identity) => vec![identity],
        Err(RuntimeError::NoCertificate { computer, .. }) if needs_tls => {
            let usage = CertificateUsage::AccessEdgeExternal;
            return Err(RuntimeError::NoCertificate { computer, usage });
        }
        Err(RuntimeError::NoCertificate { .. }) => Vec::new(),
        Err(error) => return Err(error),
    };
    Ok(EdgeConfig {
        local_domains: snapshot.topology.domains.iter().map(|domain| domain.name.clone()).collect(),
        partners,
        identities,
        trust: deployment.settings.partner_roots.clone(),
        dialback_secret: snapshot.gateway.dialback_passphrase.clone(),
        limits: limits(&snapshot.gateway),
        ..EdgeConfig::default()
    })
}

impl ProxyService {
    /// Starts it. Errors: the topology, a missing certificate, or an address is taken.
    pub async fn start(deployment: &Arc<Deployment>) -> Result<ProxyService, RuntimeError> {
        let addresses = addresses(deployment)?;
        let snapshot = deployment.current();
        let settings = &deployment.settings;
        let tls = identity::inside(&snapshot, &settings.computer, INSIDE, &settings.inside_roots)?;
        let (edge, port) =
            Edge::start(addresses.0, &config(deployment)?, deployment.resolver.clone()).await?;
        let links = LinkServer::start(addresses.1, &settings.computer, allowed(&snapshot), tls, port).await?;
        Ok(ProxyService { addresses, edge, links, deployment: deployment.clone() })
    }

    /// Takes over what is in force now, for streams and links that begin from now on. A port that changed is
    /// opened before the old one is closed; streams and links stay.
    pub async fn update(&mut self) -> Result<(), RuntimeError> {
        let snapshot = self.deployment.current();
        let settings = &self.deployment.settings;
        let tls = identity::inside(&snapshot, &settings.computer, INSIDE, &settings.inside_roots)?;
        self.links.update(tls, allowed(&snapshot));
        self.edge.update(&config(&self.deployment)?)?;
        let (outside, inside) = addresses(&self.deployment)?;
        if outside != self.addresses.0 {
            self.edge.rebind(outside).await?;
            self.addresses.0 = outside;
        }
        if inside != self.addresses.1 {
            self.links.rebind(inside).await?;
            self.addresses.1 = inside;
        }
        Ok(())
    }

    /// Where it listens.
    pub fn listening(&self) -> Vec<String> {
        vec![format!("xmpp {}", self.edge.address()), format!("link {}", self.links.address())]
    }

    /// Gateways that are linked.
    pub fn links(&self) -> Vec<LinkStatus> {
        let gateways = self.links.gateways().into_iter();
        let status = |gateway: crate::federation::xmpp::link::LinkedGateway| LinkStatus {
            computer: gateway.computer,
            ready: gateway.connected,
            reason: (!gateway.connected).then(|| "it is waited for".to_owned()),
        };
        gateways.map(status).collect()
    }

    /// What is known of each partner.
    pub fn streams(&self) -> Vec<StreamStatus> {
        let partners = self.edge.status().all().into_iter();
        let status = |(domain, status): (String, crate::federation::xmpp::status::PartnerStatus)| {
            let failure = status.last_failure;
            StreamStatus {
                domain,
                incoming: status.incoming_streams,
                outgoing: status.outgoing_streams,
                security: status.security,
                received: status.received,
                sent: status.sent,
                bounced: status.bounced,
                last_success: status.last_success,
                last_failure: failure.as_ref().map(|failure| failure.at),
                failure_stage: failure.as_ref().map(|failure| failure.stage.name().to_owned()),
                failure_reason: failure.map(|failure| failure.reason),
            }
        };
        partners.map(status).collect()
    }

    /// Opens a stream to a partner's domain and closes it; tells how it was secured.
    pub fn probe(&self, domain: String) -> impl Future<Output = Result<String, StreamFailure>> + use<> {
        self.edge.probe(domain)
    }

    /// Ends it; when `graceful`, what is on its way arrives first.
    pub async fn stop(self, graceful: bool) {
        if graceful {
            self.edge.stop().await;
            self.links.stop().await;
        }
    }
}
