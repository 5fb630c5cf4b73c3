//! A real ejabberd for tests. It comes from Debian (`scripts/test` installs it); without it these tests fail and
//! say so.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::program::Program;

/// Erlang needs long on a machine that does other things.
const LIMIT: Duration = Duration::from_secs(120);

/// What an ejabberd is told.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    /// Its address for servers, and the one for clients.
    pub host: &'a str,
    pub desk: &'a str,
    pub domains: &'a [&'a str],
    pub dns: SocketAddr,
    /// PEM texts with their keys.
    pub certificates: &'a [String],
    pub roots: &'a str,
    /// Names with their addresses.
    pub hosts: &'a [(&'a str, String)],
    /// The level of its log.
    pub log: &'a str,
}

/// A running ejabberd; ended with the test.
pub struct Ejabberd {
    /// The process, which tests break.
    pub program: Program,
    folder: PathBuf,
}

impl Drop for Ejabberd {
    fn drop(&mut self) {
        self.program.kill();
        if std::env::var_os("FEDSH_KEEP").is_none() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl Ejabberd {
    /// Starts one on an address for these domains, with a user `bob` (password `pw`) in each; `certificates` are
    /// PEM texts with their keys, `hosts` names with their addresses: the system would be asked for them, not the name server.
    #[allow(dead_code, reason = "not every test leaves everything else as it is")]
    pub fn start(
        host: &str,
        domains: &[&str],
        dns: SocketAddr,
        certificates: &[String],
        roots: &str,
        hosts: &[(&str, String)],
    ) -> Ejabberd {
        let setup = Setup { host, desk: host, domains, dns, certificates, roots, hosts, log: "debug" };
        Ejabberd::start_by(|| Command::new("erl"), &setup)
    }

    /// The same by a command of one's own, as one that runs in a network namespace.
    pub fn start_by(command: impl Fn() -> Command + Send + 'static, setup: &Setup) -> Ejabberd {
        let Setup { host, desk, domains, dns, certificates, roots, hosts, log } = *setup;
        let folder = std::env::temp_dir().join(format!("fedsh-ejabberd-{}-{host}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("db")).unwrap();
        fs::write(folder.join("ca.crt"), roots).unwrap();
        let at = folder.display().to_string();
        let names: Vec<String> = (0..certificates.len()).map(|index| format!("{at}/{index}.pem")).collect();
        for (name, text) in names.iter().zip(certificates) {
            fs::write(name, text).unwrap();
        }
        let config = format!(
            "hosts: [{}]\nloglevel: {log}\ncertfiles: [{}]\nca_file: {at}/ca.crt\ns2s_use_starttls: required\n\
             s2s_max_retry_delay: 1\n\
             s2s_cafile: {at}/ca.crt\nauth_method: internal\nlisten:\n\
             - {{port: 5269, ip: {host}, module: ejabberd_s2s_in}}\n\
             - {{port: 5222, ip: {desk}, module: ejabberd_c2s}}\n\
             modules: {{mod_roster: {{}}, mod_ping: {{}}, mod_disco: {{}}, mod_s2s_dialback: {{}}}}\n",
            domains.join(", "),
            names.join(", ")
        );
        fs::write(folder.join("ejabberd.yml"), config).unwrap();
        let own = rustix::system::uname().nodename().to_string_lossy().into_owned();
        let server = dns.ip().to_string().replace('.', ",");
        // No resolv.conf comes first: it takes name servers away that were named before.
        let inetrc = format!(
            "{{resolv_conf,\"\"}}.\n{{lookup,[file,dns]}}.\n{{host,{{127,0,0,1}},[\"{own}\",\"localhost\"]}}.\n\
             {{nameserver,{{{server}}},{}}}.\n",
            dns.port()
        );
        fs::write(folder.join("inetrc"), inetrc).unwrap();
        let users: String = domains
            .iter()
            .map(|domain| format!("ejabberd_auth:try_register(<<\"bob\">>,<<\"{domain}\">>,<<\"pw\">>),"))
            .collect();
        let lines = hosts.iter().map(|(name, address)| format!("{address} {name}\n"));
        fs::write(folder.join("hosts"), lines.collect::<String>()).unwrap();
        let (home, has_hosts) = (folder.clone(), !hosts.is_empty());
        let started = Program::start(move || {
            let mut erlang = command();
            erlang
                .args(["-noinput", "-mnesia", "dir", &format!("\"{at}/db\""), "-eval"])
                .arg(format!("application:ensure_all_started(ejabberd), {users} ok."))
                .env("EJABBERD_CONFIG_PATH", home.join("ejabberd.yml"))
                .env("EJABBERD_LOG_PATH", home.join("ejabberd.log"))
                .env("ERL_INETRC", home.join("inetrc"))
                .env("ERL_LIBS", "/usr/lib/x86_64-linux-gnu")
                .env("HOME", &home)
                .current_dir(&home)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            if has_hosts {
                erlang.env("LD_PRELOAD", "libnss_wrapper.so").env("NSS_WRAPPER_HOSTS", home.join("hosts"));
            }
            erlang
        });
        let program = started
            .expect("ejabberd is not installed: scripts/test installs it, or apt-get install ejabberd");
        let ejabberd = Ejabberd { program, folder };
        let start = Instant::now();
        while TcpStream::connect((desk, 5222)).is_err() || TcpStream::connect((host, 5269)).is_err() {
            assert!(start.elapsed() < LIMIT, "ejabberd does not listen:\n{}", ejabberd.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        ejabberd
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("ejabberd.log")).unwrap_or_default()
    }
}
