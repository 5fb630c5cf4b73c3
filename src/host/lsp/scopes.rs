//! Which mentions of a name are the same thing: variables by the function that sets them, functions and the
//! parameters of their calls.

use super::answers::functions;
use super::document::Document;
use crate::host::completion::scan::{FrameKind, Kind, Scan, Token};
use crate::language::ast::FunctionDefinition;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// A mention and what it becomes under another name.
pub struct Mention {
    pub start: usize,
    pub end: usize,
    /// What stands in front of the name and behind it: `$`, `@`, `${` and `}`, `-`.
    pub before: String,
    pub after: String,
    /// It gives the variable its value.
    pub writes: bool,
}

/// A variable's name in lower case, without sign and braces; whether it is said to be the script's.
fn bare(text: &str) -> (String, bool) {
    let name = text.trim_start_matches(['$', '@']).trim_matches(['{', '}']).to_lowercase();
    match name.split_once(':') {
        Some(("script" | "global", rest)) => (rest.to_string(), true),
        Some(("local" | "private" | "using", rest)) => (rest.to_string(), false),
        _ => (name, false),
    }
}

/// The next token of the same frame, for every token.
fn next_in_frame(scan: &Scan<'_>) -> Vec<Option<usize>> {
    let mut last: HashMap<usize, usize> = HashMap::new();
    let mut next = vec![None; scan.tokens.len()];
    for (at, token) in scan.tokens.iter().enumerate().rev() {
        if let Some(place) = next.get_mut(at) {
            *place = last.insert(token.frame, at);
        }
    }
    next
}

/// A variable that is mentioned.
struct Named {
    /// Index of its token.
    at: usize,
    /// Its bare name.
    name: String,
    /// It is said to be the script's.
    of_script: bool,
    /// `$x =`, `foreach ($x in`
    writes: bool,
    /// The innermost function around it.
    inside: Option<usize>,
}

/// The variables of a document, by the function that owns them.
struct Variables<'d> {
    /// In order of their beginnings.
    functions: Vec<Rc<FunctionDefinition>>,
    /// The function around each function.
    parents: Vec<Option<usize>>,
    scan: Scan<'d>,
    named: Vec<Named>,
    /// Functions and the names that they define.
    defined: HashSet<(usize, String)>,
}

impl<'d> Variables<'d> {
    fn of(document: &'d Document) -> Variables<'d> {
        let mut functions = functions(document);
        functions.sort_by_key(|function| (function.span.start, std::cmp::Reverse(function.span.end)));
        let scan = Scan::of(&document.text);
        let next = next_in_frame(&scan);
        let mut named: Vec<Named> = Vec::new();
        for (at, token) in scan.tokens.iter().enumerate() {
            if !matches!(token.kind, Kind::Variable | Kind::Splat) {
                continue;
            }
            let (name, of_script) = bare(scan.of_token(token));
            let behind = next.get(at).copied().flatten().and_then(|next| scan.tokens.get(next));
            let writes = behind.is_some_and(|behind| {
                behind.kind == Kind::Assign
                    || behind.kind == Kind::Word && scan.of_token(behind).eq_ignore_ascii_case("in")
            });
            named.push(Named { at, name, of_script, writes, inside: None });
        }
        let mut all = Variables {
            parents: vec![None; functions.len()],
            functions,
            scan,
            named,
            defined: HashSet::new(),
        };
        all.place();
        all.define();
        all
    }

    fn span(&self, function: usize) -> (usize, usize) {
        self.functions
            .get(function)
            .map_or((0, 0), |function| (function.span.start as usize, function.span.end as usize))
    }

    /// Finds the function around each function and each variable: both come in the order of their beginnings.
    fn place(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        let mut next = 0;
        for index in 0..self.named.len() {
            let Some(token) = self.named.get(index).and_then(|named| self.scan.tokens.get(named.at)) else {
                continue;
            };
            let place = token.start;
            while next < self.functions.len() && self.span(next).0 <= place {
                let start = self.span(next).0;
                open.retain(|function| self.span(*function).1 > start);
                if let Some(parent) = self.parents.get_mut(next) {
                    *parent = open.last().copied();
                }
                open.push(next);
                next += 1;
            }
            open.retain(|function| self.span(*function).1 > place);
            if let Some(named) = self.named.get_mut(index) {
                named.inside = open.last().copied();
            }
        }
    }

    fn define(&mut self) {
        for (index, function) in self.functions.iter().enumerate() {
            let parameters = function.body.parameters.iter().flatten();
            self.defined.extend(parameters.map(|parameter| (index, bare(&parameter.name.text).0)));
        }
        for named in self.named.iter().filter(|named| named.writes && !named.of_script) {
            self.defined.extend(named.inside.map(|function| (function, named.name.clone())));
        }
    }

    /// The function whose variable a mention is; none for the script's.
    fn owner(&self, named: &Named) -> Option<usize> {
        let first = named.inside.filter(|_| !named.of_script);
        let around = std::iter::successors(first, |inner| self.parents.get(*inner).copied().flatten());
        let mut defining = around.filter(|function| self.defined.contains(&(*function, named.name.clone())));
        defining.next()
    }
}

fn mention(text: &str, token: Token, writes: bool) -> Mention {
    let written = text.get(token.start..token.end).unwrap_or_default();
    let sign: String = written.chars().take(1).collect();
    let braced = written.contains('{');
    let scope =
        written.rsplit_once(':').map(|(scope, _)| scope.trim_start_matches(['$', '@', '{']).to_string());
    let scope = scope.map(|scope| scope + ":").unwrap_or_default();
    Mention {
        start: token.start,
        end: token.end,
        before: format!("{sign}{}{scope}", if braced { "{" } else { "" }),
        after: if braced { "}".into() } else { String::new() },
        writes,
    }
}

/// Every mention of the variable that a token names, with the named arguments that set a parameter.
pub fn variable(document: &Document, token: Token) -> Vec<Mention> {
    let all = Variables::of(document);
    let is_here =
        |named: &&Named| all.scan.tokens.get(named.at).is_some_and(|found| found.start == token.start);
    let Some(here) = all.named.iter().find(is_here) else { return Vec::new() };
    let owner = all.owner(here);
    let mut found: Vec<Mention> = Vec::new();
    for named in all.named.iter().filter(|named| named.name == here.name) {
        if let Some(token) = all.scan.tokens.get(named.at)
            && all.owner(named) == owner
        {
            found.push(mention(&document.text, *token, named.writes));
        }
    }
    if let Some(owner) = owner.and_then(|owner| all.functions.get(owner)) {
        let parameters = owner.body.parameters.iter().flatten();
        if parameters.map(|parameter| bare(&parameter.name.text).0).any(|known| known == here.name) {
            found.extend(arguments(&all.scan, &owner.name.text, &here.name));
        }
    }
    found.sort_by_key(|mention| mention.start);
    found
}

/// `-Name` in the calls of a function.
fn arguments(scan: &Scan<'_>, function: &str, parameter: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for (at, token) in scan.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Parameter) {
        let written = scan.of_token(token);
        let name = written.trim_start_matches('-').trim_end_matches(':');
        let before = scan.tokens.iter().take(at).rev().filter(|other| other.frame == token.frame);
        let mut stage = before.take_while(|other| !matches!(other.kind, Kind::Separator | Kind::Pipe));
        let called = stage.find(|other| other.kind == Kind::Command);
        let calls = called.is_some_and(|command| scan.of_token(command).eq_ignore_ascii_case(function));
        if calls && name.eq_ignore_ascii_case(parameter) {
            let after = if written.ends_with(':') { ":" } else { "" };
            found.push(Mention {
                start: token.start,
                end: token.end,
                before: "-".into(),
                after: after.into(),
                writes: false,
            });
        }
    }
    found
}

/// Every mention of a command or of the function that is defined under the name.
pub fn command(document: &Document, text: &str) -> Vec<Mention> {
    let scan = Scan::of(&document.text);
    let tokens = scan.tokens.iter().filter(|found| match found.kind {
        Kind::Command => true,
        Kind::Name => scan.frames.get(found.frame).is_none_or(|frame| frame.kind != FrameKind::Type),
        _ => false,
    });
    tokens
        .filter(|found| scan.of_token(found).eq_ignore_ascii_case(text))
        .map(|found| Mention {
            start: found.start,
            end: found.end,
            before: String::new(),
            after: String::new(),
            writes: found.kind == Kind::Name,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(text: &str, at: &str) -> String {
        let document = Document::new(text);
        let place = text.find(at).unwrap() + 1;
        let scan = Scan::of(&document.text);
        let token = scan.tokens.iter().find(|token| token.start <= place && place < token.end).unwrap();
        let mut out = text.to_string();
        for mention in variable(&document, *token).into_iter().rev() {
            let new = format!("{}new{}", mention.before, mention.after);
            out.replace_range(mention.start..mention.end, &new);
        }
        out
    }

    #[test]
    fn a_functions_variable_is_its_own() {
        let text = "$x = 1\nfunction F { $x = 2; \"$x\" }\n$x";
        assert_eq!(renamed(text, "$x = 2"), "$x = 1\nfunction F { $new = 2; \"$new\" }\n$x");
        assert_eq!(renamed(text, "$x = 1"), "$new = 1\nfunction F { $x = 2; \"$x\" }\n$new");
    }

    #[test]
    fn what_a_function_only_reads_is_the_scripts() {
        let text = "$x = 1\nfunction F { $x; $script:x = 2 }\n${x}";
        assert_eq!(renamed(text, "$x = 1"), "$new = 1\nfunction F { $new; $script:new = 2 }\n${new}");
    }

    #[test]
    fn a_parameter_takes_its_arguments_along() {
        let text = "function F($a) { $a }\nF -A 1 | F -a: 2\n$a = 3; G -A 1";
        assert_eq!(renamed(text, "$a)"), "function F($new) { $new }\nF -new 1 | F -new: 2\n$a = 3; G -A 1");
    }
}
