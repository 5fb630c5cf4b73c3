//! The prompt in a real pseudo-terminal: the keys of `tests/oracle/terminal.jsonl` are typed, and the screen that
//! is left must be the one that PowerShell left. `tests/oracle/terminal_passing.txt` lists the sessions that match
//! and only grows (`FEDSH_TERMINAL_UPDATE=1` rewrites it).

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "common/terminal.rs"]
mod terminal;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use terminal::{key, named, start};

/// Plays one session and gives its last screen.
fn play(case: &Value, expected: Option<&str>) -> String {
    let folder = tempfile::Builder::new().prefix("t").rand_bytes(8).tempdir_in("/tmp").unwrap();
    let work = folder.path();
    std::fs::create_dir(work.join("w")).unwrap();
    for (name, text) in case.get("files").and_then(Value::as_object).into_iter().flatten() {
        std::fs::write(work.join("w").join(name), text.as_str().unwrap()).unwrap();
    }
    let number = |name: &str, usual: u64| case.get(name).and_then(Value::as_u64).unwrap_or(usual) as u16;
    let size = (number("columns", 80), number("rows", 24));
    let mut session = start(work, size, "-NoProfile -NoLogo", &[]);
    session.settle(None, work);
    let steps = case.get("steps").and_then(Value::as_array).unwrap();
    for (index, step) in steps.iter().enumerate() {
        if let Some(text) = step.get("text").and_then(Value::as_str) {
            session.send(text);
        }
        for name in step.get("keys").and_then(Value::as_array).into_iter().flatten() {
            session.send(key(name.as_str().unwrap()));
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
