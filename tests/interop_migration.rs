//! The migration script with a real Prosody as the partner: TLS with SASL EXTERNAL, and once more with dialback.
//! Prosody finds us through libunbound by the records of the lab's name server; we find it by the SRV record of
//! another one.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by panicking")]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest, self_signed};
use fedsh::federation::dns::{Zone, ZoneRecord, ZoneServer};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tokio_util::sync::CancellationToken;

#[path = "common/program.rs"]
mod program;
#[path = "common/prosody.rs"]
mod prosody;
use prosody::Prosody;

const THEIRS: &str = "fabrikam.example";

/// A home folder; removed with the test.
struct Home(PathBuf);

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Home {
    fn new(name: &str) -> Home {
        let folder = std::env::temp_dir().join(format!("fedsh-partner-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Home(folder)
    }

    /// The authority that the script will use.
    fn authority(&self) -> CertificateAuthority {
        CertificateAuthority::open_or_create(&self.0.join(".local/share/fedsh/certificates"), "Local CA")
            .unwrap()
    }

    fn fedsh(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_fedsh"))
            .args(arguments)
            .env("HOME", &self.0)
            .env("TMPDIR", &self.0)
            .env_remove("XDG_DATA_HOME")
            .env("FEDSH_STORE", self.0.join("cms.db"))
            .output()
            .unwrap()
    }
}

/// A name server for the partner's domain.
async fn partner_dns(network: &str) -> ZoneServer {
    let records = vec![
        ZoneRecord::new(&format!("_xmpp-server._tcp.{THEIRS}"), "SRV", &format!("0 0 5269 xmpp.{THEIRS}.")),
        ZoneRecord::new(&format!("xmpp.{THEIRS}"), "A", &format!("{network}.20")),
    ];
    let zone = Zone { name: THEIRS.to_owned(), records };
    let at = format!("{network}.54:0").parse().unwrap();
    ZoneServer::start(at, &[zone], CancellationToken::new()).await.unwrap()
}

/// Runs the script against Prosody, twice; `more` are further arguments.
async fn migrate(home: &Home, network: &str, prosody: &Prosody, more: &[&str]) {
    let dns = partner_dns(network).await;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/Migrate-XmppFederation.ps1");
    let (script, net) = (script.display().to_string(), format!("{network}.0"));
    let (resolver, own) = (dns.address().to_string(), format!("{network}.53:5353"));
    let mut arguments = vec![script.as_str(), "-Partner", THEIRS, "-Network", &net, "-Resolver", &resolver];
    arguments.extend(["-NameServerAddress", &own]);
    arguments.extend(more);
    let run = || {
        let (home, arguments) =
            (home.0.clone(), arguments.iter().map(|text| text.to_string()).collect::<Vec<_>>());
        tokio::task::spawn_blocking(move || {
            let home = Home(home);
            let output = home.fedsh(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
            std::mem::forget(home);
            output
        })
    };
    let shown = |output: &Output| {
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        format!("{}{errors}\n{}", String::from_utf8_lossy(&output.stdout), prosody.log())
    };
    let first = run().await.unwrap();
    assert!(first.status.success(), "{}", shown(&first));
    let text = String::from_utf8_lossy(&first.stdout).into_owned();
    for line in [
        "before: user1@contoso.com -> juliet@fabrikam.example by the legacy gateway",
        "before: juliet@fabrikam.example -> user1@contoso.com by the legacy gateway",
        "200 users moved",
        "after: user1@contoso.com -> juliet@fabrikam.example by the new gateway",
        "after: juliet@fabrikam.example -> user1@contoso.com by the new gateway",
    ] {
        assert!(text.contains(line), "'{line}' is missing in:\n{}", shown(&first));
    }
    let second = run().await.unwrap();
    assert!(second.status.success(), "{}", shown(&second));
    let text = String::from_utf8_lossy(&second.stdout).into_owned();
    assert_eq!(text.matches("it is skipped").count(), 6, "{}", shown(&second));
    assert!(text.contains("after: juliet@fabrikam.example -> user1@contoso.com by the new gateway"));
}

#[tokio::test]
async fn the_script_migrates_with_prosody_by_certificates() {
    let (home, network) = (Home::new("external"), "127.46.1");
    let theirs = CertificateAuthority::create("Their CA").unwrap();
    let issued = theirs.issue(&CertificateRequest::for_host(THEIRS, &[])).unwrap();
    let roots = home.0.join("their-ca.pem");
    fs::write(&roots, theirs.certificate_pem()).unwrap();
    let own_dns = format!("{network}.53:5353").parse().unwrap();
    let ours = home.authority();
    let prosody = Prosody::start(
        THEIRS,
        &format!("{network}.20"),
        own_dns,
        &issued.chain_pem,
        issued.key.expose_pem(),
        ours.certificate_pem(),
        "s2s_secure_auth = true",
    );
    migrate(&home, network, &prosody, &["-PartnerCaFile", &roots.display().to_string()]).await;
    assert!(prosody.log().contains("SASL"), "no SASL in:\n{}", prosody.log());
}

#[tokio::test]
async fn the_script_migrates_with_prosody_by_dialback() {
    let (home, network) = (Home::new("dialback"), "127.46.2");
    let issued = self_signed(&CertificateRequest::for_host(THEIRS, &[])).unwrap();
    let nobody = CertificateAuthority::create("Nobody's CA").unwrap();
    let own_dns = format!("{network}.53:5353").parse().unwrap();
    let prosody = Prosody::start(
        THEIRS,
        &format!("{network}.20"),
        own_dns,
        &issued.chain_pem,
        issued.key.expose_pem(),
        nobody.certificate_pem(),
        "s2s_secure_auth = false",
    );
    migrate(&home, network, &prosody, &["-Dialback"]).await;
    assert!(prosody.log().contains("dialback"), "no dialback in:\n{}", prosody.log());
}
