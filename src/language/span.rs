//! Places in source text.

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
}

impl Source {
    /// A source without a file.
    pub fn inline(text: impl Into<String>) -> Rc<Self> {
        Rc::new(Self { file: None, text: text.into() })
    }

    /// One-based line and column (in characters) of a byte.
    pub fn position(&self, byte: u32) -> (usize, usize) {
        let mut end = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(..end).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        (line, before.get(line_start..).unwrap_or("").chars().count() + 1)
    }

    /// The text of a one-based line, without its line break.
    pub fn line(&self, number: usize) -> &str {
        self.text.lines().nth(number.saturating_sub(1)).unwrap_or("")
    }
}
