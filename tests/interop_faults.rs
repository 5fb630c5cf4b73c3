//! Real servers that break under load: Kamailio as the pool's SIP server, Prosody and ejabberd as partners on hosts of
//! their own (network namespaces), our Edge and our pool between them. Each is killed, paused, cut off, or frozen and
//! then killed, while a SIP user and a user of each partner talk all the time.
//!
//! What is asked of us is asked of every message: it arrives once, or its sender hears that it did not. A server that
//! dies loses what it has taken; such a message counts as lost by it only when it had taken it just before. ejabberd
//! confirms nothing it reads and repeats nothing it wrote between servers, so of its own sending only what it did
//! without a fault is asked.
//!
//! `FEDSH_FAULT_ROUNDS=10 cargo test --test interop_faults` breaks everything that often; `FEDSH_FAULT_SEED` repeats a run.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what is wrong by panicking"
)]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::dns::{Zone, ZoneRecord, ZoneServer};
use fedsh::federation::sip::{Incoming, Method};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{interval, sleep, timeout};
use tokio_util::sync::CancellationToken;

#[path = "common/client.rs"]
mod client;
#[path = "common/deployment.rs"]
mod deployment;
#[path = "common/ejabberd.rs"]
mod ejabberd;
#[path = "common/kamailio.rs"]
mod kamailio;
#[path = "common/namespace.rs"]
mod namespace;
#[path = "common/program.rs"]
mod program;
#[path = "common/prosody.rs"]
mod prosody;
use client::Client;
use deployment::{EDGE, POOL, Phone, Servers, USER};
use ejabberd::{Ejabberd, Setup};
use kamailio::Kamailio;
use namespace::{Namespace, OwnAddress, command_in};
use program::Program;
use prosody::Prosody;

const NETWORK: &str = "127.49.14";
/// Prosody's domain and ejabberd's.
const PARTNERS: [&str; 2] = ["fabrikam.example", "northwind.example"];
/// Between messages of one talk.
const PACE: Duration = Duration::from_millis(100);
/// Messages of the SIP user to each partner that are on their way at once.
const AT_ONCE: usize = 10;
/// After the last fault everything is settled within this: more than the longest timer of SIP and of a stream.
const SETTLED: Duration = Duration::from_secs(120);
/// A server that dies may have taken a message so long before, and not handed it on.
const TAKEN_BEFORE: Duration = Duration::from_secs(2);

/// What the store has.
const SCRIPT: &str = r#"
$ErrorActionPreference = 'Stop'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond -IPAddress {n}.3 | Out-Null
New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net -IPAddress {n}.5 -ExternalIPAddress {own} | Out-Null
Set-CsRegistrar Registrar:pool02.contoso.net -SipNextHop '{n}.20:5060/Udp'
foreach ($wanted in 'Default pool02.contoso.net', 'Internal edge02.contoso.net', 'AccessEdgeExternal edge02.contoso.net') {
    $type, $computer = -split $wanted
    $certificate = Request-CsCertificate -New -Type $type -ComputerFqdn $computer -DomainName contoso.com
    Set-CsCertificate -Type $type -ComputerFqdn $computer -Thumbprint $certificate.Thumbprint
}
Set-CsExternalAccessPolicy -EnableXmppAccess $true -EnableFederationAccess $true
Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
'fabrikam.example', 'northwind.example' | ForEach-Object { New-CsXmppAllowedPartner $_ -PartnerType Federated | Out-Null }
New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
Enable-CsTopology
Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -DisplayName Ann
"#;

/// What became of the messages of one talk in one direction.
#[derive(Debug, Default)]
struct Talk {
    sent: HashMap<String, Instant>,
    /// Taken over by the other side, as far as the sender was told.
    confirmed: HashMap<String, Instant>,
    arrived: HashSet<String>,
    failed: HashSet<String>,
    /// What came twice without a mark.
    doubled: Vec<String>,
}

impl Talk {
    fn sent(&mut self, text: &str) {
        self.sent.insert(text.to_owned(), Instant::now());
    }

    fn arrived(&mut self, text: &str, marked: bool) {
        if !self.arrived.insert(text.to_owned()) && !marked {
            self.doubled.push(text.to_owned());
        }
    }

    /// Messages that neither arrived nor failed.
    fn open(&self) -> Vec<&String> {
        let settled = |text: &&String| self.arrived.contains(*text) || self.failed.contains(*text);
        self.sent.keys().filter(|text| !settled(text)).collect()
    }
}

/// All talks, by the first two words of their messages: `out DOMAIN`, `in DOMAIN`.
#[derive(Clone, Default)]
struct Talks(Arc<Mutex<HashMap<String, Talk>>>);

impl Talks {
    /// Does something with the talk of a text.
    fn of<T>(&self, text: &str, change: impl FnOnce(&mut Talk) -> T) -> T {
        let key: Vec<&str> = text.split(' ').take(2).collect();
        change(self.0.lock().unwrap().entry(key.join(" ")).or_default())
    }

    fn shown(&self, key: &str) -> String {
        self.of(key, |talk| {
            let (sent, arrived, failed) = (talk.sent.len(), talk.arrived.len(), talk.failed.len());
            format!("{key}: {sent} sent, {arrived} arrived, {failed} failed, open: {:?}", talk.open())
        })
    }
}

/// One thing that breaks; the number is that of a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Our process of that computer dies and comes back.
    KillOurs(&'static str),
    PauseOurs(&'static str),
    PausePool,
    KillPool,
    PausePartner(usize),
    CutOff(usize),
    KillPartner(usize),
    /// It takes nothing more, and then dies: what the system had taken for it is gone.
    FreezeAndKill(usize),
}

/// Faults after which nothing may be missing.
const MENDED: [Fault; 10] = [
    Fault::KillOurs(EDGE),
    Fault::KillOurs(POOL),
    Fault::PauseOurs(EDGE),
    Fault::PauseOurs(POOL),
    Fault::PausePool,
    Fault::KillPool,
    Fault::PausePartner(0),
    Fault::PausePartner(1),
    Fault::CutOff(0),
    Fault::CutOff(1),
];

/// Faults in which a partner's server loses what it has taken.
const DEADLY: [Fault; 4] =
    [Fault::KillPartner(0), Fault::FreezeAndKill(0), Fault::KillPartner(1), Fault::FreezeAndKill(1)];

/// Everything that runs.
struct Field {
    servers: Servers,
    kamailio: Kamailio,
    prosody: Prosody,
    ejabberd: Ejabberd,
    hosts: [Namespace; 2],
    _dns: ZoneServer,
    _own: OwnAddress,
}

impl Field {
    async fn new() -> Field {
        let own = OwnAddress::take();
        let hosts = [Namespace::new(0, own.0), Namespace::new(1, own.0)];
        let mut servers = Servers::new("interop-faults");
        let dns = zones(&own, &hosts).await;
        servers.set_name_server(dns.address());
        servers.script(&SCRIPT.replace("{n}", NETWORK).replace("{own}", &own.0.to_string()));
        let theirs = CertificateAuthority::create("Their CA").unwrap();
        let roots = servers.home.join("theirs.pem").display().to_string();
        fs::write(&roots, theirs.certificate_pem()).unwrap();
        let kamailio = Kamailio::start(&servers.home, "legacy_pool.cfg", NETWORK);
        for computer in [EDGE, POOL] {
            servers.serve_with(computer, &["--partner-roots", &roots]).await;
        }
        let ours = servers.authority.certificate_pem().to_owned();
        let (prosody, ejabberd) = partners(&theirs, ours, dns.address(), &own, &hosts).await;
        Field { servers, kamailio, prosody, ejabberd, hosts, _dns: dns, _own: own }
    }

    /// The server of a partner.
    fn partner(&mut self, number: usize) -> &mut Program {
        if number == 0 { &mut self.prosody.program } else { &mut self.ejabberd.program }
    }

    /// Breaks something for so long, and mends it.
    async fn happen(&mut self, fault: Fault, time: Duration, roots: &str) {
        match fault {
            Fault::KillOurs(computer) => {
                self.servers.kill(computer);
                sleep(time).await;
                self.servers.serve_with(computer, &["--partner-roots", roots]).await;
            }
            Fault::PauseOurs(computer) => {
                let pid = self.servers.pid(computer).to_string();
                for signal in ["-STOP", "-CONT"] {
                    assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
                    sleep(if signal == "-STOP" { time } else { Duration::ZERO }).await;
                }
            }
            Fault::PausePool => {
                self.kamailio.program.signal("STOP");
                sleep(time).await;
                self.kamailio.program.signal("CONT");
            }
            Fault::KillPool => {
                self.kamailio.program.kill();
                sleep(time).await;
                self.kamailio.program.restart().unwrap();
            }
            Fault::PausePartner(number) => {
                self.partner(number).signal("STOP");
                sleep(time).await;
                self.partner(number).signal("CONT");
            }
            Fault::CutOff(number) => {
                self.hosts[number].cut(true);
                sleep(time * 3).await;
                self.hosts[number].cut(false);
            }
            Fault::KillPartner(number) => {
                self.partner(number).kill();
                sleep(time).await;
                self.partner(number).restart().unwrap();
            }
            Fault::FreezeAndKill(number) => {
                self.partner(number).signal("STOP");
                sleep(time).await;
                self.partner(number).kill();
                self.partner(number).restart().unwrap();
            }
        }
    }
}

/// The name server of everybody.
async fn zones(own: &OwnAddress, hosts: &[Namespace; 2]) -> ZoneServer {
    let zone = |name: &str, address: String| Zone {
        name: name.to_owned(),
        records: vec![
            ZoneRecord::new(&format!("_xmpp-server._tcp.{name}"), "SRV", &format!("0 0 5269 xmpp.{name}.")),
            ZoneRecord::new(&format!("xmpp.{name}"), "A", &address),
        ],
    };
    let zones = [
        zone(PARTNERS[0], hosts[0].far.to_string()),
        zone(PARTNERS[1], hosts[1].far.to_string()),
        zone("contoso.com", own.0.to_string()),
    ];
    ZoneServer::start((own.0, 0).into(), &zones, CancellationToken::new()).await.unwrap()
}

/// Both partners' servers on their hosts, with a user each.
async fn partners(
    theirs: &CertificateAuthority,
    roots: String,
    dns: SocketAddr,
    own: &OwnAddress,
    hosts: &[Namespace; 2],
) -> (Prosody, Ejabberd) {
    let issue = |name: &str| theirs.issue(&CertificateRequest::for_host(name, &[])).unwrap();
    let (first, second) = (issue(PARTNERS[0]), issue(PARTNERS[1]));
    let both = format!("{}{}", second.chain_pem, second.key.expose_pem());
    let ours = [("xmpp.contoso.com", own.0.to_string())];
    let names = [hosts[0].name().to_owned(), hosts[1].name().to_owned()];
    let places = [hosts[0].far, hosts[0].desk, hosts[1].far, hosts[1].desk].map(|one| one.to_string());
    tokio::task::spawn_blocking(move || {
        // By itself Prosody forgets what is not confirmed beyond 500 stanzas, which some orders of faults reach.
        let settings = format!(
            r#"smacks_max_queue_size = 100000; authentication = "internal_plain"; c2s_ports = {{ 5222 }}; c2s_interfaces = {{ "{}" }}
s2s_secure_auth = true; allow_unencrypted_plain_auth = true; c2s_require_encryption = false
modules_enabled = {{ "tls"; "saslauth"; "roster"; "ping"; "smacks" }}; modules_disabled = {{ "dialback"; "offline"; "fedsh_echo" }}"#,
            places[1]
        );
        let (chain, key) = (&first.chain_pem, first.key.expose_pem());
        let [prosody_host, ejabberd_host] = names;
        let command = move || command_in(&prosody_host, "prosody");
        let prosody =
            Prosody::start_by(command, PARTNERS[0], &places[0], dns, chain, key, &roots, &settings);
        let accounts = prosody.data().join("fabrikam%2eexample/accounts");
        fs::create_dir_all(&accounts).unwrap();
        fs::write(accounts.join("bob.dat"), "return { [\"password\"] = \"pw\"; };").unwrap();
        let command = move || command_in(&ejabberd_host, "erl");
        let setup = Setup {
            host: &places[2],
            desk: &places[3],
            domains: &PARTNERS[1..],
            dns,
            certificates: &[both],
            roots: &roots,
            hosts: &ours,
            log: "debug",
        };
        let ejabberd = Ejabberd::start_by(command, &setup);
        (prosody, ejabberd)
    })
    .await
    .unwrap()
}

/// The SIP user's device takes messages. One that is repeated in another transaction is the same (RFC 3261, 8.2.2.2): a SIP
/// server that died in between does not know that it has passed it on.
fn take(mut incoming: mpsc::Receiver<Incoming>, talks: Talks) {
    tokio::spawn(async move {
        let mut seen = HashSet::new();
        while let Some(one) = incoming.recv().await {
            let status = if one.request.method == Method::Message { 200 } else { 405 };
            let text = String::from_utf8_lossy(&one.request.body).into_owned();
            let header = |name| one.request.headers.get(name).unwrap_or_default().to_owned();
            if let Some(rest) = text.strip_prefix("Your message \"") {
                let about = rest.split('"').next().unwrap_or_default().to_owned();
                talks.of(&about.clone(), |talk| talk.failed.insert(about));
            } else if seen.insert((header("Call-ID"), header("CSeq"), header("From"))) {
                let marked = one.request.headers.get("Date").is_some();
                talks.of(&text, |talk| talk.arrived(&text, marked));
            }
            let response = one.request.response(status);
            one.respond(response).await;
        }
    });
}

/// What the SIP user says to a partner's user.
fn speak(phone: &Phone, partner: &'static str, talks: &Talks, enough: &CancellationToken) {
    for first in 0..AT_ONCE {
        let (phone, talks, enough) = (phone.clone(), talks.clone(), enough.clone());
        tokio::spawn(async move {
            for number in (first..).step_by(AT_ONCE) {
                if enough.is_cancelled() {
                    return;
                }
                let text = format!("out {partner} {number}");
                talks.of(&text, |talk| talk.sent(&text));
                let answer = phone.send(&format!("bob@{partner}"), &text).await;
                let good = answer.is_ok_and(|response| response.is_success());
                talks.of(&text, |talk| match good {
                    true => drop(talk.confirmed.insert(text.clone(), Instant::now())),
                    false => drop(talk.failed.insert(text.clone())),
                });
                sleep(PACE).await;
            }
        });
    }
}

/// The partner's user, who comes back whenever the server does; `there` is cancelled as soon as it is there at first.
fn answer(
    desk: String,
    partner: &'static str,
    talks: Talks,
    there: CancellationToken,
    enough: CancellationToken,
) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut number = 0;
        loop {
            let signed_in = timeout(Duration::from_secs(5), Client::try_sign_in(&desk, partner, "bob"));
            match signed_in.await {
                Ok(Ok(client)) => {
                    there.cancel();
                    converse(client, partner, &talks, &enough, &mut number).await;
                }
                _ => sleep(Duration::from_millis(100)).await,
            }
        }
    })
}

/// Until the server is gone.
async fn converse(
    mut client: Client,
    partner: &str,
    talks: &Talks,
    enough: &CancellationToken,
    number: &mut usize,
) {
    let mut tick = interval(PACE / 5);
    loop {
        tokio::select! {
            _ = tick.tick(), if !enough.is_cancelled() => {
                let text = format!("in {partner} {number}");
                *number += 1;
                talks.of(&text, |talk| talk.sent(&text));
                let message = format!("<message to='{USER}' type='chat' id='{text}'><body>{text}</body></message>");
                if client.try_say(&message).await.is_err() {
                    talks.of(&text, |talk| talk.failed.insert(text.clone()));
                    return;
                }
            }
            heard = client.try_hear("</message>") => match heard {
                Ok(heard) => note(&heard, talks),
                Err(error) if error.starts_with("no ") => {}
                Err(_) => return,
            }
        }
    }
}

/// What came for the partner's user.
fn note(heard: &str, talks: &Talks) {
    let Some(message) = heard.rfind("<message").map(|at| &heard[at..]) else { return };
    let between = |before: &str, after: &str| {
        let rest = &message[message.find(before)? + before.len()..];
        Some(rest[..rest.find(after)?].to_owned())
    };
    if message.contains("type='error'") {
        let id = between(" id='", "'").unwrap_or_default();
        talks.of(&id, |talk| talk.failed.insert(id.clone()));
    } else if let Some(text) = between("<body>", "</body>") {
        talks.of(&text, |talk| talk.arrived(&text, message.contains("<delay")));
    }
}

/// The device registers again and again: a SIP server that was killed knows nobody.
fn register(phone: Phone) {
    tokio::spawn(async move {
        loop {
            let _ = timeout(Duration::from_secs(2), phone.try_register()).await;
            sleep(Duration::from_millis(200)).await;
        }
    });
}

fn environment<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Waits until both talks with a partner have gone on.
async fn go_on(talks: &Talks, partner: &str) {
    let arrived = |way: &str| talks.of(&format!("{way} {partner}"), |talk| talk.arrived.len());
    let (before, start) = ([arrived("out"), arrived("in")], Instant::now());
    while arrived("out") < before[0] + 20 || arrived("in") < before[1] + 20 {
        assert!(start.elapsed() < SETTLED, "the talks with {partner} do not go on");
        sleep(Duration::from_millis(50)).await;
    }
}

/// Everything breaks once in a random order, under load. Gives what happened, and when.
async fn phase(
    field: &mut Field,
    faults: &[Fault],
    random: &mut StdRng,
    roots: &str,
    talks: &Talks,
) -> Vec<(Fault, Instant)> {
    let (mut faults, mut happened) = (faults.to_vec(), Vec::new());
    faults.shuffle(random);
    for fault in faults {
        sleep(Duration::from_millis(random.random_range(500..1500))).await;
        let time = Duration::from_millis(random.random_range(100..2500));
        eprintln!("{fault:?} for {time:?}");
        happened.push((fault, Instant::now()));
        field.happen(fault, time, roots).await;
        if let Fault::KillPartner(number) | Fault::FreezeAndKill(number) = fault {
            go_on(talks, PARTNERS[number]).await;
        }
    }
    for partner in PARTNERS {
        go_on(talks, partner).await;
    }
    happened
}

/// A talk's messages that are missing, and nobody was told; those excepted that a partner's server had just taken when it
/// died.
fn missing(talks: &Talks, key: &str, deaths: &[Instant]) -> Vec<String> {
    talks.of(key, |talk| {
        let died_with_it = |text: &String| {
            let taken = talk.confirmed.get(text);
            taken.is_some_and(|taken| {
                deaths
                    .iter()
                    .any(|death| *taken + TAKEN_BEFORE > *death && *taken < *death + TAKEN_BEFORE * 2)
            })
        };
        talk.open().into_iter().filter(|text| !died_with_it(text)).cloned().collect()
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_servers_break_and_no_message_is_lost_without_a_sign() {
    let seed = environment("FEDSH_FAULT_SEED").unwrap_or_else(rand::random);
    let rounds: usize = environment("FEDSH_FAULT_ROUNDS").unwrap_or(1);
    let mut random = StdRng::seed_from_u64(seed);
    let mut field = Field::new().await;
    let roots = field.servers.home.join("theirs.pem").display().to_string();
    let kamailio: SocketAddr = format!("{NETWORK}.20:5060").parse().unwrap();
    let (phone, incoming) = Phone::start(NETWORK, kamailio).await;
    phone.register().await;
    register(phone.clone());
    let reception = Talks::default();
    take(incoming, reception.clone());
    for (what, faults) in [("mended", &MENDED[..]), ("deadly", &DEADLY[..])] {
        let (talks, enough) = (reception.clone(), CancellationToken::new());
        talks.0.lock().unwrap().clear();
        let mut users = Vec::new();
        for (host, partner) in field.hosts.iter().zip(PARTNERS) {
            let there = CancellationToken::new();
            let desk = host.desk.to_string();
            users.push(answer(desk, partner, talks.clone(), there.clone(), enough.clone()));
            // A server keeps the session of before for a moment, and gives messages to a user who is gone.
            there.cancelled().await;
            speak(&phone, partner, &talks, &enough);
        }
        let mut happened = Vec::new();
        for _ in 0..rounds {
            happened.extend(phase(&mut field, faults, &mut random, &roots, &talks).await);
        }
        enough.cancel();
        let deaths = |number: usize| -> Vec<Instant> {
            let died =
                |fault: &Fault| [Fault::KillPartner(number), Fault::FreezeAndKill(number)].contains(fault);
            happened.iter().filter(|(fault, _)| died(fault)).map(|(_, at)| *at).collect()
        };
        // Of what a partner's user says, what the server had not passed on when it died is its own loss.
        let asked: Vec<(String, Vec<Instant>)> = PARTNERS
            .iter()
            .enumerate()
            .map(|(number, partner)| (format!("out {partner}"), deaths(number)))
            .chain((what == "mended").then(|| (format!("in {}", PARTNERS[0]), Vec::new())))
            .collect();
        let end = Instant::now();
        while asked.iter().any(|(key, deaths)| !missing(&talks, key, deaths).is_empty())
            && end.elapsed() < SETTLED
        {
            sleep(Duration::from_millis(200)).await;
        }
        for way in ["out", "in"] {
            for partner in PARTNERS {
                eprintln!("{what}, seed {seed}: {}", talks.shown(&format!("{way} {partner}")));
            }
        }
        for (key, deaths) in &asked {
            let (lost, doubled) = (missing(&talks, key, deaths), talks.of(key, |talk| talk.doubled.clone()));
            assert!(
                lost.is_empty() && doubled.is_empty(),
                "FEDSH_FAULT_SEED={seed} {what} {key}: lost {lost:?}, doubled {doubled:?}\n{}\n{}\n{}\n{}",
                field.servers.log(EDGE),
                field.servers.log(POOL),
                field.prosody.log(),
                field.ejabberd.log()
            );
        }
        users.iter().for_each(JoinHandle::abort);
    }
}
