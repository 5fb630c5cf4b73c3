//! A real Prosody for tests. It comes from Debian (`scripts/test` installs it); without it these tests fail and
//! say so.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::program::Program;

const LIMIT: Duration = Duration::from_secs(30);

/// A running Prosody; ended with the test.
pub struct Prosody {
    /// The process, which tests break.
    pub program: Program,
    folder: PathBuf,
}

impl Drop for Prosody {
    fn drop(&mut self) {
        self.program.kill();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Prosody {
    /// Starts one on an address, with its certificate and the roots it trusts.
    #[allow(dead_code, reason = "a test with network namespaces starts it by a command of its own")]
    pub fn start(
        theirs: &str,
        host: &str,
        dns: SocketAddr,
        certificate: &str,
        key: &str,
        roots: &str,
        extra: &str,
    ) -> Prosody {
        let command = || Command::new("prosody");
        Prosody::start_by(command, theirs, host, dns, certificate, key, roots, extra)
    }

    /// The same by a command of one's own, as one that runs in a network namespace.
    #[allow(clippy::too_many_arguments, reason = "a server has that many sides")]
    pub fn start_by(
        command: impl Fn() -> Command + Send + 'static,
        theirs: &str,
        host: &str,
        dns: SocketAddr,
        certificate: &str,
        key: &str,
        roots: &str,
        extra: &str,
    ) -> Prosody {
        let folder = std::env::temp_dir().join(format!("fedsh-prosody-{}-{host}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("data")).unwrap();
        for (name, text) in [("server.crt", certificate), ("server.key", key), ("ca.crt", roots)] {
            fs::write(folder.join(name), text).unwrap();
        }
        let plugins = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/prosody");
        let at = folder.display();
        let config = format!(
            r#"
run_as_root = true; daemonize = false; pidfile = "{at}/prosody.pid"; data_path = "{at}/data"
log = {{ {{ levels = {{ min = "debug" }}, to = "file", filename = "{at}/prosody.log" }} }}
plugin_paths = {{ "{}" }}
modules_enabled = {{ "tls"; "dialback"; "saslauth"; "fedsh_echo" }}
modules_disabled = {{ "c2s"; "offline" }}
interfaces = {{ "{host}" }}; s2s_ports = {{ 5269 }}; c2s_ports = {{ }}; use_ipv6 = false
unbound = {{ resolvconf = false; hoststxt = false; forward = {{ "{}@{}" }}; options = {{ ["do-not-query-localhost:"] = "no" }} }}
ssl = {{ certificate = "{at}/server.crt"; key = "{at}/server.key"; cafile = "{at}/ca.crt" }}
s2s_require_encryption = true
{extra}
VirtualHost "{theirs}"
"#,
            plugins.display(),
            dns.ip(),
            dns.port()
        );
        let file = folder.join("prosody.cfg.lua");
        fs::write(&file, config).unwrap();
        let started = Program::start(move || {
            let mut command = command();
            command.arg("-F").arg("--config").arg(&file);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            command
        });
        let program = started.expect(
            "Prosody is not installed: scripts/test installs it, or apt-get install prosody lua-unbound",
        );
        let prosody = Prosody { program, folder };
        let start = Instant::now();
        while TcpStream::connect((host, 5269)).is_err() {
            assert!(start.elapsed() < LIMIT, "Prosody does not listen:\n{}", prosody.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        prosody
    }

    /// Where it keeps its data.
    #[allow(dead_code, reason = "not every test that has a Prosody has users in it")]
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("prosody.log")).unwrap_or_default()
    }
}
