//! Where the next word is and what it is, for error messages only.

use super::Builder;
use crate::language::literal::{is_double_quote, is_single_quote};
use crate::language::span::Span;

impl Builder<'_> {
    /// The next token at or after a byte, over blanks, line ends and comments. Empty at the end.
    pub(super) fn next_token(&self, from: u32) -> Span {
        self.token_at(self.skip_space(from))
    }

    /// The token that starts at a byte.
    pub(super) fn token_at(&self, start: u32) -> Span {
        let rest = self.text.get(start as usize..).unwrap_or("");
        Span { start, end: start + token_length(rest) as u32 }
    }

    /// Where the last character of a span begins; its start when it is empty.
    pub(super) fn last_character(&self, span: Span) -> u32 {
        let last = span.text(self.text).chars().next_back();
        span.end - last.map_or(0, char::len_utf8) as u32
    }

    /// A span without the blanks, line continuations and comments that a rule took at its end.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let mut end = span.end;
        loop {
            let text = Span { start: span.start, end }.text(self.text);
            let blank = text.trim_end();
            let continued = blank.len() < text.len() && blank.ends_with('`');
            let kept = if continued { blank.trim_end_matches('`') } else { blank };
            end = span.start + kept.len() as u32;
            let index = self.comments.partition_point(|comment| comment.end < end);
            match self.comments.get(index) {
                Some(comment) if comment.end == end && comment.start > span.start => end = comment.start,
                _ if continued => {}
                _ => return Span { start: span.start, end },
            }
        }
    }

    fn skip_space(&self, from: u32) -> u32 {
        let mut at = from as usize;
        loop {
            let rest = self.text.get(at..).unwrap_or("");
            let next =
                rest.trim_start_matches(|character: char| character.is_whitespace() || character == '`');
            at = self.text.len() - next.len();
            let comment = self.comments.binary_search_by_key(&(at as u32), |comment| comment.start);
            match comment.ok().and_then(|index| self.comments.get(index)) {
                Some(comment) if comment.end as usize > at => at = comment.end as usize,
                _ => return at as u32,
            }
        }
    }
}

fn token_length(rest: &str) -> usize {
    let mut characters = rest.chars();
    let Some(first) = characters.next() else {
        return 0;
    };
    let two = rest.get(..2).unwrap_or("");
    match first {
        _ if matches!(two, "&&" | "||" | "$(" | "@(" | "@{" | "++" | "--") => 2,
        '(' | ')' | '{' | '}' | ';' | ',' | '|' | '&' | '\n' | '\r' => 1,
        quote if is_single_quote(quote) => string_length(rest, is_single_quote),
        quote if is_double_quote(quote) => string_length(rest, is_double_quote),
        '$' => {
            1 + characters
                .take_while(|character| character.is_alphanumeric() || matches!(character, '_' | ':' | '?'))
                .map(char::len_utf8)
                .sum::<usize>()
        }
        _ => rest.find(ends_word).unwrap_or(rest.len()).max(first.len_utf8()),
    }
}

fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '(' | ')' | '{' | '}' | ';' | ',' | '|' | '&')
}

/// Bytes up to and with the closing quote.
fn string_length(rest: &str, quote: fn(char) -> bool) -> usize {
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '`' && is_double_quote(rest.chars().next().unwrap_or(' ')) {
            characters.next();
        } else if quote(character) && characters.next_if(|(_, next)| quote(*next)).is_none() {
            return at + character.len_utf8();
        }
    }
    rest.len()
}
