//! A real BIND for tests. It comes from Debian (`scripts/test` installs it); without it these tests fail and say so.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(30);

/// A running name server with one zone that a key may change; ended with the test.
pub struct Bind {
    child: Child,
    pub folder: PathBuf,
    pub address: SocketAddr,
}

impl Drop for Bind {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What `tsig-keygen` would write.
pub fn key(name: &str, secret: &str) -> String {
    format!("key \"{name}\" {{\n\talgorithm hmac-sha256;\n\tsecret \"{secret}\";\n}};\n")
}

impl Bind {
    /// Starts one for a zone whose records are as in a zone file; `key` is a key file's text.
    pub fn start(zone: &str, records: &str, key: &str) -> Bind {
        // It only listens at addresses that an interface has, of which loopback has one.
        let host = "127.0.0.1";
        let port = std::net::TcpListener::bind((host, 0)).unwrap().local_addr().unwrap().port();
        let folder = std::env::temp_dir().join(format!("fedsh-bind-{}-{port}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("fedsh.key"), key).unwrap();
        let data =
            format!("$TTL 3600\n@ SOA ns hostmaster 1 3600 600 86400 0\n@ NS ns\nns A {host}\n{records}\n");
        fs::write(folder.join("zone.db"), data).unwrap();
        let name = key.split('"').nth(1).unwrap();
        let at = folder.display();
        let config = format!(
            "include \"{at}/fedsh.key\";\noptions {{ directory \"{at}\"; pid-file none; session-keyfile none; \
             listen-on port {port} {{ {host}; }}; listen-on-v6 {{ none; }}; recursion no; dnssec-validation no; \
             empty-zones-enable no; }};\ncontrols {{ }};\n\
             zone \"{zone}\" {{ type primary; file \"zone.db\"; allow-update {{ key \"{name}\"; }}; }};\n"
        );
        fs::write(folder.join("named.conf"), config).unwrap();
        let log = fs::File::create(folder.join("log")).unwrap();
        let child = Command::new("named")
            .args(["-g", "-c"])
            .arg(folder.join("named.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("BIND is not installed: scripts/test installs it, or apt-get install bind9");
        let bind = Bind { child, folder, address: SocketAddr::new(host.parse().unwrap(), port) };
        let start = Instant::now();
        while TcpStream::connect(bind.address).is_err() {
            assert!(start.elapsed() < LIMIT, "BIND does not listen:\n{}", bind.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        bind
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}
