//! Comment-based help: its keywords, and the words that stand behind some of them.

use super::words::begins;
use super::{commands, lines, paths, variables};
use crate::engine::Engine;
use crate::engine::completion::{Completion, CompletionKind, CompletionResult};
use crate::language::ast::{FunctionDefinition, ScriptBlock};
use crate::language::visit::{self, Visitor};
use crate::language::{Source, parse};

/// The sections of comment-based help.
const KEYWORDS: &[&str] = &[
    "COMPONENT",
    "DESCRIPTION",
    "EXAMPLE",
    "EXTERNALHELP",
    "FORWARDHELPCATEGORY",
    "FORWARDHELPTARGETNAME",
    "FUNCTIONALITY",
    "INPUTS",
    "LINK",
    "NOTES",
    "OUTPUTS",
    "PARAMETER",
    "REMOTEHELPRUNSPACE",
    "ROLE",
    "SYNOPSIS",
];

/// Sections that a help may have several times.
const REPEATED: &[&str] = &["EXAMPLE", "LINK", "PARAMETER"];

/// What `.FORWARDHELPCATEGORY` takes.
const CATEGORIES: &[&str] = &[
    "Alias",
    "All",
    "Cmdlet",
    "ExternalScript",
    "FAQ",
    "Filter",
    "Function",
    "General",
    "Glossary",
    "HelpFile",
    "Provider",
    "ScriptCommand",
];

/// A block comment that begins at a byte and goes on to the cursor, with what follows the cursor.
pub fn complete(engine: &mut Engine, text: &str, start: usize, rest: &str) -> Option<Completion> {
    let line_start = text.rfind('\n').map_or(0, |at| at + 1).max(start);
    let line = text.get(line_start..)?;
    let written = line.trim_start_matches(|c: char| c.is_whitespace() || c == '#' || c == '<');
    let section = written.strip_prefix('.')?;
    let comment_end = rest.find("#>").map_or(rest.len(), |at| at + 2);
    let whole = format!("{}{}", text.get(start..)?, rest.get(..comment_end)?);
    let Some((keyword, word)) = section.split_once(char::is_whitespace) else {
        let free = free_keywords(&whole, section);
        let results = lines::keywords(&free, section, CompletionKind::Keyword);
        return Some(Completion { start: text.len() - section.len(), length: section.len(), results });
    };
    let word = word.trim_start();
    let plain = |names: Vec<String>| {
        let fitting = names.into_iter().filter(|name| begins(name, word));
        fitting.map(|name| CompletionResult::plain(name, CompletionKind::Text)).collect()
    };
    let results: Vec<CompletionResult> = match keyword.to_ascii_uppercase().as_str() {
        "PARAMETER" => {
            let end = text.len() + comment_end;
            plain(free_parameters(&format!("{text}{rest}"), (start, end), &whole, word))
        }
        "FORWARDHELPTARGETNAME" => commands::complete(engine, word, true),
        "FORWARDHELPCATEGORY" => plain(CATEGORIES.iter().map(|name| (*name).to_string()).collect()),
        "REMOTEHELPRUNSPACE" => plain(variables::names(engine)),
        "EXTERNALHELP" => {
            let wanted = paths::Wanted { extension: Some(".xml"), ..paths::Wanted::default() };
            paths::complete(engine, word, &wanted)
        }
        _ => Vec::new(),
    };
    Some(Completion { start: text.len() - word.len(), length: word.len(), results })
}

/// Behind a dot at the start of a line.
fn sections(comment: &str) -> impl Iterator<Item = &str> {
    comment.lines().filter_map(|line| line.trim_start().strip_prefix('.'))
}

/// Keywords that the help does not have yet, but for the one that is being written.
fn free_keywords(comment: &str, written: &str) -> Vec<&'static str> {
    let used: Vec<&str> = sections(comment).filter_map(|section| section.split_whitespace().next()).collect();
    let is_used = |name: &str| used.iter().any(|used| used.eq_ignore_ascii_case(name));
    let may_repeat = |name: &str| REPEATED.contains(&name) || name.eq_ignore_ascii_case(written);
    KEYWORDS.iter().copied().filter(|name| may_repeat(name) || !is_used(name)).collect()
}

/// The parameters that the help is of and does not describe yet.
fn free_parameters(text: &str, comment: (usize, usize), help: &str, written: &str) -> Vec<String> {
    let described: Vec<&str> = sections(help)
        .filter_map(|section| section.split_once(char::is_whitespace))
        .filter(|(keyword, _)| keyword.eq_ignore_ascii_case("PARAMETER"))
        .map(|(_, name)| name.trim())
        .filter(|name| !name.eq_ignore_ascii_case(written))
        .collect();
    let mut names = parameters_of(text, comment);
    names.retain(|name| !described.iter().any(|known| known.eq_ignore_ascii_case(name)));
    names
}

/// The parameters of the function in front of which, or in which, a comment stands; else those of the script.
fn parameters_of(text: &str, comment: (usize, usize)) -> Vec<String> {
    let Some(script) = parse(Source::inline(text)).script else { return Vec::new() };
    let mut target = Target { text, comment, inside: None, behind: None };
    visit::walk_script_block(&mut target, &script);
    target.behind.or(target.inside).unwrap_or_else(|| names_of(&script))
}

fn names_of(block: &ScriptBlock) -> Vec<String> {
    block.parameters.iter().flatten().map(|parameter| parameter.name.text.to_string()).collect()
}

/// Looks for the function that a comment belongs to.
struct Target<'t> {
    text: &'t str,
    comment: (usize, usize),
    inside: Option<Vec<String>>,
    behind: Option<Vec<String>>,
}

impl Visitor for Target<'_> {
    fn function(&mut self, function: &FunctionDefinition) {
        let (start, end) = (function.span.start as usize, function.span.end as usize);
        if (start..end).contains(&self.comment.0) {
            self.inside = Some(names_of(&function.body));
        }
        let between = self.text.get(self.comment.1..start);
        if between.is_some_and(|between| between.trim().is_empty() && between.matches('\n').count() <= 2) {
            self.behind = Some(names_of(&function.body));
        }
        self.script_block(&function.body);
    }
}
