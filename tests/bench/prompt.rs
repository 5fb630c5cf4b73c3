//! The prompt: time from a key to the screen at a buffer of 1,000 lines, to the first prompt, and of completion,
//! also with 100,000 users in the store (`FEDSH_BENCH_USERS` sets their number).
//!
//! `cargo bench --bench prompt`. The shell runs in a pseudo-terminal; the median counts.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops when it cannot run"
)]

#[path = "../common/terminal.rs"]
mod terminal;

use portable_pty::CommandBuilder;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(60);
const LINES: usize = 1_000;
const KEYS: usize = 50;

struct Shell {
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
}

fn main() {
    let mut first: Vec<Duration> = (0..10).map(|_| first_prompt().1).collect();
    report("first prompt", &mut first, 20.0);
    let (mut shell, _) = first_prompt();
    let mut empty = shell.keys();
    report("key to screen, empty buffer", &mut empty, 5.0);
    shell.keyboard.write_all(b"\x03").unwrap();
    shell.wait("> ");
    let mut shell = first_prompt().0;
    shell.fill();
    let mut full = shell.keys();
    report(&format!("key to screen, {LINES} lines"), &mut full, 5.0);
    for (name, input) in [
        ("completion of a command", "Get-Ch"),
        ("completion of a parameter", "Get-ChildItem -"),
        ("completion of a path", "Get-Item /usr/"),
        ("completion of a member", "(Get-Date)."),
        ("completion of a type", "[System.Te"),
    ] {
        report(name, &mut completions(input, Path::new("/nonexistent")), 20.0);
    }
    let folder = std::env::temp_dir().join(format!("fedsh-prompt-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    users(&folder);
    for input in [
        "Get-CsUser ",
        "Get-CsUser user999",
        "Get-CsUser sip:user12",
        "Move-CsUser user77777",
        "Move-CsUser user1 -Target ",
        "Grant-CsExternalAccessPolicy -Identity user5",
        "Grant-CsExternalAccessPolicy user5 -PolicyName ",
        "Get-CsUser | Where-Object Enab",
    ] {
        report(input, &mut completions(input, &folder.join("cms.db")), 20.0);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Makes a store with a pool, a policy and many users.
fn users(folder: &Path) {
    let count: usize =
        std::env::var("FEDSH_BENCH_USERS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let mut rows = String::from("SipAddress,DisplayName,Enabled\n");
    for index in 0..count {
        rows.push_str(&format!("sip:user{index}@contoso.com,User {index},TRUE\n"));
    }
    std::fs::write(folder.join("users.csv"), rows).unwrap();
    let script = "New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool01.contoso.net -Site Redmond | Out-Null
New-CsExternalAccessPolicy Xmpp | Out-Null
Import-CsUserData users.csv -RegistrarPool pool01.contoso.net | Out-Null";
    let made = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-Command", script])
        .current_dir(folder)
        .env("FEDSH_STORE", folder.join("cms.db"))
        .status()
        .unwrap();
    assert!(made.success());
}

fn report(name: &str, times: &mut [Duration], target: f64) {
    times.sort();
    let milliseconds = |at: usize| times[at.min(times.len() - 1)].as_secs_f64() * 1e3;
    let (median, worst) = (milliseconds(times.len() / 2), milliseconds(times.len() * 95 / 100));
    println!("{name:48} median {median:7.2} ms, 95 % {worst:7.2} ms, target {target:.0} ms");
}

/// A shell and the time to its first prompt.
fn first_prompt() -> (Shell, Duration) {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fedsh"));
    command.args(["-NoProfile", "-NoLogo"]);
    command.cwd("/");
    command.env("TERM", "xterm-256color");
    command.env("XDG_DATA_HOME", std::env::temp_dir().join(format!("fedsh-prompt-{}", std::process::id())));
    let start = Instant::now();
    let (output, keyboard) = terminal::open(command, (120, 40));
    let mut shell = Shell { keyboard, output, seen: Vec::new() };
    shell.wait("PS /> ");
    (shell, start.elapsed())
}

impl Shell {
    /// Waits until a text has come, and forgets everything up to it.
    fn wait(&mut self, text: &str) {
        let end = Instant::now() + LIMIT;
        loop {
            let found = self.seen.windows(text.len()).position(|part| part == text.as_bytes());
            if let Some(at) = found {
                self.seen.drain(..at + text.len());
                return;
            }
            let left = end.saturating_duration_since(Instant::now());
            let bytes = self.output.recv_timeout(left).unwrap();
            self.seen.extend(bytes);
        }
    }

    /// Opens a block and types lines into it.
    fn fill(&mut self) {
        self.keyboard.write_all(b"if ($true) {\r").unwrap();
        self.wait(">> ");
        for line in 0..LINES {
            let text =
                format!("$value{line} = Get-Item -Path '/tmp' | Where-Object {{ $_.Name -eq {line} }}\r");
            self.keyboard.write_all(text.as_bytes()).unwrap();
            self.wait("\n");
            self.wait(">> ");
        }
    }

    /// Types letters one by one; the time until each is on the screen.
    fn keys(&mut self) -> Vec<Duration> {
        // What was drawn before is not an answer.
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(300)) {
            drop(bytes);
        }
        (0..KEYS)
            .map(|index| {
                self.seen.clear();
                let letter = [b'g' + (index % 16) as u8];
                let start = Instant::now();
                self.keyboard.write_all(&letter).unwrap();
                self.keyboard.flush().unwrap();
                self.wait(std::str::from_utf8(&letter).unwrap());
                start.elapsed()
            })
            .collect()
    }
}

/// Times that the shell itself takes for the completion of an input.
fn completions(input: &str, store: &Path) -> Vec<Duration> {
    let script = format!(
        "$text = '{input}'; $found = TabExpansion2 $text $text.Length; \
         if (!$found.CompletionMatches.Count) {{ throw 'nothing' }}; 1..20 | ForEach-Object {{ (Measure-Command {{ TabExpansion2 $text $text.Length }}).Ticks }}"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-Command", &script])
        .current_dir("/")
        .env("FEDSH_STORE", store)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| Duration::from_nanos(line.trim().parse::<u64>().unwrap() * 100)).collect()
}
