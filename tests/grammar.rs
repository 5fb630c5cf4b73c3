//! fedsh's recogniser finds in every text what pest finds with the same grammar: the same rules at the same
//! places. The texts are the scripts of this repository, pieces of them, and words put together by chance.

#![allow(clippy::unwrap_used, clippy::panic)]

use fedsh::language::{NodeList, list_nodes};
use pest::{Parser, Token};
use pest_derive::Parser;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use std::path::Path;

#[derive(Parser)]
#[grammar = "../grammar/powershell.pest"]
struct Pest;

/// Where the texts made by chance start: the same in each run.
const SEED: u64 = 20_261_129;
/// How many of each kind.
const PIECES: usize = 1500;
const SOUPS: usize = 6000;

#[test]
fn scripts_have_the_nodes_that_pest_finds() {
    let texts = scripts();
    assert!(texts.len() > 900, "only {} scripts were found", texts.len());
    texts.iter().for_each(|text| compare(text));
}

#[test]
fn pieces_of_scripts_have_the_nodes_that_pest_finds() {
    let texts = scripts();
    let mut chance = StdRng::seed_from_u64(SEED);
    for _ in 0..PIECES {
        let text: Vec<char> = texts.choose(&mut chance).unwrap().chars().take(2000).collect();
        let from = chance.random_range(0..=text.len() / 2);
        let to = chance.random_range(from..=text.len());
        let mut piece: Vec<char> = text.get(from..to).unwrap().to_vec();
        for _ in 0..chance.random_range(0..3) {
            if !piece.is_empty() {
                let at = chance.random_range(0..piece.len());
                piece.swap_remove(at);
            }
        }
        compare(&piece.into_iter().collect::<String>());
    }
}

#[test]
fn words_by_chance_have_the_nodes_that_pest_finds() {
    let mut chance = StdRng::seed_from_u64(SEED);
    for _ in 0..SOUPS {
        let count = chance.random_range(1..25);
        let words = (0..count).map(|_| *WORDS.choose(&mut chance).unwrap());
        compare(&words.collect::<String>());
    }
}

/// What the grammar looks at, whole and broken.
const WORDS: &[&str] = &[
    " ",
    " ",
    "\n",
    "\r\n",
    "\t",
    ";",
    ",",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "$(",
    "@(",
    "@{",
    "|",
    "||",
    "&&",
    "&",
    "=",
    "+=",
    "$a",
    "$a:b",
    "${a b}",
    "$_",
    "$?",
    "$",
    "@a",
    "@",
    "'",
    "''",
    "'a'",
    "\"",
    "\"a $b\"",
    "@'\n",
    "\n'@",
    "@\"\n",
    "\n\"@",
    "‘",
    "”",
    "1",
    "1.5",
    "0x1F",
    "1kb",
    "-1",
    "..",
    ".",
    "::",
    "?.",
    "?",
    ":",
    "?[",
    "??",
    "!",
    "+",
    "++",
    "--",
    "-",
    "–",
    "*",
    "/",
    "%",
    "-eq",
    "-not",
    "-split",
    "-join",
    "if",
    "else",
    "elseif",
    "while",
    "do",
    "until",
    "for",
    "foreach",
    "in",
    "switch",
    "-regex",
    "default",
    "try",
    "catch",
    "finally",
    "trap",
    "break",
    ":x",
    "continue",
    "return",
    "throw",
    "exit",
    "function",
    "filter",
    "param",
    "begin",
    "process",
    "end",
    "clean",
    "class",
    "enum",
    "static",
    "hidden",
    "base",
    "using",
    "namespace",
    "data",
    "-SupportedCommand",
    "parallel",
    "configuration",
    "[int]",
    "[a(b=1)]",
    "[a[b,c]]",
    "int",
    "Get-Item",
    "-Name",
    "-Name:",
    "--%",
    "--",
    ">",
    ">>",
    "2>&1",
    "*>",
    "<",
    "#",
    "# c\n",
    "<# c #>",
    "<#",
    "#>",
    "`",
    "`\n",
    "`n",
    "`u{41}",
    "~",
    "^",
    "\\",
    "a.ps1",
    "a",
    "b",
    "é",
    "字",
    "\u{85}",
    "\u{a0}",
    "\u{2003}",
    "\u{feff}",
    "\u{1}",
    "\u{7f}",
    "\u{10ffff}",
];

fn compare(text: &str) {
    let (theirs, ours) = (nodes_of_pest(text), list_nodes(text).unwrap());
    if theirs != ours {
        let differing = theirs.0.iter().zip(&ours.0).find(|(left, right)| left != right);
        panic!(
            "{text:?}\nfirst difference, pest then fedsh: {differing:?}\npest:\n{theirs:?}\nfedsh:\n{ours:?}"
        );
    }
}

/// What pest finds, in the same form.
fn nodes_of_pest(text: &str) -> NodeList {
    let pairs = Pest::parse(Rule::script, text).unwrap();
    let (mut nodes, mut comments, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for token in pairs.tokens() {
        match token {
            Token::Start { rule: Rule::comment, pos } => comments.push((pos.pos(), pos.pos())),
            Token::End { rule: Rule::comment, pos } => comments.last_mut().unwrap().1 = pos.pos(),
            Token::Start { rule, pos } => {
                open.push(nodes.len());
                nodes.push((format!("{rule:?}"), pos.pos(), pos.pos()));
            }
            Token::End { pos, .. } => nodes[open.pop().unwrap()].2 = pos.pos(),
        }
    }
    (nodes, comments)
}

/// The recorded scripts of the oracle and those of the golden tests.
fn scripts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let recorded = ["expr", "lang", "cmd"].map(|name| root.join("oracle").join(format!("{name}.jsonl")));
    let recorded = recorded.map(|file| std::fs::read_to_string(file).unwrap());
    let lines = recorded.iter().flat_map(|text| text.lines());
    let values = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut scripts: Vec<String> =
        values.filter_map(|value| Some(value.get("source")?.as_str()?.to_string())).collect();
    add_files(&root.join("golden"), &mut scripts);
    scripts
}

fn add_files(folder: &Path, scripts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add_files(&path, scripts);
        } else if path.extension().is_some_and(|extension| extension == "ps1" || extension == "psm1") {
            scripts.extend(std::fs::read_to_string(path));
        }
    }
}
