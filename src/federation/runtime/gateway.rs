//! The XMPP gateway service: SIP of the pool on one side, links to the XMPP proxies on the other.

use super::registrar::listen_address;
use super::routing::{Deployment, Pools, lock};
use super::state::LinkStatus;
use super::{RuntimeError, identity};
use crate::federation::gateway::presence::Memory;
use crate::federation::gateway::{Gateway, GatewayOptions, RoutingPolicy};
use crate::federation::sip::{Incoming, Method, Request, Response, SipEndpoint};
use crate::federation::xmpp::link::{LinkClient, LinkState, LinkTarget};
use crate::topology::model::{CertificateUsage, InterfaceSide, PortUse, Role};
use crate::topology::routing::Verdict;
use crate::topology::snapshot::Snapshot;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Certificates with which a front end may prove its name inside.
const USAGES: &[CertificateUsage] = &[CertificateUsage::Default, CertificateUsage::Internal];

/// Takes messages for XMPP; cheap to clone.
#[derive(Clone)]
pub struct GatewayHandle {
    gateway: Gateway,
}

impl GatewayHandle {
    /// Takes a request whose way was decided already.
    pub async fn request(&self, request: &Request) -> Response {
        self.gateway.request(request).await
    }
}

/// The running service.
pub struct GatewayService {
    address: SocketAddr,
    endpoint: SipEndpoint,
    gateway: Gateway,
    links: LinkClient,
    deployment: Arc<Deployment>,
}

fn address(deployment: &Deployment) -> Result<SocketAddr, RuntimeError> {
    listen_address(
        &deployment.current(),
        &deployment.settings,
        Role::Registrar,
        PortUse::XmppGatewaySip,
        InterfaceSide::Primary,
    )
}

/// The computers of all Edges that have XMPP.
fn targets(snapshot: &Snapshot) -> Vec<LinkTarget> {
    let topology = &snapshot.topology;
    let edges = topology.services_of(&Role::EdgeServer);
    let edges = edges.filter(|edge| edge.xmpp_enabled && !topology.is_legacy_service(edge));
    let mut targets = Vec::new();
    for edge in edges {
        let Some(pool) = topology.pool(&edge.pool) else { continue };
        let endpoints = topology.endpoints(edge, PortUse::XmppInternal);
        for (computer, (host, port)) in pool.computers.iter().zip(endpoints) {
            targets.push(LinkTarget { computer: computer.fqdn.clone(), host, port });
        }
    }
    targets
}

/// The policy in force, and the subscriptions that are remembered.
async fn options(deployment: &Arc<Deployment>) -> Result<GatewayOptions, RuntimeError> {
    let (memory, remembered) = match deployment.settings.subscriptions.clone() {
        Some(path) => tokio::task::spawn_blocking(move || Memory::open(&path))
            .await
            .map_err(|_| RuntimeError::Stopped)??,
        None => (Memory::volatile(), Vec::new()),
    };
    let shared = deployment.clone();
    let policy = Arc::new(RoutingPolicy::new(move || shared.current()));
    Ok(GatewayOptions { policy, memory, remembered, ..GatewayOptions::default() })
}

impl GatewayService {
    /// Starts it. Errors: the topology, a missing certificate, or the address is taken.
    pub async fn start(deployment: &Arc<Deployment>) -> Result<GatewayService, RuntimeError> {
        let address = address(deployment)?;
        let snapshot = deployment.current();
        let settings = &deployment.settings;
        let tls = identity::inside(&snapshot, &settings.computer, USAGES, &settings.inside_roots)?;
        let (endpoint, incoming) = SipEndpoint::start(address).await?;
        let (links, port) =
            LinkClient::start(&settings.computer, &targets(&snapshot), tls, deployment.resolver.clone());
        let pools = Pools { deployment: deployment.clone(), endpoint: endpoint.clone() };
        let options = options(deployment).await?;
        let gateway = Gateway::start_with(port, Arc::new(pools), options);
        let handle = GatewayHandle { gateway: gateway.clone() };
        tokio::spawn(serve(deployment.clone(), handle.clone(), endpoint.clone(), incoming));
        *lock(&deployment.gateway) = Some(handle);
        Ok(GatewayService { address, endpoint, gateway, links, deployment: deployment.clone() })
    }

    /// Takes over what is in force now. Links that stay are not touched.
    pub async fn update(&mut self) -> Result<(), RuntimeError> {
        let snapshot = self.deployment.current();
        let settings = &self.deployment.settings;
        let tls = identity::inside(&snapshot, &settings.computer, USAGES, &settings.inside_roots)?;
        self.links.set_tls(tls);
        self.links.set_targets(&targets(&snapshot));
        Ok(())
    }

    /// Whether what is in force now wants it started anew.
    pub fn has_to_restart(&self) -> Result<bool, RuntimeError> {
        Ok(address(&self.deployment)? != self.address)
    }

    /// Where it listens.
    pub fn listening(&self) -> Vec<String> {
        vec![format!("sip {}", self.endpoint.address())]
    }

    /// Its links.
    pub fn links(&self) -> Vec<LinkStatus> {
        let state = |(target, state): (LinkTarget, LinkState)| match state {
            LinkState::Ready => LinkStatus { computer: target.computer, ready: true, reason: None },
            LinkState::Down { reason, .. } => {
                LinkStatus { computer: target.computer, ready: false, reason: Some(reason) }
            }
        };
        self.links.states().into_iter().map(state).collect()
    }

    /// Messages carried to XMPP and from it.
    pub fn carried(&self) -> (u64, u64) {
        self.gateway.carried()
    }

    /// Stops taking messages, lets those on their way arrive when `graceful`, and ends.
    pub async fn stop(self, graceful: bool) {
        *lock(&self.deployment.gateway) = None;
        if graceful {
            self.links.stop().await;
        }
        self.endpoint.stop();
    }
}

async fn serve(
    deployment: Arc<Deployment>,
    gateway: GatewayHandle,
    endpoint: SipEndpoint,
    mut incoming: mpsc::Receiver<Incoming>,
) {
    while let Some(one) = incoming.recv().await {
        let (deployment, gateway, endpoint) = (deployment.clone(), gateway.clone(), endpoint.clone());
        tokio::spawn(async move {
            let response = answer(&deployment, &gateway, &endpoint, &one.request).await;
            one.respond(response).await;
        });
    }
}

/// A SIP server of the pool hands over a message for another domain.
async fn answer(
    deployment: &Deployment,
    gateway: &GatewayHandle,
    endpoint: &SipEndpoint,
    request: &Request,
) -> Response {
    match request.method {
        Method::Message | Method::Subscribe | Method::Notify => {}
        _ => return gateway.request(request).await,
    }
    if request.max_forwards() == 0 {
        return request.response(483);
    }
    let sender = request.headers.address("From").ok().and_then(|from| from.uri.address_of_record());
    let Some(sender) = sender else { return request.response(400) };
    match deployment.decide(&sender, &request.uri.host) {
        Err((status, reason)) => request.response_with_reason(status, &reason),
        Ok(Verdict::LegacyGateway) => {
            deployment.forward(endpoint, &deployment.legacy_gateway(), request).await
        }
        Ok(_) => gateway.request(request).await,
    }
}
