//! A real Kamailio as a pool's SIP server over UDP, with sipp as the user's device, and `fedsh serve` as gateway and
//! Edge: messages in both directions, a session, and what happens when nobody is registered.
//!
//! Both come from Debian (`scripts/test` installs them); without them this test fails and says so.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by panicking")]

use fedsh::federation::xmpp::{Stanza, address};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tokio::time::timeout;

#[path = "common/deployment.rs"]
mod deployment;
use deployment::{Deployment, EDGE, LIMIT, PARTNER, POOL, USER};
#[path = "common/kamailio.rs"]
mod kamailio;
#[path = "common/program.rs"]
mod program;
use kamailio::Kamailio;

const NETWORK: &str = "127.49.11";

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Starts sipp with a scenario on a port of the device.
fn sipp(deployment: &Deployment, scenario: &str, port: u16) -> Child {
    Command::new("sipp")
        .arg(format!("{NETWORK}.20:5060"))
        .args([
            "-i",
            &format!("{NETWORK}.4"),
            "-p",
            &port.to_string(),
            "-m",
            "1",
            "-nostdin",
            "-timeout",
            "40s",
        ])
        .args(["-timeout_error", "-trace_err", "-sf"])
        .arg(fixture("sipp").join(scenario))
        .current_dir(&deployment.home)
        .env("TERM", "xterm")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sipp is not installed: scripts/test installs it, or apt-get install sip-tester")
}

/// Waits for the end of sipp, which has to be a good one.
async fn succeeds(deployment: &Deployment, mut child: Child) {
    let status = tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap();
    let logs = fs::read_dir(&deployment.home).unwrap().map(|entry| entry.unwrap().path());
    let said: String = logs
        .filter(|path| path.extension().is_some_and(|extension| extension == "log"))
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    assert!(status.success(), "{status}:\n{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pool_behind_kamailio_talks_with_a_partner() {
    let mut deployment = Deployment::new("kamailio", NETWORK).await;
    deployment.script(&format!(
        "Set-CsRegistrar Registrar:pool02.contoso.net -SipNextHop '{NETWORK}.20:5060/Udp'; Enable-CsTopology"
    ));
    let _kamailio = Kamailio::start(&deployment.home, "pool.cfg", NETWORK);
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let jid = |text: &str| address::parse(text).unwrap();
    let (juliet, ann) = (jid(&format!("juliet@{PARTNER}/desk")), jid(USER));
    let say = |text: &str| Stanza::chat(juliet.clone(), ann.clone(), text).with_id(text);
    // Nobody is registered: the sender has the answer of Kamailio.
    deployment.port.sink.send(say("early")).await.unwrap();
    let refused = timeout(LIMIT, deployment.port.incoming.recv()).await.unwrap().unwrap();
    let error = refused.error().unwrap();
    // Taken: what is held here is not confirmed to the sender.
    drop(refused);
    assert_eq!(error.text.as_deref(), Some("480 Not Registered"), "{error:?}");
    // The device takes a message.
    succeeds(&deployment, sipp(&deployment, "register.xml", 5070)).await;
    let device = sipp(&deployment, "receive.xml", 5072);
    let asked = say("hello ann");
    deployment.port.sink.send(asked).await.unwrap();
    succeeds(&deployment, device).await;
    // And sends one, outside a session and inside one.
    for (scenario, text) in [("message.xml", "hello from sipp"), ("session.xml", "in a session")] {
        let device = sipp(&deployment, scenario, 5074);
        let arrived = timeout(LIMIT, deployment.port.incoming.recv()).await;
        let arrived = arrived.unwrap_or_else(|_| panic!("{scenario}:\n{}", deployment.log(POOL))).unwrap();
        let body = arrived.body().unwrap_or_default();
        assert_eq!((body.trim(), arrived.from_domain().as_str()), (text, "contoso.com"), "{arrived:?}");
        drop(arrived);
        succeeds(&deployment, device).await;
    }
}
