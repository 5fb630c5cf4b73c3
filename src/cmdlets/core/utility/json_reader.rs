//! JSON text as values, as leniently as PowerShell reads it: comments, single quotes, names without
//! quotes, trailing commas, hexadecimal numbers.

use crate::engine::convert::number;
use crate::engine::object::{Hashtable, Members, Object, ObjectKind, hashtable_value};
use crate::engine::types::{self, date_time_offset, datetime};
use crate::engine::value::Value;
use num_bigint::BigInt;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How texts that are dates are read.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum DateKind {
    #[default]
    Usual,
    Local,
    Utc,
    Offset,
    Text,
}

/// Why a text is not what is wanted.
pub(super) enum JsonError {
    /// What the reader met, with its place.
    Syntax(String),
    EmptyKey,
    /// Two keys that differ by case.
    Casing {
        known: String,
        added: String,
    },
    Depth(usize),
}

pub(super) struct JsonReader<'a> {
    text: &'a [char],
    at: usize,
    /// Path of the value that was read last, or is being read.
    path: Vec<String>,
    /// How the values around it begin.
    open: Vec<char>,
    pub as_table: bool,
    pub dates: DateKind,
    pub depth: usize,
}

type Read<T> = Result<T, JsonError>;

impl<'a> JsonReader<'a> {
    pub(super) fn new(text: &'a [char]) -> JsonReader<'a> {
        JsonReader {
            text,
            at: 0,
            path: Vec::new(),
            open: Vec::new(),
            as_table: false,
            dates: DateKind::Usual,
            depth: 1024,
        }
    }

    /// The one value of the text; nothing for a text without any.
    pub(super) fn document(&mut self) -> Read<Value> {
        self.blanks()?;
        if self.at >= self.text.len() {
            return Ok(Value::Null);
        }
        let value = self.value(0)?;
        self.blanks()?;
        match self.peek() {
            None => Ok(value),
            Some(character) => {
                let what =
                    format!("Additional text encountered after finished reading JSON content: {character}");
                Err(self.error(&what, self.at))
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    /// An error with its path, line and position.
    fn error(&self, what: &str, at: usize) -> JsonError {
        let before = self.text.get(..at.min(self.text.len())).unwrap_or_default();
        let line = before.iter().filter(|character| **character == '\n').count() + 1;
        let start = before.iter().rposition(|character| *character == '\n').map_or(0, |place| place + 1);
        let path = self.path.concat();
        let path = path.strip_prefix('.').unwrap_or(&path);
        JsonError::Syntax(format!("{what}. Path '{path}', line {line}, position {}.", at - start))
    }

    /// The text ends inside of a value. Source: where Newtonsoft.Json notices it: the start of an object, the
    /// members of the outermost one, or the parts of anything inside.
    fn unexpected_end(&self) -> JsonError {
        match self.open.as_slice() {
            [] | ['{'] if self.path.is_empty() => {
                self.error("Unexpected end when reading JSON", self.text.len())
            }
            ['{'] => self.error("Unexpected end when deserializing object", self.text.len()),
            _ => {
                let inner = self.path.len().saturating_sub(usize::from(self.open.len() == self.path.len()));
                let path = self.path.get(..inner).unwrap_or_default().concat();
                let path = path.strip_prefix('.').unwrap_or(&path);
                JsonError::Syntax(format!("Unexpected end when reading token. Path '{path}'."))
            }
        }
    }

    /// A word that begins like `true`, `null` and their like, and is none.
    fn bad_word(&self, word: &str, what: &str) -> JsonError {
        let same = word.chars().zip(self.text.get(self.at..).unwrap_or_default());
        let length = same.take_while(|(wanted, found)| wanted == *found).count();
        match self.text.get(self.at + length) {
            None if length < word.len() => self.error("Unexpected end when reading JSON", self.text.len()),
            _ => self.error(&format!("Error parsing {what} value"), self.at + length),
        }
    }

    /// Skips blanks and comments.
    fn blanks(&mut self) -> Read<()> {
        loop {
            match self.peek() {
                Some(character) if character.is_whitespace() || matches!(character, '\u{feff}' | '\0') => {
                    self.at += 1
                }
                Some('/') => self.comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Read<()> {
        match self.text.get(self.at + 1) {
            Some('/') => {
                while self.peek().is_some_and(|character| character != '\n') {
                    self.at += 1;
                }
                Ok(())
            }
            Some('*') => {
                self.at += 2;
                while self.at < self.text.len() {
                    if self.peek() == Some('*') && self.text.get(self.at + 1) == Some(&'/') {
                        self.at += 2;
                        return Ok(());
                    }
                    self.at += 1;
                }
                Err(self.error("Unexpected end while parsing comment", self.text.len()))
            }
            Some(other) => {
                Err(self.error(&format!("Error parsing comment. Expected: *, got {other}"), self.at + 1))
            }
            None => Err(self.error("Unexpected end while parsing comment", self.text.len())),
        }
    }

    fn value(&mut self, level: usize) -> Read<Value> {
        if level > self.depth {
            return Err(JsonError::Depth(self.depth));
        }
        match self.peek() {
            None => Err(self.unexpected_end()),
            Some('{') => self.inside('{', |reader| reader.object(level)),
            Some('[') => self.inside('[', |reader| reader.array(level)),
            Some(']') => {
                let around = match self.open.last() {
                    Some('{') => "Object",
                    _ => "None",
                };
                let what = format!("JsonToken EndArray is not valid for closing JsonType {around}");
                Err(self.error(&what, self.at + 1))
            }
            Some('"' | '\'') => {
                let text = self.string()?;
                Ok(self.date(&text).unwrap_or_else(|| Value::text(text)))
            }
            Some(character) if character.is_ascii_digit() || matches!(character, '-' | '.') => self.number(),
            Some(character) => self.word(character),
        }
    }

    /// Reads a value that holds others; the path is the same after it.
    fn inside(&mut self, start: char, read: impl FnOnce(&mut Self) -> Read<Value>) -> Read<Value> {
        self.open.push(start);
        let depth = self.path.len();
        let value = read(self)?;
        self.path.truncate(depth);
        self.open.pop();
        Ok(value)
    }

    fn object(&mut self, level: usize) -> Read<Value> {
        self.at += 1;
        let depth = self.path.len();
        let mut keys: HashMap<String, String> = HashMap::new();
        let mut fields: Vec<(String, Value)> = Vec::new();
        loop {
            self.blanks()?;
            match self.peek() {
                None => return Err(self.unexpected_end()),
                Some('}') => {
                    self.at += 1;
                    return Ok(self.made(fields));
                }
                _ => {}
            }
            let key = self.key()?;
            self.blanks()?;
            match self.peek() {
                Some(':') => self.at += 1,
                other => {
                    let what = format!(
                        "Invalid character after parsing property name. Expected ':' but got: {}",
                        other.unwrap_or('\0')
                    );
                    return Err(self.error(&what, self.at));
                }
            }
            self.check_key(&key, &mut keys)?;
            self.blanks()?;
            self.path.truncate(depth);
            self.path.push(format!(".{key}"));
            let value = self.value(level + 1)?;
            fields.push((key, value));
            self.blanks()?;
            match self.peek() {
                Some(',') => self.at += 1,
                Some('}') => {}
                None => return Err(self.unexpected_end()),
                Some(other) => return Err(self.after_value(other)),
            }
        }
    }

    fn after_value(&self, other: char) -> JsonError {
        let what = format!("After parsing a value an unexpected character was encountered: {other}");
        self.error(&what, self.at)
    }

    /// Keys of objects are unique whatever their case, and never empty.
    fn check_key(&self, key: &str, keys: &mut HashMap<String, String>) -> Read<()> {
        if self.as_table {
            return Ok(());
        }
        if key.is_empty() {
            return Err(JsonError::EmptyKey);
        }
        match keys.insert(key.to_lowercase(), key.to_string()) {
            Some(known) if known != key => Err(JsonError::Casing { known, added: key.to_string() }),
            _ => Ok(()),
        }
    }

    fn made(&self, fields: Vec<(String, Value)>) -> Value {
        if self.as_table {
            let mut table = Hashtable::new(false);
            table.of = Some(types::named("System.Management.Automation.OrderedHashtable"));
            table.case_sensitive = true;
            fields.into_iter().for_each(|(name, item)| table.set(Value::text(name), item));
            return hashtable_value(table);
        }
        let mut members = Members::default();
        fields.into_iter().for_each(|(name, item)| members.set(name, item));
        Value::object(Object::new(ObjectKind::Custom(RefCell::new(members))))
    }

    fn key(&mut self) -> Read<String> {
        match self.peek() {
            Some('"' | '\'') => self.string(),
            Some(first) if first.is_alphanumeric() || matches!(first, '_' | '$') => {
                let start = self.at;
                while self.peek().is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$')) {
                    self.at += 1;
                }
                Ok(self.text.get(start..self.at).unwrap_or_default().iter().collect())
            }
            Some(other) => {
                Err(self.error(&format!("Invalid property identifier character: {other}"), self.at))
            }
            None => Err(self.unexpected_end()),
        }
    }

    fn array(&mut self, level: usize) -> Read<Value> {
        self.at += 1;
        let depth = self.path.len();
        let mut items = Vec::new();
        loop {
            self.blanks()?;
            match self.peek() {
                None => return Err(self.unexpected_end()),
                Some(']') => {
                    self.at += 1;
                    return Ok(Value::array(items));
                }
                Some(',') => {
                    // A missing element is nothing.
                    self.at += 1;
                    items.push(Value::Null);
                    continue;
                }
                _ => {}
            }
            // The place is known when its value is: before it the path is that of the value before.
            let place = format!("[{}]", items.len());
            if matches!(self.peek(), Some('{' | '[' | '"' | '\'')) {
                self.path.truncate(depth);
                self.path.push(place.clone());
            }
            items.push(self.value(level + 1)?);
            self.path.truncate(depth);
            self.path.push(place);
            self.blanks()?;
            match self.peek() {
                Some(',') => self.at += 1,
                Some(']') => {}
                None => return Err(self.unexpected_end()),
                Some(other) => return Err(self.after_value(other)),
            }
        }
    }

    fn string(&mut self) -> Read<String> {
        let quote = self.peek();
        self.at += 1;
        let mut units: Vec<u16> = Vec::new();
        while let Some(character) = self.peek() {
            self.at += 1;
            if Some(character) == quote {
                return Ok(String::from_utf16_lossy(&units));
            }
            if character == '\\' {
                self.escape(&mut units)?;
            } else {
                units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
            }
        }
        let quote = quote.unwrap_or('"');
        let what = format!("Unterminated string. Expected delimiter: {quote}");
        Err(self.error(&what, self.text.len()))
    }

    fn escape(&mut self, units: &mut Vec<u16>) -> Read<()> {
        let Some(character) = self.peek() else {
            return Err(self.error("Unterminated string. Expected delimiter: \"", self.text.len()));
        };
        self.at += 1;
        let unit = match character {
            'b' => 8,
            't' => 9,
            'n' => 10,
            'f' => 12,
            'r' => 13,
            '\\' | '"' | '\'' | '/' => character as u16,
            'u' => {
                let digits: String = self.text.get(self.at..self.at + 4).unwrap_or_default().iter().collect();
                match u16::from_str_radix(&digits, 16) {
                    Ok(unit) if digits.len() == 4 => {
                        self.at += 4;
                        unit
                    }
                    _ => {
                        let what = format!("Invalid Unicode escape sequence: \\u{digits}");
                        return Err(self.error(&what, self.at));
                    }
                }
            }
            other => {
                return Err(self.error(&format!("Bad JSON escape sequence: \\{other}"), self.at));
            }
        };
        units.push(unit);
        Ok(())
    }

    fn number(&mut self) -> Read<Value> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-')) {
            self.at += 1;
        }
        let text: String = self.text.get(start..self.at).unwrap_or_default().iter().collect();
        let foreign = |character: char| !character.is_ascii_hexdigit() && !"xX.+-".contains(character);
        if let Some(place) = text.find(foreign).filter(|_| !text.starts_with("-I")) {
            let found = text.get(place..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            let what = format!("Unexpected character encountered while parsing number: {found}");
            return Err(self.error(&what, start + place));
        }
        if text == "-Infinity" {
            return Ok(Value::Double(f64::NEG_INFINITY));
        }
        if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))
            && let Ok(number) = i64::from_str_radix(digits, 16)
        {
            return Ok(Value::Long(number));
        }
        if text.len() > 1
            && text.starts_with('0')
            && let Ok(number) = i64::from_str_radix(&text, 8)
        {
            return Ok(Value::Long(number));
        }
        if let Ok(number) = text.parse::<i64>() {
            return Ok(Value::Long(number));
        }
        if let Ok(number) = text.parse::<BigInt>() {
            return Ok(Value::BigInt(Rc::new(number)));
        }
        match (number::parse(&text), text.parse::<f64>()) {
            (_, Ok(number)) => Ok(Value::Double(number)),
            _ => Err(self.error(&format!("Input string '{text}' is not a valid number"), self.at)),
        }
    }

    fn word(&mut self, first: char) -> Read<Value> {
        const WORDS: &[(&str, Value)] = &[
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
            ("undefined", Value::Null),
            ("NaN", Value::Double(f64::NAN)),
            ("Infinity", Value::Double(f64::INFINITY)),
        ];
        for (word, value) in WORDS {
            let end = self.at + word.chars().count();
            let found = self.text.get(self.at..end).is_some_and(|part| part.iter().copied().eq(word.chars()));
            let ends = self.text.get(end).is_none_or(|next| !next.is_alphanumeric());
            if found && ends {
                self.at = end;
                return Ok(value.clone());
            }
        }
        let next = self.text.get(self.at + 1).copied();
        Err(match (first, next) {
            ('t', _) => self.bad_word("true", "boolean"),
            ('f', _) => self.bad_word("false", "boolean"),
            ('n', Some('u')) => self.bad_word("null", "null"),
            ('n', None) => self.error("Unexpected end when reading JSON", self.text.len()),
            ('u', _) => self.bad_word("undefined", "undefined"),
            ('N', _) => self.bad_word("NaN", "NaN"),
            ('I', _) => self.bad_word("Infinity", "Infinity"),
            _ => {
                self.error(&format!("Unexpected character encountered while parsing value: {first}"), self.at)
            }
        })
    }

    /// ISO 8601 with date and time becomes a date, and so do the milliseconds of `/Date(…)/`.
    fn date(&self, text: &str) -> Option<Value> {
        if let Some(inside) = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
            return self.date(&old_date(inside)?);
        }
        let bytes = text.as_bytes();
        let shaped = text.len() >= 19
            && bytes.get(4) == Some(&b'-')
            && bytes.get(7) == Some(&b'-')
            && bytes.get(10) == Some(&b'T')
            && bytes.get(13) == Some(&b':');
        if !shaped || self.dates == DateKind::Text {
            return None;
        }
        let moment = datetime::parse(text)?;
        if self.dates == DateKind::Offset {
            return Some(date_time_offset::of_text(text).unwrap_or_else(|| Value::DateTime(Rc::new(moment))));
        }
        let moment = match self.dates {
            DateKind::Utc => moment.to_utc(),
            DateKind::Local => moment.to_local(),
            _ if text.ends_with('Z') => moment.to_utc(),
            _ => moment,
        };
        Some(Value::DateTime(Rc::new(moment)))
    }
}

/// Milliseconds since 1970, perhaps with the offset of a time zone, as ISO 8601.
fn old_date(inside: &str) -> Option<String> {
    let zone = inside.get(1..)?.find(['+', '-']).map_or(inside.len(), |at| at + 1);
    let (millis, zone) = (inside.get(..zone)?, inside.get(zone..)?);
    let moment = chrono::DateTime::from_timestamp_millis(millis.parse().ok()?)?;
    if zone.is_empty() {
        return Some(moment.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
    }
    let (sign, hours, minutes) =
        (zone.get(..1)?, zone.get(1..3)?, zone.get(3..).filter(|rest| rest.len() == 2)?);
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    let east = if sign == "-" { -seconds } else { seconds };
    let local = moment.with_timezone(&chrono::FixedOffset::east_opt(east)?);
    Some(local.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string())
}

#[cfg(test)]
mod tests {
    use super::{JsonError, JsonReader};

    fn failed(text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        match JsonReader::new(&characters).document() {
            Err(JsonError::Syntax(message)) => message,
            _ => String::new(),
        }
    }

    #[test]
    fn errors_say_where() {
        assert_eq!(failed("{"), "Unexpected end when reading JSON. Path '', line 1, position 1.");
        let cases = [
            ("{\"a\":1,", "Unexpected end when deserializing object. Path 'a', line 1, position 7."),
            ("[1,", "Unexpected end when reading token. Path ''."),
            ("{\"a\":[1,{\"b\":", "Unexpected end when reading token. Path 'a[1]'."),
            ("[tr", "Unexpected end when reading JSON. Path '', line 1, position 3."),
            ("[1,tru]", "Error parsing boolean value. Path '[0]', line 1, position 6."),
            ("{\"a\":\n  nul}", "Error parsing null value. Path 'a', line 2, position 5."),
            ("{\"a\":1,,\"b\":2}", "Invalid property identifier character: ,. Path 'a', line 1, position 7."),
            ("]", "JsonToken EndArray is not valid for closing JsonType None. Path '', line 1, position 1."),
            (
                "[1 2]",
                "After parsing a value an unexpected character was encountered: 2. Path '[0]', line 1, position 3.",
            ),
        ];
        for (text, message) in cases {
            assert_eq!(failed(text), message, "{text}");
        }
        assert_eq!(failed("\"\\x\""), "Bad JSON escape sequence: \\x. Path '', line 1, position 3.");
        let after = "Additional text encountered after finished reading JSON content: 2. Path '', line 1, position 4.";
        assert_eq!(failed("[1] 2"), after);
    }
}
