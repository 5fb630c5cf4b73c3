//! Zones that fedsh answers for, over UDP and TCP, replaceable while they are served.
//!
//! It answers only for its own zones (others are REFUSED), transfers none and takes no dynamic updates:
//! zones are changed through [`ZoneServer::replace`].

use hickory_proto::rr::rdata::SOA;
use hickory_proto::rr::{LowerName, Name, RData, Record, RecordSet, RecordType, RrKey};
use hickory_server::Server;
use hickory_server::net::runtime::{Time, TokioRuntimeProvider};
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneType};
use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;
use tokio::net::{TcpListener, UdpSocket};
use tokio_util::sync::CancellationToken;

/// Answers that may wait on one TCP connection.
const TCP_BUFFER: usize = 32;
/// A TCP connection without questions is closed after this.
const TCP_IDLE: Duration = Duration::from_secs(10);

/// A zone with its records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zone {
    /// Its name, without a final dot.
    pub name: String,
    /// Its records; an SOA is made when there is none.
    pub records: Vec<ZoneRecord>,
}

/// One record, as in a zone file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneRecord {
    /// Full owner name, without a final dot.
    pub owner: String,
    /// Type: `A`, `SRV`, ….
    pub record_type: String,
    /// Time to live, in seconds.
    pub ttl: u32,
    /// Data as in a zone file: `0 0 5269 xmpp.contoso.com.`.
    pub data: String,
}

impl ZoneRecord {
    /// A record with a time to live of one minute.
    pub fn new(owner: &str, record_type: &str, data: &str) -> ZoneRecord {
        let (owner, record_type) = (owner.to_owned(), record_type.to_owned());
        ZoneRecord { owner, record_type, ttl: 60, data: data.to_owned() }
    }

    /// Whether it can be served. Errors: see [`ZoneError`].
    pub fn check(&self) -> Result<(), ZoneError> {
        self.to_record().map(|_| ())
    }

    pub(super) fn to_record(&self) -> Result<Record, ZoneError> {
        let record_type = self.record_type.to_ascii_uppercase();
        let kind = RecordType::from_str(&record_type)
            .map_err(|_| ZoneError::RecordType { record_type: self.record_type.clone() })?;
        let data =
            RData::try_from_str(kind, &absolute_data(kind, &self.data)).map_err(|error| ZoneError::Data {
                owner: self.owner.clone(),
                record_type,
                data: self.data.clone(),
                reason: error.to_string(),
            })?;
        Ok(Record::from_rdata(absolute(&self.owner)?, self.ttl, data))
    }
}

/// Why zones cannot be served.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// Not a DNS name.
    #[error("'{name}' is not a DNS name")]
    Name {
        /// What was given.
        name: String,
    },
    /// Not a record type that is known.
    #[error("'{record_type}' is not a DNS record type")]
    RecordType {
        /// What was given.
        record_type: String,
    },
    /// Data that the type does not have.
    #[error("'{data}' is no data of a record of type {record_type} ({owner}): {reason}")]
    Data {
        /// Owner name.
        owner: String,
        /// Type.
        record_type: String,
        /// What was given.
        data: String,
        /// Why not.
        reason: String,
    },
    /// A record outside its zone, or beside an alias.
    #[error("{owner} {record_type} cannot be in zone {zone}")]
    NotInZone {
        /// Owner name.
        owner: String,
        /// Type.
        record_type: String,
        /// The zone.
        zone: String,
    },
    /// The address cannot be listened at.
    #[error("cannot listen for DNS at {address}: {reason}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        reason: String,
    },
}

/// A name server; it stops when its token is cancelled.
pub struct ZoneServer {
    catalog: Arc<RwLock<Arc<Catalog>>>,
    serial: AtomicU32,
    address: SocketAddr,
}

impl std::fmt::Debug for ZoneServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ZoneServer").field("address", &self.address).finish_non_exhaustive()
    }
}

impl ZoneServer {
    /// Starts to answer at an address, over UDP and TCP; port 0 takes a free one.
    ///
    /// Errors: a zone that cannot be served, or the address is taken.
    pub async fn start(
        address: SocketAddr,
        zones: &[Zone],
        stop: CancellationToken,
    ) -> Result<ZoneServer, ZoneError> {
        let serial = u32::try_from(chrono::Utc::now().timestamp()).unwrap_or(1);
        let catalog = Arc::new(RwLock::new(Arc::new(catalog(zones, serial)?)));
        let (udp, tcp) = listen(address).await?;
        let address = udp.local_addr().map_err(|error| listen_error(address, &error))?;
        let mut server = Server::new(LiveCatalog { catalog: catalog.clone() });
        server.register_socket(udp);
        server.register_listener(tcp, TCP_IDLE, TCP_BUFFER);
        tokio::spawn(async move {
            stop.cancelled().await;
            if let Err(error) = server.shutdown_gracefully().await {
                tracing::warn!(%error, "name server did not stop cleanly");
            }
        });
        Ok(ZoneServer { catalog, serial: AtomicU32::new(serial), address })
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves these zones instead, from the next question on. Errors: one cannot be served; the old ones
    /// stay then.
    pub fn replace(&self, zones: &[Zone]) -> Result<(), ZoneError> {
        let serial = self.serial.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let fresh = Arc::new(catalog(zones, serial)?);
        *self.catalog.write().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
        Ok(())
    }
}

/// Both sockets at one address. With port 0, TCP has to get the port that UDP got, which may take a few tries.
async fn listen(address: SocketAddr) -> Result<(UdpSocket, TcpListener), ZoneError> {
    let mut tries = if address.port() == 0 { 20 } else { 1 };
    loop {
        tries -= 1;
        let udp = UdpSocket::bind(address).await.map_err(|error| listen_error(address, &error))?;
        let bound = udp.local_addr().map_err(|error| listen_error(address, &error))?;
        match TcpListener::bind(bound).await {
            Ok(tcp) => return Ok((udp, tcp)),
            Err(error) if tries == 0 => return Err(listen_error(bound, &error)),
            Err(_) => {}
        }
    }
}

fn listen_error(address: SocketAddr, error: &std::io::Error) -> ZoneError {
    ZoneError::Listen { address, reason: error.to_string() }
}

/// Answers from whatever catalogue is current.
struct LiveCatalog {
    catalog: Arc<RwLock<Arc<Catalog>>>,
}

// Written out as `async_trait` expands it, which saves depending on that crate for one function.
impl RequestHandler for LiveCatalog {
    fn handle_request<'a, 'b, 'f, R, T>(
        &'a self,
        request: &'b Request,
        response_handle: R,
    ) -> Pin<Box<dyn Future<Output = ResponseInfo> + Send + 'f>>
    where
        'a: 'f,
        'b: 'f,
        Self: 'f,
        R: ResponseHandler + 'f,
        T: Time + 'f,
    {
        let catalog = self.catalog.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        Box::pin(async move { catalog.handle_request::<R, T>(request, response_handle).await })
    }
}

fn catalog(zones: &[Zone], serial: u32) -> Result<Catalog, ZoneError> {
    let mut catalog = Catalog::new();
    for zone in zones {
        let origin = absolute(&zone.name)?;
        let handler = InMemoryZoneHandler::<TokioRuntimeProvider>::new(
            origin.clone(),
            record_sets(zone, &origin, serial)?,
            ZoneType::Primary,
            AxfrPolicy::Deny,
        );
        let handler = handler.map_err(|reason| ZoneError::Data {
            owner: zone.name.clone(),
            record_type: "SOA".to_owned(),
            data: String::new(),
            reason,
        })?;
        catalog.upsert(LowerName::new(&origin), vec![Arc::new(handler)]);
    }
    Ok(catalog)
}

fn record_sets(zone: &Zone, origin: &Name, serial: u32) -> Result<BTreeMap<RrKey, RecordSet>, ZoneError> {
    let mut sets: BTreeMap<RrKey, RecordSet> = BTreeMap::new();
    for text in &zone.records {
        let record = text.to_record()?;
        let not_in_zone = || ZoneError::NotInZone {
            owner: text.owner.clone(),
            record_type: text.record_type.clone(),
            zone: zone.name.clone(),
        };
        if !origin.zone_of(&record.name) {
            return Err(not_in_zone());
        }
        let kind = record.record_type();
        let key = RrKey::new(LowerName::new(&record.name), kind);
        let set = sets.entry(key).or_insert_with(|| RecordSet::new(record.name.clone(), kind, serial));
        set.insert(record, serial);
    }
    let soa = RrKey::new(LowerName::new(origin), RecordType::SOA);
    sets.entry(soa).or_insert_with(|| {
        let mut set = RecordSet::new(origin.clone(), RecordType::SOA, serial);
        set.insert(start_of_authority(origin, serial), serial);
        set
    });
    Ok(sets)
}

/// An SOA whose "no such name" is not remembered, so that a record added is seen at once.
fn start_of_authority(origin: &Name, serial: u32) -> Record {
    let primary = Name::from_ascii("ns").and_then(|name| name.append_domain(origin));
    let administrator = Name::from_ascii("hostmaster").and_then(|name| name.append_domain(origin));
    let primary = primary.unwrap_or_else(|_| origin.clone());
    let administrator = administrator.unwrap_or_else(|_| origin.clone());
    Record::from_rdata(
        origin.clone(),
        60,
        RData::SOA(SOA::new(primary, administrator, serial, 3600, 600, 86400, 0)),
    )
}

pub(super) fn absolute(name: &str) -> Result<Name, ZoneError> {
    let wrong = || ZoneError::Name { name: name.to_owned() };
    if name.is_empty() {
        return Err(wrong());
    }
    let mut parsed = Name::from_utf8(name).map_err(|_| wrong())?;
    parsed.set_fqdn(true);
    Ok(parsed)
}

/// Hosts in data may be written without their final dot, since they are never relative here.
fn absolute_data(kind: RecordType, data: &str) -> String {
    let data = data.trim();
    let names_host = matches!(
        kind,
        RecordType::CNAME | RecordType::NS | RecordType::PTR | RecordType::MX | RecordType::SRV
    );
    if names_host && !data.ends_with('.') { format!("{data}.") } else { data.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::{DnsData, DnsFailure, Resolver, ResolverSettings, Target, XmppTarget};
    use super::*;

    fn zone(records: &[(&str, &str, &str)]) -> Zone {
        let records = records.iter().map(|(owner, kind, data)| ZoneRecord::new(owner, kind, data)).collect();
        Zone { name: "contoso.example".to_owned(), records }
    }

    async fn start(zones: &[Zone]) -> (ZoneServer, Resolver, CancellationToken) {
        let stop = CancellationToken::new();
        let server = ZoneServer::start("127.0.0.1:0".parse().unwrap(), zones, stop.clone()).await.unwrap();
        let name_servers = vec![server.address()];
        let settings =
            ResolverSettings { name_servers, allow_private_targets: true, ..ResolverSettings::default() };
        (server, Resolver::new(settings).unwrap(), stop)
    }

    fn target(host: &str, port: u16) -> XmppTarget {
        XmppTarget { target: Target { host: host.to_owned(), port }, direct_tls: false }
    }

    #[tokio::test]
    async fn srv_records_are_found_and_replaced_live() {
        let before = zone(&[
            ("_xmpp-server._tcp.contoso.example", "SRV", "10 0 5269 old.contoso.example."),
            ("_xmpp-server._tcp.contoso.example", "SRV", "20 0 15269 spare.contoso.example"),
            ("old.contoso.example", "A", "127.0.0.9"),
        ]);
        let (server, resolver, stop) = start(&[before]).await;
        let found = resolver.xmpp_targets("contoso.example").await.unwrap();
        assert_eq!(found, [target("old.contoso.example", 5269), target("spare.contoso.example", 15269)]);
        assert_eq!(
            resolver.addresses("old.contoso.example").await.unwrap(),
            ["127.0.0.9".parse::<std::net::IpAddr>().unwrap()]
        );
        let after = zone(&[("_xmpp-server._tcp.contoso.example", "SRV", "0 0 5269 new.contoso.example")]);
        server.replace(&[after]).unwrap();
        assert_eq!(
            resolver.xmpp_targets("contoso.example").await.unwrap(),
            [target("new.contoso.example", 5269)]
        );
        stop.cancel();
    }

    #[tokio::test]
    async fn targets_with_direct_tls_are_in_the_same_order() {
        let both = zone(&[
            ("_xmpps-server._tcp.contoso.example", "SRV", "5 0 5270 direct.contoso.example"),
            ("_xmpp-server._tcp.contoso.example", "SRV", "0 0 5269 first.contoso.example"),
            ("_xmpp-server._tcp.contoso.example", "SRV", "9 0 5269 last.contoso.example"),
        ]);
        let (_server, resolver, _stop) = start(&[both]).await;
        let found = resolver.xmpp_targets("contoso.example").await.unwrap();
        let direct = XmppTarget { direct_tls: true, ..target("direct.contoso.example", 5270) };
        let (first, last) = (target("first.contoso.example", 5269), target("last.contoso.example", 5269));
        assert_eq!(found, [first, direct, last]);
    }

    #[tokio::test]
    async fn without_srv_the_domain_itself_is_tried() {
        let (_server, resolver, _stop) = start(&[zone(&[("contoso.example", "A", "127.0.0.9")])]).await;
        let found = resolver.xmpp_targets("contoso.example").await.unwrap();
        assert_eq!(found, [target("contoso.example", 5269)]);
    }

    #[tokio::test]
    async fn a_dot_says_that_there_is_no_xmpp() {
        let none = zone(&[("_xmpp-server._tcp.contoso.example", "SRV", "0 0 0 .")]);
        let (_server, resolver, _stop) = start(&[none]).await;
        let error = resolver.xmpp_targets("contoso.example").await.unwrap_err();
        assert!(matches!(error, DnsFailure::NotOffered { .. }), "{error}");
    }

    #[tokio::test]
    async fn every_type_is_read_back() {
        let records = zone(&[
            ("contoso.example", "MX", "10 mail.contoso.example"),
            ("contoso.example", "TXT", "\"v=spf1 -all\""),
            ("www.contoso.example", "CNAME", "contoso.example"),
            ("contoso.example", "NS", "ns.contoso.example"),
        ]);
        let (_server, resolver, _stop) = start(&[records]).await;
        let data = async |name: &str, kind: &str| resolver.lookup(name, kind).await.unwrap()[0].data.clone();
        let exchange = "mail.contoso.example".to_owned();
        assert_eq!(data("contoso.example", "MX").await, DnsData::Mx { preference: 10, exchange });
        assert_eq!(data("contoso.example", "txt").await, DnsData::Txt(vec!["v=spf1 -all".to_owned()]));
        assert_eq!(data("www.contoso.example", "CNAME").await, DnsData::Host("contoso.example".to_owned()));
        assert_eq!(data("contoso.example", "NS").await, DnsData::Host("ns.contoso.example".to_owned()));
        assert!(matches!(data("contoso.example", "SOA").await, DnsData::Soa { .. }));
        let error = resolver.lookup("none.contoso.example", "A").await.unwrap_err();
        assert!(matches!(error, DnsFailure::NoSuchName { .. }), "{error:?}");
        let error = resolver.lookup("contoso.example", "AAAA").await.unwrap_err();
        assert!(matches!(error, DnsFailure::NoRecords { .. }), "{error:?}");
        assert!(resolver.lookup("contoso.example", "NONSENSE").await.is_err());
    }

    #[tokio::test]
    async fn private_targets_need_permission() {
        let (server, _resolver, _stop) = start(&[zone(&[("a.contoso.example", "A", "127.0.0.9")])]).await;
        let settings =
            ResolverSettings { name_servers: vec![server.address()], ..ResolverSettings::default() };
        let careful = Resolver::new(settings).unwrap();
        let error = careful.partner_addresses("a.contoso.example").await.unwrap_err();
        assert_eq!(error, DnsFailure::Private { host: "a.contoso.example".to_owned() });
    }

    #[test]
    fn wrong_records_are_refused_by_name() {
        let wrong =
            |owner: &str, kind: &str, data: &str| catalog(&[zone(&[(owner, kind, data)])], 1).err().unwrap();
        assert!(wrong("a.contoso.example", "A", "1.2.3").to_string().contains("1.2.3"));
        assert!(wrong("a.contoso.example", "NONE", "1").to_string().contains("NONE"));
        assert!(wrong("a.fabrikam.example", "A", "127.0.0.1").to_string().contains("fabrikam"));
    }
}
