//! Sites, pools, computers and services: the topology at the prompt and as a document.

mod enable_cs_topology;
mod get_cs_computer;
mod get_cs_management_store_replication_status;
mod get_cs_pool;
mod get_cs_service;
mod get_cs_sip_domain;
mod get_cs_site;
mod get_cs_topology;
mod new_cs_pool;
mod new_cs_sip_domain;
mod new_cs_site;
mod publish_cs_topology;
mod remove_cs_sip_domain;
mod server;
mod set_cs_edge_server;
mod set_cs_registrar;
mod set_cs_sip_domain;
mod set_cs_site;
mod show_cs_topology;
mod sip_domain;
mod test_cs_federation_route;
mod test_cs_topology;
mod trusted_application;
mod trusted_application_pool;
mod trusted_applications;

use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::CommandInfo;
use crate::topology::kinds;
use crate::topology::model::{PublishedTopology, Topology, load, save};
use crate::topology::store::{Reader, Transaction};
use std::net::IpAddr;

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    enable_cs_topology::EnableCsTopology::INFO,
    get_cs_computer::GetCsComputer::INFO,
    get_cs_management_store_replication_status::GetCsManagementStoreReplicationStatus::INFO,
    get_cs_pool::GetCsPool::INFO,
    get_cs_service::GetCsService::INFO,
    get_cs_sip_domain::GetCsSipDomain::INFO,
    get_cs_site::GetCsSite::INFO,
    get_cs_topology::GetCsTopology::INFO,
    trusted_applications::GetCsTrustedApplication::INFO,
    trusted_application_pool::GetCsTrustedApplicationComputer::INFO,
    trusted_application_pool::GetCsTrustedApplicationPool::INFO,
    new_cs_pool::NewCsPool::INFO,
    new_cs_sip_domain::NewCsSipDomain::INFO,
    new_cs_site::NewCsSite::INFO,
    trusted_applications::NewCsTrustedApplication::INFO,
    trusted_application_pool::NewCsTrustedApplicationComputer::INFO,
    trusted_application_pool::NewCsTrustedApplicationPool::INFO,
    publish_cs_topology::PublishCsTopology::INFO,
    remove_cs_sip_domain::RemoveCsSipDomain::INFO,
    trusted_applications::RemoveCsTrustedApplication::INFO,
    trusted_application_pool::RemoveCsTrustedApplicationComputer::INFO,
    trusted_application_pool::RemoveCsTrustedApplicationPool::INFO,
    server::APPLICATION_SERVER,
    server::DIRECTOR,
    set_cs_edge_server::SetCsEdgeServer::INFO,
    server::MANAGEMENT_SERVER,
    set_cs_registrar::SetCsRegistrar::INFO,
    set_cs_sip_domain::SetCsSipDomain::INFO,
    set_cs_site::SetCsSite::INFO,
    trusted_applications::SetCsTrustedApplication::INFO,
    trusted_application_pool::SetCsTrustedApplicationPool::INFO,
    server::USER_SERVER,
    show_cs_topology::ShowCsTopology::INFO,
    test_cs_federation_route::TestCsFederationRoute::INFO,
    test_cs_topology::TestCsTopology::INFO,
];

/// The published topology, or an empty one.
pub fn published(reader: &dyn Reader) -> Result<Topology, Refusal> {
    Ok(load::<PublishedTopology>(reader, kinds::PUBLISHED)?.unwrap_or_default().0)
}

/// What an identity names is not there; the command lists what is.
pub fn missing(what: &str, identity: &str, list: &str) -> Refusal {
    if identity.trim().is_empty() {
        return Refusal::Invalid(format!(
            "-Identity has to name the {what}. {list} lists those that there are."
        ));
    }
    Refusal::NotFound(format!("There is no {what} '{identity}'. {list} lists those that there are."))
}

/// Changes the published topology.
pub fn edit<T>(
    transaction: &mut Transaction,
    how: impl FnOnce(&mut Topology) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let mut topology = published(transaction)?;
    let result = how(&mut topology)?;
    save(transaction, &PublishedTopology(topology))?;
    Ok(result)
}

/// An address, the given number of steps after the first.
fn address(text: &Option<String>, steps: usize) -> Result<Option<IpAddr>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let first: IpAddr =
        text.parse().map_err(|_| Refusal::Invalid(format!("'{text}' is not an IP address.")))?;
    let steps = u32::try_from(steps).unwrap_or(u32::MAX);
    Ok(Some(match first {
        IpAddr::V4(first) => IpAddr::V4(u32::from(first).saturating_add(steps).into()),
        IpAddr::V6(first) => IpAddr::V6(u128::from(first).saturating_add(u128::from(steps)).into()),
    }))
}
