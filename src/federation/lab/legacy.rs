//! The legacy deployment: a registrar, and an XMPP gateway with streams of its own, joined by SIP.

use super::options::{LabAddresses, LabOptions};
use super::partner::edge_config;
use super::{LabError, PARTNER_DOMAIN, XMPP_PORT};
use crate::federation::certificates::CertificateAuthority;
use crate::federation::dns::Resolver;
use crate::federation::gateway::{Gateway, Inbox};
use crate::federation::registrar::{Registrar, Route};
use crate::federation::sip::{Destination, Incoming, Request, Response, SipEndpoint};
use crate::federation::xmpp::Edge;
use crate::federation::xmpp::settings::{Partner, StreamPolicy};
use crate::topology::model::{HomeKind, Negotiation, PortUse, Role, ServiceId, user_by_sip_address};
use crate::topology::routing::{Verdict, decide_for};
use crate::topology::snapshot::Snapshot;
use crate::topology::store::{Store, StoreError};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;

/// SIP inside the legacy deployment.
pub const SIP_PORT: u16 = 5061;

/// After this the legacy gateway closes an idle stream: a partner that keeps its own open for ever would not
/// notice a switch of DNS.
const IDLE: Duration = Duration::from_millis(600);

/// What the registrar and the gateway share.
struct Shared {
    store: Arc<dyn Store>,
    /// For requests to other servers.
    endpoint: SipEndpoint,
    registrar: Mutex<Option<Registrar>>,
    gateway: Mutex<Option<Gateway>>,
}

/// The running legacy deployment.
pub struct Legacy {
    shared: Arc<Shared>,
    edge: Edge,
    sip: SipEndpoint,
    gateway: Gateway,
    registrar: Registrar,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Legacy {
    /// Starts it.
    pub async fn start(
        store: Arc<dyn Store>,
        authority: &CertificateAuthority,
        addresses: &LabAddresses,
        options: &LabOptions,
        resolver: Resolver,
    ) -> Result<Legacy, LabError> {
        let mut config = edge_config(authority, options.own_domain(), vec![partner(options)])?;
        if let Some(roots) = options.partner.as_ref().and_then(|partner| partner.roots.as_ref()) {
            config.trust = config.trust.and(roots);
        }
        config.limits.inactivity = IDLE;
        let at = SocketAddr::new(addresses.legacy_gateway, XMPP_PORT);
        let (edge, port) = Edge::start(at, &config, resolver).await?;
        let (sip, incoming) = SipEndpoint::start(SocketAddr::new(addresses.legacy_gateway, SIP_PORT)).await?;
        let shared = Arc::new(Shared {
            store,
            endpoint: sip.clone(),
            registrar: Mutex::default(),
            gateway: Mutex::default(),
        });
        let gateway = Gateway::start(port, Arc::new(Pools(shared.clone())));
        tokio::spawn(serve(gateway.clone(), incoming));
        *lock(&shared.gateway) = Some(gateway.clone());
        let at = SocketAddr::new(addresses.legacy_pool, SIP_PORT);
        let registrar = Registrar::start(at, options.own_domain(), Arc::new(Outward(shared.clone()))).await?;
        *lock(&shared.registrar) = Some(registrar.clone());
        Ok(Legacy { shared, edge, sip, gateway, registrar })
    }

    /// Messages carried to XMPP and from it.
    pub fn carried(&self) -> (u64, u64) {
        self.gateway.carried()
    }

    /// Stops it in order.
    pub async fn stop(self) {
        *lock(&self.shared.gateway) = None;
        *lock(&self.shared.registrar) = None;
        self.edge.stop().await;
        self.registrar.stop();
        self.sip.stop();
    }
}

/// The partner as the legacy gateway knows it.
fn partner(options: &LabOptions) -> Partner {
    let Some(real) = &options.partner else {
        return Partner { domains: vec![PARTNER_DOMAIN.to_owned()], policy: StreamPolicy::default() };
    };
    let sasl = if real.dialback { Negotiation::NotSupported } else { Negotiation::Required };
    let policy = StreamPolicy { sasl, proxy: real.host.clone(), ..StreamPolicy::default() };
    Partner { domains: vec![real.domain.clone()], policy }
}

/// The way out of the legacy registrar.
struct Outward(Arc<Shared>);

impl Outward {
    /// Whether the legacy gateway carries the conversation, or the refusal.
    fn allowed(&self, user: &str, domain: &str) -> Result<(), (u16, String)> {
        let failed = |error: StoreError| (500, error.to_string());
        let snapshot = Snapshot::load(&self.0.store).map_err(failed)?;
        let Some(decision) = decide_for(&snapshot, user, domain).map_err(failed)? else {
            return Err((404, "The sender is not a user".to_owned()));
        };
        match decision.verdict {
            Verdict::LegacyGateway => Ok(()),
            Verdict::NewGateway | Verdict::Reject(_) => Err((403, decision.reason.to_owned())),
        }
    }
}

impl Route for Outward {
    async fn outbound(&self, request: &Request) -> Response {
        let sender = request.headers.address("From").ok().and_then(|from| from.uri.address_of_record());
        let Some(sender) = sender else { return request.response(400) };
        if let Err((status, reason)) = self.allowed(&sender, &request.uri.host) {
            return request.response_with_reason(status, &reason);
        }
        let gateway = lock(&self.0.gateway).clone();
        match gateway {
            Some(gateway) => gateway.request(request).await,
            None => request.response_with_reason(503, "The gateway is not running"),
        }
    }

    fn knows(&self, address: &str) -> bool {
        user_by_sip_address(&*self.0.store, address).is_ok_and(|user| user.is_some_and(|user| user.enabled))
    }
}

/// Requests that the new deployment hands to the legacy gateway.
async fn serve(gateway: Gateway, mut incoming: mpsc::Receiver<Incoming>) {
    while let Some(one) = incoming.recv().await {
        let gateway = gateway.clone();
        tokio::spawn(async move {
            let response = gateway.request(&one.request).await;
            one.respond(response).await;
        });
    }
}

/// The pools as the legacy gateway sees them: its own, and those of the new deployment by SIP.
struct Pools(Arc<Shared>);

impl Inbox for Pools {
    async fn request(&self, request: &Request) -> Response {
        let to = request.headers.address("To").ok().and_then(|to| to.uri.address_of_record());
        let user = user_by_sip_address(&*self.0.store, &to.unwrap_or_default()).ok().flatten();
        let Some(pool) = user.and_then(|user| user.registrar_pool) else { return request.response(404) };
        let Ok(snapshot) = Snapshot::load(&self.0.store) else {
            return request.response_with_reason(500, "The store cannot be read");
        };
        if snapshot.topology.home_kind(&pool) != Some(HomeKind::New) {
            let registrar = lock(&self.0.registrar).clone();
            return match registrar {
                Some(registrar) => registrar.take(request, None).await,
                None => request.response_with_reason(480, &format!("The pool {pool} is not running")),
            };
        }
        let service = snapshot.topology.service(&ServiceId::new(Role::Registrar, &pool));
        let servers = service
            .map(|service| snapshot.topology.endpoints(service, PortUse::RegistrarSip))
            .unwrap_or_default();
        for (host, port) in servers {
            let Ok(address) = host.parse() else { continue };
            let at = Destination::tcp(SocketAddr::new(address, port));
            return match self.0.endpoint.request(at, request.clone()).await {
                Ok(response) => response,
                Err(error) => request.response_with_reason(503, &error.to_string()),
            };
        }
        request.response_with_reason(480, &format!("The pool {pool} has no address"))
    }
}
