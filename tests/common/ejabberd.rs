//! A real ejabberd for tests. It comes from Debian (`scripts/test` installs it); without it these tests fail and
//! say so.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Erlang needs long on a machine that does other things.
const LIMIT: Duration = Duration::from_secs(120);

/// A running ejabberd; ended with the test.
pub struct Ejabberd {
    child: Child,
    folder: PathBuf,
}

impl Drop for Ejabberd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::env::var_os("FEDSH_KEEP").is_none() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl Ejabberd {
    /// Starts one on an address for these domains, with a user `bob` (password `pw`) in each; `certificates` are
    /// PEM texts with their keys, `hosts` names with their addresses: the system would be asked for them, not the name server.
    pub fn start(
        host: &str,
        domains: &[&str],
        dns: SocketAddr,
        certificates: &[String],
        roots: &str,
        hosts: &[(&str, String)],
    ) -> Ejabberd {
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
            "hosts: [{}]\nloglevel: debug\ncertfiles: [{}]\nca_file: {at}/ca.crt\ns2s_use_starttls: required\n\
             s2s_cafile: {at}/ca.crt\nauth_method: internal\nlisten:\n\
             - {{port: 5269, ip: {host}, module: ejabberd_s2s_in}}\n\
             - {{port: 5222, ip: {host}, module: ejabberd_c2s}}\n\
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
        let mut erlang = Command::new("erl");
        if !hosts.is_empty() {
            let lines = hosts.iter().map(|(name, address)| format!("{address} {name}\n"));
            fs::write(folder.join("hosts"), lines.collect::<String>()).unwrap();
            erlang.env("LD_PRELOAD", "libnss_wrapper.so").env("NSS_WRAPPER_HOSTS", folder.join("hosts"));
        }
        let child = erlang
            .args(["-noinput", "-mnesia", "dir", &format!("\"{at}/db\""), "-eval"])
            .arg(format!("application:ensure_all_started(ejabberd), {users} ok."))
            .env("EJABBERD_CONFIG_PATH", folder.join("ejabberd.yml"))
            .env("EJABBERD_LOG_PATH", folder.join("ejabberd.log"))
            .env("ERL_INETRC", folder.join("inetrc"))
            .env("ERL_LIBS", "/usr/lib/x86_64-linux-gnu")
            .env("HOME", &folder)
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("ejabberd is not installed: scripts/test installs it, or apt-get install ejabberd");
        let ejabberd = Ejabberd { child, folder };
        let start = Instant::now();
        while TcpStream::connect((host, 5222)).is_err() || TcpStream::connect((host, 5269)).is_err() {
            assert!(start.elapsed() < LIMIT, "ejabberd does not listen:\n{}", ejabberd.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        ejabberd
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("ejabberd.log")).unwrap_or_default()
    }
}
