//! The parser against what PowerShell accepts and refuses.
//!
//! `tests/oracle/*.jsonl` were recorded from PowerShell 7.6.5: a case whose error output has no
//! `ParserError` must parse, one that has it must not.

#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

use fedsh::language::{Source, dump, parse, parse_with_types};
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

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

/// Trees of constructs whose reading is easily got wrong.
#[test]
fn trees_are_as_recorded() {
    let path = format!("{}/tests/parse/trees.txt", env!("CARGO_MANIFEST_DIR"));
    let golden = fs::read_to_string(&path).unwrap();
    let mut blocks = golden.trim_end().split("\n----\n");
    let mut written = vec![blocks.next().unwrap().to_string()];
    let mut failures = Vec::new();
    for block in blocks {
        let (script, expected) = block.rsplit_once("\n=>").unwrap();
        let parsed = parse(Source::inline(script));
        assert_eq!(parsed.errors, [], "{script}");
        let tree = dump::script(parsed.script.as_ref().unwrap());
        if tree != expected.trim() {
            failures.push(format!("{script}\n  expected {}\n  got      {tree}", expected.trim()));
        }
        written.push(format!("{script}\n=> {tree}"));
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, written.join("\n----\n") + "\n").unwrap();
        return;
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Text that only begins: a prompt reads on. The others are wrong, whatever follows.
#[test]
fn unfinished_input_is_told_from_wrong_input() {
    let unfinished = [
        "if ($x) {",
        "foo |",
        "foo &&",
        "1 +",
        "foo `",
        "@\"\nabc",
        "@'\nabc",
        "<# abc",
        "$x.",
        "$a[1",
        "'abc",
        "\"abc",
        "switch ($x) {",
        "class A {",
        "enum E { A",
        "try { 1 }",
        "foo(1,",
        "1,",
        "param(",
        "do { 1 }",
        "@{ a = 1",
        "@(1\n2",
        "\"$(",
        "function f {",
        "if ($x) { 1 } else",
        "foreach ($x in",
        "while (",
        "[int",
        "$x = ",
        "{ 1",
    ];
    for text in unfinished {
        assert!(parse(Source::inline(text)).is_incomplete(), "{text}");
    }
    let wrong = [
        ")",
        "}",
        "1 2",
        "if { }",
        "1 | 2",
        "foreach (x in 1) { }",
        "@{ a }",
        "$x = 5 6",
        "1 = 2",
        "a | | b",
        "[int",
        "'a' 'b'",
    ];
    for text in wrong {
        let parsed = parse(Source::inline(format!("{text}\n'after'")));
        assert!(!parsed.errors.is_empty() && !parsed.is_incomplete(), "{text}");
    }
}

#[test]
fn deep_nesting_is_linear_and_bounded() {
    let shapes = [
        ("(", "1", ")"),
        ("{", "1", "}"),
        ("$(", "1", ")"),
        ("@(", "1", ")"),
        ("\"$(", "1", ")\""),
        ("@{a=", "1", "}"),
        ("if(1){", "1", "}"),
        ("f(", "1", ")"),
        ("$x.m(", "1", ")"),
        ("$x[", "1", "]"),
        ("[a[", "b", "]]"),
    ];
    for (open, middle, close) in shapes {
        let time = |depth: usize| {
            let source = Source::inline(open.repeat(depth) + middle + &close.repeat(depth));
            let start = Instant::now();
            let parsed = parse(source);
            (start.elapsed(), parsed)
        };
        let (_, parsed) = time(200);
        assert_eq!(parsed.errors, [], "{open} 200 deep");
        let (short, long) = (time(50).0.min(time(50).0), time(200).0.min(time(200).0));
        let bound = short * 40 + Duration::from_millis(50);
        assert!(long < bound, "{open}: {short:?} for 50, {long:?} for 200");
    }
    for open in ["(", "{", "$(", "\"$(", "@{a=", "if(", "[A({", "$x[", "[A[", "!", "[int]", "1+", "-"] {
        let parsed = parse(Source::inline(open.repeat(20_000)));
        assert_eq!(parsed.errors.first().map(|error| error.id), Some("ScriptTooComplicated"), "{open}");
    }
}

/// What stands in a row, and what is wrong many times.
#[test]
fn long_texts_take_linear_time() {
    let shapes = [
        ("try { }", " catch [Exception] { }", ""),
        ("try { }", " catch [A.B] { }", ""),
        ("if (1) { }", " elseif (1) { }", ""),
        ("switch (1) {", " 1 { }", "}"),
        ("class A {", " [int] m() { return 1 }\n", "}"),
        ("[int", "[]", "]"),
        ("[A[", "B, ", "C]]"),
        ("", "1 + ;", ""),
        ("", "function f { }\n", ""),
        ("'a'", " | b", ""),
        ("1", ", 1", ""),
        ("", "#requires -Version 5\n", ""),
    ];
    for (open, middle, close) in shapes {
        let time = |count: usize| {
            let source = Source::inline(open.to_owned() + &middle.repeat(count) + close);
            let start = Instant::now();
            std::hint::black_box(parse(source));
            start.elapsed()
        };
        // Eight times as much: what is quadratic takes 64 times as long.
        // The quickest of some, for other programs may be in the way.
        let quickest = |count: usize| (0..5).map(|_| time(count)).min().unwrap_or_default();
        let (short, long) = (quickest(1_000), quickest(8_000));
        let bound = short * 25 + Duration::from_millis(50);
        assert!(long < bound, "{open}{middle}: {short:?} for 1000, {long:?} for 8000");
    }
}

/// Clauses behind one that takes theirs: each place once, for the first clause.
#[test]
fn catches_that_are_never_reached_are_reported_once() {
    let text = "try { } catch [IO.IOException] { } catch { } catch [IO.FileNotFoundException], [Exception] { } catch [Exception] { }";
    let found: Vec<_> =
        parse(Source::inline(text)).errors.iter().map(|error| (error.id, error.span.start)).collect();
    let at = |part: &str| text.find(part).unwrap() as u32;
    let expected = [
        ("ExceptionTypeAlreadyCaught", at("[IO.FileNotFoundException]")),
        ("EmptyCatchNotLast", at("catch [IO.FileNotFoundException]")),
        ("ExceptionTypeAlreadyCaught", text.rfind("[Exception]").unwrap() as u32),
    ];
    assert_eq!(found, expected);
}

/// Broken scripts: cut off, with bytes taken out, with brackets and quotes put in.
#[test]
fn damaged_scripts_never_panic() {
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |bound: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % bound.max(1) as u64) as usize
    };
    let pieces = [
        "(", ")", "{", "}", "[", "]", "'", "\"", "@\"\n", "`", "$", "$(", "@{", "|", "&", ",", ";", "<#",
        "::", ".", "?", "-", "é",
    ];
    for case in cases() {
        let mut characters: Vec<char> = case.script.chars().take(1500).collect();
        match next(3) {
            0 => characters.truncate(next(characters.len())),
            1 => {
                let from = next(characters.len());
                characters.drain(from..(from + 1 + next(4)).min(characters.len()));
            }
            _ => {
                let at = next(characters.len());
                characters.splice(at..at, pieces[next(pieces.len())].chars());
            }
        }
        assert_sound(&characters.into_iter().collect::<String>());
    }
}

#[test]
fn seeds_of_the_fuzzer_parse_without_panic() {
    let folder = format!("{}/fuzz/seeds/parser", env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert_sound(&String::from_utf8_lossy(&bytes));
        count += 1;
    }
    assert!(count >= 20, "only {count} seeds");
}

/// Whatever the text, errors point into it and the tree can be shown.
fn assert_sound(text: &str) {
    let parsed = parse(Source::inline(text));
    for error in &parsed.errors {
        let range = error.span.start as usize..error.span.end as usize;
        assert!(text.get(range).is_some(), "{error:?} in {text:?}");
    }
    let script = parsed.script.as_ref();
    assert!(script.is_some() || !parsed.errors.is_empty(), "{text:?}");
    script.map(|script| dump::script(script));
}
