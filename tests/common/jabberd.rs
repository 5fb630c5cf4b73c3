//! A real jabberd2 for tests: its router, session manager, and servers for clients and for other servers, with
//! Debian's configuration as far as a test does not need another. It comes from Debian (`scripts/test` installs it);
//! without it these tests fail and say so.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(30);

/// A running jabberd2; ended with the test.
pub struct Jabberd {
    children: Vec<Child>,
    folder: PathBuf,
}

impl Drop for Jabberd {
    fn drop(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
        if std::env::var_os("FEDSH_KEEP").is_none() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// The text without XML comments.
fn without_comments(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The text with other content between the first of these tags and its end, after a place in it.
fn with(text: &str, after: &str, tag: &str, content: &str) -> String {
    let place = text.find(after).unwrap_or_else(|| panic!("jabberd2's configuration has no {after}"));
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let begin =
        text[place..].find(&open).unwrap_or_else(|| panic!("no {open} after {after}")) + place + open.len();
    let end = text[begin..].find(&close).unwrap() + begin;
    format!("{}{content}{}", &text[..begin], &text[end..])
}

impl Jabberd {
    /// Starts one for a domain on an address, with a user `bob` (password `pw`). With a certificate (a PEM text with
    /// its key) it offers TLS to other servers; it authenticates by dialback either way.
    pub fn start(domain: &str, host: &str, dns: SocketAddr, certificate: Option<&str>) -> Jabberd {
        let folder = std::env::temp_dir().join(format!("fedsh-jabberd-{}-{host}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("fs")).unwrap();
        accounts(&folder.join("users.db"), domain);
        let at = folder.display().to_string();
        let pem = certificate.map_or_else(String::new, |text| {
            fs::write(folder.join("server.pem"), text).unwrap();
            format!("<pemfile>{at}/server.pem</pemfile>")
        });
        let address = |port: u16| format!("<ip>{host}</ip><port>{port}</port>");
        let mut jabberd = Jabberd { children: Vec::new(), folder };
        for (name, port) in [("router", 5347), ("sm", 0), ("s2s", 5269), ("c2s", 5222)] {
            let given = format!("/etc/jabberd2/{name}.xml");
            let given = fs::read_to_string(&given).unwrap_or_else(|error| {
                panic!("jabberd2 is not installed ({error}): scripts/test installs it, or apt-get install jabberd2")
            });
            let text = without_comments(&given);
            let text = with(&text, "<log ", "file", &format!("{at}/{name}.log"));
            let text = with(&text, "<id>", "pidfile", &format!("{at}/{name}.pid"));
            let text = match name {
                "router" => with(&text, "<local>", "ip", host),
                _ => with(&text, "<router>", "ip", host),
            };
            let text = match name {
                "sm" => {
                    let text = with(&text, "<local>", "local", &format!("<id>{domain}</id>"));
                    let text = with(&text, "<storage>", "driver", "fs");
                    let text = with(&text, "<fs>", "path", &format!("{at}/fs"));
                    text.replacen("<user>\n", "<user><auto-create/>\n", 1)
                }
                "s2s" => with(&text, "<local>", "local", &format!("{}{pem}", address(port))),
                "c2s" => {
                    let text =
                        with(&text, "<local>", "local", &format!("<id>{domain}</id>{}", address(port)));
                    let text = with(&text, "<authreg>", "module", "sqlite");
                    with(&text, "<sqlite>", "dbname", &format!("{at}/users.db"))
                }
                _ => text,
            };
            jabberd.run(name, &text, host, port, dns);
        }
        jabberd
    }

    /// Starts one of its programs and waits until it listens, or is known to the router.
    fn run(&mut self, name: &str, config: &str, host: &str, port: u16, dns: SocketAddr) {
        let file = self.folder.join(format!("{name}.xml"));
        fs::write(&file, config).unwrap();
        let child = Command::new(format!("jabberd2-{name}"))
            .arg("-c")
            .arg(&file)
            .env("NAMESERVERS", dns.ip().to_string())
            .env("RES_OPTIONS", format!("port:{}", dns.port()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("jabberd2 is not installed: scripts/test installs it, or apt-get install jabberd2");
        self.children.push(child);
        let start = Instant::now();
        let is_ready = || match port {
            0 => self.log().contains("ready for sessions"),
            port => TcpStream::connect((host, port)).is_ok(),
        };
        while !is_ready() {
            assert!(start.elapsed() < LIMIT, "jabberd2-{name} does not start:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What all its programs have logged.
    pub fn log(&self) -> String {
        let read =
            |name: &str| fs::read_to_string(self.folder.join(format!("{name}.log"))).unwrap_or_default();
        ["router", "sm", "s2s", "c2s"].map(read).join("\n")
    }
}

/// The file from which its server for clients knows passwords.
fn accounts(path: &Path, domain: &str) {
    let database = rusqlite::Connection::open(path).unwrap();
    database.execute("CREATE TABLE authreg (username TEXT, realm TEXT, password TEXT)", []).unwrap();
    database.execute("INSERT INTO authreg VALUES ('bob', ?1, 'pw')", [domain]).unwrap();
}
