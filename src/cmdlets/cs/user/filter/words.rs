//! Lync's filter syntax: `RegistrarPool -eq "pool01" -and -not (Enabled -eq $false)`.

use super::{Comparison, Condition, FilterError};
use serde_json::Value as Json;
use std::iter::Peekable;
use std::str::CharIndices;

/// Conditions within conditions.
const DEEPEST: usize = 100;

/// What gives a variable, as `$name`, `$name.Property` or a text between double quotes with variables in it, a value.
pub type Evaluate<'a> = dyn FnMut(&str) -> Option<Json> + 'a;

/// Reads a filter. Errors: what is wrong, and where.
pub fn parse(filter: &str, variable: &mut Evaluate<'_>) -> Result<Condition, FilterError> {
    let mut parser = Parser { filter, tokens: tokens(filter)?, at: 0, variable };
    let condition = parser.any(0)?;
    match parser.peek() {
        None => Ok(condition),
        Some(_) => Err(parser.wrong("-and, -or or the end was expected")),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    /// `-eq`, in lower case.
    Operator(String),
    Word(String),
    Text(String),
    /// Text between double quotes that has variables in it, with its quotes.
    Expandable(String),
    /// Without its `$`.
    Variable(String),
}

struct Parser<'a> {
    filter: &'a str,
    tokens: Vec<(usize, Token)>,
    at: usize,
    variable: &'a mut Evaluate<'a>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    fn wrong(&self, reason: &str) -> FilterError {
        let end = self.filter.chars().count();
        let at = self.tokens.get(self.at).map_or(end, |(at, _)| *at);
        FilterError { filter: self.filter.to_owned(), at: at + 1, reason: reason.to_owned() }
    }

    fn is_operator(&self, name: &str) -> bool {
        matches!(self.peek(), Some(Token::Operator(found)) if found == name)
    }

    fn any(&mut self, depth: usize) -> Result<Condition, FilterError> {
        let mut parts = vec![self.all(depth)?];
        while self.is_operator("or") {
            self.at += 1;
            parts.push(self.all(depth)?);
        }
        Ok(one_or(parts, Condition::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Condition, FilterError> {
        let mut parts = vec![self.single(depth)?];
        while self.is_operator("and") {
            self.at += 1;
            parts.push(self.single(depth)?);
        }
        Ok(one_or(parts, Condition::All))
    }

    fn single(&mut self, depth: usize) -> Result<Condition, FilterError> {
        if depth > DEEPEST {
            return Err(self.wrong("it is nested too deeply"));
        }
        if self.is_operator("not") || self.is_operator("!") {
            self.at += 1;
            return Ok(Condition::Not(Box::new(self.single(depth + 1)?)));
        }
        if self.peek() == Some(&Token::Open) {
            self.at += 1;
            let inner = self.any(depth + 1)?;
            return match self.peek() {
                Some(Token::Close) => {
                    self.at += 1;
                    Ok(inner)
                }
                _ => Err(self.wrong("')' was expected")),
            };
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Condition, FilterError> {
        // `$_.Enabled` alone asks whether it is true.
        let is_item = matches!(self.peek(), Some(Token::Variable(_)));
        let attribute = match self.peek() {
            Some(Token::Word(name)) => name.clone(),
            Some(Token::Variable(name)) if name.starts_with("_.") => name.trim_start_matches("_.").to_owned(),
            _ => return Err(self.wrong("the name of a property was expected")),
        };
        self.at += 1;
        let operator = match self.peek() {
            Some(Token::Operator(name)) => comparison(name),
            _ => None,
        };
        let Some(operator) = operator else {
            let ends = match self.peek() {
                None | Some(Token::Close) => true,
                Some(Token::Operator(name)) => name == "and" || name == "or",
                _ => false,
            };
            if ends && is_item {
                let (operator, value) = (Comparison::Equal, Json::Bool(true));
                return Ok(Condition::Compare { attribute, operator, value });
            }
            return Err(self.wrong("-eq, -ne, -like, -notlike, -lt, -le, -gt or -ge was expected"));
        };
        self.at += 1;
        let value = match self.next() {
            Some(Token::Text(text)) => Json::from(text),
            Some(Token::Word(word)) => word.parse::<i64>().map_or_else(|_| Json::from(word), Json::from),
            Some(Token::Variable(name)) => self.value_of(&name, &format!("${name}"))?,
            Some(Token::Expandable(text)) => self.value_of(&text, &text)?,
            _ => {
                self.at -= 1;
                return Err(self.wrong("a value was expected"));
            }
        };
        Ok(Condition::Compare { attribute, operator, value })
    }

    fn value_of(&mut self, name: &str, source: &str) -> Result<Json, FilterError> {
        match name.to_ascii_lowercase().as_str() {
            "true" => Ok(Json::Bool(true)),
            "false" => Ok(Json::Bool(false)),
            "null" => Ok(Json::Null),
            _ => (self.variable)(source).ok_or_else(|| {
                self.at -= 1;
                self.wrong(&format!("the variable '{source}' has no value"))
            }),
        }
    }
}

fn one_or(mut parts: Vec<Condition>, several: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.len() {
        1 => parts.remove(0),
        _ => several(parts),
    }
}

fn comparison(name: &str) -> Option<Comparison> {
    Some(match name {
        "eq" | "ieq" => Comparison::Equal,
        "ne" | "ine" => Comparison::NotEqual,
        "like" | "ilike" => Comparison::Like,
        "notlike" | "inotlike" => Comparison::NotLike,
        "lt" => Comparison::Less,
        "le" => Comparison::LessOrEqual,
        "gt" => Comparison::Greater,
        "ge" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

fn tokens(filter: &str) -> Result<Vec<(usize, Token)>, FilterError> {
    let mut found = Vec::new();
    let mut characters = filter.char_indices().peekable();
    let mut position = 0;
    let mut last = 0;
    while let Some((byte, character)) = characters.peek().copied() {
        position += filter.get(last..byte).unwrap_or_default().chars().count();
        last = byte;
        match character {
            _ if character.is_whitespace() => drop(characters.next()),
            '(' | ')' => {
                characters.next();
                found.push((position, if character == '(' { Token::Open } else { Token::Close }));
            }
            '\'' | '"' => match quoted(&mut characters, character) {
                Some(text) if character == '"' && text.contains('$') => {
                    found.push((position, Token::Expandable(format!("\"{}\"", text.replace('"', "\"\"")))));
                }
                Some(text) => found.push((position, Token::Text(text))),
                None => {
                    let reason = "the quotation has no end".to_owned();
                    return Err(FilterError { filter: filter.to_owned(), at: position + 1, reason });
                }
            },
            '$' => {
                characters.next();
                found.push((position, Token::Variable(variable(&mut characters))));
            }
            '!' => {
                characters.next();
                found.push((position, Token::Operator("!".to_owned())));
            }
            '-' => {
                characters.next();
                found.push((position, Token::Operator(word(&mut characters).to_ascii_lowercase())));
            }
            _ => found.push((position, Token::Word(word(&mut characters)))),
        }
    }
    Ok(found)
}

/// Text between quotation marks, which stand doubled inside of it.
fn quoted(characters: &mut Peekable<CharIndices<'_>>, mark: char) -> Option<String> {
    characters.next();
    let mut text = String::new();
    loop {
        let (_, character) = characters.next()?;
        if character != mark {
            text.push(character);
        } else if characters.peek().is_some_and(|(_, next)| *next == mark) {
            characters.next();
            text.push(mark);
        } else {
            return Some(text);
        }
    }
}

/// Up to a blank or a parenthesis, at least one character.
fn word(characters: &mut Peekable<CharIndices<'_>>) -> String {
    let mut text = String::new();
    while let Some((_, character)) = characters.peek().copied() {
        if character.is_whitespace() || matches!(character, '(' | ')' | '\'' | '"') {
            break;
        }
        characters.next();
        text.push(character);
    }
    text
}

/// The name of a variable, with what follows to its end: `.Property`, `[0]`, or the whole of `$(…)` and `${…}`.
fn variable(characters: &mut Peekable<CharIndices<'_>>) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    while let Some((_, character)) = characters.peek().copied() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            _ if depth == 0 && !(character.is_alphanumeric() || "_.:".contains(character)) => break,
            _ => {}
        }
        characters.next();
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_tighter_than_or() {
        let filter = "A -eq 1 -or B -eq 2 -and C -eq 3";
        let Condition::Any(parts) = parse(filter, &mut |_| None).unwrap() else { panic!("not an or") };
        assert!(matches!(parts.as_slice(), [Condition::Compare { .. }, Condition::All(_)]));
    }

    #[test]
    fn errors_say_where() {
        for (filter, at) in [
            ("", 1),
            ("A", 2),
            ("A -is 1", 3),
            ("A -eq", 6),
            ("(A -eq 1", 9),
            ("A -eq 'x", 7),
            ("A -eq $x", 7),
            ("A -eq 1 B", 9),
            ("ü -eq )", 7),
        ] {
            let error = parse(filter, &mut |_| None).unwrap_err();
            assert_eq!(error.at, at, "{filter}: {error}");
        }
        let deep = format!("{}A -eq 1{}", "(".repeat(5000), ")".repeat(5000));
        assert!(parse(&deep, &mut |_| None).unwrap_err().reason.contains("nested"));
    }

    #[test]
    fn variables_have_values_and_quotes_double() {
        let mut values = |name: &str| (name == "$pool").then(|| Json::from("p1"));
        let condition =
            parse("RegistrarPool -eq $pool -and DisplayName -eq 'O''Malley'", &mut values).unwrap();
        assert!(condition.holds(&serde_json::json!({"RegistrarPool": "P1", "DisplayName": "O'Malley"})));
    }
}
