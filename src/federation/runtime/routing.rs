//! Who carries a message, and the ways to pools and gateways.

use super::HostSettings;
use super::gateway::GatewayHandle;
use super::sip::Hop;
use crate::federation::dns::Resolver;
use crate::federation::gateway::Inbox;
use crate::federation::registrar::{Registrar, Route, Secret};
use crate::federation::sip::{Method, Request, Response, SipEndpoint, SipError};
use crate::topology::model::{PortUse, Protocol, Role, Service, ServiceId, SipNextHop};
use crate::topology::routing::{Code, Verdict, decide_for};
use crate::topology::snapshot::Snapshot;
use crate::topology::store::StoreError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// What the services of a host share.
pub struct Deployment {
    /// What the host is told.
    pub settings: HostSettings,
    /// What is in force.
    pub snapshot: watch::Receiver<Arc<Snapshot>>,
    /// Look-ups.
    pub resolver: Resolver,
    /// The registrar of this host, while it runs.
    pub registrar: Mutex<Option<Registrar>>,
    /// The gateway of this host, while it runs.
    pub gateway: Mutex<Option<GatewayHandle>>,
}

/// Takes a lock; a panic elsewhere does not matter for what is kept here.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The SIP status for a refusal of the routing table, which maps back to its condition.
fn status(code: Code) -> u16 {
    match code {
        Code::X1 | Code::X5 => 502,
        Code::X2 => 405,
        Code::X3 | Code::X4 => 403,
    }
}

impl Deployment {
    /// What is in force now.
    pub fn current(&self) -> Arc<Snapshot> {
        self.snapshot.borrow().clone()
    }

    /// Which way a conversation goes, or the refusal.
    pub fn decide(&self, user: &str, domain: &str) -> Result<Verdict, (u16, String)> {
        let failed = |error: StoreError| (500, error.to_string());
        let snapshot = self.current();
        let Some(decision) = decide_for(&snapshot, user, domain).map_err(failed)? else {
            return Err((404, format!("{user} is not a user")));
        };
        tracing::debug!(user, domain, verdict = %decision.verdict, reason = decision.reason, "routed");
        match decision.verdict {
            Verdict::Reject(code) => Err((status(code), decision.reason.to_owned())),
            verdict => Ok(verdict),
        }
    }

    /// Sends a request to the first of several servers that takes it: one that cannot be reached or is overloaded
    /// is passed over (RFC 3263, 4.3). The error is the last one's.
    pub async fn send(
        &self,
        endpoint: &SipEndpoint,
        hops: &[Hop],
        request: &Request,
        cancel: Option<&CancellationToken>,
    ) -> Result<Response, String> {
        let mut last = "no server is known for it".to_owned();
        for hop in hops {
            let addresses = match self.resolver.addresses(&hop.host).await {
                Ok(addresses) => addresses,
                Err(error) => {
                    last = error.to_string();
                    continue;
                }
            };
            for address in addresses {
                if cancel.is_some_and(CancellationToken::is_cancelled) {
                    return Ok(request.response(487));
                }
                match endpoint.invite(hop.at(address), request.clone(), cancel).await {
                    Ok(response) if response.status == 503 => last = format!("{} is busy", hop.name),
                    Ok(response) => return Ok(response),
                    // It may have been delivered: another try could deliver it twice.
                    Err(error @ SipError::TimedOut { .. }) => {
                        return Ok(request.response_with_reason(408, &error.to_string()));
                    }
                    Err(error) => last = error.to_string(),
                }
            }
        }
        Err(last)
    }

    /// Passes a request on, one hop further, and its answer back.
    pub async fn forward(
        &self,
        endpoint: &SipEndpoint,
        hops: &[Hop],
        request: &Request,
        cancel: Option<&CancellationToken>,
    ) -> Response {
        if request.max_forwards() == 0 {
            return request.response(483);
        }
        match self.send(endpoint, hops, &request.onward(None), cancel).await {
            Ok(answer) => answer.relayed(request),
            Err(reason) => request.response_with_reason(503, &reason),
        }
    }

    /// Where the legacy gateway takes SIP.
    pub fn legacy_gateway(&self) -> Vec<Hop> {
        let snapshot = self.current();
        let gateway = snapshot.topology.legacy_gateway();
        gateway.map(|gateway| self.computers(gateway, PortUse::LegacyGatewaySip)).unwrap_or_default()
    }

    /// Gateways on the other computers of this pool.
    fn other_gateways(&self) -> Vec<Hop> {
        let snapshot = self.current();
        let own = &self.settings.computer;
        let Some((pool, _)) = snapshot.topology.computer(own) else { return Vec::new() };
        let id = ServiceId::new(Role::Registrar, &pool.fqdn);
        let Some(service) = snapshot.topology.service(&id) else { return Vec::new() };
        let all = self.computers(service, PortUse::XmppGatewaySip).into_iter();
        all.filter(|hop| !hop.name.eq_ignore_ascii_case(own)).collect()
    }
}

/// The way out of the registrar.
pub struct Outward {
    pub deployment: Arc<Deployment>,
    /// For requests to other servers.
    pub endpoint: SipEndpoint,
}

impl Route for Outward {
    fn outbound(&self, request: &Request) -> impl Future<Output = Response> + Send {
        self.carry(request, None)
    }

    async fn invite(&self, request: &Request, cancel: CancellationToken) -> Response {
        self.carry(request, Some(&cancel)).await
    }

    fn knows(&self, address: &str) -> bool {
        let found = self.deployment.current().user(address);
        found.is_ok_and(|user| user.is_some_and(|user| user.enabled))
    }

    fn secret(&self, address: &str) -> Option<Secret> {
        let user = self.deployment.current().user(address).ok().flatten()?;
        let text = user.sip_digest_secret.as_deref()?;
        // A secret that cannot be read lets nobody in.
        Some(Secret::from_text(text))
    }
}

impl Outward {
    /// Sends a request the way that its conversation goes.
    async fn carry(&self, request: &Request, cancel: Option<&CancellationToken>) -> Response {
        let (deployment, endpoint) = (&self.deployment, &self.endpoint);
        let sender = request.headers.party("From").and_then(|from| from.address_of_record());
        let Some(sender) = sender else { return request.response(400) };
        match deployment.decide(&sender, &request.uri.host) {
            Err((status, reason)) => request.response_with_reason(status, &reason),
            Ok(Verdict::LegacyGateway) => {
                let hops = deployment.legacy_gateway();
                Box::pin(deployment.forward(endpoint, &hops, request, cancel)).await
            }
            Ok(_) => {
                let gateway = lock(&deployment.gateway).clone();
                match gateway {
                    Some(gateway) => gateway.request(request).await,
                    None => {
                        let hops = deployment.other_gateways();
                        Box::pin(deployment.forward(endpoint, &hops, request, cancel)).await
                    }
                }
            }
        }
    }
}

/// The pools, as a gateway sees them.
pub struct Pools {
    pub deployment: Arc<Deployment>,
    /// For requests to other servers.
    pub endpoint: SipEndpoint,
}

impl Inbox for Pools {
    fn request(&self, request: &Request) -> impl Future<Output = Response> + Send {
        self.carry(request, None)
    }

    async fn invite(&self, request: Request, cancel: CancellationToken) -> Response {
        self.carry(&request, Some(&cancel)).await
    }
}

impl Pools {
    /// Sends a request to the pool of its user.
    async fn carry(&self, request: &Request, cancel: Option<&CancellationToken>) -> Response {
        let (Some(from), Some(to)) = (request.headers.party("From"), request.headers.party("To")) else {
            return request.response(400);
        };
        let address = to.address_of_record().unwrap_or_default();
        match self.deployment.decide(&address, from.host) {
            Err((status, reason)) => return request.response_with_reason(status, &reason),
            Ok(Verdict::NewGateway) => {}
            Ok(_) => {
                let reason = format!("{address} is reached by the legacy gateway");
                return request.response_with_reason(502, &reason);
            }
        }
        let snapshot = self.deployment.current();
        let user = snapshot.user(&address).ok().flatten();
        let Some(pool) = user.and_then(|user| user.registrar_pool.clone()) else {
            return request.response(404);
        };
        let Some(service) = snapshot.topology.service(&ServiceId::new(Role::Registrar, &pool)) else {
            return request.response_with_reason(480, &format!("The pool {pool} is not in the topology"));
        };
        let backup = service.backup().and_then(|id| snapshot.topology.service(id));
        let mut answer = None;
        for service in std::iter::once(service).chain(backup) {
            match self.to_pool(&snapshot, service, request, cancel).await {
                Ok(response) if response.status != 503 => return response,
                Ok(response) => answer = Some(response),
                Err(reason) => answer = Some(request.response_with_reason(503, &reason)),
            }
        }
        answer.unwrap_or_else(|| request.response(480))
    }

    /// Sends a request to one pool. Errors: none of its servers takes it.
    async fn to_pool(
        &self,
        snapshot: &Snapshot,
        service: &Service,
        request: &Request,
        cancel: Option<&CancellationToken>,
    ) -> Result<Response, String> {
        let mut here = None;
        if service.sip_next_hop.is_none() && self.is_here(snapshot, &service.pool) {
            let registrar = lock(&self.deployment.registrar).clone();
            if let Some(registrar) = registrar {
                let answer = registrar.take(request, cancel).await;
                if answer.status != 480 {
                    return Ok(answer);
                }
                here = Some(answer);
            }
        }
        let servers = self.servers(service).await?;
        match here {
            // Registered at no server of the pool: that is its answer.
            Some(answer) if servers.is_empty() => Ok(answer),
            _ if service.sip_next_hop.is_some() => {
                Box::pin(self.to_next_hop(&servers, request, cancel)).await
            }
            _ => Box::pin(self.deployment.send(&self.endpoint, &servers, request, cancel)).await,
        }
    }

    /// Sends a request to somebody else's SIP server. What follows in a dialog comes back by way of this gateway: a
    /// presence server sends its news to the watcher's address else, which no name server knows for SIP.
    async fn to_next_hop(
        &self,
        servers: &[Hop],
        request: &Request,
        cancel: Option<&CancellationToken>,
    ) -> Result<Response, String> {
        let begins = matches!(request.method, Method::Subscribe | Method::Invite)
            && request.headers.address("To").is_ok_and(|to| to.tag().is_none());
        let protocol = servers.first().map(Hop::spoken).filter(|_| begins);
        let Some(own) = protocol.and_then(|protocol| self.endpoint.record_route(protocol)) else {
            return self.deployment.send(&self.endpoint, servers, request, cancel).await;
        };
        let mut onward = request.clone();
        onward.headers.prepend("Record-Route", own);
        let mut answer = self.deployment.send(&self.endpoint, servers, &onward, cancel).await?;
        answer.headers.remove_where("Record-Route", |route| self.endpoint.is_own_route(route));
        Ok(answer)
    }

    fn is_here(&self, snapshot: &Snapshot, pool: &str) -> bool {
        let own = snapshot.topology.computer(&self.deployment.settings.computer);
        own.is_some_and(|(own, _)| own.fqdn.eq_ignore_ascii_case(pool))
    }

    /// Where a pool takes SIP: its next hop, or its registrars other than our own. Errors: the next hop is not in DNS.
    async fn servers(&self, service: &Service) -> Result<Vec<Hop>, String> {
        if let Some(hop) = &service.sip_next_hop {
            return next_hops(&self.deployment.resolver, hop).await;
        }
        let own = &self.deployment.settings.computer;
        let here = lock(&self.deployment.registrar).is_some();
        let all = self.deployment.computers(service, PortUse::RegistrarSip).into_iter();
        Ok(all.filter(|hop| !(here && hop.name.eq_ignore_ascii_case(own))).collect())
    }
}

/// The servers of a next hop: itself, or those that its SRV records name. A certificate has to prove the name that
/// the topology has, whatever DNS says. Sources: RFC 3263, 4.2; RFC 5922, 4.
async fn next_hops(resolver: &Resolver, hop: &SipNextHop) -> Result<Vec<Hop>, String> {
    let at = |host: String, port: u16| Hop { name: hop.host.clone(), host, port, protocol: hop.protocol };
    if hop.port != 0 {
        return Ok(vec![at(hop.host.clone(), hop.port)]);
    }
    let (service, usual) = match hop.protocol {
        Protocol::Udp => ("_sip._udp", 5060),
        Protocol::Tcp | Protocol::TcpOrUdp | Protocol::Http => ("_sip._tcp", 5060),
        Protocol::Tls | Protocol::Mtls | Protocol::Https => ("_sips._tcp", 5061),
    };
    let targets = resolver.sip_targets(service, &hop.host, usual).await.map_err(|error| error.to_string())?;
    Ok(targets.into_iter().map(|target| at(target.host, target.port)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::dns::{ResolverSettings, Zone, ZoneRecord, ZoneServer};

    #[tokio::test]
    async fn a_next_hop_without_a_port_is_found_by_its_srv_records() {
        let record =
            |service: &str, data: &str| ZoneRecord::new(&format!("{service}.sip.example"), "SRV", data);
        let records = vec![
            record("_sip._udp", "20 0 5080 second.sip.example."),
            record("_sip._udp", "10 0 5070 first.sip.example."),
            record("_sips._tcp", "0 0 5071 secure.sip.example."),
        ];
        let zone = Zone { name: "sip.example".to_owned(), records };
        let at = "127.0.0.1:0".parse().unwrap();
        let dns = ZoneServer::start(at, &[zone], CancellationToken::new()).await.unwrap();
        let settings = ResolverSettings {
            name_servers: vec![dns.address()],
            allow_private_targets: true,
            ..ResolverSettings::default()
        };
        let resolver = Resolver::new(settings).unwrap();
        let found = async |text: &str| {
            let hops = next_hops(&resolver, &text.parse().unwrap()).await.unwrap();
            hops.iter().map(|hop| format!("{}:{} {}", hop.host, hop.port, hop.name)).collect::<Vec<_>>()
        };
        assert_eq!(
            found("sip.example/Udp").await,
            ["first.sip.example:5070 sip.example", "second.sip.example:5080 sip.example"]
        );
        assert_eq!(found("sip.example/Tls").await, ["secure.sip.example:5071 sip.example"]);
        assert_eq!(found("sip.example/Tcp").await, ["sip.example:5060 sip.example"]);
        assert_eq!(found("sip.example:5090/Udp").await, ["sip.example:5090 sip.example"]);
        for wrong in ["sip.example", "/Udp", "sip.example:0/Udp", "sip.example:x/Udp", "::1/Udp"] {
            assert!(wrong.parse::<SipNextHop>().is_err(), "{wrong}");
        }
    }
}
