//! A real ACME server for tests: Let's Encrypt's pebble. It comes from Debian (`scripts/test` installs it); without
//! it these tests fail and say so.

use super::program::Program;
use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(30);

/// A running authority; ended with the test.
pub struct Pebble {
    program: Program,
    pub folder: tempfile::TempDir,
    port: u16,
}

/// A free port of this machine's own.
pub fn free_port(host: &str) -> u16 {
    TcpListener::bind((host, 0)).unwrap().local_addr().unwrap().port()
}

impl Pebble {
    /// Starts one that asks this name server, and reads pages at this port. `account` is the name and the key of the
    /// account that it wants to see, if any.
    pub fn start(dns: SocketAddr, http_port: u16, account: Option<(&str, &str)>) -> Pebble {
        Pebble::start_refusing(5, dns, http_port, account)
    }

    /// One that refuses this share of good nonces by chance, in percent.
    pub fn start_refusing(
        percent: u32,
        dns: SocketAddr,
        http_port: u16,
        account: Option<(&str, &str)>,
    ) -> Pebble {
        let folder = tempfile::tempdir().unwrap();
        let authority = CertificateAuthority::create("Root of the test's web").unwrap();
        let issued = authority.issue(&CertificateRequest::for_host("localhost", &[])).unwrap();
        let file = |name: &str| folder.path().join(name);
        fs::write(file("roots.pem"), authority.certificate_pem()).unwrap();
        fs::write(file("server.pem"), &issued.chain_pem).unwrap();
        fs::write(file("server.key"), issued.key.expose_pem()).unwrap();
        let (port, management) = (free_port("127.0.0.1"), free_port("127.0.0.1"));
        let keys = account.map(|(name, key)| format!("\"{name}\": \"{key}\"")).unwrap_or_default();
        let config = format!(
            "{{ \"pebble\": {{ \"listenAddress\": \"127.0.0.1:{port}\", \"managementListenAddress\": \"127.0.0.1:{management}\", \
             \"certificate\": \"{at}/server.pem\", \"privateKey\": \"{at}/server.key\", \"httpPort\": {http_port}, \
             \"tlsPort\": 1, \"externalAccountBindingRequired\": {}, \"externalAccountMACKeys\": {{ {keys} }} }} }}",
            account.is_some(),
            at = folder.path().display()
        );
        fs::write(file("config.json"), config).unwrap();
        let at = folder.path().to_owned();
        let build = move || {
            let log = fs::OpenOptions::new().create(true).append(true).open(at.join("log")).unwrap();
            let mut command = Command::new("pebble");
            command.arg("-config").arg(at.join("config.json")).arg("-dnsserver").arg(dns.to_string());
            // It waits at random before it looks, unless it is told not to.
            command.env("PEBBLE_VA_NOSLEEP", "1").stdin(Stdio::null());
            // Half of the names that were proved before would need no proof, at random.
            command.env("PEBBLE_AUTHZREUSE", "0").env("PEBBLE_WFE_NONCEREJECT", percent.to_string());
            command.stdout(log.try_clone().unwrap()).stderr(log);
            command
        };
        let program = Program::start(build)
            .expect("pebble is not installed: scripts/test installs it, or apt-get install pebble");
        let pebble = Pebble { program, folder, port };
        pebble.wait();
        pebble
    }

    fn wait(&self) {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(start.elapsed() < LIMIT, "pebble does not listen:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends it and starts it again: it then knows no account any more.
    pub fn restart(&mut self) {
        self.program.kill();
        self.program.restart().unwrap();
        self.wait();
    }

    /// URL of its directory.
    pub fn directory(&self) -> String {
        format!("https://localhost:{}/dir", self.port)
    }

    /// The roots of its own certificate.
    pub fn roots(&self) -> PathBuf {
        self.folder.path().join("roots.pem")
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}
