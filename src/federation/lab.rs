//! A whole deployment on loopback: a legacy pool with its XMPP gateway, the new pool with its Edge once the
//! enabled topology has one, an XMPP partner and a name server. Real sockets, TLS and DNS; only the
//! computers are missing.
//!
//! Who is where, what is allowed and which gateway carries a conversation comes from the store, as it will
//! for `fedsh serve`; [`Lab::follow`] takes over what has changed there.

use super::certificates::{CertificateAuthority, CertificateError, CertificateRequest};
use super::dns::{DnsFailure, Resolver, ResolverSettings, Zone, ZoneError, ZoneRecord, ZoneServer};
use super::gateway::{Gateway, Inbox};
use super::registrar::{Registrar, Route};
use super::sip::{Destination, Incoming, Method, Request, Response, SipEndpoint, SipError, SipUri};
use super::tls::{Identity, TlsSetupError, TrustRoots};
use super::xmpp::edge::EdgeError;
use super::xmpp::settings::{EdgeConfig, EdgeConfigError, Partner, StreamPolicy};
use super::xmpp::{Edge, Stanza, XmppPort, address};
use crate::topology::model::{
    CertificateUsage, DnsRecord, Role, Topology, XmppAllowedPartner, list, user_by_sip_address,
};
use crate::topology::routing::{Verdict, route_for};
use crate::topology::snapshot::Snapshot;
use crate::topology::store::{Store, StoreError};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex as AsyncMutex, mpsc};
use tokio_util::sync::CancellationToken;

/// The partner's domain, and ours.
pub const PARTNER_DOMAIN: &str = "fabrikam.com";
pub const DOMAIN: &str = "contoso.com";
/// Port of XMPP on every address of the lab.
const XMPP_PORT: u16 = 5269;
/// After this the partner closes an idle stream.
const PARTNER_IDLE: Duration = Duration::from_millis(300);
/// Between two looks at the counters.
const COUNTER_PAUSE: Duration = Duration::from_millis(2);
/// How long a message may take.
const MESSAGE_LIMIT: Duration = Duration::from_secs(15);

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// SIP.
    #[error(transparent)]
    Sip(#[from] SipError),
    /// An Edge.
    #[error(transparent)]
    Edge(#[from] EdgeError),
    /// Its settings.
    #[error(transparent)]
    Settings(#[from] EdgeConfigError),
    /// Name server.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// Resolver.
    #[error(transparent)]
    Dns(#[from] DnsFailure),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Certificates.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// TLS.
    #[error(transparent)]
    Tls(#[from] TlsSetupError),
    /// An address that is none.
    #[error("'{0}' is not an address of the form user@domain")]
    Address(String),
    /// A message that was refused or lost.
    #[error("{0}")]
    Message(String),
}

/// A text that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Who sent it.
    pub from: String,
    /// For whom.
    pub to: String,
    /// The text.
    pub body: String,
}

/// Which gateway carried a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// That of the legacy deployment.
    Legacy,
    /// That of the new one.
    New,
}

/// One gateway with its streams.
struct Carriage {
    edge: Edge,
    gateway: Gateway,
}

/// What routes and inboxes share.
struct Deployment {
    store: Arc<dyn Store>,
    registrars: Mutex<HashMap<String, Registrar>>,
    legacy: Mutex<Option<Gateway>>,
    new: Mutex<Option<Gateway>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Deployment {
    /// The home pool of a user, in lower case.
    fn home(&self, address: &str) -> Option<String> {
        let user = user_by_sip_address(&*self.store, address).ok().flatten()?;
        user.registrar_pool.map(|pool| pool.to_lowercase())
    }

    /// The gateway for a conversation, or the refusal.
    fn gateway(&self, user: &str, domain: &str) -> Result<Gateway, (u16, String)> {
        let failed = |error: StoreError| (500, error.to_string());
        let snapshot = Snapshot::load(&self.store).map_err(failed)?;
        let Some(user) = snapshot.user(user).map_err(failed)? else {
            return Err((404, "The sender is not a user".to_owned()));
        };
        let explained = route_for(&snapshot, &user, domain);
        let found = match explained.decision.verdict {
            Verdict::LegacyGateway => lock(&self.legacy).clone(),
            Verdict::NewGateway => lock(&self.new).clone(),
            Verdict::Reject(_) => return Err((403, explained.decision.reason.to_owned())),
        };
        found.ok_or_else(|| (503, "The gateway is not running".to_owned()))
    }
}

impl Route for Deployment {
    async fn outbound(&self, request: Request) -> Response {
        let sender = request.headers.address("From").ok().and_then(|from| from.uri.address_of_record());
        let Some(sender) = sender else { return request.response(400) };
        match self.gateway(&sender, &request.uri.host) {
            Ok(gateway) => gateway.message(&request).await,
            Err((status, reason)) => request.response_with_reason(status, &reason),
        }
    }

    fn knows(&self, address: &str) -> bool {
        user_by_sip_address(&*self.store, address).is_ok_and(|user| user.is_some_and(|user| user.enabled))
    }
}

/// The pools as a gateway sees them.
struct Pools(Arc<Deployment>);

impl Inbox for Pools {
    async fn deliver(&self, from: SipUri, to: SipUri, body: String) -> (u16, String) {
        let address = to.address_of_record().unwrap_or_default();
        let Some(pool) = self.0.home(&address) else { return (404, "There is no such user".to_owned()) };
        let registrar = lock(&self.0.registrars).get(&pool).cloned();
        match registrar {
            Some(registrar) => registrar.deliver(from, to, &body).await,
            None => (480, format!("The pool {pool} is not running")),
        }
    }
}

/// A SIP user who is signed in.
struct Phone {
    endpoint: SipEndpoint,
    inbox: mpsc::UnboundedReceiver<Received>,
    pool: String,
}

/// A running lab.
pub struct Lab {
    deployment: Arc<Deployment>,
    network: [u8; 2],
    authority: CertificateAuthority,
    dns: ZoneServer,
    legacy: Carriage,
    new: AsyncMutex<Option<Carriage>>,
    partner: Edge,
    partner_port: AsyncMutex<XmppPort>,
    phones: AsyncMutex<HashMap<String, Phone>>,
    _stop: tokio_util::sync::DropGuard,
}

impl Lab {
    /// Starts everything but the new deployment. Loopback addresses are chosen by the process, so that
    /// several labs do not meet.
    pub async fn start(store: Arc<dyn Store>, authority: CertificateAuthority) -> Result<Lab, LabError> {
        let process = std::process::id();
        let network =
            [100 + u8::try_from(process % 100).unwrap_or(0), u8::try_from(process / 100 % 250).unwrap_or(0)];
        let stop = CancellationToken::new();
        let dns =
            ZoneServer::start(SocketAddr::new(host(network, 53), 0), &[partner_zone(network)], stop.clone())
                .await?;
        let deployment = Arc::new(Deployment {
            store,
            registrars: Mutex::default(),
            legacy: Mutex::default(),
            new: Mutex::default(),
        });
        let partners =
            vec![Partner { domains: vec![PARTNER_DOMAIN.to_owned()], policy: StreamPolicy::default() }];
        let config = edge_config(&authority, DOMAIN, partners)?;
        let (edge, port) =
            Edge::start(SocketAddr::new(host(network, 1), XMPP_PORT), &config, resolver(&dns)?).await?;
        let gateway = Gateway::start(port, Arc::new(Pools(deployment.clone())));
        *lock(&deployment.legacy) = Some(gateway.clone());
        let ours = vec![Partner { domains: vec![DOMAIN.to_owned()], policy: StreamPolicy::default() }];
        let mut config = edge_config(&authority, PARTNER_DOMAIN, ours)?;
        // The partner looks our domain up again soon, so that a switch of DNS is seen.
        config.limits.inactivity = PARTNER_IDLE;
        let (partner, partner_port) =
            Edge::start(SocketAddr::new(host(network, 9), XMPP_PORT), &config, resolver(&dns)?).await?;
        let lab = Lab {
            deployment,
            network,
            authority,
            dns,
            legacy: Carriage { edge, gateway },
            new: AsyncMutex::new(None),
            partner,
            partner_port: AsyncMutex::new(partner_port),
            phones: AsyncMutex::default(),
            _stop: stop.drop_guard(),
        };
        lab.follow().await?;
        Ok(lab)
    }

    /// Address of the legacy gateway's XMPP port.
    pub fn legacy_address(&self) -> IpAddr {
        host(self.network, 1)
    }

    /// Address that the new Edge is to have.
    pub fn edge_address(&self) -> IpAddr {
        host(self.network, 2)
    }

    /// Address that the new Edge is to have on the inside.
    pub fn edge_internal_address(&self) -> IpAddr {
        host(self.network, 5)
    }

    /// Address of the pools.
    pub fn pool_address(&self) -> IpAddr {
        host(self.network, 3)
    }

    /// Where names are looked up.
    pub fn name_server(&self) -> SocketAddr {
        self.dns.address()
    }

    /// Takes over what changed in the store: zones, pools, partners, the new Edge.
    pub async fn follow(&self) -> Result<(), LabError> {
        let snapshot = Snapshot::load(&self.deployment.store)?;
        self.dns.replace(&self.zones()?)?;
        self.start_pools(&snapshot.topology).await?;
        self.follow_edge(&snapshot).await
    }

    fn zones(&self) -> Result<Vec<Zone>, LabError> {
        let mut zones = vec![partner_zone(self.network)];
        let records: Vec<DnsRecord> = list(&*self.deployment.store)?;
        for record in records {
            let made = ZoneRecord {
                owner: record.owner(),
                record_type: record.record_type.clone(),
                ttl: record.time_to_live,
                data: record.data.clone(),
            };
            match zones.iter_mut().find(|zone| zone.name.eq_ignore_ascii_case(&record.zone)) {
                Some(zone) => zone.records.push(made),
                None => zones.push(Zone { name: record.zone, records: vec![made] }),
            }
        }
        Ok(zones)
    }

    /// A registrar for each pool that has one.
    async fn start_pools(&self, topology: &Topology) -> Result<(), LabError> {
        for service in topology.services_of(&Role::Registrar) {
            let pool = service.pool.to_lowercase();
            if lock(&self.deployment.registrars).contains_key(&pool) {
                continue;
            }
            let at = SocketAddr::new(host(self.network, 3), 0);
            let registrar = Registrar::start(at, DOMAIN, self.deployment.clone()).await?;
            lock(&self.deployment.registrars).insert(pool, registrar);
        }
        Ok(())
    }

    /// Starts the new Edge with its gateway when the topology has XMPP there, stops it when not.
    async fn follow_edge(&self, snapshot: &Snapshot) -> Result<(), LabError> {
        let topology = &snapshot.topology;
        let partners: Vec<XmppAllowedPartner> = list(&*self.deployment.store)?;
        let wanted = topology
            .services_of(&Role::EdgeServer)
            .find(|edge| edge.xmpp_enabled && !topology.is_legacy_service(edge));
        let mut new = self.new.lock().await;
        match (wanted, new.as_ref()) {
            (Some(edge), running) => {
                let rules = partners.iter().map(rule).collect();
                let mut config = edge_config(&self.authority, DOMAIN, rules)?;
                if let Some(assigned) = assigned(snapshot, &edge.pool)? {
                    config.identities = vec![assigned];
                }
                if let Some(running) = running {
                    running.edge.update(&config)?;
                    return Ok(());
                }
                let at = SocketAddr::new(self.edge_address(), XMPP_PORT);
                let (edge, port) = Edge::start(at, &config, resolver(&self.dns)?).await?;
                let gateway = Gateway::start(port, Arc::new(Pools(self.deployment.clone())));
                *lock(&self.deployment.new) = Some(gateway.clone());
                *new = Some(Carriage { edge, gateway });
            }
            (None, Some(_)) => {
                *lock(&self.deployment.new) = None;
                if let Some(stopped) = new.take() {
                    stopped.edge.stop().await;
                }
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// Signs a user in at the home pool, again after a move.
    async fn phone<'a>(
        &self,
        phones: &'a mut HashMap<String, Phone>,
        user: &str,
    ) -> Result<&'a mut Phone, LabError> {
        let aor = user.to_lowercase();
        let pool = self
            .deployment
            .home(&aor)
            .ok_or_else(|| LabError::Message(format!("{user} has no home pool")))?;
        let signed_in = phones.get(&aor).is_some_and(|phone| phone.pool == pool);
        if !signed_in {
            let registrar = lock(&self.deployment.registrars).get(&pool).map(Registrar::address);
            let Some(registrar) = registrar else {
                return Err(LabError::Message(format!(
                    "the pool {pool} is not running; Enable-CsTopology puts it in force"
                )));
            };
            let phone = sign_in(host(self.network, 4), registrar, &aor, pool).await?;
            phones.insert(aor.clone(), phone);
        }
        phones.get_mut(&aor).ok_or(LabError::Address(aor))
    }

    /// Sends a message from a SIP user to a partner's user and waits until it is there.
    pub async fn send_to_partner(
        &self,
        from: &str,
        to: &str,
        body: &str,
    ) -> Result<(Carrier, Duration), LabError> {
        self.follow().await?;
        let before = self.carried().await;
        let started = Instant::now();
        let mut phones = self.phones.lock().await;
        let phone = self.phone(&mut phones, from).await?;
        let (own, target) = (uri(from)?, uri(to)?);
        let mut request = Request::new(Method::Message, target.clone(), own, target);
        request.set_body("text/plain; charset=UTF-8", body);
        let registrar = lock(&self.deployment.registrars).get(&phone.pool).map(Registrar::address);
        let registrar =
            registrar.ok_or_else(|| LabError::Message(format!("the pool {} is not running", phone.pool)))?;
        let response = phone.endpoint.request(Destination::tcp(registrar), request).await?;
        if !response.is_success() {
            return Err(LabError::Message(format!("{} {}", response.status, response.reason)));
        }
        let mut port = self.partner_port.lock().await;
        let arrived = async {
            loop {
                tokio::select! {
                    stanza = port.incoming.recv() => match stanza {
                        Some(stanza) if stanza.body().as_deref() == Some(body) => return Ok(()),
                        Some(_) => {}
                        None => return Err(LabError::Message("the partner has stopped".to_owned())),
                    },
                    // What comes back to the sender is the reason why it did not arrive.
                    returned = phone.inbox.recv() => if let Some(returned) = returned {
                        return Err(LabError::Message(returned.body));
                    },
                }
            }
        };
        within(arrived).await?;
        Ok((within(self.carrier(before)).await?, started.elapsed()))
    }

    /// Sends a message from a partner's user to a SIP user and waits until it is there.
    pub async fn receive_from_partner(
        &self,
        from: &str,
        to: &str,
        body: &str,
    ) -> Result<(Carrier, Duration), LabError> {
        self.follow().await?;
        let before = self.carried().await;
        let started = Instant::now();
        let mut phones = self.phones.lock().await;
        let phone = self.phone(&mut phones, to).await?;
        let jid = |text: &str| address::parse(text).map_err(|_| LabError::Address(text.to_owned()));
        let mut port = self.partner_port.lock().await;
        let stanza = Stanza::chat(jid(from)?, jid(to)?, body).with_id("lab");
        let _ = port.sink.send(stanza).await;
        let arrived = async {
            loop {
                tokio::select! {
                    received = phone.inbox.recv() => match received {
                        Some(received) if received.body == body => return Ok(()),
                        Some(_) => {}
                        None => return Err(LabError::Message("the user has signed out".to_owned())),
                    },
                    stanza = port.incoming.recv() => if let Some(error) = stanza.and_then(|stanza| stanza.error()) {
                        return Err(LabError::Message(error.to_string()));
                    },
                }
            }
        };
        within(arrived).await?;
        Ok((within(self.carrier(before)).await?, started.elapsed()))
    }

    async fn carried(&self) -> (u64, u64) {
        let sum = |(out, back): (u64, u64)| out + back;
        let new = self.new.lock().await.as_ref().map(|new| sum(new.gateway.carried())).unwrap_or(0);
        (sum(self.legacy.gateway.carried()), new)
    }

    /// Whose counter moved; it follows the SIP answer, which may still be on its way when the text is there.
    async fn carrier(&self, before: (u64, u64)) -> Result<Carrier, LabError> {
        loop {
            let now = self.carried().await;
            if now.1 > before.1 {
                return Ok(Carrier::New);
            }
            if now.0 > before.0 {
                return Ok(Carrier::Legacy);
            }
            tokio::time::sleep(COUNTER_PAUSE).await;
        }
    }

    /// Stops everything, letting streams drain.
    pub async fn stop(self) {
        let Lab { legacy, new, partner, deployment, .. } = self;
        if let Some(new) = new.into_inner() {
            new.edge.stop().await;
        }
        legacy.edge.stop().await;
        partner.stop().await;
        for registrar in lock(&deployment.registrars).values() {
            registrar.stop();
        }
    }
}

/// An address of the lab.
fn host(network: [u8; 2], last: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(127, network[0], network[1], last))
}

fn partner_zone(network: [u8; 2]) -> Zone {
    let name = PARTNER_DOMAIN;
    let records = vec![
        ZoneRecord::new(
            &format!("_xmpp-server._tcp.{name}"),
            "SRV",
            &format!("0 0 {XMPP_PORT} xmpp.{name}."),
        ),
        ZoneRecord::new(&format!("xmpp.{name}"), "A", &host(network, 9).to_string()),
    ];
    Zone { name: name.to_owned(), records }
}

fn resolver(dns: &ZoneServer) -> Result<Resolver, DnsFailure> {
    let settings = ResolverSettings {
        name_servers: vec![dns.address()],
        allow_private_targets: true,
        timeout: Duration::from_secs(2),
    };
    Resolver::new(settings)
}

fn edge_config(
    authority: &CertificateAuthority,
    domain: &str,
    partners: Vec<Partner>,
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

/// The certificate that the topology assigns to an Edge for XMPP.
fn assigned(snapshot: &Snapshot, pool: &str) -> Result<Option<Identity>, LabError> {
    let usages = [CertificateUsage::XmppServer, CertificateUsage::AccessEdgeExternal];
    let Some(found) = usages.iter().find_map(|usage| snapshot.certificate(pool, *usage)) else {
        return Ok(None);
    };
    let Some(path) = &found.private_key_path else { return Ok(None) };
    let key = std::fs::read_to_string(path)
        .map_err(|error| LabError::Message(format!("the key '{path}' cannot be read: {error}")))?;
    Ok(Some(Identity::from_pem(&found.certificate_chain, &key)?))
}

/// A partner of the store as an Edge is told of it.
fn rule(partner: &XmppAllowedPartner) -> Partner {
    let domains = std::iter::once(partner.domain.clone()).chain(partner.additional_domains.clone()).collect();
    let policy = StreamPolicy {
        tls: partner.tls_negotiation,
        sasl: partner.sasl_negotiation,
        dialback: partner.support_dialback_negotiation,
        keep_alive: partner.enable_keep_alive,
        connection_limit: partner.connection_limit.and_then(|limit| usize::try_from(limit).ok()),
        proxy: None,
    };
    Partner { domains, policy }
}

fn uri(user: &str) -> Result<SipUri, LabError> {
    match user.trim_start_matches("sip:").split_once('@') {
        Some((name, host)) if !name.is_empty() && !host.is_empty() => Ok(SipUri::new(name, host)),
        _ => Err(LabError::Address(user.to_owned())),
    }
}

async fn within<T>(work: impl Future<Output = Result<T, LabError>>) -> Result<T, LabError> {
    let late =
        || LabError::Message(format!("the message did not arrive within {} s", MESSAGE_LIMIT.as_secs()));
    tokio::time::timeout(MESSAGE_LIMIT, work).await.map_err(|_| late())?
}

/// Registers a user's phone and keeps its messages.
async fn sign_in(at: IpAddr, registrar: SocketAddr, user: &str, pool: String) -> Result<Phone, LabError> {
    let (endpoint, mut incoming) = SipEndpoint::start(SocketAddr::new(at, 0)).await?;
    let own = uri(user)?;
    let mut request = Request::new(Method::Register, SipUri::new("", &own.host), own.clone(), own.clone());
    request
        .headers
        .push("Contact", format!("<sip:{}@{}>", own.user.as_deref().unwrap_or_default(), endpoint.address()));
    let response = endpoint.request(Destination::tcp(registrar), request).await?;
    if !response.is_success() {
        return Err(LabError::Message(format!(
            "{user} cannot sign in: {} {}",
            response.status, response.reason
        )));
    }
    let (sender, inbox) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(one) = incoming.recv().await {
            keep(one, &sender).await;
        }
    });
    Ok(Phone { endpoint, inbox, pool })
}

async fn keep(one: Incoming, sender: &mpsc::UnboundedSender<Received>) {
    let response = one.request.response(if one.request.method == Method::Message { 200 } else { 405 });
    if one.request.method == Method::Message {
        let from = one.request.headers.address("From").map(|from| from.uri.to_string()).unwrap_or_default();
        let body = String::from_utf8_lossy(&one.request.body).into_owned();
        let _ = sender.send(Received { from, to: one.request.uri.to_string(), body });
    }
    one.respond(response).await;
}
