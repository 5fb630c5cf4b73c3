//! What rustyline asks while a line is typed: colours, matching brackets, suggestions.

use super::history::SavedHistory;
use super::terminal::harmless;
use crate::engine::Engine;
use crate::engine::editing::EditorOptions;
use crate::host::completion::scan::{FrameKind, Kind, Scan};
use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper};
use std::borrow::Cow;

/// Bytes of an input whose mistakes are shown while it is typed: parsing more would hold up the keys.
const MOST_PARSED: usize = 16 * 1024;

/// How the prompt and the line look now.
#[derive(Clone, Debug, Default)]
pub struct Look {
    pub prompt: String,
    /// Lines of the same input above this one.
    before: String,
    options: EditorOptions,
    /// Terminals that only print get no colours.
    plain: bool,
    saved: Vec<String>,
}

impl Look {
    pub fn new(engine: &mut Engine, before: &str, prompt: &str, saved: &SavedHistory) -> Look {
        let plain = super::is_plain() || std::env::var_os("NO_COLOR").is_some();
        Look {
            prompt: prompt.to_string(),
            before: before.to_string(),
            options: engine.extension::<EditorOptions>().clone(),
            plain,
            saved: if before.is_empty() { saved.lines() } else { Vec::new() },
        }
    }
}

#[derive(Default)]
pub struct Reader {
    pub look: Look,
}

impl Helper for Reader {}
impl Completer for Reader {
    type Candidate = String;
}
impl Validator for Reader {}

impl Hinter for Reader {
    type Hint = String;

    fn hint(&self, line: &str, position: usize, context: &Context<'_>) -> Option<String> {
        if !self.look.options.predicts || self.look.plain || line.trim().is_empty() || position < line.len() {
            return None;
        }
        let _ = context;
        let found =
            self.look.saved.iter().rev().find(|entry| entry.len() > line.len() && entry.starts_with(line))?;
        let rest = found.get(line.len()..)?;
        Some(harmless(rest.lines().next().unwrap_or_default())).filter(|rest| !rest.is_empty())
    }
}

impl Highlighter for Reader {
    fn highlight<'l>(&self, line: &'l str, position: usize) -> Cow<'l, str> {
        let whole = if self.look.before.is_empty() {
            line.to_string()
        } else {
            format!("{}\n{line}", self.look.before)
        };
        if self.look.plain {
            return Cow::Owned(harmless(line));
        }
        let offset = whole.len() - line.len();
        let error = if whole.len() > MOST_PARSED { None } else { first_error(&whole) };
        Cow::Owned(coloured(&whole, offset, position, error, &self.look.options))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _default: bool) -> Cow<'b, str> {
        let shown = if self.look.prompt.is_empty() { prompt } else { &self.look.prompt };
        if self.look.plain {
            return Cow::Borrowed(prompt);
        }
        Cow::Borrowed(shown)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("{}{hint}\x1b[0m", self.look.options.color("InlinePrediction")))
    }

    fn highlight_char(&self, _line: &str, _position: usize, _kind: CmdKind) -> bool {
        !self.look.plain
    }
}

/// Where the first mistake stands that more text cannot mend.
fn first_error(text: &str) -> Option<(usize, usize)> {
    let parsed = crate::language::parse(crate::language::Source::inline(text));
    let error = parsed.errors.iter().find(|error| !error.incomplete)?;
    Some((error.span.start as usize, error.span.end as usize))
}

/// The part of the text from `offset` with colours; the bracket that matches the one at the cursor stands out.
fn coloured(
    whole: &str,
    offset: usize,
    position: usize,
    error: Option<(usize, usize)>,
    options: &EditorOptions,
) -> String {
    let scan = Scan::of(whole);
    let bracket = matching(&scan, offset + position);
    let mut out = String::with_capacity(whole.len() * 2);
    let mut at = offset;
    for token in &scan.tokens {
        if token.end <= at || token.start < at && token.end <= offset {
            continue;
        }
        let part = part_of(&scan, token.kind);
        let start = token.start.max(at);
        out.push_str(&harmless(whole.get(at..start).unwrap_or_default()));
        let text = harmless(whole.get(start..token.end).unwrap_or_default());
        let inside = error.is_some_and(|(from, to)| start >= from && start < to.max(from + 1));
        let color = if inside { options.color("Error") } else { options.color(part) };
        if bracket.is_some_and(|place| place >= start && place < token.end) {
            out.push_str(&format!("\x1b[1;4m{text}\x1b[0m"));
        } else {
            out.push_str(&format!("{color}{text}\x1b[0m"));
        }
        at = token.end;
    }
    out.push_str(&harmless(whole.get(at..).unwrap_or_default()));
    out
}

fn part_of(scan: &Scan<'_>, kind: Kind) -> &'static str {
    match kind {
        Kind::Command => "Command",
        Kind::Keyword => "Keyword",
        Kind::Comment { .. } => "Comment",
        Kind::Number => "Number",
        Kind::Text { .. } => "String",
        Kind::Variable | Kind::Splat => "Variable",
        Kind::Parameter => "Parameter",
        Kind::Operator | Kind::Symbol | Kind::Assign | Kind::Pipe | Kind::Call | Kind::Redirect => "Operator",
        Kind::Member | Kind::Key => "Member",
        Kind::TypeWord | Kind::Name => "Type",
        Kind::Open(frame) | Kind::Close(frame) => match scan.frames.get(frame).map(|frame| frame.kind) {
            Some(FrameKind::Type) => "Type",
            Some(FrameKind::Text) => "String",
            _ => "Default",
        },
        _ => "Default",
    }
}

/// The place of the bracket that belongs to the one in front of the cursor.
fn matching(scan: &Scan<'_>, cursor: usize) -> Option<usize> {
    scan.tokens.iter().find_map(|token| match token.kind {
        Kind::Close(frame) if token.end == cursor => scan.frames.get(frame).map(|frame| frame.start),
        Kind::Open(frame) if token.end == cursor => {
            scan.frames.get(frame).and_then(|frame| frame.end).map(|end| end.saturating_sub(1))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_leave_the_text_as_it_is() {
        for line in [
            "Get-ChildItem -Path 'x' | Where-Object { $_.Length -gt 5 }",
            "if ($a) { \"b $($c.d)\" }",
            "1 +",
            "日本 é",
        ] {
            let shown = coloured(line, 0, line.len(), None, &EditorOptions::default());
            assert_eq!(super::super::terminal::without_escapes(&shown), line);
        }
    }
}
