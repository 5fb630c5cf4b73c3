//! The partner: one of the lab with an Edge of its own, or a real one that the lab only knows of.

use super::options::{LabAddresses, LabOptions};
use super::{LabError, PARTNER_DOMAIN, XMPP_PORT};
use crate::federation::certificates::{CertificateAuthority, CertificateRequest};
use crate::federation::dns::{Resolver, Zone, ZoneRecord};
use crate::federation::tls::{Identity, TrustRoots};
use crate::federation::xmpp::settings::{EdgeConfig, Partner as Rule, StreamPolicy};
use crate::federation::xmpp::{Edge, XmppPort};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::sync::Mutex;

/// After this the lab's partner closes an idle stream, so that a switch of DNS is seen.
const IDLE: Duration = Duration::from_millis(300);

/// A partner.
pub enum Partner {
    /// One of the lab.
    Own {
        /// Its streams.
        edge: Edge,
        /// Its users.
        port: Box<Mutex<XmppPort>>,
    },
    /// One that somebody else runs.
    Real,
}

impl Partner {
    /// Starts the lab's own, unless there is a real one.
    pub async fn start(
        authority: &CertificateAuthority,
        addresses: &LabAddresses,
        options: &LabOptions,
        resolver: Resolver,
    ) -> Result<Partner, LabError> {
        if options.partner.is_some() {
            return Ok(Partner::Real);
        }
        let ours = Rule { domains: vec![options.own_domain().to_owned()], policy: StreamPolicy::default() };
        let mut config = edge_config(authority, PARTNER_DOMAIN, vec![ours])?;
        config.limits.inactivity = IDLE;
        let at = SocketAddr::new(addresses.partner, XMPP_PORT);
        let (edge, port) = Edge::start(at, &config, resolver).await?;
        Ok(Partner::Own { edge, port: Box::new(Mutex::new(port)) })
    }

    /// Stops the lab's own in order.
    pub async fn stop(self) {
        if let Partner::Own { edge, .. } = self {
            edge.stop().await;
        }
    }
}

/// The zone of the lab's own partner.
pub fn zone(addresses: &LabAddresses) -> Zone {
    let name = PARTNER_DOMAIN;
    let records = vec![
        ZoneRecord::new(
            &format!("_xmpp-server._tcp.{name}"),
            "SRV",
            &format!("0 0 {XMPP_PORT} xmpp.{name}."),
        ),
        ZoneRecord::new(&format!("xmpp.{name}"), "A", &addresses.partner.to_string()),
    ];
    Zone { name: name.to_owned(), records }
}

/// An Edge of a domain with a certificate of the lab's authority.
pub fn edge_config(
    authority: &CertificateAuthority,
    domain: &str,
    partners: Vec<Rule>,
) -> Result<EdgeConfig, LabError> {
    let issued = authority.issue(&CertificateRequest::for_host(domain, &[]))?;
    Ok(EdgeConfig {
        local_domains: vec![domain.to_owned()],
        partners,
        identities: vec![Identity::from_pem(&issued.chain_pem, issued.key.expose_pem())?],
        trust: TrustRoots::from_pem(authority.certificate_pem())?,
        ..EdgeConfig::default()
    })
}
