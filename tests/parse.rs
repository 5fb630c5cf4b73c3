//! The parser against what PowerShell accepts and refuses.
//!
//! `tests/oracle/*.jsonl` were recorded from PowerShell 7.6.5: a case whose error output has no
//! `ParserError` must parse, one that has it must not.

#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

use fedsh::language::{Source, dump, parse, parse_with_types};
use serde_json::Value;
use std::fs;

struct Case {
    id: String,
    script: String,
    refused: bool,
    stdout: String,
    stderr: String,
}

fn cases() -> Vec<Case> {
    let files = ["expr", "lang", "cmd", "cli"];
    files.iter().flat_map(|file| cases_of(file)).collect()
}

fn cases_of(file: &str) -> Vec<Case> {
    let path = format!("{}/tests/oracle/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    text.lines().flat_map(|line| cases_in(file, &serde_json::from_str(line).unwrap())).collect()
}

/// The scripts of one case: its source, or the files of a case about command lines.
fn cases_in(file: &str, value: &Value) -> Vec<Case> {
    let field = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or("").to_string();
    let stderr = field("stderr");
    let refused = stderr.contains("ParserError:");
    let case = |script| Case {
        id: format!("{file}/{}", field("id")),
        script,
        refused,
        stdout: field("stdout"),
        stderr: stderr.clone(),
    };
    if field("kind") == "ps1" {
        return vec![case(field("source"))];
    }
    let arguments: Value = serde_json::from_str(&field("source")).unwrap();
    let files = arguments.get("files").and_then(Value::as_object).cloned().unwrap_or_default();
    files.values().filter_map(Value::as_str).map(|script| case(script.to_string())).collect()
}

#[test]
fn scripts_that_powershell_accepts_parse() {
    let mut failures = Vec::new();
    let (mut parsed, mut total) = (0, 0);
    for case in cases().iter().filter(|case| !case.refused) {
        total += 1;
        let result = parse(Source::inline(case.script.clone()));
        match result.errors.first() {
            None => parsed += 1,
            Some(error) => {
                let (line, column) = result.source.position(error.span.start);
                let text = result.source.line(line).trim();
                failures.push(format!("{} {line}:{column} {} | {text}", case.id, error.message));
            }
        }
    }
    println!("parsed {parsed} of {total}");
    assert!(failures.is_empty(), "parsed {parsed} of {total}:\n{}", failures.join("\n"));
}

/// The recorded id of the first error of each snippet.
#[test]
fn first_errors_have_powershells_ids() {
    let path = format!("{}/tests/parse/error_ids.tsv", env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(path).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| line.split_once('\t'));
    let mut failures = Vec::new();
    let (mut right, mut total) = (0, 0);
    for (snippet, expected) in rows {
        total += 1;
        let parsed = parse(Source::inline(snippet));
        let got = parsed.errors.first().map_or("ok", |error| error.id);
        match got == expected {
            true => right += 1,
            false => failures.push(format!("{snippet}: expected {expected}, got {got}")),
        }
    }
    println!("error ids: {right} of {total}");
    assert!(failures.is_empty(), "{right} of {total}\n{}", failures.join("\n"));
}

/// Message and line of the first error, as PowerShell showed it for a script file.
#[test]
fn refused_scripts_give_the_recorded_message() {
    let mut failures = Vec::new();
    let (mut right, mut total) = (0, 0);
    for case in cases().iter().filter(|case| case.refused) {
        total += 1;
        let recorded = Recorded::read(&case.stderr);
        let parsed =
            parse_with_types(Source::inline(case.script.clone()), &|name| !name.name.starts_with("NoSuch"));
        let got = parsed.errors.first().map(|error| {
            let (line, _) = parsed.source.position(error.span.start);
            Recorded { line, message: error.message.split_whitespace().collect::<Vec<_>>().join(" ") }
        });
        match got.as_ref() == Some(&recorded) {
            true => right += 1,
            false => failures.push(format!("{}: expected {recorded:?}, got {got:?}", case.id)),
        }
    }
    println!("error messages: {right} of {total}");
    assert!(failures.is_empty(), "{right} of {total}\n{}", failures.join("\n"));
}

#[derive(Debug, PartialEq)]
struct Recorded {
    line: usize,
    message: String,
}

impl Recorded {
    /// Reads ConciseView: `   3 |  code`, then the message behind bars.
    fn read(stderr: &str) -> Self {
        let rows: Vec<(&str, &str)> = stderr.lines().filter_map(|line| line.split_once('|')).collect();
        let line = rows.iter().find_map(|(number, _)| number.trim().parse().ok()).unwrap_or(0);
        let words = rows.iter().skip(3).flat_map(|(_, text)| text.split_whitespace());
        Self { line, message: words.collect::<Vec<_>>().join(" ") }
    }
}

/// All errors of a snippet, as `[snippet] Id: message // Id: message` in the recorded output.
#[test]
fn all_errors_of_a_snippet_are_found() {
    let cases = cases_of("lang");
    let case = cases.iter().find(|case| case.id.ends_with("/create-error-ids-2.ps1")).unwrap();
    let mut failures = Vec::new();
    for block in format!("\n{}", case.stdout).split("\n[").skip(1) {
        let (snippet, expected) =
            block.rsplit_once("] ").filter(|_| block.matches("] ").count() == 1).unwrap_or_else(|| {
                let at =
                    ["] OK", "] UnexpectedAttribute", "] MissingEnd", "] Void", "] Method", "] Variable"]
                        .iter();
                let at = at.filter_map(|mark| block.find(mark)).min().unwrap_or(0);
                (&block[..at], &block[at + 2..])
            });
        let parsed = parse(Source::inline(snippet));
        let errors: Vec<String> =
            parsed.errors.iter().map(|error| format!("{}: {}", error.id, error.message)).collect();
        let got = if errors.is_empty() { "OK".to_string() } else { errors.join(" // ") };
        if got != expected.trim_end() {
            failures.push(format!("[{snippet}]\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn dump_from_environment() {
    if let Ok(path) = std::env::var("DUMP") {
        for script in fs::read_to_string(path).unwrap().split("\n----\n") {
            let parsed = parse(Source::inline(script.to_string()));
            println!("{script}\n   => {}", parsed.script.as_ref().map_or(String::new(), |s| dump::script(s)));
            for e in &parsed.errors {
                println!(
                    "   !! {} [{}..{}] {:?} {} inc={}",
                    e.id,
                    e.span.start,
                    e.span.end,
                    e.span.text(script),
                    e.message,
                    e.incomplete
                );
            }
        }
    }
}
