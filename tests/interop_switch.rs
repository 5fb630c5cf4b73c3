//! The migration script with real servers all around it: Kamailio as the legacy pool, a second fedsh deployment with
//! a store of its own as its legacy gateway, Prosody and ejabberd as partners. Three users talk with both partners
//! all the time, in both directions, while the users move and the partners are switched, until the legacy gateway
//! is no more: every message arrives, and once. No XMPP server can stop a partner from speaking just while it closes
//! its stream; what the partner then tells its user was not delivered, the user says again, as people do. What
//! ejabberd loses by itself at that moment, never writing it to a stream, is told from what we lose by its log.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what is wrong by panicking"
)]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::dns::{Zone, ZoneRecord, ZoneServer};
use fedsh::topology::model::user_by_sip_address;
use fedsh::topology::store;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::time::{interval, sleep};
use tokio_util::sync::CancellationToken;

#[path = "common/client.rs"]
mod client;
#[path = "common/deployment.rs"]
mod deployment;
#[path = "common/ejabberd.rs"]
mod ejabberd;
#[path = "common/kamailio.rs"]
mod kamailio;
#[path = "common/ledger.rs"]
mod ledger;
#[path = "common/program.rs"]
mod program;
#[path = "common/prosody.rs"]
mod prosody;
use client::Client;
use deployment::{LIMIT, Phone, Servers};
use ejabberd::Ejabberd;
use kamailio::Kamailio;
use ledger::Shared;
use prosody::Prosody;

const NETWORK: &str = "127.47.3";
const USERS: [&str; 3] = ["ann", "ben", "cleo"];
/// Prosody's domain and ejabberd's.
const PARTNERS: [&str; 2] = ["fabrikam.example", "northwind.example"];
/// Between the messages of one talk.
const PACE: Duration = Duration::from_millis(60);

/// The legacy gateway's own store.
const LEGACY: &str = r#"
$ErrorActionPreference = 'Stop'
New-CsSite Old -SipDomain contoso.com | Out-Null
New-CsPool pool01.contoso.net -Site Old -IPAddress {n}.3 | Out-Null
New-CsPool edge01.contoso.net -Site Old -Role EdgeServer -NextHop pool01.contoso.net -IPAddress {n}.5 -ExternalIPAddress {n}.2 | Out-Null
Set-CsRegistrar Registrar:pool01.contoso.net -SipNextHop '{n}.20:5060/Udp'
foreach ($wanted in 'Default pool01.contoso.net', 'Internal edge01.contoso.net', 'AccessEdgeExternal edge01.contoso.net') {
    $type, $computer = -split $wanted
    $certificate = Request-CsCertificate -New -Type $type -ComputerFqdn $computer -DomainName contoso.com
    Set-CsCertificate -Type $type -ComputerFqdn $computer -Thumbprint $certificate.Thumbprint
}
Set-CsExternalAccessPolicy -EnableXmppAccess $true -EnableFederationAccess $true
Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
'fabrikam.example', 'northwind.example' | ForEach-Object { New-CsXmppAllowedPartner $_ -PartnerType Federated | Out-Null }
New-CsXmppFederation Old -EdgeServer edge01.contoso.net | Out-Null
Enable-CsTopology
'ann', 'ben', 'cleo' | ForEach-Object { Enable-CsUser "$_@contoso.com" -RegistrarPool pool01.contoso.net -DisplayName $_ }
"#;

/// What the new store has before the migration: the zone, which leads to the legacy gateway.
const ZONE: &str = r#"
Add-DnsServerResourceRecord -ZoneName contoso.com -Name xmpp-legacy -A -IPv4Address {n}.2 -TimeToLive 1
Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName xmpp-legacy.contoso.com -Port 5269 -TimeToLive 1
"#;

/// Name servers: the one for the partners' domains, and where the new Edge answers for ours.
async fn partner_zones() -> ZoneServer {
    let zone = |name: &str, host: &str| Zone {
        name: name.to_owned(),
        records: vec![
            ZoneRecord::new(&format!("_xmpp-server._tcp.{name}"), "SRV", &format!("0 0 5269 xmpp.{name}.")),
            ZoneRecord::new(&format!("xmpp.{name}"), "A", &format!("{NETWORK}.{host}")),
        ],
    };
    let zones = [zone(PARTNERS[0], "31"), zone(PARTNERS[1], "32")];
    ZoneServer::start(at(54, 0), &zones, CancellationToken::new()).await.unwrap()
}

fn at(host: u8, port: u16) -> SocketAddr {
    format!("{NETWORK}.{host}:{port}").parse().unwrap()
}

/// Both partners' servers, with a user each.
async fn partner_servers(theirs: &CertificateAuthority, roots: String) -> (Prosody, Ejabberd) {
    let (issue, dns) =
        (|name: &str| theirs.issue(&CertificateRequest::for_host(name, &[])).unwrap(), at(53, 5353));
    let (first, second) = (issue(PARTNERS[0]), issue(PARTNERS[1]));
    let both = format!("{}{}", second.chain_pem, second.key.expose_pem());
    // Erlang's XMPP library asks the system for addresses, whatever name server is set.
    let hosts =
        [("xmpp-legacy.contoso.com", format!("{NETWORK}.2")), ("xmpp.contoso.com", format!("{NETWORK}.12"))];
    tokio::task::spawn_blocking(move || {
        let host = format!("{NETWORK}.31");
        let settings = r#"authentication = "internal_plain"; c2s_ports = { 5222 }; s2s_secure_auth = true
allow_unencrypted_plain_auth = true; c2s_require_encryption = false
modules_enabled = { "tls"; "saslauth"; "roster"; "ping"; "smacks" }; modules_disabled = { "dialback"; "offline"; "fedsh_echo" }"#;
        let (chain, key) = (&first.chain_pem, first.key.expose_pem());
        let prosody = Prosody::start(PARTNERS[0], &host, dns, chain, key, &roots, settings);
        let accounts = prosody.data().join("fabrikam%2eexample/accounts");
        fs::create_dir_all(&accounts).unwrap();
        fs::write(accounts.join("bob.dat"), "return { [\"password\"] = \"pw\"; };").unwrap();
        let host = format!("{NETWORK}.32");
        (prosody, Ejabberd::start(&host, &PARTNERS[1..], dns, &[both], &roots, &hosts))
    })
    .await
    .unwrap()
}

/// A user's device: it registers at the legacy pool, and at the new one as soon as its user has moved there.
async fn device(
    user: &'static str,
    to_sip: Shared,
    from_sip: Shared,
    new_store: PathBuf,
) -> watch::Receiver<Phone> {
    let (mut phone, incoming) = Phone::start(NETWORK, at(20, 5060)).await;
    phone.user = format!("{user}@contoso.com");
    phone.register().await;
    ledger::take(incoming, to_sip, from_sip);
    let (sender, receiver) = watch::channel(phone);
    tokio::spawn(async move {
        let store = store::open(Some(new_store.to_str().unwrap())).unwrap();
        let moved = || {
            let found = user_by_sip_address(&*store, &format!("{user}@contoso.com")).unwrap();
            found.and_then(|user| user.registrar_pool).as_deref() == Some("pool02.contoso.net")
        };
        while !moved() {
            sleep(Duration::from_millis(50)).await;
        }
        let there = sender.borrow().with(at(13, 5061));
        there.register().await;
        sender.send_replace(there);
        std::future::pending::<()>().await;
    });
    receiver
}

/// What a user says to a partner's user, one message after the other.
fn speak(
    user: &'static str,
    phone: watch::Receiver<Phone>,
    partner: &'static str,
    ledger: Shared,
    enough: CancellationToken,
) {
    tokio::spawn(async move {
        for number in 0.. {
            if enough.is_cancelled() {
                return;
            }
            let text = format!("out {user} {partner} {number}");
            ledger.lock().unwrap().sent.insert(text.clone());
            let phone = phone.borrow().clone();
            let answer = phone.send(&format!("bob@{partner}"), &text).await;
            if !answer.as_ref().is_ok_and(|response| response.is_success()) {
                eprintln!("{text}: {answer:?}");
                ledger.lock().unwrap().failed.insert(text);
            }
            sleep(PACE).await;
        }
    });
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.rfind(before)? + before.len()..];
    Some(&rest[..rest.find(after)?])
}

/// A message that says "in USER PARTNER NUMBER" to that user.
fn said(text: &str) -> String {
    let user = text.split(' ').nth(1).unwrap();
    format!("<message to='{user}@contoso.com' type='chat' id='{text}'><body>{text}</body></message>")
}

/// What a partner's user says to each of ours in turn, and what comes for that user.
fn answer(
    mut client: Client,
    partner: &'static str,
    to_sip: Shared,
    from_sip: Shared,
    enough: CancellationToken,
) {
    tokio::spawn(async move {
        let (mut number, mut tick) = (0, interval(PACE / 3));
        loop {
            tokio::select! {
                _ = tick.tick(), if !enough.is_cancelled() => {
                    let user = USERS[number % USERS.len()];
                    let text = format!("in {user} {partner} {number}");
                    to_sip.lock().unwrap().sent.insert(text.clone());
                    number += 1;
                    client.say(&said(&text)).await;
                }
                heard = client.try_hear("</message>") => {
                    // The server ends with the test.
                    let Ok(heard) = heard else { return };
                    let message = &heard[heard.rfind("<message").unwrap()..];
                    if message.contains("type='error'") {
                        // What crosses with the end of a stream Prosody reports to its sender, who says it again.
                        let text = between(message, " id='", "'").unwrap();
                        eprintln!("{text} is said again: {message}");
                        client.say(&said(text)).await;
                    } else if let Some(text) = between(message, "<body>", "</body>") {
                        from_sip.lock().unwrap().arrived(text, message.contains("<delay"));
                    }
                }
            }
        }
    });
}

/// How many messages of the slowest talk have arrived.
fn slowest(ledgers: [&Shared; 2]) -> usize {
    let talks =
        USERS.iter().flat_map(|user| PARTNERS.iter().map(move |partner| format!(" {user} {partner} ")));
    let arrived = |talk: &String| {
        let of = |ledger: &Shared| {
            ledger.lock().unwrap().arrived.keys().filter(|text| text.contains(talk)).count()
        };
        ledgers.map(of).into_iter().min().unwrap_or_default()
    };
    talks.map(|talk| arrived(&talk)).min().unwrap_or_default()
}

/// Waits until every talk has gone on by so many messages, in both directions.
async fn go_on(ledgers: [&Shared; 2], messages: usize, what: &dyn Fn() -> String) {
    let (goal, start) = (slowest(ledgers) + messages, Instant::now());
    while slowest(ledgers) < goal {
        let shown = || ledgers.map(|ledger| ledger.lock().unwrap().to_string()).join("\n");
        assert!(start.elapsed() < LIMIT, "{}\n{}", shown(), what());
        sleep(Duration::from_millis(50)).await;
    }
}

/// The legacy deployment's topology, with the addresses of this test.
fn legacy_topology(folder: &Path) -> PathBuf {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/contoso-legacy.xml");
    let address = |host: u8| format!("IPAddress=\"{NETWORK}.{host}\"");
    let text = fs::read_to_string(fixture).unwrap();
    let text =
        text.replace("IPAddress=\"127.0.1.1\"", &address(20)).replace("IPAddress=\"127.0.1.3\"", &address(3));
    let (first, gateway) = text.split_at(text.find("ServiceRoles.XmppGatewayService").unwrap());
    let gateway = gateway.replace("Port=\"5061\" Protocol=\"Mtls\"", "Port=\"5098\" Protocol=\"Tcp\"");
    let path = folder.join("legacy.xml");
    fs::write(&path, format!("{first}{gateway}")).unwrap();
    path
}

/// The command that runs the script.
fn command(home: &Path) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/Migrate-XmppFederation.ps1");
    let users = home.join("users.csv");
    let rows = USERS.map(|user| format!("sip:{user}@contoso.com,{user},pool01.contoso.net,TRUE\n")).concat();
    fs::write(&users, format!("SipAddress,DisplayName,RegistrarPool,Enabled\n{rows}")).unwrap();
    format!(
        "& '{}' -LegacyTopology '{}' -UserFile '{}' -Partner {} -PoolAddress {NETWORK}.13 -EdgeInternalAddress \
         {NETWORK}.15 -EdgeAddress {NETWORK}.12",
        script.display(),
        legacy_topology(home).display(),
        users.display(),
        PARTNERS.join(",")
    )
}

/// Runs commands while the talks go on: whether they end well, and what they print.
async fn meanwhile(servers: &Servers, commands: &str) -> (bool, String) {
    let mut fedsh = servers.fedsh();
    fedsh.args(["-NoProfile", "-Command", commands]);
    let output = tokio::task::spawn_blocking(move || fedsh.output().unwrap()).await.unwrap();
    let printed = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
    (output.status.success(), printed.concat())
}

/// Waits until every message has arrived, but those that ejabberd never wrote to a stream: it loses, without a word
/// to its user, what waits for a stream that is just closed. Gives those, of which there are few.
async fn lost_by_ejabberd(ejabberd: &Ejabberd, ledgers: [&Shared; 2]) -> Vec<String> {
    let start = Instant::now();
    loop {
        let open =
            |ledger: &Shared| ledger.lock().unwrap().open().into_iter().cloned().collect::<Vec<String>>();
        let open = ledgers.map(open).concat();
        let log = ejabberd.log();
        let sent = |text: &String| {
            let body = format!("<body>{text}</body>");
            log.lines().any(|line| line.contains("Send XML") && line.contains(&body))
        };
        if open.iter().all(|text| text.starts_with("in ") && text.contains(PARTNERS[1]) && !sent(text)) {
            assert!(open.len() < 10, "ejabberd lost {open:?}");
            return open;
        }
        if start.elapsed() > LIMIT {
            return Vec::new();
        }
        sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_while_users_move_and_partners_are_switched() {
    let dns = partner_zones().await;
    let (mut old, mut new) = (Servers::new("switch-old"), Servers::new("switch-new"));
    let theirs = CertificateAuthority::create("Their CA").unwrap();
    let roots = new.home.join("theirs.pem").display().to_string();
    fs::write(&roots, theirs.certificate_pem()).unwrap();
    for servers in [&mut old, &mut new] {
        servers.set_name_server(dns.address());
    }
    old.script(&LEGACY.replace("{n}", NETWORK));
    new.script(&ZONE.replace("{n}", NETWORK));
    for computer in ["edge01.contoso.net", "pool01.contoso.net"] {
        old.serve_with(computer, &["--partner-roots", &roots]).await;
    }
    // These have nothing to run yet, and follow what the script does.
    let zones = at(53, 5353).to_string();
    new.serve_with("edge02.contoso.net", &["--partner-roots", &roots, "--zones", &zones]).await;
    new.serve_with("pool02.contoso.net", &["--partner-roots", &roots]).await;
    let _kamailio = Kamailio::start(&old.home, "legacy_pool.cfg", NETWORK);
    let ours = format!("{}{}", old.authority.certificate_pem(), new.authority.certificate_pem());
    let (prosody, ejabberd) = partner_servers(&theirs, ours).await;
    let logs = || {
        let computers = [(&old, "edge01"), (&old, "pool01"), (&new, "edge02"), (&new, "pool02")];
        let log = |(servers, name): (&Servers, &str)| {
            format!("{name}:\n{}", servers.log(&format!("{name}.contoso.net")))
        };
        computers.map(log).join("\n")
    };
    let (to_sip, from_sip, enough) = (Shared::default(), Shared::default(), CancellationToken::new());
    for user in USERS {
        let phone = device(user, to_sip.clone(), from_sip.clone(), new.home.join("cms.db")).await;
        for partner in PARTNERS {
            speak(user, phone.clone(), partner, from_sip.clone(), enough.clone());
        }
    }
    for (host, partner) in [31, 32].into_iter().zip(PARTNERS) {
        let bob = Client::sign_in(&format!("{NETWORK}.{host}"), partner, "bob").await;
        answer(bob, partner, to_sip.clone(), from_sip.clone(), enough.clone());
    }
    let ledgers = [&to_sip, &from_sip];
    go_on(ledgers, 20, &logs).await;
    let (good, printed) = meanwhile(&new, &command(&new.home)).await;
    assert!(good, "{printed}\n{}", logs());
    assert!(printed.contains("3 users moved to pool02.contoso.net"), "{printed}");
    go_on(ledgers, 20, &logs).await;
    // The streams that the partners have keep going to the legacy gateway until it ends them.
    let (good, printed) =
        meanwhile(&old, "Stop-CsWindowsService -ComputerName edge01.contoso.net -Graceful").await;
    assert!(good, "{printed}");
    go_on(ledgers, 50, &logs).await;
    enough.cancel();
    // Whoever was about to speak when it was enough has done so.
    sleep(PACE).await;
    let unsent = lost_by_ejabberd(&ejabberd, ledgers).await;
    let streams =
        new.script("Get-CsXmppStream | ForEach-Object { \"$($_.Domain) $($_.Direction) $($_.Security)\" }");
    eprintln!("{streams}");
    for (way, ledger) in ["to SIP", "from SIP"].into_iter().zip(ledgers) {
        let ledger = ledger.lock().unwrap();
        eprintln!("{way}: {ledger}");
        let lost = ledger.open().into_iter().filter(|text| !unsent.contains(text)).count();
        let all_arrived = lost == 0 && ledger.failed.is_empty();
        let once = ledger.marked == 0 && ledger.unmarked.is_empty();
        assert!(all_arrived && once, "{way}: {ledger}\n{}\n{}\n{}", logs(), prosody.log(), ejabberd.log());
    }
}
