//! The XMPP gateway service: SIP of the pool on one side, links to the XMPP proxies on the other.

use super::RuntimeError;
use super::routing::{Deployment, Pools, lock};
use super::sip::Listen;
use super::state::LinkStatus;
use crate::federation::gateway::presence::{Memory, SubscriptionStatus};
use crate::federation::gateway::{Gateway, GatewayOptions, RoutingPolicy};
use crate::federation::sip::{
    Incoming, Method, Protocol as SipProtocol, Request, Response, Ringing, SipEndpoint,
};
use crate::federation::xmpp::link::{LinkClient, LinkState, LinkTarget};
use crate::topology::model::{PortUse, Role};
use crate::topology::routing::Verdict;
use crate::topology::snapshot::Snapshot;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

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
    listen: Listen,
    endpoint: SipEndpoint,
    gateway: Gateway,
    links: LinkClient,
    deployment: Arc<Deployment>,
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
        let listen = deployment.gateway_ports()?;
        let snapshot = deployment.current();
        let settings = &deployment.settings;
        let tls = deployment.inside_tls()?;
        let (endpoint, incoming) = SipEndpoint::open(listen.config(Some(tls.clone()))).await?;
        let (links, port) =
            LinkClient::start(&settings.computer, &targets(&snapshot), tls, deployment.resolver.clone());
        let pools = Pools { deployment: deployment.clone(), endpoint: endpoint.clone() };
        let options = options(deployment).await?;
        let gateway = Gateway::start_with(port, Arc::new(pools), options);
        let handle = GatewayHandle { gateway: gateway.clone() };
        tokio::spawn(serve(deployment.clone(), handle.clone(), endpoint.clone(), incoming));
        *lock(&deployment.gateway) = Some(handle);
        Ok(GatewayService { listen, endpoint, gateway, links, deployment: deployment.clone() })
    }

    /// Takes over what is in force now. Links that stay are not touched.
    pub async fn update(&mut self) -> Result<(), RuntimeError> {
        let tls = self.deployment.inside_tls()?;
        self.endpoint.set_tls(tls.clone());
        self.links.set_tls(tls);
        self.links.set_targets(&targets(&self.deployment.current()));
        Ok(())
    }

    /// Whether what is in force now wants it started anew.
    pub fn has_to_restart(&self) -> Result<bool, RuntimeError> {
        Ok(self.deployment.gateway_ports()? != self.listen)
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

    /// Presence subscriptions, in both directions.
    pub fn subscriptions(&self) -> Vec<SubscriptionStatus> {
        self.gateway.pairs()
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
    let front = Arc::new(Front { deployment, gateway, endpoint, ringing: Ringing::default() });
    while let Some(mut one) = incoming.recv().await {
        let front = front.clone();
        tokio::spawn(async move {
            front.endpoint.strip_own_route(&mut one.request);
            let response = match front.deployment.is_server(&one).await {
                true => front.answer(&one).await,
                false => {
                    tracing::info!(source = %one.source, "a SIP peer that is no server of ours is refused");
                    one.request.response_with_reason(403, "Only servers of this deployment are served here")
                }
            };
            one.respond(response).await;
        });
    }
}

impl Deployment {
    /// Whether a request comes from a server of this deployment, or from the SIP server in front of a pool.
    async fn is_server(&self, one: &Incoming) -> bool {
        if one.source.ip().is_loopback() {
            return true;
        }
        let snapshot = self.current();
        let hops =
            snapshot.topology.services_of(&Role::Registrar).filter_map(|one| one.sip_next_hop.as_ref());
        if one.protocol == SipProtocol::Tls {
            let hop = hops.into_iter().any(|hop| one.proved.contains(&hop.host));
            return hop || one.proved.0.iter().any(|name| snapshot.topology.computer(name).is_some());
        }
        for hop in hops {
            let addresses = self.resolver.addresses(&hop.host).await;
            if addresses.is_ok_and(|addresses| addresses.contains(&one.source.ip())) {
                return true;
            }
        }
        false
    }
}

/// What takes requests from the SIP servers of pools.
struct Front {
    deployment: Arc<Deployment>,
    gateway: GatewayHandle,
    endpoint: SipEndpoint,
    /// At the legacy gateway; ours answers at once.
    ringing: Ringing,
}

impl Front {
    /// A SIP server of the pool hands over a message for another domain.
    async fn answer(&self, one: &Incoming) -> Response {
        let request = &one.request;
        if request.method == Method::Options {
            return self.gateway.request(request).await;
        }
        if request.max_forwards() == 0 {
            return request.response(483);
        }
        if request.method == Method::Cancel && self.ringing.cancel(request) {
            return request.response(200);
        }
        let sender = request.headers.party("From").and_then(|from| from.address_of_record());
        let Some(sender) = sender else { return request.response(400) };
        match self.deployment.decide(&sender, &request.uri.host) {
            Err((status, reason)) => request.response_with_reason(status, &reason),
            Ok(Verdict::LegacyGateway) => {
                if request.method == Method::Invite {
                    // It may ring, and only then may the caller cancel it.
                    one.provisional(&request.response(100)).await;
                }
                let ring = self.ringing.begin(request, CancellationToken::new());
                let hops = self.deployment.legacy_gateway();
                self.deployment.forward(&self.endpoint, &hops, request, Some(&ring.cancel)).await
            }
            Ok(_) => self.gateway.request(request).await,
        }
    }
}
