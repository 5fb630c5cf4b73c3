//! The Registrar service: SIP for the users of a pool.

use super::RuntimeError;
use super::routing::{Deployment, Outward, lock};
use super::settings::HostSettings;
use super::sip::Listen;
use crate::federation::registrar::{Registrar, RegistrarConfig};
use crate::federation::sip::{Protocol as SipProtocol, SipEndpoint};
use crate::federation::tls::MutualTls;
use crate::topology::model::{InterfaceSide, PortUse, Protocol, Role, ServiceId};
use crate::topology::snapshot::Snapshot;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// What decides whether it has to start anew.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    listen: Listen,
    domain: String,
}

/// Where this computer listens for a port of a service of its pool; any address where the topology has
/// none on that side.
pub fn listen_address(
    snapshot: &Snapshot,
    settings: &HostSettings,
    role: Role,
    port: PortUse,
    side: InterfaceSide,
) -> Result<SocketAddr, RuntimeError> {
    let gone = || RuntimeError::Topology(format!("{} is no {role} in the topology", settings.computer));
    let (pool, computer) = snapshot.topology.computer(&settings.computer).ok_or_else(gone)?;
    let service = snapshot.topology.service(&ServiceId::new(role.clone(), &pool.fqdn)).ok_or_else(gone)?;
    let address = computer.address(side).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    Ok(SocketAddr::new(address, service.port(port)))
}

fn wanted(deployment: &Deployment) -> Result<Wanted, RuntimeError> {
    let listen = deployment.registrar_ports()?;
    let snapshot = deployment.current();
    let topology = &snapshot.topology;
    let first = || topology.domains.first().map(|domain| domain.name.clone());
    let domain = topology.default_domain.clone().or_else(first);
    let domain = domain.ok_or_else(|| RuntimeError::Topology("the topology has no SIP domain".to_owned()))?;
    Ok(Wanted { listen, domain })
}

/// The running service.
pub struct RegistrarService {
    wanted: Wanted,
    registrar: Registrar,
    /// For requests to other servers.
    outward: SipEndpoint,
    has_certificate: bool,
    deployment: Arc<Deployment>,
}

/// The certificate of this computer, if it has one. Errors: it cannot be used.
fn certificate(deployment: &Deployment) -> Result<Option<MutualTls>, RuntimeError> {
    match deployment.inside_tls() {
        Ok(tls) => Ok(Some(tls)),
        Err(RuntimeError::NoCertificate { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

impl RegistrarService {
    /// Starts it; without a certificate for this machine only. Errors: the topology, an address that is taken, or
    /// a certificate that cannot be used.
    pub async fn start(deployment: &Arc<Deployment>) -> Result<RegistrarService, RuntimeError> {
        let wanted = wanted(deployment)?;
        let tls = certificate(deployment)?;
        let has_certificate = tls.is_some();
        let outward = SocketAddr::new(wanted.listen.address.ip(), 0);
        let outward = Listen { address: outward, protocol: Protocol::Mtls, plain: None, datagrams: None };
        let (outward, _) = SipEndpoint::open(outward.config(tls.clone())).await?;
        let route = Arc::new(Outward { deployment: deployment.clone(), endpoint: outward.clone() });
        let (domain, endpoint) = (wanted.domain.clone(), wanted.listen.config(tls));
        let registrar = Registrar::start_with(RegistrarConfig { domain, endpoint }, route).await?;
        *lock(&deployment.registrar) = Some(registrar.clone());
        Ok(RegistrarService { wanted, registrar, outward, has_certificate, deployment: deployment.clone() })
    }

    /// Whether what is in force now wants it started anew: other ports, or the first certificate.
    pub fn has_to_restart(&self) -> Result<bool, RuntimeError> {
        let has_certificate = certificate(&self.deployment)?.is_some();
        Ok(wanted(&self.deployment)? != self.wanted || has_certificate != self.has_certificate)
    }

    /// Shows the certificate in force on connections from now on.
    pub fn update(&self) -> Result<(), RuntimeError> {
        if let Some(tls) = certificate(&self.deployment)? {
            self.registrar.set_tls(tls.clone());
            self.outward.set_tls(tls);
        }
        Ok(())
    }

    /// Where it listens.
    pub fn listening(&self) -> Vec<String> {
        let protocols = [SipProtocol::Tls, SipProtocol::Tcp, SipProtocol::Udp].into_iter();
        let listed = protocols.filter_map(|one| Some((one, self.registrar.address_of(one)?)));
        listed.map(|(one, address)| format!("sip/{} {address}", one.name().to_ascii_lowercase())).collect()
    }

    /// Stops it.
    pub fn stop(self) {
        *lock(&self.deployment.registrar) = None;
        self.registrar.stop();
    }
}
