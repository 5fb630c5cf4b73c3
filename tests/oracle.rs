//! What PowerShell 7 printed for hundreds of scripts, against this shell.
//!
//! `tests/oracle/passing.txt` lists the cases that match in output and exit code, `passing_stderr.txt` those whose
//! standard error matches, too. A listed case that no longer matches fails the run, and so does an unlisted
//! one that does: the lists only grow. `FEDSH_ORACLE_UPDATE=1` rewrites them.
//! `tests/oracle/differences.tsv` has the reason of each difference that is known (`set:case`, a tab, the
//! reason); a case listed there that matches fails the run.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what is wrong by panicking, and prints the scores"
)]

use serde_json::Value;
use std::collections::BTreeMap;
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

/// How far a case matches.
#[derive(Clone, Copy, PartialEq)]
enum Match {
    Nothing,
    Output,
    OutputAndErrors,
}

const SETS: [&str; 5] = ["expr", "lang", "cmd", "cli", "complete"];

#[test]
fn cases_match_what_powershell_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let mut cases = Vec::new();
    for set in SETS {
        let lines = fs::read_to_string(root.join(format!("{set}.jsonl"))).unwrap();
        cases.extend(lines.lines().map(|line| Case { set, value: serde_json::from_str(line).unwrap() }));
    }
    let found = run_all(&cases);
    let reasons = reasons(&root.join("differences.tsv"));
    for set in SETS {
        print_score(set, &found, &reasons);
    }
    let stale: Vec<&String> =
        reasons.keys().filter(|name| found.get(*name).is_none_or(|level| *level != Match::Nothing)).collect();
    assert!(stale.is_empty(), "known differences that are none any more, to be removed: {stale:#?}");
    let unexplained: Vec<&String> = found
        .iter()
        .filter(|(name, level)| **level == Match::Nothing && !reasons.contains_key(*name))
        .map(|(name, _)| name)
        .collect();
    assert!(unexplained.is_empty(), "differences without a reason in differences.tsv: {unexplained:#?}");
    let level_of = |wanted: &[Match]| -> BTreeSet<String> {
        found.iter().filter(|(_, level)| wanted.contains(level)).map(|(name, _)| name.clone()).collect()
    };
    compare_with_list(&root.join("passing.txt"), &level_of(&[Match::Output, Match::OutputAndErrors]));
    compare_with_list(&root.join("passing_stderr.txt"), &level_of(&[Match::OutputAndErrors]));
}

fn print_score(set: &str, found: &BTreeMap<String, Match>, reasons: &BTreeMap<String, String>) {
    let start = format!("{set}:");
    let levels: Vec<(&String, Match)> = found
        .iter()
        .filter(|(name, _)| name.starts_with(&start))
        .map(|(name, level)| (name, *level))
        .collect();
    let count = |wanted: Match| levels.iter().filter(|(_, level)| *level == wanted).count();
    let unexplained = levels
        .iter()
        .filter(|(name, level)| *level == Match::Nothing && !reasons.contains_key(*name))
        .count();
    println!(
        "oracle {set}: {} of {} cases match in output and exit code, {} in standard error too; {unexplained} differ without a reason",
        count(Match::Output) + count(Match::OutputAndErrors),
        levels.len(),
        count(Match::OutputAndErrors)
    );
}

fn reasons(path: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| {
            let (name, reason) = line.split_once('\t').unwrap_or_else(|| panic!("no reason in: {line}"));
            (name.to_string(), reason.to_string())
        })
        .collect()
}

fn compare_with_list(list: &Path, passing: &BTreeSet<String>) {
    if std::env::var_os("FEDSH_ORACLE_UPDATE").is_some() {
        let lines: String = passing.iter().map(|name| format!("{name}\n")).collect();
        fs::write(list, lines).unwrap();
        return;
    }
    let listed: BTreeSet<String> = fs::read_to_string(list).unwrap().lines().map(str::to_string).collect();
    let lost: Vec<&String> = listed.difference(passing).collect();
    let won: Vec<&String> = passing.difference(&listed).collect();
    assert!(
        lost.is_empty() && won.is_empty(),
        "{}: cases that matched before: {lost:#?}\nthat match now, to be added with FEDSH_ORACLE_UPDATE=1: {won:#?}",
        list.display()
    );
}

/// How far each case matches, by its name.
fn run_all(cases: &[Case]) -> BTreeMap<String, Match> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for worker in 0..THREADS {
            let (next, found) = (&next, &found);
            scope.spawn(move || {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = format!("{}:{}", case.set, text(&case.value, "id"));
                    let level = compare(case, worker);
                    found.lock().unwrap().insert(name, level);
                }
            });
        }
    });
    found.into_inner().unwrap()
}

fn compare(case: &Case, worker: usize) -> Match {
    let work = std::env::temp_dir().join(format!("fedsh-oracle-{}-{worker}", std::process::id()));
    let _ = fs::remove_dir_all(&work);
    let (home, folder) = (work.join("home"), work.join("w"));
    fs::create_dir_all(&home).unwrap();
    fs::create_dir_all(&folder).unwrap();
    let (arguments, input) = arguments(case, &work, &folder);
    let found = run(&arguments, &input, &work, &home, &folder);
    fs::remove_dir_all(&work).unwrap();
    let Some(found) = found else { return Match::Nothing };
    let same = |printed: &str, name: &str| {
        normal(&printed.replace(&work.display().to_string(), "<work>")) == normal(text(&case.value, name))
    };
    let only_code = text(&case.value, "compare") == "code";
    if case.value.get("code").and_then(Value::as_i64) != Some(found.code) {
        return Match::Nothing;
    }
    match (only_code || same(&found.output, "stdout"), only_code || same(&found.errors, "stderr")) {
        (false, _) => Match::Nothing,
        (true, false) => Match::Output,
        (true, true) => Match::OutputAndErrors,
    }
}

/// What a case left behind.
struct Found {
    output: String,
    errors: String,
    code: i64,
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

fn run(arguments: &[String], input: &str, work: &Path, home: &Path, folder: &Path) -> Option<Found> {
    let (output, errors) = (work.join("output"), work.join("errors"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs([
            ("TZ", "UTC"),
            ("LANG", "en_US.UTF-8"),
            ("LC_ALL", "en_US.UTF-8"),
            ("NO_COLOR", "1"),
            ("TERM", "dumb"),
        ])
        .envs([("COLUMNS", "120"), ("LINES", "40")])
        .env("HOME", home)
        .env("TMPDIR", work)
        .env("XDG_DATA_HOME", home.join(".local"))
        .env("XDG_CACHE_HOME", home.join(".cache"))
        .env("XDG_CONFIG_HOME", home.join(".config"))
        .stdin(Stdio::piped())
        .stdout(fs::File::create(&output).unwrap())
        .stderr(fs::File::create(&errors).unwrap())
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
    let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    Some(Found { output: read(&output), errors: read(&errors), code: status.code().map_or(-1, i64::from) })
}

/// Blanks at line ends and empty lines at both ends do not count.
fn normal(text: &str) -> String {
    let lines: Vec<String> =
        text.replace("\r\n", "\n").split('\n').map(|line| line.trim_end().to_string()).collect();
    lines.join("\n").trim_matches('\n').to_string()
}
