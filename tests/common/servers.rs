//! Real `fedsh serve` processes over one store, in a home folder of their own.

#![allow(dead_code, reason = "no test uses all of it")]

use fedsh::federation::certificates::CertificateAuthority;
use fedsh::federation::runtime::control::ControlClient;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const LIMIT: Duration = Duration::from_secs(40);

/// A store and its processes; everything ends with it.
pub struct Servers {
    pub home: PathBuf,
    /// The authority that its certificates come from.
    pub authority: CertificateAuthority,
    name_server: Option<SocketAddr>,
    processes: Vec<(String, Child)>,
}

impl Drop for Servers {
    fn drop(&mut self) {
        for (_, child) in &mut self.processes {
            let _ = child.kill();
            let _ = child.wait();
        }
        if std::env::var_os("FEDSH_KEEP").is_none() {
            let _ = fs::remove_dir_all(&self.home);
        }
    }
}

impl Servers {
    /// An empty store. Certificates of partners may lead to its own authority (`roots.pem`).
    pub fn new(name: &str) -> Servers {
        let home = std::env::temp_dir().join(format!("fedsh-faults-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        let authority =
            CertificateAuthority::open_or_create(&home.join(".local/share/fedsh/certificates"), "CA")
                .unwrap();
        fs::write(home.join("roots.pem"), authority.certificate_pem()).unwrap();
        Servers { home, authority, name_server: None, processes: Vec::new() }
    }

    /// Where its processes look names up.
    pub fn set_name_server(&mut self, address: SocketAddr) {
        self.name_server = Some(address);
    }

    /// Runs commands on the store; gives what they print.
    pub fn script(&self, text: &str) -> String {
        let output = self.fedsh().args(["-NoProfile", "-Command", text]).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && errors.is_empty(), "{errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The program, in the surroundings of the store.
    pub fn fedsh(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fedsh"));
        self.surround(&mut command);
        command
    }

    /// Gives a command those surroundings.
    pub fn surround(&self, command: &mut Command) {
        command
            .env("HOME", &self.home)
            .env_remove("XDG_DATA_HOME")
            .env("FEDSH_STORE", self.home.join("cms.db"))
            .env("FEDSH_RUNTIME_DIR", self.home.join("run"));
    }

    /// The control socket of a computer.
    pub fn socket(&self, computer: &str) -> PathBuf {
        self.home.join("run").join(format!("{computer}.sock"))
    }

    /// Starts `fedsh serve` for a computer and waits until it answers.
    pub async fn serve(&mut self, computer: &str) {
        let command = self.fedsh();
        self.serve_by(computer, command, &[]).await;
    }

    /// The same with further options.
    pub async fn serve_with(&mut self, computer: &str, options: &[&str]) {
        let command = self.fedsh();
        self.serve_by(computer, command, options).await;
    }

    /// The same for a process that may have only so many files open.
    pub async fn serve_with_files(&mut self, computer: &str, files: u32) {
        let mut command = Command::new("sh");
        let program = env!("CARGO_BIN_EXE_fedsh");
        command.args(["-c", &format!("ulimit -n {files}; exec {program} \"$@\""), "sh"]);
        self.surround(&mut command);
        self.serve_by(computer, command, &[]).await;
    }

    async fn serve_by(&mut self, computer: &str, mut command: Command, options: &[&str]) {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.log_path(computer)).unwrap();
        command.args(["serve", "--computer", computer, "--allow-private"]);
        if let Some(address) = self.name_server {
            command.args(["--name-server", &address.to_string()]);
        }
        let child = command
            .args(["--partner-roots", &self.home.join("roots.pem").display().to_string()])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        self.processes.push((computer.to_owned(), child));
        let start = Instant::now();
        // It answers as soon as its services have been started.
        while ControlClient::connect(&self.socket(computer)).and_then(|mut host| host.status()).is_err() {
            assert!(start.elapsed() < LIMIT, "{computer} does not answer:\n{}", self.log(computer));
            tokio::task::yield_now().await;
        }
    }

    fn log_path(&self, computer: &str) -> PathBuf {
        self.home.join(format!("{computer}.log"))
    }

    /// What a computer has logged.
    pub fn log(&self, computer: &str) -> String {
        fs::read_to_string(self.log_path(computer)).unwrap_or_default()
    }

    /// Kills a computer's process, as `kill -9` does.
    pub fn kill(&mut self, computer: &str) {
        let index = self.processes.iter().position(|(name, _)| name == computer).unwrap();
        let (_, mut child) = self.processes.remove(index);
        child.kill().unwrap();
        child.wait().unwrap();
        // A killed process leaves its socket behind; the next one takes its place.
        assert!(self.socket(computer).exists());
    }

    /// The process of a computer.
    pub fn pid(&self, computer: &str) -> u32 {
        self.processes.iter().find(|(name, _)| name == computer).unwrap().1.id()
    }

    /// The revision that a computer runs.
    pub fn revision(&self, computer: &str) -> i64 {
        ControlClient::connect(&self.socket(computer)).and_then(|mut host| host.status()).unwrap().revision
    }
}
