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
    pub file: Option<Rc<str>>,
    /// The whole text.
    pub text: String,
    /// Found when a place is first asked for: most scripts run without.
    marks: OnceCell<Vec<Mark>>,
}

/// Bytes between marks inside a long line: a place is counted from the mark before it.
const MARK_EVERY: usize = 256;

/// A place whose numbers are known: the start of a line, and places inside a long one.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    byte: usize,
    /// From 0.
    line: usize,
    /// Characters of the line in front.
    column: usize,
    /// UTF-16 units of the text in front.
    offset: usize,
}

impl Mark {
    /// The mark behind some text of the same line.
    fn after(self, text: &str) -> Mark {
        Mark {
            byte: self.byte + text.len(),
            line: self.line,
            column: self.column + text.chars().count(),
            offset: self.offset + utf16_length(text),
        }
    }
}

impl Source {
    /// A text and the file that it is from.
    pub fn new(file: Option<Rc<str>>, text: String) -> Self {
        Self { file, text, marks: OnceCell::new() }
    }

    /// A source without a file.
    pub fn inline(text: impl Into<String>) -> Rc<Self> {
        Rc::new(Self::new(None, text.into()))
    }

    fn marks(&self) -> &[Mark] {
        self.marks.get_or_init(|| {
            let mut marks = vec![Mark::default()];
            let mut next = Mark::default();
            for line in self.text.split_inclusive('\n') {
                let mut rest = line;
                while rest.len() > MARK_EVERY {
                    let (front, behind) = rest.split_at(boundary(rest, MARK_EVERY));
                    next = next.after(front);
                    marks.push(next);
                    rest = behind;
                }
                next = next.after(rest);
                if line.ends_with('\n') {
                    next = Mark { line: next.line + 1, column: 0, ..next };
                    marks.push(next);
                }
            }
            marks
        })
    }

    /// The numbers of a byte.
    fn place(&self, byte: u32) -> Mark {
        let mut end = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let index = self.marks().partition_point(|mark| mark.byte <= end).saturating_sub(1);
        let mark = self.marks().get(index).copied().unwrap_or_default();
        mark.after(self.text.get(mark.byte..end).unwrap_or(""))
    }

    /// One-based line and column (in characters) of a byte.
    pub fn position(&self, byte: u32) -> (usize, usize) {
        let place = self.place(byte);
        (place.line + 1, place.column + 1)
    }

    /// Offset of a byte in UTF-16 units, as .NET counts.
    pub fn offset(&self, byte: u32) -> usize {
        self.place(byte).offset
    }

    /// Where a one-based line begins; the end of the text behind the last.
    pub fn line_start(&self, number: usize) -> usize {
        let index = self.marks().partition_point(|mark| mark.line + 1 < number);
        self.marks().get(index).map_or(self.text.len(), |mark| mark.byte)
    }

    /// The text of a one-based line, without its line break.
    pub fn line(&self, number: usize) -> &str {
        let line = self.text.get(self.line_start(number)..self.line_start(number + 1)).unwrap_or("");
        let line = line.strip_suffix('\n').unwrap_or(line);
        line.strip_suffix('\r').unwrap_or(line)
    }
}

/// The first place from a byte on where a character begins.
fn boundary(text: &str, from: usize) -> usize {
    (from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
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

    #[test]
    fn places_in_a_long_line_are_counted_from_the_mark_before() {
        let line = "aä😀".repeat(500);
        let source = Source::inline(format!("x\n{line}\r\nend"));
        let at = 2 + 7 * 400;
        assert_eq!((source.position(at), source.offset(at)), ((2, 1201), 2 + 4 * 400));
        assert_eq!((source.position(at + 1), source.offset(at + 1)), ((2, 1202), 2 + 4 * 400 + 1));
        assert_eq!([1, 2, 3, 4].map(|number| source.line(number)), ["x", line.as_str(), "end", ""]);
        assert_eq!(source.position(source.text.len() as u32), (3, 4));
    }
}
