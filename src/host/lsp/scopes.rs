//! Which mentions of a name are the same thing: variables by the function that sets them, functions and the
//! parameters of their calls.

use super::answers::functions;
use super::document::Document;
use crate::host::completion::scan::{FrameKind, Kind, Scan, Token};
use crate::language::ast::FunctionDefinition;
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

fn contains(function: &FunctionDefinition, place: usize) -> bool {
    (function.span.start as usize) <= place && place < function.span.end as usize
}

/// The functions around a place, the innermost first.
fn around(all: &[Rc<FunctionDefinition>], place: usize) -> Vec<Rc<FunctionDefinition>> {
    let mut found: Vec<_> = all.iter().filter(|function| contains(function, place)).cloned().collect();
    found.sort_by_key(|function| function.span.end - function.span.start);
    found
}

/// Whether a token gives a variable a value: `$x =`, `foreach ($x in`, an entry of `param`.
fn writes(scan: &Scan<'_>, at: usize) -> bool {
    let Some(token) = scan.tokens.get(at) else { return false };
    let mut rest = scan.tokens.iter().skip(at + 1).filter(|next| next.frame == token.frame);
    let next = rest.next();
    if next.is_some_and(|next| next.kind == Kind::Assign) {
        return true;
    }
    next.is_some_and(|next| next.kind == Kind::Word && scan.of_token(next).eq_ignore_ascii_case("in"))
}

/// The variables of a document, by the function that owns them.
struct Variables<'d> {
    functions: Vec<Rc<FunctionDefinition>>,
    scan: Scan<'d>,
    /// Index of a token, its bare name, whether it is said to be the script's.
    tokens: Vec<(usize, String, bool)>,
}

impl<'d> Variables<'d> {
    fn of(document: &'d Document) -> Variables<'d> {
        let scan = Scan::of(&document.text);
        let tokens = scan
            .tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| matches!(token.kind, Kind::Variable | Kind::Splat))
            .map(|(at, token)| {
                let (name, of_script) = bare(scan.of_token(token));
                (at, name, of_script)
            })
            .collect();
        Variables { functions: functions(document), scan, tokens }
    }

    fn defines(&self, function: &Rc<FunctionDefinition>, name: &str) -> bool {
        let parameters = function.body.parameters.iter().flatten();
        let mut names = parameters.map(|parameter| bare(&parameter.name.text).0);
        names.any(|known| known == name)
            || self.tokens.iter().any(|(at, known, of_script)| {
                let inside = self.scan.tokens.get(*at).is_some_and(|token| {
                    around(&self.functions, token.start)
                        .first()
                        .is_some_and(|inner| Rc::ptr_eq(inner, function))
                });
                known == name && !of_script && inside && writes(&self.scan, *at)
            })
    }

    /// The function whose variable a mention is; none for the script's.
    fn owner(&self, place: usize, name: &str, of_script: bool) -> Option<Rc<FunctionDefinition>> {
        if of_script {
            return None;
        }
        around(&self.functions, place).into_iter().find(|function| self.defines(function, name))
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
    let (name, of_script) = bare(all.scan.of_token(&token));
    let owner = all.owner(token.start, &name, of_script);
    let same = |other: &Option<Rc<FunctionDefinition>>| match (&owner, other) {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    };
    let mut found: Vec<Mention> = Vec::new();
    for (at, known, of_script) in &all.tokens {
        let Some(token) = all.scan.tokens.get(*at).copied().filter(|_| *known == name) else { continue };
        if same(&all.owner(token.start, &name, *of_script)) {
            found.push(mention(&document.text, token, writes(&all.scan, *at)));
        }
    }
    if let Some(owner) = &owner {
        let parameters = owner.body.parameters.iter().flatten();
        if parameters.map(|parameter| bare(&parameter.name.text).0).any(|known| known == name) {
            found.extend(arguments(&all.scan, &owner.name.text, &name));
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
