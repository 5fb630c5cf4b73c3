//! What a service host is told.

use crate::federation::dns::ResolverSettings;
use crate::federation::tls::TrustRoots;
use crate::topology::model::Topology;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What a service host is told; everything else is in the store.
#[derive(Debug, Clone, Default)]
pub struct HostSettings {
    /// Name of this computer in the topology.
    pub computer: String,
    /// How names are looked up.
    pub resolver: ResolverSettings,
    /// Roots that certificates of partners may lead to.
    pub partner_roots: TrustRoots,
    /// Roots that certificates of our own servers may lead to, besides the authorities of the certificates
    /// that the store assigns to them.
    pub inside_roots: TrustRoots,
    /// Where the control socket is; none without one.
    pub control: Option<PathBuf>,
    /// Services that are started at first, by name; all when empty.
    pub only: Vec<String>,
    /// Where figures for Prometheus are served; nowhere without an address.
    pub metrics: Option<SocketAddr>,
    /// Where the zones of the store are answered for; nowhere without an address.
    pub zones: Option<SocketAddr>,
    /// The file in which the gateway keeps who has agreed to be watched; forgotten at the end without one.
    pub subscriptions: Option<PathBuf>,
}

/// The name by which the topology knows this computer: that of the system, or the only computer of the
/// topology whose first label is the system's name.
pub fn local_computer(topology: &Topology) -> String {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    if topology.computer(&name).is_some() {
        return name;
    }
    let label = |fqdn: &str| fqdn.split('.').next().unwrap_or_default().to_lowercase();
    let alike: Vec<&str> = topology
        .pools
        .iter()
        .flat_map(|pool| &pool.computers)
        .filter(|computer| label(&computer.fqdn) == label(&name))
        .map(|computer| computer.fqdn.as_str())
        .collect();
    match alike.as_slice() {
        [one] => (*one).to_owned(),
        _ => name,
    }
}
