//! A real Kamailio for tests. It comes from Debian (`scripts/test` installs it); without it these tests fail and say
//! so.

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(40);

/// A running Kamailio; ended with the test.
pub struct Kamailio(Child);

impl Drop for Kamailio {
    fn drop(&mut self) {
        // It ends its own children.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

impl Kamailio {
    /// Starts one at host 20 of a network by a configuration of `tests/fixtures/kamailio`; its files are in a home
    /// folder.
    pub fn start(home: &Path, config: &str, network: &str) -> Kamailio {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kamailio").join(config);
        let config = fs::read_to_string(fixture).unwrap().replace("{n}", network);
        let (file, log) = (home.join("kamailio.cfg"), home.join("kamailio.log"));
        fs::write(&file, config).unwrap();
        let child = Command::new("kamailio")
            .args(["-DD", "-E", "-m", "64", "-M", "8", "-f"])
            .arg(&file)
            .args(["-Y".into(), home.to_owned()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).unwrap())
            .spawn()
            .expect("Kamailio is not installed: scripts/test installs it, or apt-get install kamailio");
        let kamailio = Kamailio(child);
        let start = Instant::now();
        while TcpStream::connect((format!("{network}.20"), 5060)).is_err() {
            let said = fs::read_to_string(&log).unwrap_or_default();
            assert!(start.elapsed() < LIMIT, "Kamailio does not listen:\n{said}");
            std::thread::sleep(Duration::from_millis(20));
        }
        kamailio
    }
}
