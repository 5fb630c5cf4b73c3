//! Places in source text.

use std::cell::OnceCell;
use std::rc::Rc;

/// A range of bytes in one source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty range in front.
    pub fn before(self) -> Span {
        Span { start: self.start, end: self.start }
    }

    /// The text the range covers, or an empty text when it lies outside of `text`.
    pub fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// A script's text with its name: what every span points into.
#[derive(Debug)]
pub struct Source {
    /// Full path of the file; `None` for text typed at the prompt or given with `-Command`.
    pub file: Option<String>,
    /// The whole text.
    pub text: String,
    /// Found when a place is first asked for: most scripts run without.
    lines: OnceCell<Vec<LineStart>>,
}

/// Where a line begins.
#[derive(Debug, Clone, Copy, Default)]
struct LineStart {
    byte: usize,
    /// In UTF-16 units.
    offset: usize,
}

impl Source {
    /// A text and the file that it is from.
    pub fn new(file: Option<String>, text: String) -> Self {
        Self { file, text, lines: OnceCell::new() }
    }

    /// A source without a file.
    pub fn inline(text: impl Into<String>) -> Rc<Self> {
        Rc::new(Self::new(None, text.into()))
    }

    fn lines(&self) -> &[LineStart] {
        self.lines.get_or_init(|| {
            let mut starts = vec![LineStart::default()];
            let mut next = LineStart::default();
            for line in self.text.split_inclusive('\n') {
                next.byte += line.len();
                next.offset += utf16_length(line);
                if line.ends_with('\n') {
                    starts.push(next);
                }
            }
            starts
        })
    }

    /// The line of a byte, from 0, where it begins, and the text from there up to the byte.
    fn place(&self, byte: u32) -> (usize, LineStart, &str) {
        let mut end = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.lines().partition_point(|start| start.byte <= end).saturating_sub(1);
        let start = self.lines().get(line).copied().unwrap_or_default();
        (line, start, self.text.get(start.byte..end).unwrap_or(""))
    }

    /// One-based line and column (in characters) of a byte.
    pub fn position(&self, byte: u32) -> (usize, usize) {
        let (line, _, before) = self.place(byte);
        (line + 1, before.chars().count() + 1)
    }

    /// Offset of a byte in UTF-16 units, as .NET counts.
    pub fn offset(&self, byte: u32) -> usize {
        let (_, start, before) = self.place(byte);
        start.offset + utf16_length(before)
    }

    /// The text of a one-based line, without its line break.
    pub fn line(&self, number: usize) -> &str {
        let Some(start) = self.lines().get(number.saturating_sub(1)) else { return "" };
        self.text.get(start.byte..).and_then(|rest| rest.lines().next()).unwrap_or("")
    }
}

fn utf16_length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_columns_and_offsets() {
        let source = Source::inline("ab\r\nä😀c\n\nend");
        let at = |text: &str| source.text.find(text).unwrap() as u32;
        assert_eq!((source.position(at("ab")), source.offset(at("ab"))), ((1, 1), 0));
        assert_eq!((source.position(at("c")), source.offset(at("c"))), ((2, 3), 7));
        assert_eq!((source.position(at("end")), source.offset(at("end"))), ((4, 1), 10));
        assert_eq!(source.position(1000), (4, 4));
        assert_eq!(
            (1..=5).map(|number| source.line(number)).collect::<Vec<_>>(),
            ["ab", "ä😀c", "", "end", ""]
        );
        assert_eq!((Source::inline("").position(0), Source::inline("").line(1)), ((1, 1), ""));
        assert_eq!(Source::inline("x\n").position(2), (2, 1));
    }
}
