//! Figures that `scripts/test` prints: start-up, messages through the gateway, users moved. Printed, never asserted.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops when it cannot run"
)]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::dns::{Resolver, ResolverSettings, Zone, ZoneRecord, ZoneServer};
use fedsh::federation::gateway::{Gateway, Inbox};
use fedsh::federation::sip::{Method, Request, Response, SipUri};
use fedsh::federation::tls::{Identity, TrustRoots};
use fedsh::federation::xmpp::Edge;
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

const MESSAGES: usize = 50_000;
/// Messages of SIP users that are not answered yet.
const AT_ONCE: usize = 1_000;
const USERS: usize = 2_000;

fn main() {
    start_up();
    users_moved();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(messages());
}

fn start_up() {
    let mut times: Vec<Duration> = (0..30)
        .map(|_| {
            let start = Instant::now();
            let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
                .args(["-NoProfile", "-Command", "1"])
                .output()
                .unwrap();
            assert_eq!(output.stdout, b"1\n");
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("start to -Command 1: {:.1} ms (median of 30)", times[15].as_secs_f64() * 1000.0);
}

fn users_moved() {
    let folder = std::env::temp_dir().join(format!("fedsh-measure-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let script = folder.join("move.ps1");
    let text = format!(
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool01.contoso.net -Site Redmond | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
Set-Content users.csv (@('SipAddress,DisplayName') + (1..{USERS} | ForEach-Object {{ \"sip:user$_@contoso.com,User $_\" }}))
Import-CsUserData users.csv -RegistrarPool pool01.contoso.net | Out-Null
$start = Get-Date
Invoke-CsMigrationStep 'Move' {{ Get-CsUser | Move-CsUser -Target pool02.contoso.net }}
((Get-Date) - $start).TotalSeconds"
    );
    std::fs::write(&script, text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-File"])
        .arg(&script)
        .current_dir(&folder)
        .env("FEDSH_STORE", folder.join("cms.db"))
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let seconds: f64 = printed.lines().last().and_then(|line| line.parse().ok()).unwrap_or(f64::NAN);
    println!("users moved: {:.0} a second (one durable step of {USERS})", USERS as f64 / seconds);
}

/// Nobody: the benchmark sends one way.
struct Nobody;

impl Inbox for Nobody {
    async fn request(&self, request: &Request) -> Response {
        request.response(200)
    }
}

/// SIP requests into the gateway, over TLS with SASL EXTERNAL, out of the partner's edge.
async fn messages() {
    let authority = CertificateAuthority::create("Measure CA").unwrap();
    let config = |local: &str, remote: &str| {
        let issued = authority.issue(&CertificateRequest::for_host(local, &[])).unwrap();
        EdgeConfig {
            local_domains: vec![local.to_owned()],
            partners: vec![Partner { domains: vec![remote.to_owned()], policy: StreamPolicy::default() }],
            identities: vec![Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap()],
            trust: TrustRoots::from_pem(authority.certificate_pem()).unwrap(),
            ..EdgeConfig::default()
        }
    };
    let dns =
        ZoneServer::start("127.0.35.53:0".parse().unwrap(), &[], CancellationToken::new()).await.unwrap();
    let settings = ResolverSettings {
        name_servers: vec![dns.address()],
        allow_private_targets: true,
        ..Default::default()
    };
    let resolver = || Resolver::new(settings.clone()).unwrap();
    let listen = "127.0.35.1:0".parse().unwrap();
    let (_edge, port) = Edge::start(listen, &config("a.example", "b.example"), resolver()).await.unwrap();
    let (partner, mut theirs) =
        Edge::start(listen, &config("b.example", "a.example"), resolver()).await.unwrap();
    let srv = format!("0 0 {} xmpp.b.example.", partner.address().port());
    let records = vec![
        ZoneRecord::new("_xmpp-server._tcp.b.example", "SRV", &srv),
        ZoneRecord::new("xmpp.b.example", "A", "127.0.35.1"),
    ];
    dns.replace(&[Zone { name: "b.example".to_owned(), records }]).unwrap();
    let gateway = Gateway::start(port, Arc::new(Nobody));
    let to = SipUri::new("bob", "b.example");
    let mut request = Request::new(Method::Message, to.clone(), SipUri::new("ann", "a.example"), to);
    request.set_body("text/plain", "a message of usual length, as people write them to each other all day");
    let start = Instant::now();
    let request = Arc::new(request);
    let sending = tokio::spawn(async move {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        for _ in 0..MESSAGES {
            let permit = room.clone().acquire_owned().await.unwrap();
            let (gateway, request) = (gateway.clone(), request.clone());
            tokio::spawn(async move {
                assert_eq!(gateway.request(&request).await.status, 202);
                drop(permit);
            });
        }
        let _all = room.acquire_many(AT_ONCE as u32).await.unwrap();
    });
    for _ in 0..MESSAGES {
        theirs.incoming.recv().await.unwrap();
    }
    let rate = MESSAGES as f64 / start.elapsed().as_secs_f64();
    println!("gateway: {rate:.0} messages a second to XMPP (TLS, SASL EXTERNAL, one pair of domains)");
    sending.await.unwrap();
}
