//! The prompt in a real pseudo-terminal: the keys of `tests/oracle/terminal.jsonl` are typed, and the screen that
//! is left must be the one that PowerShell left. `tests/oracle/terminal_passing.txt` lists the sessions that match
//! and only grows (`FEDSH_TERMINAL_UPDATE=1` rewrites it).

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long nothing may come before a screen counts as settled.
const QUIET: Duration = Duration::from_millis(400);
/// The longest that one step may take.
const LIMIT: Duration = Duration::from_secs(20);

struct Session {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    keyboard: Box<dyn Write + Send>,
}

impl Session {
    fn screen(&self) -> String {
        let (_, columns) = self.parser.screen().size();
        let rows: Vec<String> =
            self.parser.screen().rows(0, columns).map(|row| row.trim_end().to_string()).collect();
        rows.join("\n").trim_end_matches('\n').to_string()
    }

    /// Takes what comes until nothing has come for a while.
    fn settle(&mut self, expected: Option<&str>, work: &Path) {
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            match self.output.recv_timeout(QUIET) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(_) if self.screen().trim().is_empty() => {}
                Err(_)
                    if expected.is_some_and(|wanted| named(&self.screen(), work) != wanted)
                        && Instant::now() + LIMIT / 2 < end => {}
                Err(_) => return,
            }
        }
    }

    fn send(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }
}

/// The session's folder as the recording writes it.
fn named(screen: &str, work: &Path) -> String {
    let name = work.file_name().unwrap().to_string_lossy().into_owned();
    screen.replace(&work.display().to_string(), "<work>").replace(&format!("\n{name}"), "<work>")
}

/// What a key by tmux's name sends.
fn key(name: &str) -> String {
    match name {
        "Enter" => "\r".into(),
        "Tab" => "\t".into(),
        "BTab" => "\x1b[Z".into(),
        "BSpace" => "\x7f".into(),
        "Escape" => "\x1b".into(),
        "Space" => " ".into(),
        "Up" => "\x1b[A".into(),
        "Down" => "\x1b[B".into(),
        "Right" => "\x1b[C".into(),
        "Left" => "\x1b[D".into(),
        "Home" => "\x1b[1~".into(),
        "End" => "\x1b[4~".into(),
        "DC" => "\x1b[3~".into(),
        "C-Space" => "\0".into(),
        _ => match (name.strip_prefix("C-"), name.strip_prefix("M-")) {
            (Some(letter), _) => char::from(letter.as_bytes()[0] & 0x1f).to_string(),
            (_, Some(letter)) => format!("\x1b{letter}"),
            _ => name.to_string(),
        },
    }
}

fn start(case: &Value, work: &Path) -> Session {
    std::fs::create_dir(work.join("home")).unwrap();
    std::fs::create_dir(work.join("w")).unwrap();
    for (name, text) in case.get("files").and_then(Value::as_object).into_iter().flatten() {
        std::fs::write(work.join("w").join(name), text.as_str().unwrap()).unwrap();
    }
    let number = |name: &str, usual: u64| case.get(name).and_then(Value::as_u64).unwrap_or(usual) as u16;
    let (columns, rows) = (number("columns", 80), number("rows", 24));
    let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new("sh");
    let line =
        format!("{} -NoProfile -NoLogo; echo \"[exit $?]\"; exec sleep 60", env!("CARGO_BIN_EXE_fedsh"));
    command.args(["-c", &line]);
    command.cwd(work.join("w"));
    command.env_clear();
    let environment = [
        ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        ("TZ", "UTC"),
        ("LANG", "en_US.UTF-8"),
        ("LC_ALL", "C.UTF-8"),
        ("TERM", "xterm-256color"),
    ];
    environment.iter().for_each(|(name, value)| command.env(name, value));
    command.env("HOME", work.join("home"));
    let child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let keyboard = pair.master.take_writer().unwrap();
    let (sender, output) = channel();
    std::thread::spawn(move || {
        // The terminal lives as long as somebody reads it.
        let _held = (pair, child);
        let mut bytes = [0u8; 4096];
        while let Ok(count) = reader.read(&mut bytes) {
            if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    Session { parser: vt100::Parser::new(rows, columns, 0), output, keyboard }
}

/// Plays one session and gives its last screen.
fn play(case: &Value, expected: Option<&str>) -> String {
    let folder = tempfile::Builder::new().prefix("t").rand_bytes(8).tempdir_in("/tmp").unwrap();
    let work = folder.path();
    let mut session = start(case, work);
    session.settle(None, work);
    let steps = case.get("steps").and_then(Value::as_array).unwrap();
    for (index, step) in steps.iter().enumerate() {
        if let Some(text) = step.get("text").and_then(Value::as_str) {
            session.send(text);
        }
        for name in step.get("keys").and_then(Value::as_array).into_iter().flatten() {
            session.send(&key(name.as_str().unwrap()));
        }
        session.settle(expected.filter(|_| index + 1 == steps.len()), work);
    }
    named(&session.screen(), work)
}

#[test]
fn screens_are_those_that_powershell_left() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let text = std::fs::read_to_string(root.join("terminal.jsonl")).unwrap();
    let cases: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let list = root.join("terminal_passing.txt");
    let listed: BTreeSet<String> =
        std::fs::read_to_string(&list).unwrap_or_default().lines().map(str::to_string).collect();
    let updating = std::env::var_os("FEDSH_TERMINAL_UPDATE").is_some();
    let mut passing = BTreeSet::new();
    let mut lost = Vec::new();
    for case in &cases {
        let id = case["id"].as_str().unwrap().to_string();
        if !updating && !listed.contains(&id) {
            continue;
        }
        let expected = case["screen"].as_str().unwrap();
        let shown = play(case, (!updating).then_some(expected));
        if shown == expected {
            passing.insert(id);
        } else if listed.contains(&id) {
            lost.push(format!("{id}\n--- expected\n{expected}\n+++ got\n{shown}"));
        }
    }
    println!("terminal: {} of {} screens match", passing.len(), cases.len());
    if !lost.is_empty() {
        panic!("screens that matched before:\n{}", lost.join("\n"));
    }
    if updating {
        let lines: String = passing.iter().map(|name| format!("{name}\n")).collect();
        std::fs::write(&list, lines).unwrap();
    }
}
