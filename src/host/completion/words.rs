//! How long words are, and which words are keywords.

use super::scan::Mode;
use crate::language::literal;

/// Letters, digits and underscores.
pub fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

/// A key of a hashtable: as an argument, but up to an equals sign.
pub fn key_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(text.len())
}

/// A bare word: up to a blank or a character with a meaning; a backtick takes the next one in.
pub fn argument_length(text: &str) -> usize {
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        if character == '`' {
            if characters.next().is_none() {
                return text.len();
            }
        } else if character.is_whitespace()
            || "(){};,|&'\"<>".contains(character)
            || (character == '$' && at > 0)
        {
            return at;
        }
    }
    text.len()
}

/// `$name`, `$scope:name`, `${any name}`, `$_`, `$?`; 1 for a lone `$`.
pub fn variable_length(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('$') else { return 0 };
    if rest.starts_with('{') {
        return rest.find('}').map_or(text.len(), |end| end + 2);
    }
    if rest.starts_with(['$', '?', '^']) {
        return 2;
    }
    let mut length = name_length(rest);
    let behind = rest.get(length..).unwrap_or_default();
    if length > 0 && behind.starts_with(':') && !behind.starts_with("::") {
        length += 1 + name_length(behind.get(1..).unwrap_or_default());
    }
    length + 1
}

/// Length with both quotes, and whether the closing one is there.
pub fn single_quoted(text: &str) -> (usize, bool) {
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\'')) {
        at += found + 1;
        if !text.get(at..).is_some_and(|rest| rest.starts_with('\'')) {
            return (at, true);
        }
        at += 1;
    }
    (text.len(), false)
}

/// What follows a keyword; `None` for another word.
pub fn keyword_mode(word: &str) -> Option<Mode> {
    Some(match word.to_ascii_lowercase().as_str() {
        "if" | "elseif" | "else" | "while" | "until" | "switch" | "for" | "foreach" | "try" | "catch"
        | "finally" | "do" | "begin" | "process" | "end" | "clean" | "dynamicparam" | "trap" | "param"
        | "data" => Mode::Keyword,
        "function" | "filter" | "class" | "enum" | "workflow" | "configuration" => Mode::Name,
        "return" | "throw" | "exit" | "hidden" | "static" => Mode::Start,
        "break" | "continue" => Mode::Operator,
        "using" => Mode::Using,
        _ => return None,
    })
}

/// The keywords of statements.
pub const KEYWORDS: &[&str] = &[
    "begin",
    "break",
    "catch",
    "class",
    "clean",
    "continue",
    "data",
    "do",
    "dynamicparam",
    "else",
    "elseif",
    "end",
    "enum",
    "exit",
    "filter",
    "finally",
    "for",
    "foreach",
    "function",
    "hidden",
    "if",
    "in",
    "param",
    "process",
    "return",
    "static",
    "switch",
    "throw",
    "trap",
    "try",
    "until",
    "using",
    "while",
];

/// A word with blanks or special characters in single quotes; `quote` keeps the quote that was typed.
pub fn quoted(text: &str, quote: Option<char>) -> String {
    match quote {
        Some('"') => {
            let escaped = text.replace('`', "``").replace('"', "`\"").replace('$', "`$");
            format!("\"{escaped}\"")
        }
        Some(_) => literal::quoted(text),
        None if needs_quotes(text) => literal::quoted(text),
        None => text.to_string(),
    }
}

/// A path of some parts as an argument, escaped as PowerShell does: brackets and backticks mean themselves to what
/// expands paths (`literal`: nothing does), and what would end a bare word brings single quotes.
pub fn path_text(parts: &[&str], quote: Option<char>, literal: bool) -> String {
    let mut needs_quotes = false;
    let double = quote == Some('"');
    let mut text = String::new();
    for part in parts {
        let mut out = String::with_capacity(part.len());
        for (at, character) in part.chars().enumerate() {
            let behind_backtick = out.ends_with('`');
            match character {
                '#' | '-' | '@' if at == 0 => needs_quotes = true,
                '[' | ']' if !literal => {
                    let count = if !double {
                        1
                    } else if behind_backtick {
                        4
                    } else {
                        2
                    };
                    out.extend(std::iter::repeat_n('`', count));
                    needs_quotes = true;
                }
                '`' => {
                    let count = match (double, literal) {
                        (false, literal) => usize::from(!literal),
                        (true, false) if behind_backtick => 3,
                        (true, _) => 1,
                    };
                    out.extend(std::iter::repeat_n('`', count));
                    needs_quotes = true;
                }
                '$' => {
                    out.extend(double.then_some('`'));
                    needs_quotes = true;
                }
                _ if double && literal::is_double_quote(character) => out.push('`'),
                _ if !double && literal::is_single_quote(character) => {
                    out.push(character);
                    needs_quotes = true;
                }
                _ => needs_quotes |= ends_bare_word(character),
            }
            out.push(character);
        }
        text.push_str(&out);
    }
    match quote {
        Some('"') => format!("\"{text}\""),
        Some(_) => format!("'{text}'"),
        None if needs_quotes => format!("'{text}'"),
        None => text,
    }
}

fn ends_bare_word(character: char) -> bool {
    character.is_whitespace() || "(){};,|&<>".contains(character) || literal::is_double_quote(character)
}

/// Whether a bare word would not stay one argument.
fn needs_quotes(text: &str) -> bool {
    text.is_empty()
        || text.starts_with(['#', '@', '-'])
        || text.chars().any(|c| c.is_whitespace() || "(){};,|&'\"`<>$".contains(c))
}

/// A typed word without its quotes, and the quote it began with.
pub fn unquoted(typed: &str) -> (String, Option<char>) {
    match typed.chars().next() {
        Some('\'') => {
            let (length, closed) = single_quoted(typed);
            // More of the word may follow behind the quote: 'a folder'/name.
            if let Some(rest) = typed.get(length..).filter(|rest| closed && !rest.is_empty()) {
                let (text, quote) = unquoted(typed.get(..length).unwrap_or_default());
                return (text + &unescaped(rest), quote);
            }
            let inner = typed.get(1..).unwrap_or_default();
            let inner = inner.strip_suffix('\'').unwrap_or(inner);
            (inner.replace("''", "'"), Some('\''))
        }
        Some('"') => {
            let inner = typed.get(1..).unwrap_or_default();
            let inner = inner.strip_suffix('"').unwrap_or(inner);
            (unescaped(inner), Some('"'))
        }
        _ => (unescaped(typed), None),
    }
}

/// Backticks taken away.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '`' => out.extend(characters.next()),
            other => out.push(other),
        }
    }
    out
}

/// Whether a name begins with a typed word, whatever the case; the word may hold wildcards.
pub fn begins(name: &str, word: &str) -> bool {
    if word.contains(['*', '?']) || word.contains('[') && word.contains(']') {
        return crate::engine::operators::like(name, &format!("{word}*"), true);
    }
    let mut letters = name.chars().flat_map(char::to_lowercase);
    word.chars().flat_map(char::to_lowercase).all(|wanted| letters.next() == Some(wanted))
}
