//! The same figures for Prosody and ejabberd with each other, measured in the same run: what a message between two
//! XMPP servers costs on this machine.

use super::client::Client;
use super::ejabberd::{Ejabberd, Setup};
use super::figures;
use super::load::Load;
use super::prosody::Prosody;
use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::dns::{Zone, ZoneRecord, ZoneServer};
use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};
use tokio::io::AsyncReadExt;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;

const NETWORK: &str = "127.48.4";
/// Domains of Prosody and of ejabberd, and their hosts.
const DOMAINS: [&str; 2] = ["fabrikam.example", "northwind.example"];
const HOSTS: [&str; 2] = ["31", "32"];

/// Runs all of them.
pub async fn run() {
    let zone = |index: usize| Zone {
        name: DOMAINS[index].to_owned(),
        records: vec![
            ZoneRecord::new(
                &format!("_xmpp-server._tcp.{}", DOMAINS[index]),
                "SRV",
                &format!("0 0 5269 xmpp.{}.", DOMAINS[index]),
            ),
            ZoneRecord::new(&format!("xmpp.{}", DOMAINS[index]), "A", &format!("{NETWORK}.{}", HOSTS[index])),
        ],
    };
    let at = format!("{NETWORK}.53:0").parse().unwrap();
    let dns = ZoneServer::start(at, &[zone(0), zone(1)], CancellationToken::new()).await.unwrap();
    let name_server = dns.address();
    let (prosody, ejabberd) = tokio::task::spawn_blocking(move || servers(name_server)).await.unwrap();
    let programs = [("Prosody", prosody.program.pid()), ("ejabberd", ejabberd.program.pid())];
    let start = Instant::now();
    let mut users = Vec::new();
    for (domain, host) in DOMAINS.iter().zip(HOSTS) {
        let client = Client::sign_in(&format!("{NETWORK}.{host}"), domain, "bob").await;
        let (reader, writer) = client.into_stream().into_split();
        let (arrived, arrivals) = mpsc::unbounded_channel();
        tokio::spawn(count(reader, start, arrived));
        users.push((Mutex::new(writer), arrivals));
    }
    for (name, from, to) in [("Prosody to ejabberd", 0, 1), ("ejabberd to Prosody", 1, 0)] {
        let (writer, arrivals) = directions(&mut users, from, to);
        let load = Load { writer, end: "" };
        let add = |number: usize, all: &mut String| {
            let (text, domain) = (figures::text(start, number), DOMAINS[to]);
            write!(
                all,
                "<message to='bob@{domain}' type='chat' id='m{number}'><body>{text}</body></message>"
            )
            .unwrap();
        };
        // The first message opens the stream.
        load.first(add).await;
        arrivals.recv().await.unwrap();
        figures::run(name, &programs, &load, add, arrivals).await;
    }
    figures::memory(&programs);
}

type User = (Mutex<OwnedWriteHalf>, mpsc::UnboundedReceiver<Duration>);

/// Where one user writes, and where what comes for the other is counted.
fn directions(
    users: &mut [User],
    from: usize,
    to: usize,
) -> (&Mutex<OwnedWriteHalf>, &mut mpsc::UnboundedReceiver<Duration>) {
    let (first, second) = users.split_at_mut(1);
    match (from, to) {
        (0, _) => (&first[0].0, &mut second[0].1),
        _ => (&second[0].0, &mut first[0].1),
    }
}

/// Both servers, who prove their names to each other by certificates.
fn servers(dns: std::net::SocketAddr) -> (Prosody, Ejabberd) {
    let authority = CertificateAuthority::create("Their CA").unwrap();
    let issue = |name: &str| authority.issue(&CertificateRequest::for_host(name, &[])).unwrap();
    let (first, second) = (issue(DOMAINS[0]), issue(DOMAINS[1]));
    let roots = authority.certificate_pem();
    let settings = r#"authentication = "internal_plain"; c2s_ports = { 5222 }; s2s_secure_auth = true
allow_unencrypted_plain_auth = true; c2s_require_encryption = false; log = { error = "/dev/null" }; limits = {}
modules_enabled = { "tls"; "saslauth"; "roster" }; modules_disabled = { "dialback"; "offline"; "fedsh_echo"; "limits" }"#;
    let host = format!("{NETWORK}.{}", HOSTS[0]);
    let (chain, key) = (&first.chain_pem, first.key.expose_pem());
    let prosody = Prosody::start(DOMAINS[0], &host, dns, chain, key, roots, settings);
    let accounts = prosody.data().join("fabrikam%2eexample/accounts");
    fs::create_dir_all(&accounts).unwrap();
    fs::write(accounts.join("bob.dat"), "return { [\"password\"] = \"pw\"; };").unwrap();
    let both = format!("{}{}", second.chain_pem, second.key.expose_pem());
    let theirs = [("xmpp.fabrikam.example", host)];
    let host = format!("{NETWORK}.{}", HOSTS[1]);
    let setup = Setup {
        host: &host,
        desk: &host,
        domains: &DOMAINS[1..],
        dns,
        certificates: &[both],
        roots,
        hosts: &theirs,
        log: "error",
    };
    let ejabberd = Ejabberd::start_by(|| std::process::Command::new("erl"), &setup);
    (prosody, ejabberd)
}

/// Notes each message that comes.
async fn count(mut reader: OwnedReadHalf, start: Instant, arrived: mpsc::UnboundedSender<Duration>) {
    let (mut seen, mut buffer) = (String::new(), vec![0; 65_536]);
    while let Ok(read @ 1..) = reader.read(&mut buffer).await {
        seen.push_str(&String::from_utf8_lossy(&buffer[..read]));
        let mut rest = seen.as_str();
        while let Some((message, after)) = rest.split_once("</message>") {
            if let Some((_, text)) = message.split_once("<body>") {
                assert!(!message.contains("type='error'"), "{message}");
                let _ = arrived.send(figures::age(start, text));
            }
            rest = after;
        }
        seen = rest.to_owned();
    }
}
