//! What PowerShell 7 makes of thousands of small expressions, against this shell: a sample of the recorded tables.
//!
//! The scripts of `tests/matrix` print a line per expression; `expected.tsv` has table, key and what PowerShell
//! printed. `differences.txt` lists the lines that differ: a new one fails the run, and so does one that is gone.
//! The list only shrinks: `FEDSH_MATRIX_UPDATE=1` rewrites it.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test says what is wrong by panicking, and prints the counts"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const THREADS: usize = 2;

/// Lines of one table: key and value.
type Lines = Vec<(String, String)>;

#[test]
fn expressions_give_what_powershell_gave() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matrix");
    let tables = expected(&folder);
    let found = run_all(&folder, &tables);
    let list = folder.join("differences.txt");
    if std::env::var_os("FEDSH_MATRIX_UPDATE").is_some() {
        let lines: String = found.iter().map(|line| format!("{line}\n")).collect();
        fs::write(&list, lines).unwrap();
        return;
    }
    let listed: BTreeSet<String> = fs::read_to_string(&list).unwrap().lines().map(str::to_string).collect();
    let lost: Vec<&String> = found.difference(&listed).collect();
    let won: Vec<&String> = listed.difference(&found).collect();
    assert!(lost.is_empty(), "lines that matched before: {lost:#?}");
    assert!(won.is_empty(), "lines that match now, to be dropped with FEDSH_MATRIX_UPDATE=1: {won:#?}");
}

fn expected(folder: &Path) -> BTreeMap<String, Lines> {
    let mut tables: BTreeMap<String, Lines> = BTreeMap::new();
    for line in fs::read_to_string(folder.join("expected.tsv")).unwrap().lines() {
        let mut parts = line.splitn(3, '\t').map(str::to_string);
        let mut part = || parts.next().unwrap_or_default();
        let (table, key, value) = (part(), part(), part());
        tables.entry(table).or_default().push((key, value));
    }
    tables
}

/// The lines that differ, as `table<TAB>key`.
fn run_all(folder: &Path, tables: &BTreeMap<String, Lines>) -> BTreeSet<String> {
    let next = AtomicUsize::new(0);
    let differences = Mutex::new(BTreeSet::new());
    let all: Vec<(&String, &Lines)> = tables.iter().collect();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((table, lines)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let printed = run(folder, table, lines);
                    let wrong: Vec<&String> = lines
                        .iter()
                        .filter(|(key, value)| printed.get(key) != Some(value))
                        .map(|(key, _)| key)
                        .collect();
                    let matching = lines.len() - wrong.len();
                    println!("matrix {table}: {matching} of {} lines match", lines.len());
                    let mut found = differences.lock().unwrap();
                    found.extend(wrong.into_iter().map(|key| format!("{table}\t{key}")));
                }
            });
        }
    });
    differences.into_inner().unwrap()
}

/// What one table's script prints, by key.
fn run(folder: &Path, table: &str, lines: &Lines) -> BTreeMap<String, String> {
    let work = std::env::temp_dir().join(format!("fedsh-matrix-{}-{table}", std::process::id()));
    let _ = fs::remove_dir_all(&work);
    let home = work.join("home");
    fs::create_dir_all(&home).unwrap();
    let keys = work.join("keys.txt");
    fs::write(&keys, lines.iter().map(|(key, _)| format!("{key}\n")).collect::<String>()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .arg(folder.join(format!("{table}.ps1")))
        .current_dir(&home)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs([("TZ", "UTC"), ("LANG", "en_US.UTF-8"), ("NO_COLOR", "1"), ("TERM", "dumb")])
        .env("HOME", &home)
        .env("TMPDIR", &home)
        .env("MATRIX_KEYS", &keys)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    fs::remove_dir_all(&work).unwrap();
    String::from_utf8_lossy(&output.stdout)
        .replace('\r', "")
        .replace(&home.display().to_string(), "<work>")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect()
}
