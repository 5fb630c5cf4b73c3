//! Certificates from a real ACME server (pebble): names proved by a page that fedsh shows, by one that a web server
//! shows, by a record at a real BIND, and by one in the store's own zone; and every way in which it can fail.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by panicking")]

#[path = "common/bind.rs"]
mod bind;
#[path = "common/pebble.rs"]
mod pebble;
#[path = "common/program.rs"]
mod program;

use bind::{Bind, key};
use fedsh::federation::dns::{Zone, ZoneRecord, ZoneServer};
use pebble::{Pebble, free_port};
use program::Program;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const SECRET: &str = "c2VjcmV0IG9mIHRoZSB0ZXN0cyBvZiBmZWRzaCwgMzIgYnl0ZXM=";
const EDGE: &str = "edge02.contoso.example";
const DOMAIN: &str = "contoso.example";

/// Runs a script with its own home; gives what it prints and its errors.
fn fedsh(home: &Path, script: &str) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-Command", script])
        .env("FEDSH_STORE", home.join("cms.db"))
        .env("XDG_DATA_HOME", home)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// A request for the Edge's names, and what of the certificate is printed.
fn request(pebble: &Pebble, more: &str) -> String {
    format!(
        "$found = Request-CsCertificate -New -Type XMPPServer -ComputerFqdn {EDGE} -DomainName {DOMAIN} -CA {} -CaRootFile '{}' {more}
if ($found) {{ \"$($found.AlternativeNames -join ' ') by $($found.Issuer -replace ' [0-9a-f]+$')\" }}\n",
        pebble.directory(),
        pebble.roots().display()
    )
}

/// A name server that knows both names, at one address.
struct Names {
    server: ZoneServer,
    _runtime: tokio::runtime::Runtime,
}

impl Names {
    fn start(address: &str) -> Names {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let records = [EDGE, DOMAIN].map(|name| ZoneRecord::new(name, "A", address));
        let zone = Zone { name: DOMAIN.to_owned(), records: records.to_vec() };
        let at: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let server = runtime.block_on(ZoneServer::start(at, &[zone], CancellationToken::new())).unwrap();
        Names { server, _runtime: runtime }
    }
}

const PRINTED: &str = "contoso.example edge02.contoso.example by CN=Pebble Intermediate CA\n";

/// The names in order, however the authority orders them.
fn sorted(printed: &str) -> String {
    let Some((names, issuer)) = printed.split_once(" by ") else { return printed.to_owned() };
    let mut names: Vec<&str> = names.split(' ').collect();
    names.sort_unstable();
    format!("{} by {issuer}", names.join(" "))
}

#[test]
fn names_are_proved_by_pages_and_certificates_renewed_when_due() {
    let names = Names::start("127.0.98.2");
    let port = free_port("127.0.98.2");
    let mut pebble = Pebble::start(names.server.address(), port, None);
    let home = tempfile::tempdir().unwrap();
    let listen = format!("-CaAccount admin@{DOMAIN} -ChallengeAddress 127.0.98.2:{port}");
    let (printed, errors) = fedsh(home.path(), &request(&pebble, &listen));
    assert_eq!((sorted(&printed).as_str(), errors.as_str()), (PRINTED, ""), "{}", pebble.log());
    // The same line every day: the certificate that is there until it is due, then another.
    let daily = |days: u32| {
        format!("{}$found.Thumbprint\n", request(&pebble, &format!("{listen} -RenewWithin {days}")))
    };
    let script = format!("{}{}{}", daily(30), daily(30), daily(36_500));
    let (printed, errors) = fedsh(home.path(), &script);
    assert_eq!(errors, "");
    let prints: Vec<&str> = printed.lines().filter(|line| line.len() == 40).collect();
    assert!(prints.len() == 3 && prints[0] == prints[1] && prints[1] != prints[2], "{printed}");
    // That of another authority is none of this one, whatever names it has; the local one has its own.
    let own = format!(
        "(Request-CsCertificate -New -Type XMPPServer -ComputerFqdn {EDGE} -DomainName {DOMAIN} -RenewWithin 30).Thumbprint\n"
    );
    let other = daily(30).replace("https://localhost", "https://127.0.0.1");
    let (printed, errors) = fedsh(home.path(), &format!("{own}{own}{}{other}", daily(30)));
    let prints: Vec<&str> = printed.lines().filter(|line| line.len() == 40).collect();
    assert!(prints.len() == 3 && prints[0] == prints[1] && prints[1] != prints[2], "{printed}");
    assert!(errors.contains("cannot be reached"), "the certificate of another authority is given: {errors}");
    // Authority and account can be lost; keys are the owner's.
    pebble.restart();
    let (printed, errors) = fedsh(home.path(), &request(&pebble, &listen));
    assert_eq!((sorted(&printed).as_str(), errors.as_str()), (PRINTED, ""), "{}", pebble.log());
    let kept = home.path().join("fedsh/certificates");
    let accounts: Vec<_> = std::fs::read_dir(kept.join("acme")).unwrap().flatten().collect();
    assert_eq!(accounts.len(), 1);
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(accounts[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // What was issued is a certificate like others: it can be assigned.
    let script = format!(
        "{}New-CsSite Redmond -SipDomain {DOMAIN} | Out-Null
New-CsPool pool02.contoso.example -Site Redmond -IPAddress 10.0.0.3 | Out-Null
New-CsPool {EDGE} -Site Redmond -Role EdgeServer -NextHop pool02.contoso.example -IPAddress 10.0.0.5 -ExternalIPAddress 192.0.2.2 | Out-Null
Set-CsCertificate -Type XMPPServer -ComputerFqdn {EDGE} -Thumbprint $found.Thumbprint
(Get-CsCertificate -Type XMPPServer).Thumbprint -eq $found.Thumbprint",
        request(&pebble, &format!("{listen} -RenewWithin 30"))
    );
    let (printed, errors) = fedsh(home.path(), &script);
    assert!(errors.is_empty() && printed.ends_with("True\n"), "{printed}{errors}");
}

#[test]
fn a_web_server_shows_the_pages() {
    let names = Names::start("127.0.98.4");
    let listener = TcpListener::bind("127.0.98.4:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().to_owned();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let line = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = line.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
            let page = std::fs::read(folder.join(path)).unwrap_or_default();
            let head = format!("HTTP/1.0 200 OK\r\nContent-Length: {}\r\n\r\n", page.len());
            let _ = stream.write_all(&[head.as_bytes(), &page].concat());
        }
    });
    let pebble = Pebble::start(names.server.address(), port, None);
    let home = tempfile::tempdir().unwrap();
    let (printed, errors) =
        fedsh(home.path(), &request(&pebble, &format!("-WebRoot '{}'", root.path().display())));
    assert_eq!((sorted(&printed).as_str(), errors.as_str()), (PRINTED, ""), "{}", pebble.log());
    let left = std::fs::read_dir(root.path().join(".well-known/acme-challenge")).unwrap().count();
    assert_eq!(left, 0, "pages are still there");
    // A folder that cannot be written is named, and no proof is claimed.
    let (printed, errors) = fedsh(home.path(), &request(&pebble, "-WebRoot /proc/nowhere"));
    assert!(printed.is_empty() && errors.contains("/proc/nowhere"), "{printed}{errors}");
}

#[test]
fn nonces_that_are_refused_are_replaced() {
    let names = Names::start("127.0.98.5");
    let port = free_port("127.0.98.5");
    let pebble = Pebble::start_refusing(40, names.server.address(), port, None);
    let home = tempfile::tempdir().unwrap();
    let listen = format!("-CaAccount admin@{DOMAIN} -ChallengeAddress 127.0.98.5:{port}");
    let (printed, errors) = fedsh(home.path(), &request(&pebble, &listen));
    assert_eq!((sorted(&printed).as_str(), errors.as_str()), (PRINTED, ""), "{}", pebble.log());
    // Where every one is refused, the request ends and says so.
    let never = Pebble::start_refusing(100, names.server.address(), port, None);
    let (printed, errors) = fedsh(home.path(), &request(&never, &listen));
    assert!(printed.is_empty() && errors.contains("badNonce"), "{printed}{errors}");
}

#[test]
fn names_are_proved_at_a_name_server_that_takes_updates() {
    let bind = Bind::start(DOMAIN, "www A 192.0.2.80\n", &key("fedsh.contoso.example", SECRET));
    let pebble = Pebble::start(bind.address, 1, None);
    let home = tempfile::tempdir().unwrap();
    let file = bind.folder.join("fedsh.key").display().to_string();
    let update = format!("-Challenge Dns -Server {} -ZoneName {DOMAIN} -KeyFile '{file}'", bind.address);
    let (printed, errors) = fedsh(home.path(), &request(&pebble, &update));
    assert_eq!(
        (sorted(&printed).as_str(), errors.as_str()),
        (PRINTED, ""),
        "{}\n{}",
        pebble.log(),
        bind.log()
    );
    let script = format!(
        "foreach ($name in '{EDGE}', '{DOMAIN}') {{ @(Resolve-DnsName _acme-challenge.$name -Type TXT -Server {} -ErrorAction Ignore | Where-Object Section -eq Answer).Count }}",
        bind.address
    );
    assert_eq!(fedsh(home.path(), &script), ("0\n0\n".to_owned(), String::new()), "the records are removed");
    // Without the key the server refuses, and a name outside the zones is named.
    let unsigned = format!("-Challenge Dns -Server {} -ZoneName {DOMAIN}", bind.address);
    let (printed, errors) = fedsh(home.path(), &request(&pebble, &unsigned));
    assert!(printed.is_empty() && errors.contains("REFUSED"), "{printed}{errors}");
    let outside = format!("-Challenge Dns -Server {} -ZoneName fabrikam.example", bind.address);
    let (printed, errors) = fedsh(home.path(), &request(&pebble, &outside));
    assert!(printed.is_empty() && errors.contains("in none of the zones"), "{printed}{errors}");
}

#[test]
fn names_are_proved_in_the_zone_of_the_store() {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("cms.db");
    let script =
        format!("Add-DnsServerResourceRecord -ZoneName {DOMAIN} -Name www -A -IPv4Address 192.0.2.80");
    assert_eq!(fedsh(home.path(), &script), (String::new(), String::new()));
    let port = free_port("127.0.0.1");
    let (folder, own) = (home.path().to_owned(), store.clone());
    let _serving = Program::start(move || {
        let log = std::fs::File::create(folder.join("serve.log")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_fedsh"));
        command.arg("serve").arg("--store").arg(&own).arg("--zones").arg(format!("127.0.0.1:{port}"));
        command.env("XDG_DATA_HOME", &folder).env("XDG_RUNTIME_DIR", &folder).stdin(Stdio::null());
        command.stdout(log.try_clone().unwrap()).stderr(log);
        command
    })
    .unwrap();
    let at: SocketAddr = format!("127.0.0.1:{port}").parse().unwrap();
    let start = Instant::now();
    while std::net::TcpStream::connect(at).is_err() {
        let log = std::fs::read_to_string(home.path().join("serve.log")).unwrap_or_default();
        assert!(start.elapsed() < Duration::from_secs(30), "the zones are not served: {log}");
        std::thread::sleep(Duration::from_millis(20));
    }
    let pebble = Pebble::start(at, 1, None);
    let (printed, errors) = fedsh(home.path(), &request(&pebble, "-Challenge Dns"));
    assert_eq!((sorted(&printed).as_str(), errors.as_str()), (PRINTED, ""), "{}", pebble.log());
    let (left, _) = fedsh(home.path(), "(Get-DnsServerResourceRecord -ZoneName contoso.example).HostName");
    assert_eq!(left, "www\n", "the proofs are removed");
    // A name that no zone of the store holds.
    let script = request(&pebble, "-Challenge Dns").replace(DOMAIN, "fabrikam.example");
    let (printed, errors) = fedsh(home.path(), &script);
    assert!(printed.is_empty() && errors.contains("is in no zone of the store"), "{printed}{errors}");
}

#[test]
fn what_goes_wrong_is_named_and_nothing_is_kept() {
    let names = Names::start("127.0.98.6");
    let port = free_port("127.0.98.7");
    let pebble = Pebble::start(
        names.server.address(),
        port,
        Some(("kid-1", "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W")),
    );
    let home = tempfile::tempdir().unwrap();
    let listen = format!("-ChallengeAddress 127.0.98.7:{port}");
    let account =
        "-CaAccount kid-1 -CaPassword zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
    let taken = TcpListener::bind("127.0.98.8:0").unwrap().local_addr().unwrap();
    let _held = TcpListener::bind(taken).unwrap();
    let cases = [
        // The authority wants to know who asks, and by the right key.
        (request(&pebble, &listen), "externalAccountRequired"),
        (request(&pebble, &format!("{listen} -CaAccount kid-1 -CaPassword AAAA")), "refused"),
        (request(&pebble, &format!("{listen} -CaAccount kid-1 -CaPassword 'not base64'")), "base64url"),
        (request(&pebble, &format!("{listen} -CaPassword AAAA")), "name it by -CaAccount"),
        // It looks at another address than the one where the pages are.
        (request(&pebble, &format!("{listen} {account}")), "did not find the proof for"),
        (request(&pebble, &format!("{account} -ChallengeAddress {taken}")), "the proofs cannot be shown at"),
        (request(&pebble, &format!("{account} -ChallengeAddress nowhere")), "is no address with a port"),
        // An authority that is not there, is none, or cannot prove who it is.
        ("Request-CsCertificate -New -Type XMPPServer -ComputerFqdn a.contoso.example -CA https://localhost:1/dir".to_owned(), "cannot be reached"),
        (request(&pebble, account).replace("/dir", "/nothing"), "is not ACME"),
        (request(&pebble, account).replace("roots.pem", "server.key"), "has no roots"),
        (request(&pebble, "-RenewWithin 4000000000"), "Cannot validate argument on parameter 'RenewWithin'"),
        (format!("Request-CsCertificate -New -Type XMPPServer -ComputerFqdn {EDGE} -CA {}", pebble.directory()), "cannot be reached"),
        (format!("Request-CsCertificate -New -Type XMPPServer -ComputerFqdn {EDGE} -CA 'dc01.contoso.net\\CA'"), "-Output writes"),
        (format!("Request-CsCertificate -New -Type XMPPServer -ComputerFqdn {EDGE} -CA LetsEncrypt -Output x.csr"), "leave out -CA"),
    ];
    for (script, expected) in cases {
        let (printed, errors) = fedsh(home.path(), &script);
        let flat = errors.split_whitespace().collect::<Vec<_>>().join(" ").replace("| ", "");
        assert!(
            printed.is_empty() && flat.contains(expected),
            "{expected}: {printed}{errors}\n{}",
            pebble.log()
        );
        assert!(!errors.contains("zWNDZM6e"), "the key is shown: {errors}");
    }
    // The account's file is damaged.
    let kept = home.path().join("fedsh/certificates/acme");
    let file = std::fs::read_dir(&kept).unwrap().flatten().next().expect("an account was kept").path();
    std::fs::write(&file, "garbage").unwrap();
    let (printed, errors) = fedsh(home.path(), &request(&pebble, &format!("{listen} {account}")));
    assert!(printed.is_empty() && errors.contains("is no account with an authority"), "{printed}{errors}");
    let kept = std::fs::read_dir(home.path().join("fedsh/certificates")).unwrap().flatten();
    let certificates = kept.filter(|entry| entry.path().extension().is_some_and(|end| end == "pem")).count();
    assert_eq!(certificates, 0, "a certificate was kept");
}
