//! The input with colours, as it is typed.

use super::terminal::visible;
use crate::engine::editing::EditorOptions;
use crate::host::completion::scan::{FrameKind, Kind, Scan};

/// Bytes of an input whose mistakes are shown while it is typed: parsing more would hold up the keys.
const MOST_PARSED: usize = 16 * 1024;

/// What is known of an input besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    /// The cursor, in bytes: the bracket that belongs to the one in front of it stands out.
    pub cursor: usize,
    /// Start and end of what is selected.
    pub selection: Option<(usize, usize)>,
    /// Where the first mistake stands.
    pub error: Option<(usize, usize)>,
}

/// Where the first mistake stands that more text cannot mend.
pub fn first_error(text: &str) -> Option<(usize, usize)> {
    if text.len() > MOST_PARSED {
        return None;
    }
    let parsed = crate::language::parse(crate::language::Source::inline(text));
    let error = parsed.errors.iter().find(|error| !error.incomplete)?;
    Some((error.span.start as usize, error.span.end as usize))
}

/// The text with colours; control characters stand as `^X`.
pub fn coloured(text: &str, marks: Marks, options: &EditorOptions) -> String {
    let scan = Scan::of(text);
    let bracket = matching(&scan, marks.cursor);
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for token in &scan.tokens {
        if token.end <= at {
            continue;
        }
        let start = token.start.max(at);
        put(&mut out, text, at, start, "", marks, options);
        let inside = marks.error.is_some_and(|(from, to)| start >= from && start < to.max(from + 1));
        let color = if inside { options.color("Error") } else { options.color(part_of(&scan, token.kind)) };
        let stands_out = bracket.is_some_and(|place| place >= start && place < token.end);
        put(&mut out, text, start, token.end, if stands_out { "\x1b[1;4m" } else { color }, marks, options);
        at = token.end;
    }
    put(&mut out, text, at, text.len(), "", marks, options);
    out
}

/// Adds a piece of the text; what is selected of it in the selection's colour.
fn put(
    out: &mut String,
    text: &str,
    start: usize,
    end: usize,
    color: &str,
    marks: Marks,
    options: &EditorOptions,
) {
    let (from, to) = marks.selection.unwrap_or((end, end));
    let (from, to) = (from.clamp(start, end), to.clamp(start, end));
    for (start, end, color) in
        [(start, from, color), (from, to, options.color("Selection")), (to, end, color)]
    {
        let piece = text.get(start..end).unwrap_or_default();
        if piece.is_empty() {
            continue;
        }
        let shown = visible(piece);
        if color.is_empty() {
            out.push_str(&shown);
        } else {
            out.push_str(&format!("{color}{shown}\x1b[0m"));
        }
    }
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

/// The bracket that belongs to the one at a place.
pub fn brace(text: &str, at: usize) -> Option<usize> {
    let scan = Scan::of(text);
    scan.tokens.iter().find_map(|token| match token.kind {
        Kind::Close(frame) if token.end == at + 1 => scan.frames.get(frame).map(|frame| frame.start),
        Kind::Open(frame) if token.start <= at && at < token.end => {
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
            "ab 日本 é",
        ] {
            let marks = Marks { cursor: line.len(), selection: Some((1, 2)), error: None };
            let shown = coloured(line, marks, &EditorOptions::default());
            assert_eq!(super::super::terminal::without_escapes(&shown), line);
        }
    }
}
