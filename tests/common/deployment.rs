//! A deployment of real `fedsh serve` processes on loopback: a pool and an Edge, with a partner and a name server
//! in this process, and a SIP user who is signed in.

#![allow(dead_code, reason = "no test uses all of it")]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::dns::{Resolver, ResolverSettings, Zone, ZoneRecord, ZoneServer};
use fedsh::federation::runtime::control::ControlClient;
use fedsh::federation::sip::{
    Destination, Incoming, Method, Request, Response, SipEndpoint, SipError, SipUri,
};
use fedsh::federation::tls::{Identity, TrustRoots};
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use fedsh::federation::xmpp::{Edge, XmppPort};
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use wire::Wire;

#[path = "wire.rs"]
pub mod wire;

pub const LIMIT: Duration = Duration::from_secs(40);
pub const POOL: &str = "pool02.contoso.net";
pub const EDGE: &str = "edge02.contoso.net";
pub const PARTNER: &str = "fabrikam.example";
pub const USER: &str = "ann@contoso.com";

/// The deployment; everything ends with it.
pub struct Deployment {
    pub home: PathBuf,
    pub network: &'static str,
    pub partner: Edge,
    pub port: XmppPort,
    dns: ZoneServer,
    processes: Vec<(String, Child)>,
}

impl Drop for Deployment {
    fn drop(&mut self) {
        for (_, child) in &mut self.processes {
            let _ = child.kill();
            let _ = child.wait();
        }
        if std::env::var_os("FEDSH_KEEP").is_none() {
            let _ = fs::remove_dir_all(&self.home);
        }
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

    /// The same with a wire to the partner and one to our Edge, which lead to where they listen.
    pub async fn wired(name: &str, network: &'static str) -> (Deployment, [Wire; 2]) {
        let made = Deployment::found_at(name, network, "8", "7").await;
        let at = |host: u8| SocketAddr::new(format!("{network}.{host}").parse().unwrap(), 5269);
        (made, [Wire::at(at(8), at(9)).await, Wire::at(at(7), at(2)).await])
    }

    /// DNS has the partner and our Edge at these hosts of the network.
    async fn found_at(name: &str, network: &'static str, theirs: &str, ours: &str) -> Deployment {
        let home = std::env::temp_dir().join(format!("fedsh-faults-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        let authority =
            CertificateAuthority::open_or_create(&home.join(".local/share/fedsh/certificates"), "CA")
                .unwrap();
        fs::write(home.join("roots.pem"), authority.certificate_pem()).unwrap();
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
        let (partner, port) = partner(&authority, network, dns.address()).await;
        let made = Deployment { home, network, partner, port, dns, processes: Vec::new() };
        made.script(&SCRIPT.replace("{n}", network));
        made
    }

    /// Runs commands on the deployment's store; gives what they print.
    pub fn script(&self, text: &str) -> String {
        let output = self.fedsh().args(["-NoProfile", "-Command", text]).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && errors.is_empty(), "{errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The program, in the deployment's surroundings.
    pub fn fedsh(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fedsh"));
        self.surround(&mut command);
        command
    }

    fn surround(&self, command: &mut Command) {
        command
            .env("HOME", &self.home)
            .env_remove("XDG_DATA_HOME")
            .env("FEDSH_STORE", self.home.join("cms.db"))
            .env("FEDSH_RUNTIME_DIR", self.home.join("run"));
    }

    /// The control socket of a computer.
    pub fn socket(&self, computer: &str) -> PathBuf {
        self.home.join("run").join(format!("{computer}.sock"))
    }

    /// Starts `fedsh serve` for a computer and waits until it answers.
    pub async fn serve(&mut self, computer: &str) {
        let command = self.fedsh();
        self.serve_by(computer, command).await;
    }

    /// The same for a process that may have only so many files open.
    pub async fn serve_with_files(&mut self, computer: &str, files: u32) {
        let mut command = Command::new("sh");
        let program = env!("CARGO_BIN_EXE_fedsh");
        command.args(["-c", &format!("ulimit -n {files}; exec {program} \"$@\""), "sh"]);
        self.surround(&mut command);
        self.serve_by(computer, command).await;
    }

    async fn serve_by(&mut self, computer: &str, mut command: Command) {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.log_path(computer)).unwrap();
        let child = command
            .args(["serve", "--computer", computer, "--allow-private"])
            .args(["--name-server", &self.dns.address().to_string()])
            .args(["--partner-roots", &self.home.join("roots.pem").display().to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        self.processes.push((computer.to_owned(), child));
        let start = Instant::now();
        // It answers as soon as its services have been started.
        while ControlClient::connect(&self.socket(computer)).and_then(|mut host| host.status()).is_err() {
            assert!(start.elapsed() < LIMIT, "{computer} does not answer:\n{}", self.log(computer));
            tokio::task::yield_now().await;
        }
    }

    fn log_path(&self, computer: &str) -> PathBuf {
        self.home.join(format!("{computer}.log"))
    }

    /// What a computer has logged.
    pub fn log(&self, computer: &str) -> String {
        fs::read_to_string(self.log_path(computer)).unwrap_or_default()
    }

    /// Kills a computer's process, as `kill -9` does.
    pub fn kill(&mut self, computer: &str) {
        let index = self.processes.iter().position(|(name, _)| name == computer).unwrap();
        let (_, mut child) = self.processes.remove(index);
        child.kill().unwrap();
        child.wait().unwrap();
        // A killed process leaves its socket behind; the next one takes its place.
        assert!(self.socket(computer).exists());
    }

    /// The process of a computer.
    pub fn pid(&self, computer: &str) -> u32 {
        self.processes.iter().find(|(name, _)| name == computer).unwrap().1.id()
    }

    /// The revision that a computer runs.
    pub fn revision(&self, computer: &str) -> i64 {
        ControlClient::connect(&self.socket(computer)).and_then(|mut host| host.status()).unwrap().revision
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
        (Phone { endpoint, registrar }, incoming)
    }

    /// The same device with another server.
    pub fn with(&self, registrar: SocketAddr) -> Phone {
        Phone { endpoint: self.endpoint.clone(), registrar }
    }

    /// Says where it is, again after the registrar has forgotten it.
    pub async fn register(&self) {
        let answer = self.try_register().await.unwrap();
        assert!(answer.is_success(), "{answer:?}");
    }

    /// The same where the registrar may not be there.
    pub async fn try_register(&self) -> Result<Response, SipError> {
        let own = SipUri::parse(&format!("sip:{USER}")).unwrap();
        let mut request = Request::new(Method::Register, SipUri::new("", "contoso.com"), own.clone(), own);
        request.headers.push("Contact", format!("<sip:ann@{}>", self.endpoint.address()));
        self.endpoint.request(Destination::tcp(self.registrar), request).await
    }

    /// Sends a text to a partner's user.
    pub async fn send(&self, to: &str, text: &str) -> Result<Response, SipError> {
        let (own, to) =
            (SipUri::parse(&format!("sip:{USER}")).unwrap(), SipUri::parse(&format!("sip:{to}")).unwrap());
        let mut request = Request::new(Method::Message, to.clone(), own, to);
        request.set_body("text/plain; charset=UTF-8", text);
        self.endpoint.request(Destination::tcp(self.registrar), request).await
    }
}
