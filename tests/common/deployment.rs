//! A deployment of real `fedsh serve` processes on loopback: a pool and an Edge, with a partner and a name server
//! in this process, and a SIP user who is signed in.

#![allow(dead_code, reason = "no test uses all of it")]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::dns::{Resolver, ResolverSettings, Zone, ZoneRecord, ZoneServer};
use fedsh::federation::sip::{
    Destination, Incoming, Method, Request, Response, SipEndpoint, SipError, SipUri,
};
use fedsh::federation::tls::{Identity, TrustRoots};
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use fedsh::federation::xmpp::{Edge, XmppPort};
use std::net::SocketAddr;
use std::ops::{Deref, DerefMut};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use wire::Wire;

#[path = "servers.rs"]
pub mod servers;
#[path = "wire.rs"]
pub mod wire;
#[allow(unused_imports, reason = "not every test waits for something of its own")]
pub use servers::{LIMIT, Servers};

pub const POOL: &str = "pool02.contoso.net";
pub const EDGE: &str = "edge02.contoso.net";
pub const PARTNER: &str = "fabrikam.example";
pub const USER: &str = "ann@contoso.com";

/// The deployment; everything ends with it.
pub struct Deployment {
    servers: Servers,
    pub network: &'static str,
    pub partner: Edge,
    pub port: XmppPort,
    dns: ZoneServer,
}

impl Deref for Deployment {
    type Target = Servers;

    fn deref(&self) -> &Servers {
        &self.servers
    }
}

impl DerefMut for Deployment {
    fn deref_mut(&mut self) -> &mut Servers {
        &mut self.servers
    }
}

/// The store's content: `{n}` is the network.
const SCRIPT: &str = r#"
$ErrorActionPreference = 'Stop'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond -IPAddress {n}.3 | Out-Null
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net -IPAddress {n}.5 -ExternalIPAddress {n}.2 | Out-Null
foreach ($wanted in 'Default pool02.contoso.net', 'Internal edge02.contoso.net', 'AccessEdgeExternal edge02.contoso.net') {
    $type, $computer = -split $wanted
    $certificate = Request-CsCertificate -New -Type $type -ComputerFqdn $computer -DomainName contoso.com
    Set-CsCertificate -Type $type -ComputerFqdn $computer -Thumbprint $certificate.Thumbprint
}
Set-CsExternalAccessPolicy -EnableXmppAccess $true -EnableFederationAccess $true
Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
New-CsXmppAllowedPartner fabrikam.example -PartnerType Federated -SupportDialbackNegotiation $false | Out-Null
New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
Enable-CsTopology
Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -DisplayName Ann
"#;

impl Deployment {
    /// Makes the store and the partner; nothing is served yet.
    pub async fn new(name: &str, network: &'static str) -> Deployment {
        Deployment::found_at(name, network, "9", "2").await
    }

    /// The same where DNS has the partner's server at another host of the network, where somebody else serves it.
    pub async fn with_partner_at(name: &str, network: &'static str, host: &str) -> Deployment {
        Deployment::found_at(name, network, host, "2").await
    }

    /// The same with a wire to the partner and one to our Edge, which lead to where they listen.
    pub async fn wired(name: &str, network: &'static str) -> (Deployment, [Wire; 2]) {
        let made = Deployment::found_at(name, network, "8", "7").await;
        let at = |host: u8| SocketAddr::new(format!("{network}.{host}").parse().unwrap(), 5269);
        (made, [Wire::at(at(8), at(9)).await, Wire::at(at(7), at(2)).await])
    }

    /// DNS has the partner and our Edge at these hosts of the network.
    async fn found_at(name: &str, network: &'static str, theirs: &str, ours: &str) -> Deployment {
        let mut servers = Servers::new(name);
        let record = |owner: &str, kind: &str, data: String| ZoneRecord::new(owner, kind, &data);
        let zone = |name: &str, host: &str| Zone {
            name: name.to_owned(),
            records: vec![
                record(&format!("_xmpp-server._tcp.{name}"), "SRV", format!("0 0 5269 xmpp.{name}.")),
                record(&format!("xmpp.{name}"), "A", format!("{network}.{host}")),
            ],
        };
        let zones = [zone(PARTNER, theirs), zone("contoso.com", ours)];
        let at = format!("{network}.53:0").parse().unwrap();
        let dns = ZoneServer::start(at, &zones, CancellationToken::new()).await.unwrap();
        servers.set_name_server(dns.address());
        let (partner, port) = partner(&servers.authority, network, dns.address()).await;
        let made = Deployment { servers, network, partner, port, dns };
        made.script(&SCRIPT.replace("{n}", network));
        made
    }

    /// The name server.
    pub fn dns(&self) -> &ZoneServer {
        &self.dns
    }

    /// Where the users of the pool sign in.
    pub fn registrar(&self) -> SocketAddr {
        format!("{}.3:5061", self.network).parse().unwrap()
    }
}

/// The partner's server, who finds us by a name server.
pub async fn partner(authority: &CertificateAuthority, network: &str, dns: SocketAddr) -> (Edge, XmppPort) {
    let issued = authority.issue(&CertificateRequest::for_host(PARTNER, &[])).unwrap();
    let policy = StreamPolicy { dialback: false, ..StreamPolicy::default() };
    let config = EdgeConfig {
        local_domains: vec![PARTNER.to_owned()],
        partners: vec![Partner { domains: vec!["contoso.com".to_owned()], policy }],
        identities: vec![Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap()],
        trust: TrustRoots::from_pem(authority.certificate_pem()).unwrap(),
        ..EdgeConfig::default()
    };
    let settings = ResolverSettings {
        name_servers: vec![dns],
        allow_private_targets: true,
        timeout: Duration::from_secs(2),
    };
    let at = format!("{network}.9:5269").parse().unwrap();
    Edge::start(at, &config, Resolver::new(settings).unwrap()).await.unwrap()
}

/// The SIP user's phone.
#[derive(Clone)]
pub struct Phone {
    pub endpoint: SipEndpoint,
    /// Whose it is.
    pub user: String,
    registrar: SocketAddr,
}

impl Phone {
    /// Signs in; gives the requests that come for the user.
    pub async fn sign_in(deployment: &Deployment) -> (Phone, mpsc::Receiver<Incoming>) {
        let (phone, incoming) = Phone::start(deployment.network, deployment.registrar()).await;
        phone.register().await;
        (phone, incoming)
    }

    /// One that is not signed in yet.
    pub async fn start(network: &str, registrar: SocketAddr) -> (Phone, mpsc::Receiver<Incoming>) {
        let at = format!("{network}.4:0").parse().unwrap();
        let (endpoint, incoming) = SipEndpoint::start(at).await.unwrap();
        (Phone { endpoint, user: USER.to_owned(), registrar }, incoming)
    }

    /// The same device with another server.
    pub fn with(&self, registrar: SocketAddr) -> Phone {
        Phone { registrar, ..self.clone() }
    }

    /// Says where it is, again after the registrar has forgotten it.
    pub async fn register(&self) {
        let answer = self.try_register().await.unwrap();
        assert!(answer.is_success(), "{answer:?}");
    }

    /// The same where the registrar may not be there.
    pub async fn try_register(&self) -> Result<Response, SipError> {
        let own = SipUri::parse(&format!("sip:{}", self.user)).unwrap();
        let contact = format!(
            "<sip:{}@{};transport=tcp>",
            own.user.clone().unwrap_or_default(),
            self.endpoint.address()
        );
        let mut request = Request::new(Method::Register, SipUri::new("", "contoso.com"), own.clone(), own);
        request.headers.push("Contact", contact);
        self.endpoint.request(Destination::tcp(self.registrar), request).await
    }

    /// Sends a text to a partner's user.
    pub async fn send(&self, to: &str, text: &str) -> Result<Response, SipError> {
        let (own, to) = (
            SipUri::parse(&format!("sip:{}", self.user)).unwrap(),
            SipUri::parse(&format!("sip:{to}")).unwrap(),
        );
        let mut request = Request::new(Method::Message, to.clone(), own, to);
        request.set_body("text/plain; charset=UTF-8", text);
        self.endpoint.request(Destination::tcp(self.registrar), request).await
    }
}
