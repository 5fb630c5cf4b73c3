//! One open document: its text, and places in it as the protocol counts them (UTF-16 units).

use crate::language::{Parsed, Source, Span, parse};
use lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Position, Range};
use serde_json::{Value, json};
use std::cell::OnceCell;

pub struct Document {
    pub text: String,
    /// Read when somebody asks first: a document that changes fast is not parsed for each letter.
    parsed: OnceCell<Parsed>,
    /// Bytes at which lines begin.
    lines: Vec<usize>,
}

/// Where lines begin behind the first one.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('\n').map(|(at, _)| at + 1)
}

impl Document {
    pub fn new(text: &str) -> Document {
        let lines = std::iter::once(0).chain(starts(text)).collect();
        Document { text: text.to_string(), parsed: OnceCell::new(), lines }
    }

    /// Puts a text in the place of a range; only lines in it are looked at.
    fn replace(&mut self, start: usize, end: usize, new: &str) {
        let (first, last) = (
            self.lines.partition_point(|line| *line <= start),
            self.lines.partition_point(|line| *line <= end),
        );
        let moved = self.lines.split_off(last);
        self.lines.truncate(first);
        self.lines.extend(starts(new).map(|at| start + at));
        self.lines.extend(moved.into_iter().map(|line| line - end + start + new.len()));
        self.text.replace_range(start..end, new);
        self.parsed = OnceCell::new();
    }

    pub fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| parse(Source::inline(self.text.as_str())))
    }

    /// The document after the changes of a `didChange`, each of a range or of the whole text; `None` when one of
    /// them has no text.
    pub fn changed(&self, changes: &[Value]) -> Option<Document> {
        let mut document = Document::new(&self.text);
        for change in changes {
            let new = change.get("text")?.as_str()?;
            match change.get("range").filter(|range| !range.is_null()) {
                Some(range) => {
                    let end_of = |name: &str| {
                        document.byte_at(&json!({ "position": range.get(name).unwrap_or(&Value::Null) }))
                    };
                    let (start, end) = (end_of("start"), end_of("end"));
                    let (start, end) = (start.min(end), start.max(end));
                    document.replace(start, end, new);
                }
                None => document = Document::new(new),
            }
        }
        Some(document)
    }

    /// The byte of a request's `position`; the end of the line for one beyond it.
    pub fn byte_at(&self, params: &Value) -> usize {
        let number =
            |name: &str| params.pointer(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let line = number("/position/line").unwrap_or(0);
        let mut left = number("/position/character").unwrap_or(0);
        let Some(start) = self.lines.get(line).copied() else { return self.text.len() };
        let rest = self.text.get(start..).unwrap_or_default();
        for (at, character) in rest.char_indices() {
            if left == 0 || character == '\n' {
                return start + at;
            }
            left = left.saturating_sub(character.len_utf16());
        }
        self.text.len()
    }

    pub fn position(&self, byte: usize) -> Position {
        let line = self.lines.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or(0);
        let units = self.text.get(start..byte).unwrap_or_default().encode_utf16().count();
        Position { line: u32::try_from(line).unwrap_or(0), character: u32::try_from(units).unwrap_or(0) }
    }

    pub fn range(&self, start: usize, end: usize) -> Range {
        Range { start: self.position(start), end: self.position(end) }
    }

    pub fn span(&self, span: Span) -> Range {
        self.range(span.start as usize, span.end as usize)
    }

    /// Syntax errors.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.parsed()
            .errors
            .iter()
            .map(|error| Diagnostic {
                range: self.span(error.span),
                severity: Some(DiagnosticSeverity::ERROR),
                code: Some(NumberOrString::String(error.id.to_string())),
                source: Some("fedsh".into()),
                message: error.message.clone(),
                ..Diagnostic::default()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_ranges_are_applied_one_after_the_other() {
        let document = Document::new("a\n🙂b\nc");
        let at = |line: u64, character: u64| json!({ "line": line, "character": character });
        let range = |start: Value, end: Value| json!({ "start": start, "end": end });
        let changes = [
            json!({ "range": range(at(1, 2), at(1, 3)), "text": "x\ny" }),
            json!({ "range": range(at(0, 0), at(0, 0)), "text": "> " }),
            json!({ "range": range(at(3, 9), at(9, 9)), "text": "!" }),
        ];
        assert_eq!(document.changed(&changes).unwrap().text, "> a\n🙂x\ny\nc!");
        assert_eq!(document.changed(&[json!({ "text": "new" })]).unwrap().text, "new");
        assert!(document.changed(&[json!({})]).is_none());
    }

    #[test]
    fn places_count_utf16_units() {
        let document = Document::new("a\n🙂b\n");
        let at = document.byte_at(&serde_json::json!({ "position": { "line": 1, "character": 2 } }));
        assert_eq!(&document.text[at..], "b\n");
        assert_eq!(document.position(at), Position { line: 1, character: 2 });
    }
}
