//! From the elements of a command line to the texts that a program gets.
//!
//! Source: NativeCommandParameterBinder of PowerShell 7.6. Of `$PSNativeCommandArgumentPassing` `Windows` is as
//! `Standard` where no program of Windows runs.

use crate::engine::bind::{self, Element};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use crate::language::Span;
use crate::language::code::{Argument, ArgumentForm, ArgumentKind};

/// How one argument is passed on.
struct Passing<'a> {
    /// `-name:`, and whether a blank stands between it and its value.
    prefix: Option<(String, bool)>,
    /// Whether wildcards and `~` expand.
    expands: bool,
    /// The text of a list that the script spells out.
    list: Option<&'a str>,
}

impl Engine {
    /// A program's arguments: text of each value, bare words with wildcards expanded, lists as they are written.
    ///
    /// `written` and `source` say how the script has them; of what comes from elsewhere they know nothing.
    pub(super) fn program_arguments(
        &mut self,
        elements: Vec<Element>,
        written: &[Argument],
        source: &str,
    ) -> Outcome<Vec<String>> {
        let mut arguments = Vec::new();
        for element in elements {
            match element {
                Element::End => arguments.push("--".into()),
                // A name whose value stands on its own behind it is dropped, as PowerShell does.
                Element::Parameter { name, value: None, .. } if name.ends_with(':') => {}
                Element::Parameter { name, value: None, .. } => arguments.push(format!("-{name}")),
                Element::Parameter { name, value: Some(value), span, value_span, .. } => {
                    let form = form_at(written, span);
                    let apart = form.is_some() && stands_apart(source, span, value_span);
                    let passing = Passing {
                        prefix: Some((format!("-{name}:"), apart)),
                        expands: form.is_some_and(|form| form != ArgumentForm::Quoted),
                        list: list_text(form, value_span, source),
                    };
                    self.pass(&value, &passing, &mut arguments)?;
                }
                Element::Value { value, span } => {
                    let form = form_at(written, span);
                    let passing = Passing {
                        prefix: None,
                        expands: form.is_some_and(|form| form != ArgumentForm::Quoted),
                        list: list_text(form, span, source),
                    };
                    self.pass(&value, &passing, &mut arguments)?;
                }
            }
        }
        let style = self.find_variable("psnativecommandargumentpassing");
        let legacy = style.is_some_and(|style| matches!(convert::display(&style).as_str(), "Legacy" | "0"));
        Ok(if legacy { as_one_line(&arguments) } else { arguments })
    }

    /// One value: each element of a collection, or the text of a list from its first element without blanks on.
    fn pass(&mut self, value: &Value, passing: &Passing<'_>, arguments: &mut Vec<String>) -> Outcome {
        let items = member::enumerate(self, value)?.unwrap_or_else(|| vec![value.clone()]);
        for item in items {
            if item.is_null() {
                continue;
            }
            let text = match bind::written_text(&item) {
                Some(text) => convert::to_text(self, &text)?,
                None => convert::to_text(self, &item)?,
            };
            match passing.list {
                Some(list) if !text.is_empty() && !needs_quotes(&text) => {
                    for word in list.split(' ').filter(|word| !word.is_empty()) {
                        self.add(word.to_string(), passing, arguments);
                    }
                    return Ok(());
                }
                Some(_) => add_plainly(text, passing, arguments),
                None => self.add(text, passing, arguments),
            }
        }
        Ok(())
    }

    /// Adds a text, its wildcards and its `~` expanded.
    fn add(&self, text: String, passing: &Passing<'_>, arguments: &mut Vec<String>) {
        if !passing.expands {
            return add_plainly(text, passing, arguments);
        }
        if text.contains(['*', '?', '[']) {
            let found = self.glob(&text);
            if !found.is_empty() {
                return found.into_iter().for_each(|path| add_plainly(path, passing, arguments));
            }
        }
        add_plainly(self.with_home(text), passing, arguments);
    }

    /// `~` and `~/…` as the home folder.
    fn with_home(&self, text: String) -> String {
        let home = self.home().unwrap_or_default();
        match text.strip_prefix("~/") {
            Some(rest) => format!("{home}/{rest}"),
            None if text == "~" => home,
            None => text,
        }
    }

    /// Names in one folder that a bare word with wildcards means.
    fn glob(&self, pattern: &str) -> Vec<String> {
        let (folder, name) = pattern.rsplit_once('/').map_or(("", pattern), |(folder, name)| (folder, name));
        let place = if folder.is_empty() && !pattern.starts_with('/') {
            self.location.clone()
        } else {
            self.resolve_path(&format!("{folder}/"))
        };
        let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
        let mut found: Vec<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|entry| !entry.starts_with('.') && crate::engine::operators::like(entry, name, false))
            .map(|entry| {
                if folder.is_empty() && !pattern.starts_with('/') {
                    entry
                } else {
                    let path = format!("{folder}/{entry}");
                    path.strip_prefix("./").map(str::to_string).unwrap_or(path)
                }
            })
            .collect();
        found.sort();
        found
    }
}

/// `Legacy`: the arguments are written into one line without regard for quotes in them, and the line is read again,
/// so that quotes and empty arguments get lost. Source: .NET, `Process.ParseArgumentsIntoList`.
fn as_one_line(arguments: &[String]) -> Vec<String> {
    let quoted = |text: &String| {
        let slashes = text.len() - text.trim_end_matches('\\').len();
        format!("\"{text}{}\"", "\\".repeat(slashes))
    };
    let line: Vec<String> =
        arguments.iter().map(|text| if needs_quotes(text) { quoted(text) } else { text.clone() }).collect();
    let line = line.join(" ");
    let mut left = line.trim_start_matches([' ', '\t']);
    let mut found = Vec::new();
    while !left.is_empty() {
        let (argument, rest) = next_of_line(left);
        found.push(argument);
        left = rest.trim_start_matches([' ', '\t']);
    }
    found
}

/// The first argument of a line, and what is behind it. A backslash counts only in front of a quote.
fn next_of_line(line: &str) -> (String, &str) {
    let mut argument = String::new();
    let mut quoted = false;
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let behind = rest.trim_start_matches('\\');
        let slashes = rest.len() - behind.len();
        if slashes > 0 {
            let at_quote = behind.starts_with('"');
            argument.push_str(&"\\".repeat(if at_quote { slashes / 2 } else { slashes }));
            rest = behind;
            if at_quote && slashes % 2 == 1 {
                argument.push('"');
                rest = behind.strip_prefix('"').unwrap_or(behind);
            }
            continue;
        }
        if matches!(first, ' ' | '\t') && !quoted {
            break;
        }
        rest = rest.strip_prefix(first).unwrap_or_default();
        if first != '"' {
            argument.push(first);
        } else if let (true, Some(after)) = (quoted, rest.strip_prefix('"')) {
            argument.push('"');
            rest = after;
        } else {
            quoted = !quoted;
        }
    }
    (argument, rest)
}

/// How the script writes what stands at `span`; `None` for what it splats or passes verbatim.
fn form_at(written: &[Argument], span: Span) -> Option<ArgumentForm> {
    match written.iter().find(|argument| argument.span == span)?.kind {
        ArgumentKind::Value { form, .. } | ArgumentKind::Parameter { form, .. } => Some(form),
        ArgumentKind::Splat { .. } | ArgumentKind::Verbatim(_) | ArgumentKind::EndOfParameters => None,
    }
}

fn list_text(form: Option<ArgumentForm>, span: Span, source: &str) -> Option<&str> {
    (form == Some(ArgumentForm::List)).then(|| span.text(source))
}

/// Whether a blank stands between the colon of a name and the value.
fn stands_apart(source: &str, span: Span, value_span: Span) -> bool {
    let between = Span { start: span.start, end: value_span.start };
    between.text(source).ends_with(|last: char| last != ':')
}

fn add_plainly(text: String, passing: &Passing<'_>, arguments: &mut Vec<String>) {
    match &passing.prefix {
        None => arguments.push(text),
        Some((name, true)) => arguments.extend([name.clone(), text]),
        Some((name, false)) => arguments.push(format!("{name}{text}")),
    }
}

/// Whether a text has a blank outside of double quotes.
fn needs_quotes(text: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    for one in text.chars() {
        if one == '"' && !escaped {
            quoted = !quoted;
        } else if one.is_whitespace() && !quoted {
            return true;
        }
        escaped = one == '\\';
    }
    false
}
