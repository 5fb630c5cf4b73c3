//! What PowerShell 7 printed for hundreds of scripts, against this shell.
//!
//! `tests/oracle/passing.txt` lists the cases that match. A listed case that no longer matches fails the
//! run, and so does an unlisted one that does: the list only grows. `FEDSH_ORACLE_UPDATE=1` rewrites it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A case that runs longer is a failure.
const LIMIT: Duration = Duration::from_secs(20);
const THREADS: usize = 2;

struct Case {
    set: &'static str,
    value: Value,
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[test]
fn cases_match_what_powershell_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let mut cases = Vec::new();
    for set in ["expr", "lang", "cmd", "cli"] {
        let lines = fs::read_to_string(root.join(format!("{set}.jsonl"))).unwrap();
        cases.extend(lines.lines().map(|line| Case { set, value: serde_json::from_str(line).unwrap() }));
    }
    let passing = run_all(&cases);
    let list = root.join("passing.txt");
    for set in ["expr", "lang", "cmd", "cli"] {
        let start = format!("{set}:");
        let passed = passing.iter().filter(|name| name.starts_with(&start)).count();
        let all = cases.iter().filter(|case| case.set == set).count();
        println!("oracle {set}: {passed} of {all} cases match in output and exit code");
    }
    if std::env::var_os("FEDSH_ORACLE_UPDATE").is_some() {
        let lines: String = passing.iter().map(|name| format!("{name}\n")).collect();
        fs::write(&list, lines).unwrap();
        return;
    }
    let listed: BTreeSet<String> = fs::read_to_string(&list).unwrap().lines().map(str::to_string).collect();
    let lost: Vec<&String> = listed.difference(&passing).collect();
    let won: Vec<&String> = passing.difference(&listed).collect();
    assert!(lost.is_empty(), "cases that matched before: {lost:#?}");
    assert!(won.is_empty(), "cases that match now, to be added with FEDSH_ORACLE_UPDATE=1: {won:#?}");
}

/// Names of the cases that match.
fn run_all(cases: &[Case]) -> BTreeSet<String> {
    let next = AtomicUsize::new(0);
    let passing = Mutex::new(BTreeSet::new());
    std::thread::scope(|scope| {
        for worker in 0..THREADS {
            let (next, passing) = (&next, &passing);
            scope.spawn(move || {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if matches(case, worker) {
                        passing.lock().unwrap().insert(format!("{}:{}", case.set, text(&case.value, "id")));
                    }
                }
            });
        }
    });
    passing.into_inner().unwrap()
}

fn matches(case: &Case, worker: usize) -> bool {
    let work = std::env::temp_dir().join(format!("fedsh-oracle-{}-{worker}", std::process::id()));
    let _ = fs::remove_dir_all(&work);
    let (home, folder) = (work.join("home"), work.join("w"));
    fs::create_dir_all(&home).unwrap();
    fs::create_dir_all(&folder).unwrap();
    let (arguments, input) = arguments(case, &work, &folder);
    let found = run(&arguments, &input, &work, &home, &folder);
    fs::remove_dir_all(&work).unwrap();
    let Some((output, code)) = found else { return false };
    let expected = case.value.get("code").and_then(Value::as_i64);
    let only_code = text(&case.value, "compare") == "code";
    expected == Some(code)
        && (only_code
            || normal(&output.replace(&work.display().to_string(), "<work>"))
                == normal(text(&case.value, "stdout")))
}

/// The command line of a case, with its files written, and its standard input.
fn arguments(case: &Case, work: &Path, folder: &Path) -> (Vec<String>, String) {
    if text(&case.value, "kind") == "ps1" {
        let name = Path::new(text(&case.value, "id")).file_name().unwrap();
        let script = work.join(name);
        fs::write(&script, text(&case.value, "source")).unwrap();
        let fixed = ["-NoProfile", "-NonInteractive", "-File"].map(str::to_string);
        return (fixed.into_iter().chain([script.display().to_string()]).collect(), String::new());
    }
    let spec: Value = serde_json::from_str(text(&case.value, "source")).unwrap();
    for (name, content) in spec.get("files").and_then(Value::as_object).into_iter().flatten() {
        let path: PathBuf = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content.as_str().unwrap_or_default()).unwrap();
    }
    let listed = spec.get("args").and_then(Value::as_array).cloned().unwrap_or_default();
    let arguments = listed.iter().map(|argument| argument.as_str().unwrap_or_default().to_string()).collect();
    (arguments, text(&spec, "stdin").to_string())
}

fn run(arguments: &[String], input: &str, work: &Path, home: &Path, folder: &Path) -> Option<(String, i64)> {
    let output = work.join("output");
    let mut child = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs([("TZ", "UTC"), ("LANG", "en_US.UTF-8"), ("NO_COLOR", "1"), ("TERM", "dumb")])
        .env("HOME", home)
        .env("TMPDIR", work)
        .env("XDG_DATA_HOME", home.join(".local"))
        .env("XDG_CACHE_HOME", home.join(".cache"))
        .env("XDG_CONFIG_HOME", home.join(".config"))
        .stdin(Stdio::piped())
        .stdout(fs::File::create(&output).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A case that reads nothing may be gone before its input is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let start = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if start.elapsed() > LIMIT => {
                child.kill().unwrap();
                child.wait().unwrap();
                return None;
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let text = String::from_utf8_lossy(&fs::read(&output).unwrap()).into_owned();
    Some((text, status.code().map_or(-1, i64::from)))
}

/// Blanks at line ends and empty lines at both ends do not count.
fn normal(text: &str) -> String {
    let lines: Vec<String> =
        text.replace("\r\n", "\n").lines().map(|line| line.trim_end().to_string()).collect();
    lines.join("\n").trim_matches('\n').to_string()
}
