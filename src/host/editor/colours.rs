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

/// The colours of the parts, looked up once for a text.
struct Palette<'o>([&'o str; PARTS.len()]);

const PARTS: [&str; 11] = [
    "Default",
    "Command",
    "Keyword",
    "Comment",
    "Number",
    "String",
    "Variable",
    "Parameter",
    "Operator",
    "Member",
    "Type",
];

impl<'o> Palette<'o> {
    fn of(options: &'o EditorOptions) -> Palette<'o> {
        Palette(PARTS.map(|part| options.color(part)))
    }

    fn color(&self, scan: &Scan<'_>, kind: Kind) -> &'o str {
        let part = match kind {
            Kind::Command => 1,
            Kind::Keyword => 2,
            Kind::Comment { .. } => 3,
            Kind::Number => 4,
            Kind::Text { .. } => 5,
            Kind::Variable | Kind::Splat => 6,
            Kind::Parameter => 7,
            Kind::Operator | Kind::Symbol | Kind::Assign | Kind::Pipe | Kind::Call | Kind::Redirect => 8,
            Kind::Member | Kind::Key => 9,
            Kind::TypeWord | Kind::Name => 10,
            Kind::Open(frame) | Kind::Close(frame) => match scan.frames.get(frame).map(|frame| frame.kind) {
                Some(FrameKind::Type) => 10,
                Some(FrameKind::Text) => 5,
                _ => 0,
            },
            _ => 0,
        };
        self.0.get(part).copied().unwrap_or_default()
    }
}

/// A piece of a scanned text with colours; control characters stand as `^X`.
pub fn coloured(
    scan: &Scan<'_>,
    (from, to): (usize, usize),
    marks: Marks,
    options: &EditorOptions,
) -> String {
    let text = scan.text.get(..to).unwrap_or(scan.text);
    let palette = Palette::of(options);
    let bracket = matching(scan, marks.cursor);
    let mut out = String::with_capacity((to - from) * 2);
    let mut at = from;
    for token in scan.tokens.iter().filter(|token| token.start < text.len()) {
        if token.end <= at {
            continue;
        }
        let start = token.start.max(at);
        put(&mut out, text, (at, start), "", marks, options);
        let inside = marks.error.is_some_and(|(from, to)| start >= from && start < to.max(from + 1));
        let stands_out = bracket.is_some_and(|place| place >= start && place < token.end);
        let color = match (stands_out, inside) {
            (true, _) => "\x1b[1;4m",
            (false, true) => options.color("Error"),
            (false, false) => palette.color(scan, token.kind),
        };
        let end = token.end.min(text.len());
        put(&mut out, text, (start, end), color, marks, options);
        at = end;
    }
    put(&mut out, text, (at, text.len()), "", marks, options);
    out
}

/// Adds a piece of the text; what is selected of it in the selection's colour.
fn put(
    out: &mut String,
    text: &str,
    piece: (usize, usize),
    color: &str,
    marks: Marks,
    options: &EditorOptions,
) {
    let (start, end) = piece;
    let Some((from, to)) = marks.selection.filter(|(from, to)| *from < end && *to > start) else {
        return add(out, text.get(start..end).unwrap_or_default(), color);
    };
    let (from, to) = (from.clamp(start, end), to.clamp(start, end));
    add(out, text.get(start..from).unwrap_or_default(), color);
    add(out, text.get(from..to).unwrap_or_default(), options.color("Selection"));
    add(out, text.get(to..end).unwrap_or_default(), color);
}

fn add(out: &mut String, piece: &str, color: &str) {
    if piece.is_empty() {
        return;
    }
    out.push_str(color);
    out.push_str(&visible(piece));
    if !color.is_empty() {
        out.push_str("\x1b[0m");
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
            let shown = coloured(&Scan::of(line), (0, line.len()), marks, &EditorOptions::default());
            assert_eq!(super::super::terminal::without_escapes(&shown), line);
        }
    }
}
