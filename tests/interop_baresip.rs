//! A real baresip as a user's device, at our registrar and at a Kamailio in front of the pool: it registers, and
//! messages cross in both directions with an XMPP partner. It comes from Debian (`scripts/test` installs it); without
//! it this test fails and says so.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

use fedsh::federation::xmpp::{Stanza, address};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

#[path = "common/deployment.rs"]
mod deployment;
#[path = "common/kamailio.rs"]
mod kamailio;
#[path = "common/program.rs"]
mod program;
use deployment::{Deployment, EDGE, LIMIT, PARTNER, POOL, USER};
use kamailio::Kamailio;

/// A running baresip with its console; ended with the test.
struct Baresip {
    child: Child,
    console: TcpStream,
    seen: String,
    log: PathBuf,
}

impl Drop for Baresip {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Baresip {
    /// Starts one in a folder; it registers the user by a server and has juliet as its contact.
    async fn start(home: &Path, network: &str, server: SocketAddr) -> Baresip {
        let folder = home.join("baresip");
        fs::create_dir_all(&folder).unwrap();
        let config = format!(
            "sip_listen {network}.4:5064\nnet_interface {network}.4\nmodule_path /usr/lib/baresip/modules\n\
             module g711.so\nmodule_app account.so\nmodule_app contact.so\nmodule_app menu.so\nmodule_app cons.so\n\
             cons_listen {network}.4:5555\n"
        );
        let account = format!(
            "<sip:{USER};transport=tcp>;outbound=\"sip:{server};transport=tcp\";regint=60;auth_pass=pw\n"
        );
        for (name, text) in [
            ("config", config),
            ("accounts", account),
            ("contacts", format!("\"juliet\" <sip:juliet@{PARTNER}>\n")),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        let log = home.join("baresip.log");
        let child = Command::new("baresip")
            .arg("-f")
            .arg(&folder)
            .stdin(Stdio::null())
            .stdout(fs::File::create(&log).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .expect("baresip is not installed: scripts/test installs it, or apt-get install baresip-core");
        let start = Instant::now();
        let console = loop {
            match TcpStream::connect(format!("{network}.4:5555")).await {
                Ok(console) => break console,
                Err(error) => assert!(start.elapsed() < LIMIT, "{error}"),
            }
            sleep(Duration::from_millis(20)).await;
        };
        Baresip { child, console, seen: String::new(), log }
    }

    /// Waits until its console has shown a text.
    async fn shows(&mut self, wanted: &str) {
        let mut buffer = [0; 4096];
        while !self.seen.contains(wanted) {
            let read = timeout(LIMIT, self.console.read(&mut buffer)).await;
            let shown =
                || format!("no {wanted:?} in {:?}\n{}", self.seen, fs::read_to_string(&self.log).unwrap());
            let count = read.unwrap_or_else(|_| panic!("{}", shown())).unwrap();
            assert!(count > 0, "{}", shown());
            self.seen.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
    }

    /// Types a command.
    async fn types(&mut self, command: &str) {
        self.console.write_all(format!("{command}\n").as_bytes()).await.unwrap();
    }
}

/// Messages both ways, several times.
async fn talks(deployment: &mut Deployment, server: SocketAddr) {
    let mut baresip = Baresip::start(&deployment.home, deployment.network, server).await;
    let jid = |text: &str| address::parse(text).unwrap();
    let (juliet, ann) = (jid(&format!("juliet@{PARTNER}/desk")), jid(USER));
    let start = Instant::now();
    let mut number = 0;
    // Until it has registered, nobody is there.
    loop {
        let text = format!("hello {number}");
        let stanza = Stanza::chat(juliet.clone(), ann.clone(), text.clone()).with_id(text.clone());
        deployment.port.sink.send(stanza).await.unwrap();
        let refused = timeout(Duration::from_millis(300), deployment.port.incoming.recv()).await;
        if refused.is_err() {
            baresip.shows(&format!("\"{text}\"")).await;
            break;
        }
        assert!(start.elapsed() < LIMIT, "it does not register:\n{}", deployment.log(POOL));
        number += 1;
    }
    for number in 0..5 {
        baresip.types(&format!("/message out {number}")).await;
        let arrived = timeout(LIMIT, deployment.port.incoming.recv()).await;
        let arrived = arrived.unwrap_or_else(|_| panic!("{}", deployment.log(POOL))).unwrap();
        assert_eq!(arrived.body(), Some(format!("out {number}")), "{arrived:?}");
        let back = Stanza::chat(juliet.clone(), ann.clone(), format!("in {number} – ä")).with_id("back");
        deployment.port.sink.send(back).await.unwrap();
        baresip.shows(&format!("\"in {number} – ä\"")).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn baresip_at_our_registrar_talks_with_a_partner() {
    let mut deployment = Deployment::new("baresip", "127.49.14").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let server = deployment.registrar();
    talks(&mut deployment, server).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn baresip_at_a_kamailio_talks_with_a_partner() {
    let network = "127.49.15";
    let mut deployment = Deployment::new("baresip-kamailio", network).await;
    deployment.script(&format!(
        "Set-CsRegistrar Registrar:pool02.contoso.net -SipNextHop '{network}.20:5060/Udp'; Enable-CsTopology"
    ));
    let _kamailio = Kamailio::start(&deployment.home, "pool.cfg", network);
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    talks(&mut deployment, format!("{network}.20:5060").parse().unwrap()).await;
}
