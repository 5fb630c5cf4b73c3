//! Tokens of XPath.

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name, perhaps with a prefix; `*` and `p:*` too.
    Name(String),
    Number(f64),
    Text(String),
    Variable(String),
    /// Anything else: `/`, `//`, `[`, `::`, `<=` …
    Mark(&'static str),
}

const MARKS: [&str; 22] = [
    "//", "::", "..", "!=", "<=", ">=", "/", "[", "]", "(", ")", "@", ",", "|", "+", "-", "=", "<", ">", ".",
    "*", "$",
];

/// Splits an expression. Errors: a character that has no place in one.
pub fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first == '"' || first == '\'' {
            let inside = rest.get(1..).unwrap_or_default();
            let Some(end) = inside.find(first) else { return Err(invalid(text)) };
            (Token::Text(inside.get(..end).unwrap_or_default().into()), end + 2)
        } else if first.is_ascii_digit()
            || first == '.'
                && rest.get(1..).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let number =
                rest.get(..end).and_then(|digits| digits.parse().ok()).ok_or_else(|| invalid(text))?;
            (Token::Number(number), end)
        } else if first.is_alphabetic() || first == '_' {
            let end = name_end(rest);
            (Token::Name(rest.get(..end).unwrap_or_default().into()), end)
        } else if first == '$' {
            let after = rest.get(1..).unwrap_or_default();
            let end = name_end(after);
            (Token::Variable(after.get(..end).unwrap_or_default().into()), end + 1)
        } else {
            match MARKS.iter().find(|mark| rest.starts_with(**mark)) {
                Some(mark) => (Token::Mark(mark), mark.len()),
                None => return Err(invalid(text)),
            }
        };
        found.push(token);
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(found)
}

/// The end of a name with its prefix; `a::b` is an axis, not a prefix.
fn name_end(text: &str) -> usize {
    let simple = |text: &str| {
        text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(text.len())
    };
    let first = simple(text);
    let after = text.get(first..).unwrap_or_default();
    match after.strip_prefix(':') {
        Some(local) if local.starts_with('*') => first + 2,
        Some(local) if local.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
            first + 1 + simple(local)
        }
        _ => first,
    }
}

pub fn invalid(text: &str) -> String {
    format!("'{text}' has an invalid token.")
}
