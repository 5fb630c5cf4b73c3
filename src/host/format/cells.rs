//! How many cells of a terminal text takes, and where it is cut and wrapped.

use std::ops::Range;

/// Characters that take two cells, as PowerShell counts them.
const WIDE: &[Range<u32>] = &[
    0x1100..0x1160,
    0x2329..0x232b,
    0x2e80..0x303f,
    0x3040..0xa4d0,
    0xac00..0xd7a4,
    0xf900..0xfb00,
    0xfe10..0xfe1a,
    0xfe30..0xfe70,
    0xff00..0xff61,
    0xffe0..0xffe7,
];

fn cells(character: char) -> usize {
    let code = u32::from(character);
    if code < 0x1100 {
        1
    } else if code > 0xffff || WIDE.iter().any(|range| range.contains(&code)) {
        2
    } else {
        1
    }
}

/// The characters of a text with their cells; escape sequences come whole and take none.
fn pieces(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let length = if first == '\u{1b}' { escape_length(rest) } else { first.len_utf8() };
        let (piece, tail) = rest.split_at_checked(length)?;
        rest = tail;
        Some((piece, if length > 1 && first == '\u{1b}' { 0 } else { cells(first) }))
    })
}

/// Bytes of the escape sequence at the start.
fn escape_length(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    if !matches!(characters.next(), Some((_, '['))) {
        return 1;
    }
    characters
        .find(|(_, character)| matches!(character, '@'..='~'))
        .map_or(1, |(at, character)| at + character.len_utf8())
}

/// Cells that a text takes.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.len();
    }
    pieces(text).map(|(_, size)| size).sum()
}

/// As much of the start as fits.
fn head(text: &str, most: usize) -> String {
    let mut used = 0;
    let mut kept = String::new();
    for (piece, size) in pieces(text) {
        if used + size > most {
            break;
        }
        used += size;
        kept.push_str(piece);
    }
    kept
}

/// As much of the end as fits.
fn tail(text: &str, most: usize) -> String {
    let all: Vec<(&str, usize)> = pieces(text).collect();
    let mut used = 0;
    let mut from = all.len();
    for (index, (_, size)) in all.iter().enumerate().rev() {
        if used + size > most {
            break;
        }
        used += size;
        from = index;
    }
    all.iter().skip(from).map(|(piece, _)| *piece).collect()
}

/// Cuts a text to a width with `…` where something is missing, which needs a second cell.
pub fn cut(text: &str, most: usize, from_start: bool) -> String {
    if width(text) <= most {
        return text.to_string();
    }
    match (most, from_start) {
        (0, _) => String::new(),
        (1, true) => tail(text, 1),
        (1, false) => head(text, 1),
        (_, true) => format!("…{}", tail(text, most - 1)),
        (_, false) => head(text, most - 1) + "…",
    }
}

/// Text up to its first line break, with `…` behind it.
pub fn first_line(text: &str) -> std::borrow::Cow<'_, str> {
    match text.find(['\n', '\r']) {
        Some(at) => format!("{}…", text.get(..at).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// Ends what escape sequences began.
pub const RESET: &str = "\u{1b}[0m";

/// Lines of a text; each begins with the escape sequences that the one before it left open.
pub fn split_lines(text: &str) -> Vec<String> {
    let text = text.replace('\r', "");
    if !text.contains('\n') {
        return vec![text];
    }
    parts(&text, |character| character == '\n', false)
}

/// A text in parts that end with some characters, which they keep or lose. Escape sequences that are open at the end
/// of a part end with it, and begin the next one, as in PowerShell.
fn parts(text: &str, is_end: impl Fn(char) -> bool, keep: bool) -> Vec<String> {
    let (mut found, mut part, mut open) = (Vec::new(), String::new(), String::new());
    for (piece, size) in pieces(text) {
        if size == 0 && piece.starts_with('\u{1b}') {
            part.push_str(piece);
            match piece {
                RESET => open.clear(),
                _ => open.push_str(piece),
            }
            continue;
        }
        if !piece.starts_with(&is_end) {
            part.push_str(piece);
            continue;
        }
        if keep {
            part.push_str(piece);
        }
        if !open.is_empty() {
            part.push_str(RESET);
        }
        found.push(std::mem::replace(&mut part, open.clone()));
    }
    // Sequences alone show nothing.
    match part == open {
        true => part.clear(),
        false if !open.is_empty() && !part.ends_with(RESET) => part.push_str(RESET),
        false => {}
    }
    found.push(part);
    found
}

/// Breaks text to lines of a width, at blanks where there are any.
pub fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in split_lines(text) {
        if width(&line) <= most {
            lines.push(line);
        } else if most > 0 {
            wrap_line(&line, most, &mut lines);
        }
    }
    lines
}

fn wrap_line(text: &str, most: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut left = most;
    for word in words(text) {
        let size = width(&word);
        if size <= left {
            line.push_str(&word);
            left -= size;
        } else if size <= most {
            lines.push(std::mem::replace(&mut line, word));
            left = most - size;
        } else {
            let mut sequences = String::new();
            for (piece, size) in pieces(&word) {
                let (piece, size) = if size > most { ("?", 1) } else { (piece, size) };
                if size == 0 && piece.starts_with('\u{1b}') {
                    sequences.push_str(piece);
                }
                if size > left {
                    if !sequences.is_empty() && !line.ends_with(RESET) {
                        line.push_str(RESET);
                    }
                    lines.push(std::mem::replace(&mut line, sequences.clone()));
                    left = most;
                }
                line.push_str(piece);
                left -= size;
            }
        }
    }
    lines.push(line);
}

/// Words, each with the blank behind it.
fn words(text: &str) -> Vec<String> {
    parts(text, |character| matches!(character, ' ' | '\t'), true)
}

#[cfg(test)]
mod tests {
    use super::{cut, width, wrap};

    #[test]
    fn wide_characters_take_two_cells_and_escapes_none() {
        assert_eq!(width("日本語"), 6);
        assert_eq!(width("\u{1b}[32;1mab\u{1b}[0m"), 2);
        assert_eq!(cut("日本語", 5, false), "日本…");
        assert_eq!(cut("abcdef", 3, true), "…ef");
        assert_eq!(cut("abc", 1, false), "a");
    }

    #[test]
    fn text_wraps_at_blanks_and_long_words_anywhere() {
        assert_eq!(wrap("the quick brown", 10), ["the quick ", "brown"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\r\nb", 3), ["a", "b"]);
        assert_eq!(wrap("\u{1b}[33mone two", 5), ["\u{1b}[33mone \u{1b}[0m", "\u{1b}[33mtwo\u{1b}[0m"]);
    }
}
