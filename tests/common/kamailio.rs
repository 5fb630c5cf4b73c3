//! A real Kamailio for tests. It comes from Debian (`scripts/test` installs it); without it these tests fail and say
//! so.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::program::Program;

const LIMIT: Duration = Duration::from_secs(40);

/// A running Kamailio; ended with the test.
pub struct Kamailio {
    /// The process, which tests break.
    #[allow(dead_code, reason = "not every test breaks it")]
    pub program: Program,
    log: PathBuf,
    network: String,
}

impl Drop for Kamailio {
    fn drop(&mut self) {
        self.program.end();
    }
}

impl Kamailio {
    /// Starts one at host 20 of a network by a configuration of `tests/fixtures/kamailio`; its files are in a home
    /// folder.
    pub fn start(home: &Path, config: &str, network: &str) -> Kamailio {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kamailio").join(config);
        let config = fs::read_to_string(fixture).unwrap().replace("{n}", network);
        let config = config.replace("{home}", &home.display().to_string());
        let (file, log, home) = (home.join("kamailio.cfg"), home.join("kamailio.log"), home.to_owned());
        fs::write(&file, config).unwrap();
        let said = log.clone();
        let started = Program::start(move || {
            let mut command = Command::new("kamailio");
            command.args(["-DD", "-E", "-m", "64", "-M", "8", "-f"]).arg(&file);
            command.args(["-Y".into(), home.clone()]).stdin(Stdio::null()).stdout(Stdio::null());
            let log = fs::OpenOptions::new().create(true).append(true).open(&said);
            command.stderr(log.map_or_else(|_| Stdio::null(), Stdio::from));
            command
        });
        let program = started
            .expect("Kamailio is not installed: scripts/test installs it, or apt-get install kamailio");
        let kamailio = Kamailio { program, log, network: network.to_owned() };
        kamailio.listens();
        kamailio
    }

    /// Waits until it listens.
    pub fn listens(&self) {
        let start = Instant::now();
        while TcpStream::connect((format!("{}.20", self.network), 5060)).is_err() {
            let said = fs::read_to_string(&self.log).unwrap_or_default();
            assert!(start.elapsed() < LIMIT, "Kamailio does not listen:\n{said}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
