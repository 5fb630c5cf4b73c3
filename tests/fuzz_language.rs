//! Many small changes of recorded scripts: the parser takes any of them, and expressions end in a value
//! or an error, soon and without a panic. What was found once stays as a seed (`fuzz/seeds/parser`,
//! `fuzz/seeds/expressions`).
//!
//! `FEDSH_FUZZ_SECONDS=600 cargo test --test fuzz_language parser` goes on for that long.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::cmdlets::TABLES;
use fedsh::engine::Engine;
use fedsh::engine::evaluate::Collector;
use fedsh::host::console::Console;
use fedsh::language::ast::{Command, Expression, ExpressionKind, Redirection, Statement, StatementKind};
use fedsh::language::visit::Visitor;
use fedsh::language::{Source, dump, parse};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Changes without a time limit of one's own.
const ROUNDS: u64 = 1500;
/// The longest that one input may take.
const LIMIT: Duration = Duration::from_secs(5);
/// As the shell's own thread has it.
const STACK_BYTES: usize = 1 << 30;
/// Pieces that mean something in the language.
const PIECES: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "@(",
    "@{",
    "$(",
    "\"",
    "'",
    "`",
    "$",
    ",",
    ";",
    "|",
    "&&",
    "||",
    "??",
    "?.",
    "::",
    "..",
    "-split ",
    "-join ",
    "-f ",
    "-replace ",
    "-match ",
    "-as ",
    "-is ",
    "-not ",
    "++",
    "--",
    "-",
    "+",
    "*",
    "/",
    "%",
    "=",
    "+=",
    "\n",
    "@'\n",
    "\n'@",
    "@\"\n",
    "\n\"@",
    "if ",
    "else ",
    "foreach ",
    "in ",
    "switch ",
    "try ",
    "catch ",
    "finally ",
    "trap ",
    "class ",
    "enum ",
    "function ",
    "param(",
    "return ",
    "throw ",
    "break ",
    "continue ",
    "while ",
    "do ",
    "until ",
    "[int]",
    "[string]",
    "[object[]]",
    "$null",
    "$true",
    "$_",
    "${",
    "@",
    "#",
    "<#",
    "#>",
    "--%",
    "1kb",
    "0x",
    "1e400",
    "\u{7f}",
    "\u{e9}",
    "\u{1f600}",
    "\u{201c}",
    "\u{2013}",
];

fn seeds(folder: &str) -> Vec<String> {
    let folder = format!("{}/fuzz/seeds/{folder}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| String::from_utf8_lossy(&std::fs::read(file.unwrap().path()).unwrap()).into()).collect()
}

/// The recorded scripts of one file.
fn recorded(file: &str) -> Vec<String> {
    let path = format!("{}/tests/oracle/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let sources = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    sources.filter_map(|case| Some(case["source"].as_str()?.to_string())).collect()
}

/// A place between two characters.
fn place(random: &mut StdRng, text: &str) -> usize {
    let mut at = random.random_range(0..=text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn change(random: &mut StdRng, seed: &str, other: &str) -> String {
    let mut text = seed.to_string();
    for _ in 0..random.random_range(1..6) {
        let at = place(random, &text);
        let mut end = (at + random.random_range(0..40)).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        match random.random_range(0..6) {
            0 => drop(text.drain(at..end)),
            1 | 2 => text.insert_str(at, PIECES[random.random_range(0..PIECES.len())]),
            3 => {
                let piece = text[at..end].repeat(random.random_range(1..5));
                text.insert_str(at, &piece);
            }
            4 => {
                let piece = PIECES[random.random_range(0..PIECES.len())].repeat(random.random_range(1..400));
                text.insert_str(at, &piece);
            }
            _ => {
                let from = place(random, other);
                let piece: String = other[from..].chars().take(random.random_range(0..200)).collect();
                text.insert_str(at, &piece);
            }
        }
    }
    text
}

/// Gives seeds and changes of them to `check` on a thread that is watched.
fn run(seeds: Vec<String>, check: impl Fn(&str) + Send + 'static) {
    let seconds = std::env::var("FEDSH_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let (sender, started) = mpsc::channel::<Option<String>>();
    let work = move || {
        let mut random = StdRng::seed_from_u64(if until.is_some() { rand::random() } else { 11 });
        let more = |rounds: u64| until.map_or(rounds < ROUNDS, |until| Instant::now() < until);
        let mut rounds = 0;
        while more(rounds) {
            let text = match seeds.get(rounds as usize) {
                Some(seed) => seed.clone(),
                None => {
                    let one = &seeds[random.random_range(0..seeds.len())];
                    let other = &seeds[random.random_range(0..seeds.len())];
                    change(&mut random, one, other)
                }
            };
            rounds += 1;
            sender.send(Some(text.clone())).unwrap();
            let result = catch_unwind(AssertUnwindSafe(|| check(&text)));
            assert!(result.is_ok(), "it panics:\n{text}");
        }
        sender.send(None).unwrap();
    };
    let worker = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(work).unwrap();
    let mut last = String::new();
    loop {
        match started.recv_timeout(LIMIT) {
            Ok(Some(text)) => last = text,
            Ok(None) => return worker.join().unwrap(),
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("it takes more than {LIMIT:?}:\n{last}"),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                worker.join().unwrap();
                panic!("the worker ended at:\n{last}");
            }
        }
    }
}

/// Any text parses to a tree or to errors that point into it.
fn parses(text: &str) {
    let parsed = parse(Source::inline(text));
    for error in &parsed.errors {
        assert!(text.get(error.span.start as usize..error.span.end as usize).is_some(), "{error:?}");
    }
    assert!(parsed.script.is_some() || !parsed.errors.is_empty());
    parsed.script.as_ref().map(|script| dump::script(script));
}

#[test]
fn parser() {
    let kinds = ["expr", "lang", "cmd"].into_iter().flat_map(recorded);
    run(seeds("parser").into_iter().chain(kinds).collect(), parses);
}

/// Whether a tree holds only what computes: no command, file, loop without end or type with effects.
#[derive(Default)]
struct Harmless {
    refused: bool,
}

/// Types whose static members only compute.
const TYPES: &[&str] = &[
    "int",
    "long",
    "double",
    "decimal",
    "string",
    "char",
    "byte",
    "bool",
    "math",
    "convert",
    "regex",
    "bigint",
    "datetime",
    "timespan",
    "guid",
    "version",
    "array",
    "enum",
    "object[]",
    "int[]",
    "string[]",
    "pscustomobject",
    "hashtable",
    "ordered",
    "void",
    "type",
    "object",
    "float",
    "single",
    "uint",
    "ulong",
    "short",
    "sbyte",
    "ushort",
    "char[]",
    "byte[]",
    "psobject",
    "switch",
    "scriptblock",
    "ref",
    "nullable",
];

impl Visitor for Harmless {
    fn command(&mut self, _: &Command) {
        self.refused = true;
    }

    fn redirection(&mut self, _: &Redirection) {
        self.refused = true;
    }

    fn statement(&mut self, statement: &Statement) {
        use StatementKind::*;
        match statement.kind {
            While { .. } | DoLoop { .. } | For { .. } | Exit(_) | Type(_) => self.refused = true,
            _ => fedsh::language::visit::walk_statement(self, statement),
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match &expression.kind {
            ExpressionKind::Type(name)
                if !TYPES.iter().any(|known| name.name.eq_ignore_ascii_case(known)) =>
            {
                self.refused = true;
            }
            ExpressionKind::Variable(path) => {
                let name = path.name.to_ascii_lowercase();
                self.refused |=
                    path.qualifier.is_some() || ["host", "executioncontext"].contains(&name.as_str());
            }
            _ => {}
        }
        fedsh::language::visit::walk_expression(self, expression);
    }
}

/// Long numbers cut, so that no text or range is larger than the machine.
fn with_short_numbers(text: &str) -> String {
    let mut digits = 0;
    let keep = |character: char| {
        digits = if character.is_ascii_digit() { digits + 1 } else { 0 };
        digits < 4
    };
    let mut keep = keep;
    let short: String = text.chars().filter(|character| keep(*character)).collect();
    ["kb", "mb", "gb", "tb", "pb"]
        .iter()
        .fold(short, |text, unit| text.replace(unit, "").replace(&unit.to_uppercase(), ""))
}

/// Evaluates what only computes, with a stop that the engine has to obey.
fn evaluates(text: &str) {
    let text = with_short_numbers(text);
    let parsed = parse(Source::inline(text.as_str()));
    let Some(script) = parsed.script.filter(|_| parsed.errors.is_empty()) else { return };
    let mut harmless = Harmless::default();
    harmless.script_block(&script);
    if harmless.refused {
        return;
    }
    let mut engine = Engine::new(Box::new(Console::new(false)), TABLES);
    let stop = engine.stop_flag();
    let ended = std::sync::Arc::new(AtomicBool::new(false));
    let over = ended.clone();
    let watch = std::thread::spawn(move || {
        let until = Instant::now() + Duration::from_secs(2);
        while !over.load(Ordering::Relaxed) && Instant::now() < until {
            std::thread::park_timeout(Duration::from_millis(200));
        }
        stop.store(true, Ordering::Relaxed);
    });
    let _ = engine.run_text(
        Source::inline(format!("$ErrorActionPreference = 'SilentlyContinue'\n{text}")),
        &mut Collector::default(),
    );
    ended.store(true, Ordering::Relaxed);
    watch.thread().unpark();
    watch.join().unwrap();
}

#[test]
fn expressions() {
    let lines = ["expr", "lang"].into_iter().flat_map(recorded);
    let lines: Vec<String> =
        lines.flat_map(|text| text.lines().map(str::to_string).collect::<Vec<_>>()).collect();
    run(seeds("expressions").into_iter().chain(lines).collect(), evaluates);
}

/// Every construct within itself, far deeper than anybody writes.
#[test]
fn nesting() {
    let around = [
        ("(", "1", ")"),
        ("@(", "1", ")"),
        ("$(", "1", ")"),
        ("\"$(", "1", ")\""),
        ("@{a=", "1", "}"),
        ("{", "1", "}"),
        ("& {", "1", "}"),
        ("if (1) {", "1", "}"),
        ("foreach ($a in 1) {", "1", "}"),
        ("while (0) {", "1", "}"),
        ("do {", "1", "} while (0)\n"),
        ("for (;0;) {", "1", "}"),
        ("switch (1) { 1 {", "1", "} }"),
        ("try {", "1", "} catch {}"),
        ("try {} catch {", "1", "}"),
        ("trap {", "1", "}"),
        ("function f {", "1", "}"),
        ("-not ", "1", ""),
        ("!", "1", ""),
        ("- ", "1", ""),
        ("++", "$a", ""),
        (",", "1", ""),
        ("[int]", "1", ""),
        ("[int[", "int", "]]"),
        ("1,", "1", ""),
        ("1+", "1", ""),
        ("1 -and ", "1", ""),
        ("$a[", "1", "]"),
        ("$a.b(", "1", ")"),
        ("$a = ", "1", ""),
        ("$a ?? ", "1", ""),
        ("1 ? 2 : ", "1", ""),
        ("echo (", "1", ")"),
        ("echo ", "1", " |% {$_}"),
        ("${", "a", "}"),
        ("class A {", "", "}"),
        ("data {", "1", "}"),
        ("1 |% {", "1", "}"),
        ("echo 1 && ", "echo 1", ""),
        ("[A(", "1", ")]"),
        ("$a.", "b", ""),
        ("$a::", "b", ""),
        ("elseif (1) {", "1", "}"),
        ("<#", "1", "#>"),
    ];
    let texts: Vec<String> = around
        .iter()
        .flat_map(|(open, middle, close)| {
            let whole = |depth: usize| format!("{}{middle}{}", open.repeat(depth), close.repeat(depth));
            [whole(50), whole(2_000), whole(6_000), open.repeat(6_000)]
        })
        .collect();
    run_each(texts, |text| {
        parses(text);
        evaluates(text);
    });
}

/// As [`run`], without changes.
fn run_each(texts: Vec<String>, check: impl Fn(&str) + Send + 'static) {
    let (sender, started) = mpsc::channel::<Option<String>>();
    let work = move || {
        for text in texts {
            sender.send(Some(text.chars().take(60).collect())).unwrap();
            check(&text);
        }
        sender.send(None).unwrap();
    };
    let worker = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(work).unwrap();
    let mut last = String::new();
    loop {
        match started.recv_timeout(LIMIT * 6) {
            Ok(Some(text)) => last = text,
            Ok(None) => return worker.join().unwrap(),
            Err(error) => {
                if worker.is_finished() {
                    worker.join().unwrap();
                }
                panic!("{error} at {last}");
            }
        }
    }
}
