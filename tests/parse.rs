//! The parser against what PowerShell accepts and refuses.
//!
//! `tests/oracle/*.jsonl` were recorded from PowerShell 7.6.5: a case whose error output has no
//! `ParserError` must parse, one that has it must not.

#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

use fedsh::language::{Source, parse};
use serde_json::Value;
use std::fs;

struct Case {
    id: String,
    script: String,
    refused: bool,
    #[allow(dead_code)]
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
    let case =
        |script| Case { id: format!("{file}/{}", field("id")), script, refused, stderr: stderr.clone() };
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

#[test]
fn dump_from_environment() {
    if let Ok(path) = std::env::var("DUMP") {
        for script in fs::read_to_string(path).unwrap().split("\n----\n") {
            let parsed = parse(Source::inline(script.to_string()));
            println!(
                "{script}\n   => {}",
                parsed.script.as_ref().map_or(String::new(), |s| fedsh::language::dump::script(s))
            );
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
