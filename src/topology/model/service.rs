//! Services: what a pool does.

use super::{NameError, Port, PortUse};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};
use std::fmt;
use std::str::FromStr;

/// What a service does. Names are those of topology documents.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Home pool: sign-in, presence, routing; carries the XMPP gateway.
    Registrar,
    /// Border: federated SIP, remote users; carries the XMPP proxy.
    EdgeServer,
    /// The separate XMPP gateway of a legacy deployment.
    XmppGateway,
    /// Central Management store's master.
    CentralMgmt,
    /// User services.
    UserServices,
    /// Any other role, by its name.
    Other(String),
}

/// Roles whose name in documents is not the one that cmdlets show.
const SHOWN_NAMES: &[(&str, &str)] = &[
    ("UserServices", "UserServer"),
    ("UserStore", "UserDatabase"),
    ("WebServices", "WebServer"),
    ("ConfServices", "ConferencingServer"),
    ("ApplicationStore", "ApplicationDatabase"),
    ("ArchivingStore", "ArchivingDatabase"),
    ("MonitoringStore", "MonitoringDatabase"),
    ("ProvisionServices", "ProvisionServer"),
    ("ProvisionStore", "ProvisionDatabase"),
    ("CentralMgmt", "CentralManagement"),
    ("CentralMgmtStore", "CentralManagementDatabase"),
    ("ManagementServices", "ManagementServer"),
    ("ExternalServer", "TrustedApplicationPool"),
    ("PersistentChatStore", "PersistentChatDatabase"),
    ("PersistentChatComplianceStore", "PersistentChatComplianceDatabase"),
    ("LegalInterceptServices", "LegalInterceptServer"),
    ("BackupServices", "BackupServer"),
    ("WacService", "WacServer"),
];

impl Role {
    /// The name in documents and service identities.
    pub fn as_str(&self) -> &str {
        match self {
            Role::Registrar => "Registrar",
            Role::EdgeServer => "EdgeServer",
            Role::XmppGateway => "XmppGateway",
            Role::CentralMgmt => "CentralMgmt",
            Role::UserServices => "UserServices",
            Role::Other(name) => name,
        }
    }

    /// The name in identities that cmdlets show; documents have another one for some roles.
    pub fn shown_name(&self) -> &str {
        let own = self.as_str();
        let known = SHOWN_NAMES.iter().find(|(document, _)| document.eq_ignore_ascii_case(own));
        known.map_or(own, |(_, shown)| shown)
    }

    /// The role of that name, in documents or as cmdlets show it; one that is not known is kept as it is.
    pub fn from_name(name: &str) -> Role {
        let alias = SHOWN_NAMES.iter().find(|(_, shown)| shown.eq_ignore_ascii_case(name));
        let name = alias.map_or(name, |(document, _)| document);
        let known =
            [Role::Registrar, Role::EdgeServer, Role::XmppGateway, Role::CentralMgmt, Role::UserServices];
        let found = known.into_iter().find(|role| role.as_str().eq_ignore_ascii_case(name));
        found.unwrap_or_else(|| Role::Other(name.to_owned()))
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
        Ok(Role::from_name(&String::deserialize(deserializer)?))
    }
}

/// Names a service: `EdgeServer:edge02.contoso.net`. Compared without regard to case.
#[derive(Debug, Clone, Eq)]
pub struct ServiceId {
    /// What it does.
    pub role: Role,
    /// Name of the pool it runs on.
    pub pool: String,
}

impl ServiceId {
    /// The service of a role on a pool.
    pub fn new(role: Role, pool: impl Into<String>) -> ServiceId {
        ServiceId { role, pool: pool.into() }
    }

    /// Whether it is the service of a role on a pool.
    pub fn names(&self, role: &Role, pool: &str) -> bool {
        self.role.as_str().eq_ignore_ascii_case(role.as_str()) && self.pool.eq_ignore_ascii_case(pool)
    }

    /// The Edge service of a pool.
    pub fn edge(pool: impl Into<String>) -> ServiceId {
        ServiceId::new(Role::EdgeServer, pool)
    }
}

impl PartialEq for ServiceId {
    fn eq(&self, other: &ServiceId) -> bool {
        self.names(&other.role, &other.pool)
    }
}

impl fmt::Display for ServiceId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("{}:{}", self.role, self.pool))
    }
}

impl FromStr for ServiceId {
    type Err = NameError;

    /// Reads `Role:pool`; a `Service:` in front, as some cmdlets write, is allowed.
    fn from_str(text: &str) -> Result<ServiceId, NameError> {
        let rest = match text.get(..8) {
            Some(prefix) if prefix.eq_ignore_ascii_case("service:") => text.get(8..).unwrap_or_default(),
            _ => text,
        };
        match rest.split_once(':') {
            Some((role, pool)) if !role.trim().is_empty() && !pool.trim().is_empty() => {
                Ok(ServiceId::new(Role::from_name(role.trim()), pool.trim()))
            }
            _ => Err(NameError {
                what: "service identity",
                given: text.to_owned(),
                allowed: "the form Role:pool, such as EdgeServer:edge02.contoso.net".to_owned(),
            }),
        }
    }
}

impl Serialize for ServiceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ServiceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ServiceId, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A service that another one needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Dependency {
    /// What for.
    pub usage: String,
    /// Which one.
    pub service: ServiceId,
}

/// A SIP server that is not described by the topology, behind a registrar pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SipNextHop {
    /// Name or address.
    pub host: String,
    /// Port; 0 where the name's SRV records tell the servers and their ports (RFC 3263, 4.2).
    pub port: u16,
    /// What is spoken to it.
    pub protocol: super::Protocol,
}

impl fmt::Display for SipNextHop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            0 => write!(out, "{}/{}", self.host, self.protocol),
            port => write!(out, "{}:{port}/{}", self.host, self.protocol),
        }
    }
}

impl FromStr for SipNextHop {
    type Err = String;

    /// Reads `host:port/Protocol`, or `domain/Protocol` for servers that DNS names. Errors: a sentence.
    fn from_str(text: &str) -> Result<SipNextHop, String> {
        let wrong = || format!("'{text}' is not of the form host:port/Protocol");
        let (address, protocol) = text.rsplit_once('/').ok_or_else(wrong)?;
        let is_ip = address.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok();
        let (host, port) = match address.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && !is_ip => {
                let number = port.parse::<u16>().ok().filter(|number| *number > 0);
                (host, number.ok_or_else(|| format!("'{port}' is not a port"))?)
            }
            None if !address.is_empty() && !is_ip => (address, 0),
            _ => return Err(wrong()),
        };
        let protocol = protocol.parse().map_err(|error| format!("{error}"))?;
        Ok(SipNextHop { host: host.to_owned(), port, protocol })
    }
}

/// A service on a pool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Service {
    /// What it does.
    pub role: Role,
    /// Name of the pool it runs on.
    pub pool: String,
    /// Number among services of the same role in the site, from 1.
    pub instance: u32,
    /// Version of the role's settings.
    pub role_version: u32,
    /// Generation of the product: 5 Lync Server 2010, 6 2013, 7 2015, 8 later; below 5 older.
    pub service_version: u32,
    /// Services it needs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<Dependency>,
    /// Its ports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<Port>,
    /// Name of the SQL instance it is installed on, for stores.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sql_instance: Option<String>,
    /// Edge: XMPP proxy is deployed. Registrar: XMPP gateway is deployed.
    pub xmpp_enabled: bool,
    /// Edge: SIP federation is enabled.
    pub federation_enabled: bool,
    /// Central Management: this is the master in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Edge: the registrar (or Director) inside, to which it hands everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_hop: Option<ServiceId>,
    /// Registrar: a SIP server that does the pool's work instead of fedsh's own registrar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sip_next_hop: Option<SipNextHop>,
    /// Edge: name partners connect to when it is not the pool's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_fqdn: Option<String>,
    /// Settings of the role that nothing here reads, by Lync's names.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub settings: Map<String, Value>,
    /// `Type` in the document it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_type: Option<String>,
    /// Elements of the document that nothing here reads, as XML, so that writing it loses nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_elements: Vec<String>,
}

impl Default for Service {
    fn default() -> Service {
        Service {
            role: Role::Other(String::new()),
            pool: String::new(),
            instance: 1,
            role_version: 1,
            service_version: Service::CURRENT_VERSION,
            depends_on: Vec::new(),
            ports: Vec::new(),
            sql_instance: None,
            xmpp_enabled: false,
            federation_enabled: false,
            is_active: None,
            next_hop: None,
            sip_next_hop: None,
            external_fqdn: None,
            settings: Map::new(),
            document_type: None,
            other_elements: Vec::new(),
        }
    }
}

impl Service {
    /// Product generation of services made by fedsh: Lync Server 2013, the first with the gateway inside.
    pub const CURRENT_VERSION: u32 = 6;

    /// Usage of the dependency that names a backup pool.
    const BACKUP: &str = "BackupRegistrar";

    /// A registrar with its XMPP gateway, default ports.
    pub fn registrar(pool: impl Into<String>) -> Service {
        let ports = vec![PortUse::RegistrarSip.port(None), PortUse::XmppGatewaySip.port(None)];
        Service { role: Role::Registrar, pool: pool.into(), xmpp_enabled: true, ports, ..Service::default() }
    }

    /// An Edge with default ports; federation and XMPP are off, as a new Edge has to be (migration.md B.1, 7).
    pub fn edge(pool: impl Into<String>, next_hop: Option<ServiceId>) -> Service {
        let uses = [
            PortUse::AccessEdgeFederation,
            PortUse::AccessEdgeInternal,
            PortUse::XmppListening,
            PortUse::XmppInternal,
        ];
        Service {
            role: Role::EdgeServer,
            pool: pool.into(),
            next_hop,
            ports: uses.into_iter().map(|port_use| port_use.port(None)).collect(),
            ..Service::default()
        }
    }

    /// The separate gateway of a legacy deployment.
    pub fn legacy_gateway(pool: impl Into<String>) -> Service {
        Service {
            role: Role::XmppGateway,
            pool: pool.into(),
            service_version: 4,
            xmpp_enabled: true,
            ports: vec![PortUse::LegacyGatewaySip.port(None)],
            ..Service::default()
        }
    }

    /// Its identity.
    pub fn id(&self) -> ServiceId {
        ServiceId::new(self.role.clone(), self.pool.clone())
    }

    /// The number of a port, the default one if the service does not list it.
    pub fn port(&self, port_use: PortUse) -> u16 {
        let listed = self.ports.iter().find(|port| port_use.is(port));
        listed.map_or_else(|| port_use.defaults().3, |port| port.port)
    }

    /// What is spoken on a port, the default where the service does not list it.
    pub fn protocol(&self, port_use: PortUse) -> super::Protocol {
        let listed = self.ports.iter().find(|port| port_use.is(port));
        listed.map_or_else(|| port_use.defaults().4, |port| port.protocol)
    }

    /// The number of a port that is only there when it is listed.
    pub fn listed_port(&self, port_use: PortUse) -> Option<u16> {
        self.ports.iter().find(|port| port_use.is(port)).map(|port| port.port)
    }

    /// The registrar pool that takes over when this one cannot be reached.
    pub fn backup(&self) -> Option<&ServiceId> {
        let backup = self.depends_on.iter().find(|one| one.usage == Service::BACKUP);
        backup.map(|dependency| &dependency.service)
    }

    /// Names the registrar pool that takes over; none without one.
    pub fn set_backup(&mut self, backup: Option<ServiceId>) {
        self.depends_on.retain(|one| one.usage != Service::BACKUP);
        let made = backup.map(|service| Dependency { usage: Service::BACKUP.to_owned(), service });
        self.depends_on.extend(made);
    }

    /// Sets the number of a port, listing it if it was not.
    pub fn set_port(&mut self, port_use: PortUse, number: u16) {
        match self.ports.iter_mut().find(|port| port_use.is(port)) {
            Some(port) => port.port = number,
            None => self.ports.push(port_use.port(Some(number))),
        }
    }
}
