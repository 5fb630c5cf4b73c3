//! C# text → tokens.

use super::translator::Unsupported;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Word(String),
    /// Its text without a suffix, and whether it is a whole number.
    Number(String, bool),
    Text(String),
    /// `$"…"`: literal pieces, each but the first behind an expression with its format.
    Interpolated(Vec<Piece>),
    Character(char),
    Symbol(&'static str),
    End,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Literal(String),
    Hole { source: String, format: String },
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub line: usize,
}

/// Longest first.
const SYMBOLS: &[&str] = &[
    "<<=", ">>=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=",
    "/=", "%=", "&=", "|=", "^=", "<<", "::", "{", "}", "(", ")", "[", "]", ";", ",", ".", ":", "?", "+",
    "-", "*", "/", "%", "=", "<", ">", "!", "&", "|", "^", "~",
];

/// All tokens of a source; the last is [`Kind::End`]. Errors: a text without an end, an unknown character.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, Unsupported> {
    let mut reader = Reader { rest: source, line: 1 };
    let mut found = Vec::new();
    loop {
        reader.blanks()?;
        let line = reader.line;
        let Some(first) = reader.rest.chars().next() else {
            found.push(Token { kind: Kind::End, line });
            return Ok(found);
        };
        found.push(Token { kind: reader.token(first)?, line });
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn skip_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|character| !keep(character)).unwrap_or(self.rest.len());
        self.skip(end)
    }

    fn fail<T>(&self, what: &str) -> Result<T, Unsupported> {
        Err(Unsupported { what: what.into(), line: self.line })
    }

    /// Blanks, comments, and lines for the preprocessor.
    fn blanks(&mut self) -> Result<(), Unsupported> {
        loop {
            self.skip_while(char::is_whitespace);
            if self.rest.starts_with("//") || self.rest.starts_with('#') {
                self.skip_while(|character| character != '\n');
            } else if self.rest.starts_with("/*") {
                match self.rest.find("*/") {
                    Some(end) => self.skip(end + 2),
                    None => return self.fail("a comment without an end"),
                };
            } else {
                return Ok(());
            }
        }
    }

    fn token(&mut self, first: char) -> Result<Kind, Unsupported> {
        if self.rest.starts_with("$\"") || self.rest.starts_with("$@\"") || self.rest.starts_with("@$\"") {
            return self.interpolated();
        }
        if self.rest.starts_with("@\"") {
            self.skip(1);
            return self.verbatim().map(Kind::Text);
        }
        match first {
            '"' => self.text().map(Kind::Text),
            '\'' => self.character(),
            '0'..='9' => self.number(),
            _ if first.is_alphabetic() || first == '_' || first == '@' => {
                self.skip(usize::from(first == '@'));
                let word = self.skip_while(|character| character.is_alphanumeric() || character == '_');
                Ok(Kind::Word(word.into()))
            }
            _ => match SYMBOLS.iter().find(|symbol| self.rest.starts_with(**symbol)) {
                Some(symbol) => {
                    self.skip(symbol.len());
                    Ok(Kind::Symbol(symbol))
                }
                None => self.fail(&format!("the character '{first}'")),
            },
        }
    }

    fn number(&mut self) -> Result<Kind, Unsupported> {
        if self.rest.starts_with("0x") || self.rest.starts_with("0X") {
            self.skip(2);
            let digits = self.skip_while(|digit| digit.is_ascii_hexdigit() || digit == '_').replace('_', "");
            self.skip_while(|suffix| "uUlL".contains(suffix));
            return match i64::from_str_radix(&digits, 16) {
                Ok(number) => Ok(Kind::Number(number.to_string(), true)),
                Err(_) => self.fail("this number"),
            };
        }
        let mut text = self.skip_while(|digit| digit.is_ascii_digit() || digit == '_').replace('_', "");
        let mut whole = true;
        let mut after = self.rest.chars();
        if after.next() == Some('.') && after.next().is_some_and(|digit| digit.is_ascii_digit()) {
            whole = false;
            text.push_str(self.skip(1));
            text.push_str(self.skip_while(|digit| digit.is_ascii_digit()));
        }
        if self.rest.starts_with(['e', 'E']) {
            whole = false;
            text.push_str(self.skip(1));
            text.push_str(self.skip_while(|digit| digit.is_ascii_digit() || "+-".contains(digit)));
        }
        let suffix = self.skip_while(|suffix| "uUlLfFdDmM".contains(suffix)).to_ascii_lowercase();
        match suffix.as_str() {
            "m" => text.push('d'),
            "f" | "d" => {
                whole = false;
                text = format!("[double]{text}");
            }
            "l" | "ul" | "lu" => text.push('L'),
            _ => {}
        }
        Ok(Kind::Number(text, whole))
    }

    fn character(&mut self) -> Result<Kind, Unsupported> {
        self.skip(1);
        let character = self.element()?;
        if !self.rest.starts_with('\'') {
            return self.fail("this character");
        }
        self.skip(1);
        Ok(Kind::Character(character))
    }

    fn text(&mut self) -> Result<String, Unsupported> {
        self.skip(1);
        let mut text = String::new();
        loop {
            if self.rest.starts_with('"') {
                self.skip(1);
                return Ok(text);
            }
            text.push(self.element()?);
        }
    }

    /// `@"…"`, from its quote.
    fn verbatim(&mut self) -> Result<String, Unsupported> {
        self.skip(1);
        let mut text = String::new();
        loop {
            text.push_str(self.skip_while(|character| character != '"'));
            if self.rest.starts_with("\"\"") {
                text.push('"');
                self.skip(2);
            } else if self.rest.is_empty() {
                return self.fail("a text without an end");
            } else {
                self.skip(1);
                return Ok(text);
            }
        }
    }

    /// One character of a text, escapes read.
    fn element(&mut self) -> Result<char, Unsupported> {
        let Some(first) = self.rest.chars().next() else { return self.fail("a text without an end") };
        self.skip(first.len_utf8());
        if first != '\\' {
            return Ok(first);
        }
        let Some(escaped) = self.rest.chars().next() else { return self.fail("a text without an end") };
        self.skip(escaped.len_utf8());
        Ok(match escaped {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'u' | 'x' => {
                let digits = self.rest.chars().take(4).take_while(char::is_ascii_hexdigit).count();
                let number = u32::from_str_radix(self.skip(digits), 16).ok().and_then(char::from_u32);
                match number {
                    Some(character) => character,
                    None => return self.fail("this escape of a character"),
                }
            }
            other => other,
        })
    }

    fn interpolated(&mut self) -> Result<Kind, Unsupported> {
        let verbatim = self.skip_while(|character| "$@".contains(character)).contains('@');
        self.skip(1);
        let mut pieces = Vec::new();
        let mut text = String::new();
        loop {
            if self.rest.starts_with("{{")
                || self.rest.starts_with("}}")
                || (verbatim && self.rest.starts_with("\"\""))
            {
                text.extend(self.skip(2).chars().next());
            } else if self.rest.starts_with('"') {
                self.skip(1);
                pieces.push(Piece::Literal(text));
                return Ok(Kind::Interpolated(pieces));
            } else if self.rest.starts_with('{') {
                self.skip(1);
                pieces.push(Piece::Literal(std::mem::take(&mut text)));
                let Some(end) = self.rest.find('}') else { return self.fail("a text without an end") };
                let hole = self.skip(end);
                self.skip(1);
                let (source, format) = match hole.split_once(':') {
                    Some((source, format)) if !source.contains('?') => (source, format),
                    _ => (hole, ""),
                };
                pieces.push(Piece::Hole { source: source.into(), format: format.into() });
            } else if verbatim {
                let Some(first) = self.rest.chars().next() else { return self.fail("a text without an end") };
                self.skip(first.len_utf8());
                text.push(first);
            } else {
                text.push(self.element()?);
            }
        }
    }
}
