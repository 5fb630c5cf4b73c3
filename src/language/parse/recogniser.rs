//! Reads a text by the rules of `grammar/powershell.pest` and keeps a node for each that matched.
//!
//! Here is what all rules use; the rules themselves are made by `grammar/generator` when fedsh is built. Each
//! is a method that passes what it matched and says whether it did; where it did not, place and nodes are as before.

use super::node::{Entry, Pairs};
use crate::language::span::Span;

pub use rules::Rule;
use rules::{CLASSES, FIRSTS};

/// The rules as they were made.
#[allow(unused_parens, clippy::all)]
mod rules {
    use super::Recogniser;
    include!(concat!(env!("OUT_DIR"), "/recogniser.rs"));
}

/// Where a text is being read, and the nodes so far.
pub struct Recogniser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    entries: Vec<Entry>,
    comments: Vec<Span>,
    /// How many rules are open, and how many may be.
    depth: usize,
    deepest: usize,
    too_deep: bool,
}

/// The text nests more deeply than was allowed.
#[derive(Debug)]
pub struct TooDeep;

/// A place to go back to.
struct Mark {
    at: usize,
    entries: usize,
    comments: usize,
}

/// Recognises a text; at most `deepest` nodes lie within each other.
///
/// # Errors
/// A text that nests more deeply. Every other text matches the grammar.
pub fn recognise(text: &str, deepest: usize) -> Result<Pairs, TooDeep> {
    let mut recogniser = Recogniser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        entries: Vec::with_capacity(text.len() / 3),
        comments: Vec::new(),
        depth: 0,
        deepest,
        too_deep: false,
    };
    let matches = recogniser.rule_script::<true>() && !recogniser.too_deep;
    matches.then_some(Pairs::new(recogniser.entries, recogniser.comments)).ok_or(TooDeep)
}

impl Recogniser<'_> {
    /// Whether a rule can start with the next byte, by its bit in a table.
    #[inline(always)]
    fn may(&self, table: usize, bit: u64) -> bool {
        let byte = self.bytes.get(self.at).map_or(256, |byte| usize::from(*byte));
        FIRSTS.get(table).and_then(|words| words.get(byte)).is_some_and(|word| word & bit != 0)
    }

    /// Whether the next character is in a class.
    #[inline(always)]
    fn is(&self, table: usize, bit: u64, other: impl Fn(char) -> bool) -> bool {
        match self.bytes.get(self.at) {
            Some(byte) if byte.is_ascii() => in_class(table, bit, *byte),
            Some(_) => self.character().is_some_and(other),
            None => false,
        }
    }

    /// One character of a class.
    #[inline(always)]
    fn one(&mut self, table: usize, bit: u64, other: impl Fn(char) -> bool) -> bool {
        match self.bytes.get(self.at) {
            Some(byte) if byte.is_ascii() => {
                let matches = in_class(table, bit, *byte);
                self.at += usize::from(matches);
                matches
            }
            Some(_) => self.one_beyond(other),
            None => false,
        }
    }

    /// As many characters of a class as there are.
    #[inline(always)]
    fn run(&mut self, table: usize, bit: u64, other: impl Fn(char) -> bool) -> bool {
        while let Some(byte) = self.bytes.get(self.at) {
            if byte.is_ascii() && in_class(table, bit, *byte) {
                self.at += 1;
            } else if byte.is_ascii() || !self.one_beyond(&other) {
                break;
            }
        }
        true
    }

    /// One character beyond ASCII.
    fn one_beyond(&mut self, other: impl Fn(char) -> bool) -> bool {
        let found = self.character().filter(|character| other(*character));
        self.at += found.map_or(0, char::len_utf8);
        found.is_some()
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.at..).and_then(|rest| rest.chars().next())
    }

    /// A text as it is.
    #[inline(always)]
    fn text(&mut self, text: &[u8]) -> bool {
        let matches = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(text));
        self.at += if matches { text.len() } else { 0 };
        matches
    }

    /// A word in upper or lower case.
    #[inline(always)]
    fn word(&mut self, word: &[u8]) -> bool {
        let here = self.bytes.get(self.at..self.at + word.len());
        let matches = here.is_some_and(|here| here.eq_ignore_ascii_case(word));
        self.at += if matches { word.len() } else { 0 };
        matches
    }

    /// The end of the text, which has a node of its own.
    fn end<const T: bool>(&mut self) -> bool {
        let matches = self.at == self.bytes.len();
        if T && matches {
            let open = self.open::<T>(Rule::EOI);
            self.close::<T>(open, true);
        }
        matches
    }

    #[inline(always)]
    fn mark<const T: bool>(&self) -> Mark {
        match T {
            true => Mark { at: self.at, entries: self.entries.len(), comments: self.comments.len() },
            false => Mark { at: self.at, entries: 0, comments: 0 },
        }
    }

    /// Goes back; never a match.
    #[inline(always)]
    fn back<const T: bool>(&mut self, mark: Mark) -> bool {
        self.at = mark.at;
        if T {
            self.entries.truncate(mark.entries);
            self.comments.truncate(mark.comments);
        }
        false
    }

    /// Starts a node and gives its number.
    #[inline(always)]
    fn open<const T: bool>(&mut self, rule: Rule) -> usize {
        if !T {
            return 0;
        }
        self.depth += 1;
        if self.depth > self.deepest {
            // As if the text ended here: whatever is open comes to its end without going deeper.
            self.bytes = self.bytes.get(..self.at).unwrap_or_default();
            self.too_deep = true;
        }
        let start = self.at as u32;
        self.entries.push(Entry { rule, start, end: start, next: 0 });
        self.entries.len() - 1
    }

    /// Ends a node, or drops it when its rule does not match.
    #[inline(always)]
    fn close<const T: bool>(&mut self, open: usize, matches: bool) -> bool {
        if T {
            self.depth -= 1;
            let next = self.entries.len() as u32;
            match self.entries.get_mut(open) {
                Some(entry) if matches => (entry.end, entry.next) = (self.at as u32, next),
                _ => self.entries.truncate(open),
            }
        }
        matches
    }

    /// Keeps the place of a comment.
    fn comment<const T: bool>(&mut self, from: usize, matches: bool) -> bool {
        if T && matches {
            self.comments.push(Span::new(from, self.at));
        }
        matches
    }
}

#[inline(always)]
fn in_class(table: usize, bit: u64, byte: u8) -> bool {
    CLASSES.get(table).and_then(|words| words.get(usize::from(byte))).is_some_and(|word| word & bit != 0)
}
