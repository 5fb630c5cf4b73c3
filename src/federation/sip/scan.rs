//! Finding the pieces of a text of SIP: by bytes, for all that separates them is ASCII, which is no part of another
//! character in UTF-8. Every message that passes is read by this, some headers several times.

use memchr::{memchr, memchr3};

/// Bytes that a piece may consist of.
pub struct Bytes([bool; 256]);

impl Bytes {
    /// The letters and digits of ASCII, and some marks.
    pub const fn alphanumeric_and(marks: &[u8]) -> Bytes {
        let mut allowed = [false; 256];
        let mut byte = 0;
        while byte < allowed.len() {
            allowed[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        let mut mark = 0;
        while mark < marks.len() {
            allowed[marks[mark] as usize] = true;
            mark += 1;
        }
        Bytes(allowed)
    }

    /// Whether a piece consists of nothing else; true for an empty one.
    pub fn are_all_of(&self, text: &str) -> bool {
        // To the end in any case: hardly any text has another byte, and so nothing depends on the one before.
        text.bytes().fold(true, |all, byte| all & self.have(byte))
    }

    /// Whether a piece may hold a byte.
    pub fn have(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }
}

/// Of a token. Source: RFC 3261, 25.1.
pub(super) static TOKEN: Bytes = Bytes::alphanumeric_and(b"-.!%*_+`'~");

/// Whether two names are the same, in whatever case. Nearly all that differ have not even the same length.
#[inline]
pub(super) fn is_name(one: &str, other: &str) -> bool {
    one.len() == other.len() && (one == other || one.eq_ignore_ascii_case(other))
}

/// A text without the blanks around it.
pub(super) fn trimmed(text: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_some_and(|byte| (b'!'..=b'~').contains(byte));
    match is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last()) {
        true => text,
        false => text.trim(),
    }
}

/// What stands before the first such byte of ASCII, and what behind it.
pub(super) fn split_at_byte(text: &str, wanted: u8) -> Option<(&str, &str)> {
    let position = memchr(wanted, text.as_bytes())?;
    Some((text.get(..position)?, text.get(position + 1..)?))
}

/// Where a byte of ASCII stands outside quotes.
pub(super) fn find_outside_quotes(text: &str, wanted: u8) -> Option<usize> {
    if text.as_bytes().first() == Some(&wanted) {
        return Some(0);
    }
    let (mut quoted, mut escaped) = (false, false);
    text.bytes().position(|byte| match byte {
        _ if escaped => {
            escaped = false;
            false
        }
        b'\\' if quoted => {
            escaped = true;
            false
        }
        b'"' => {
            quoted = !quoted;
            false
        }
        found => found == wanted && !quoted,
    })
}

/// Splits at a separator, of ASCII, that stands neither in quotes nor in angle brackets.
pub fn split_outside_quotes(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest.take()?;
        match separator_outside_quotes(whole, separator) {
            Some((part, after)) => {
                rest = Some(after);
                Some(part)
            }
            None => Some(whole),
        }
    })
}

/// What stands before the first separator, and what behind it.
fn separator_outside_quotes(text: &str, separator: u8) -> Option<(&str, &str)> {
    // Nearly always nothing is quoted or bracketed before it.
    let first = memchr3(separator, b'"', b'<', text.as_bytes())?;
    if text.as_bytes().get(first) == Some(&separator) {
        return Some((text.get(..first)?, text.get(first + 1..)?));
    }
    let (mut quoted, mut escaped, mut bracketed) = (false, false, false);
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'<' if !quoted => bracketed = true,
            b'>' if !quoted => bracketed = false,
            found if found == separator && !quoted && !bracketed => {
                return Some((text.get(..position)?, text.get(position + 1..)?));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_brackets_hide_separators() {
        let parts: Vec<&str> = split_outside_quotes("a;\"b;\\\";c\";<d;e>;ü;", b';').collect();
        assert_eq!(parts, ["a", "\"b;\\\";c\"", "<d;e>", "ü", ""]);
        assert_eq!(find_outside_quotes("\"<\\\"<\" <", b'<'), Some(7));
        assert_eq!(split_at_byte("ü:x", b':'), Some(("ü", "x")));
    }

    #[test]
    fn a_token_has_no_blank_and_no_letter_beyond_ascii() {
        assert!(TOKEN.are_all_of("INVITE-2.0!%*_+`'~"));
        assert!(!TOKEN.are_all_of("a b") && !TOKEN.are_all_of("ü") && !TOKEN.are_all_of("a\0"));
    }
}
