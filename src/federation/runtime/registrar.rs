//! The Registrar service: SIP for the users of a pool.

use super::RuntimeError;
use super::routing::{Deployment, Outward, lock};
use super::settings::HostSettings;
use crate::federation::registrar::Registrar;
use crate::federation::sip::SipEndpoint;
use crate::topology::model::{InterfaceSide, PortUse, Role, ServiceId};
use crate::topology::snapshot::Snapshot;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// What decides whether it has to start anew.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    address: SocketAddr,
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

fn wanted(snapshot: &Snapshot, settings: &HostSettings) -> Result<Wanted, RuntimeError> {
    let address =
        listen_address(snapshot, settings, Role::Registrar, PortUse::RegistrarSip, InterfaceSide::Primary)?;
    let topology = &snapshot.topology;
    let first = || topology.domains.first().map(|domain| domain.name.clone());
    let domain = topology.default_domain.clone().or_else(first);
    let domain = domain.ok_or_else(|| RuntimeError::Topology("the topology has no SIP domain".to_owned()))?;
    Ok(Wanted { address, domain })
}

/// The running service.
pub struct RegistrarService {
    wanted: Wanted,
    registrar: Registrar,
    deployment: Arc<Deployment>,
}

impl RegistrarService {
    /// Starts it. Errors: the topology, or the address is taken.
    pub async fn start(deployment: &Arc<Deployment>) -> Result<RegistrarService, RuntimeError> {
        let wanted = wanted(&deployment.current(), &deployment.settings)?;
        let (endpoint, _) = SipEndpoint::start(SocketAddr::new(wanted.address.ip(), 0)).await?;
        let route = Arc::new(Outward { deployment: deployment.clone(), endpoint });
        let registrar = Registrar::start(wanted.address, &wanted.domain, route).await?;
        *lock(&deployment.registrar) = Some(registrar.clone());
        Ok(RegistrarService { wanted, registrar, deployment: deployment.clone() })
    }

    /// Whether what is in force now wants it started anew.
    pub fn has_to_restart(&self) -> Result<bool, RuntimeError> {
        Ok(wanted(&self.deployment.current(), &self.deployment.settings)? != self.wanted)
    }

    /// Where it listens.
    pub fn listening(&self) -> Vec<String> {
        vec![format!("sip {}", self.registrar.address())]
    }

    /// Stops it.
    pub fn stop(self) {
        *lock(&self.deployment.registrar) = None;
        self.registrar.stop();
    }
}
