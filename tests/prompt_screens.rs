//! What the prompt's items look like at 80 and 120 columns. `tests/terminal/<name>.session` says what is typed,
//! `<name>.80.screen` and `<name>.120.screen` what the terminal shows at its end (`FEDSH_SCREENS_UPDATE=1` writes
//! those that are missing or differ: read them before they are committed).
//!
//! Lines of a session: `> text` types a line and Enter, `type text` types without Enter, `keys Up C-c` presses keys,
//! `paste text` pastes with `\n` for line breaks, `env NAME=value`, `start arguments`, `file path` with the lines up
//! to `end` (below the folder of home and `w`); `wait text` waits until the screen shows a text, `sent text` until the
//! terminal got it (`\e` is escape, `\a` the bell); `bytes 41 e9` types bytes; `resize 60 20` gives the window another size.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by panicking")]

#[path = "common/terminal.rs"]
mod terminal;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use terminal::{Session, key, named, start};

const WIDTHS: [u16; 2] = [80, 120];
const ROWS: u16 = 24;
/// Sessions that run at once: they mostly wait.
const AT_ONCE: usize = 6;

struct Script {
    arguments: String,
    environment: Vec<(String, String)>,
    files: Vec<(String, String)>,
    steps: Vec<Step>,
}

enum Step {
    Send(Vec<u8>),
    Wait(String),
    Sent(String),
    Resize(u16, u16),
}

fn read(path: &Path) -> Script {
    let text = std::fs::read_to_string(path).unwrap();
    let mut script = Script {
        arguments: "-NoProfile -NoLogo".into(),
        environment: Vec::new(),
        files: Vec::new(),
        steps: Vec::new(),
    };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "" | "#" => {}
            ">" => script.steps.push(Step::Send(format!("{rest}\r").into_bytes())),
            "type" => script.steps.push(Step::Send(rest.as_bytes().to_vec())),
            "paste" => {
                let pasted = rest.replace("\\n", "\n");
                script.steps.push(Step::Send(format!("\x1b[200~{pasted}\x1b[201~").into_bytes()));
            }
            "keys" => {
                rest.split(' ').for_each(|name| script.steps.push(Step::Send(key(name).into_bytes())));
            }
            "bytes" => {
                let bytes = rest.split(' ').map(|byte| u8::from_str_radix(byte, 16).unwrap());
                script.steps.push(Step::Send(bytes.collect()));
            }
            "sent" => {
                script.steps.push(Step::Sent(rest.replace("\\e", "\x1b").replace("\\a", "\x07")));
            }
            "resize" => {
                let (columns, rows) = rest.split_once(' ').unwrap();
                script.steps.push(Step::Resize(columns.parse().unwrap(), rows.parse().unwrap()));
            }
            "wait" => script.steps.push(Step::Wait(rest.to_string())),
            "env" => {
                let (name, value) = rest.split_once('=').unwrap();
                script.environment.push((name.to_string(), value.to_string()));
            }
            "start" => script.arguments = rest.to_string(),
            "file" => {
                let content: Vec<&str> = lines.by_ref().take_while(|line| *line != "end").collect();
                script.files.push((rest.to_string(), content.join("\n") + "\n"));
            }
            other => panic!("{}: {other} is no step", path.display()),
        }
    }
    script
}

fn play(script: &Script, columns: u16, expected: Option<&str>) -> String {
    let folder = tempfile::Builder::new().prefix("t").rand_bytes(8).tempdir_in("/tmp").unwrap();
    let work = folder.path();
    for (path, content) in &script.files {
        let file = work.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }
    let mut session: Session = start(work, (columns, ROWS), &script.arguments, &script.environment);
    session.settle(None, work);
    for step in &script.steps {
        match step {
            Step::Send(text) => {
                session.send(text);
                session.settle(None, work);
            }
            Step::Wait(text) => session.wait_for(text),
            Step::Sent(text) => session.wait_for_bytes(text.as_bytes()),
            Step::Resize(columns, rows) => {
                session.resize(*columns, *rows);
                session.settle(None, work);
            }
        }
    }
    session.settle(expected, work);
    named(&session.screen(), work)
}

fn one(path: &Path, columns: u16, updating: bool) -> Option<String> {
    let golden = path.with_extension(format!("{columns}.screen"));
    let expected = std::fs::read_to_string(&golden).unwrap_or_default();
    let expected = expected.trim_end_matches('\n');
    let shown = play(&read(path), columns, (!updating).then_some(expected));
    if shown == expected {
        return None;
    }
    if updating {
        std::fs::write(&golden, format!("{shown}\n")).unwrap();
        return None;
    }
    Some(format!("{}\n--- expected\n{expected}\n+++ got\n{shown}", golden.display()))
}

#[test]
fn screens_are_as_they_were_checked() {
    let updating = std::env::var_os("FEDSH_SCREENS_UPDATE").is_some();
    let only = std::env::var("FEDSH_SCREENS_ONLY").unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terminal");
    let mut sessions: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "session"))
        .filter(|path| path.display().to_string().contains(&only))
        .collect();
    sessions.sort();
    assert!(!sessions.is_empty());
    let work: Vec<(PathBuf, u16)> =
        sessions.iter().flat_map(|path| WIDTHS.map(|columns| (path.clone(), columns))).collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((path, columns)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = one(path, *columns, updating);
                    wrong.lock().unwrap().extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    println!("prompt: {} of {} screens match", work.len() - wrong.len(), work.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The items of the prompt and the sessions that show them.
const TABLE: &str = include_str!("terminal/README.md");

#[test]
fn every_item_names_sessions_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sessions = root.join("tests/terminal");
    let recorded = std::fs::read_to_string(root.join("tests/oracle/terminal_passing.txt")).unwrap();
    let rows = TABLE.lines().filter(|line| line.starts_with("| ")).skip(2);
    let proofs: Vec<&str> = rows
        .flat_map(|row| row.split('|').nth(2).unwrap().split(", "))
        .map(|name| name.trim().trim_matches('`'))
        .collect();
    assert!(proofs.len() > 100, "{}", proofs.len());
    for proof in &proofs {
        let is_there = match (proof.strip_prefix("oracle/"), proof.contains(".rs")) {
            (Some(name), _) => recorded.lines().any(|line| line == name),
            (None, true) => root.join(proof).exists(),
            (None, false) => ["session", "80.screen", "120.screen"]
                .iter()
                .all(|end| sessions.join(format!("{proof}.{end}")).exists()),
        };
        assert!(is_there, "{proof} is named and not there");
    }
    for entry in std::fs::read_dir(sessions).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".session") {
            assert!(proofs.contains(&name), "{name} stands in no row of the table");
        }
    }
}
