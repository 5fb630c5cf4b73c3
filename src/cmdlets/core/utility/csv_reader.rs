//! CSV text as records, read the way PowerShell reads it: quotes may start late, blanks around
//! values are handled as its own reader does, a record may span lines.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::object::{Members, Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::cell::RefCell;
use std::rc::Rc;

/// Where lines come from, each with its line break.
pub(super) type Lines<'a> = &'a mut dyn FnMut() -> std::io::Result<Option<String>>;

/// Reads records from lines.
pub(super) struct Records<'a> {
    lines: Lines<'a>,
    line: std::vec::IntoIter<char>,
    ahead: Option<char>,
    delimiter: char,
}

impl<'a> Records<'a> {
    pub(super) fn new(lines: Lines<'a>, delimiter: char) -> Records<'a> {
        Records { lines, line: Vec::new().into_iter(), ahead: None, delimiter }
    }

    fn next_char(&mut self) -> std::io::Result<Option<char>> {
        if let Some(character) = self.ahead.take() {
            return Ok(Some(character));
        }
        loop {
            if let Some(character) = self.line.next() {
                return Ok(Some(character));
            }
            match (self.lines)()? {
                Some(line) => self.line = line.chars().collect::<Vec<char>>().into_iter(),
                None => return Ok(None),
            }
        }
    }

    fn peek(&mut self) -> std::io::Result<Option<char>> {
        self.ahead = self.next_char()?;
        Ok(self.ahead)
    }

    /// The line break that starts with this character.
    fn line_break(&mut self, character: char) -> std::io::Result<Option<&'static str>> {
        Ok(match character {
            '\n' => Some("\n"),
            '\r' if self.peek()? == Some('\n') => {
                self.ahead = None;
                Some("\r\n")
            }
            '\r' => Some("\r"),
            _ => None,
        })
    }

    /// The next record's values. `None` at the end.
    pub(super) fn next(&mut self) -> std::io::Result<Option<Vec<String>>> {
        let mut values = Vec::new();
        let mut current = String::new();
        let mut quoted = false;
        let mut any = false;
        while let Some(character) = self.next_char()? {
            any = true;
            let ended = if quoted {
                match character {
                    '"' if self.peek()? == Some('"') => {
                        self.ahead = None;
                        current.push('"');
                        false
                    }
                    '"' => {
                        quoted = false;
                        self.rest(&mut current, &mut values, true)?
                    }
                    other => {
                        current.push(other);
                        false
                    }
                }
            } else if character == self.delimiter {
                values.push(std::mem::take(&mut current));
                false
            } else if character == '"' && current.is_empty() {
                quoted = true;
                false
            } else if character == '"' {
                current.push('"');
                self.rest(&mut current, &mut values, false)?
            } else if matches!(character, ' ' | '\t') {
                if current.is_empty() {
                    false
                } else {
                    current.push(character);
                    self.rest(&mut current, &mut values, true)?
                }
            } else if self.line_break(character)?.is_some() {
                values.push(std::mem::take(&mut current));
                true
            } else {
                current.push(character);
                false
            };
            if ended {
                return Ok(Some(values));
            }
        }
        if !current.is_empty() {
            values.push(current);
        }
        Ok(any.then_some(values))
    }

    /// The rest of a value up to the delimiter or the line's end, which ends the record.
    fn rest(&mut self, current: &mut String, values: &mut Vec<String>, trims: bool) -> std::io::Result<bool> {
        let mut rest = String::new();
        let ended = loop {
            let Some(character) = self.next_char()? else { break true };
            if character == self.delimiter {
                break false;
            }
            if self.line_break(character)?.is_some() {
                break true;
            }
            rest.push(character);
        };
        let blank = rest.chars().all(|character| matches!(character, ' ' | '\t'));
        if !(trims && blank) {
            current.push_str(&rest);
        }
        values.push(std::mem::take(current));
        Ok(ended)
    }
}

/// Makes objects of records; the header is the argument's, or the first record.
#[derive(Default)]
pub(super) struct CsvObjects {
    header: Option<Vec<Rc<str>>>,
    type_name: Option<String>,
    started: bool,
}

impl CsvObjects {
    pub(super) fn new(context: &mut Context<'_>, header: &[String]) -> Outcome<CsvObjects> {
        let mut objects = CsvObjects::default();
        if !header.is_empty() {
            objects.name_columns(context, header.to_vec())?;
        }
        Ok(objects)
    }

    /// Sends an object for each record of some lines.
    pub(super) fn send(&mut self, context: &mut Context<'_>, lines: Lines<'_>, delimiter: char) -> Outcome {
        let mut records = Records::new(lines, delimiter);
        loop {
            let values = match records.next() {
                Ok(Some(values)) => values,
                Ok(None) => return Ok(()),
                Err(error) => return Err(unreadable(context, &error)),
            };
            if values.is_empty() || matches!(values.as_slice(), [only] if only.is_empty()) {
                continue;
            }
            let is_type = values.first().is_some_and(|first| first.starts_with("#TYPE "));
            let first = !std::mem::replace(&mut self.started, true);
            if self.header.is_none() || (first && is_type) {
                self.head(context, values)?;
                continue;
            }
            let object = self.object(values);
            context.output(object)?;
        }
    }

    /// A line before the data: the type, a comment, or the header.
    fn head(&mut self, context: &mut Context<'_>, mut values: Vec<String>) -> Outcome {
        let first = values.first().cloned().unwrap_or_default();
        if let Some(name) = first.strip_prefix("#TYPE ") {
            self.type_name = Some(name.trim().to_string());
            return Ok(());
        }
        if let Some(fields) = first.strip_prefix("#Fields: ") {
            if let Some(place) = values.first_mut() {
                *place = fields.to_string();
            }
            return self.name_columns(context, values);
        }
        if first.starts_with('#') { Ok(()) } else { self.name_columns(context, values) }
    }

    fn name_columns(&mut self, context: &mut Context<'_>, mut values: Vec<String>) -> Outcome {
        while values.len() > 1 && values.last().is_some_and(String::is_empty) {
            values.pop();
        }
        let mut names: Vec<Rc<str>> = Vec::with_capacity(values.len());
        let mut known = std::collections::HashSet::new();
        let mut unnamed = 0;
        for value in values {
            let mut name = value;
            let missing = name.is_empty();
            while name.is_empty() || (missing && known.contains(&name.to_lowercase())) {
                unnamed += 1;
                name = format!("H{unnamed}");
            }
            if !known.insert(name.to_lowercase()) {
                return Err(context.terminate(
                    "System.Management.Automation.ExtendedTypeSystemException",
                    format!("The member \"{name}\" is already present."),
                    "AlreadyPresentPSMemberInfoInternalCollectionAdd",
                    Category::NotSpecified,
                    Value::Null,
                ));
            }
            names.push(name.into());
        }
        if unnamed > 0 {
            context.warning("One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.")?;
        }
        self.header = Some(names);
        Ok(())
    }

    fn object(&self, values: Vec<String>) -> Value {
        let mut members = Members::default();
        let mut values = values.into_iter();
        for name in self.header.iter().flatten() {
            members.set(name.clone(), values.next().map_or(Value::Null, Value::from));
        }
        let made = Object::new(ObjectKind::Custom(RefCell::new(members)));
        if let Some(name) = &self.type_name {
            let names: Vec<Rc<str>> = vec![name.as_str().into(), format!("CSV:{name}").into()];
            *made.type_names.borrow_mut() = Some(names);
        }
        Value::object(made)
    }
}

fn unreadable(context: &Context<'_>, error: &std::io::Error) -> Box<Fault> {
    context.terminate(
        "System.IO.IOException",
        error.to_string(),
        "FileReadError",
        Category::ReadError,
        Value::Null,
    )
}

/// The lines of a text that is there as a whole.
pub(super) fn lines_of(text: &str) -> impl FnMut() -> std::io::Result<Option<String>> + '_ {
    let mut lines = text.split_inclusive('\n');
    move || Ok(lines.next().map(str::to_string))
}

#[cfg(test)]
mod tests {
    use super::{Records, lines_of};

    fn records(text: &str) -> Vec<Vec<String>> {
        let mut lines = lines_of(text);
        let mut records = Records::new(&mut lines, ',');
        std::iter::from_fn(|| records.next().unwrap()).collect()
    }

    #[test]
    fn quotes_blanks_and_lines_are_read_as_powershell_does() {
        assert_eq!(records("a,\"b,c\"\n1,\"x\ny\"\n"), [["a", "b,c"], ["1", "x\ny"]]);
        assert_eq!(records(" a , b "), [["a ", "b "]]);
        assert_eq!(records("\"a\"\"b\" ,c"), [["a\"b", "c"]]);
        assert_eq!(records("x\"y,z"), [["x\"y", "z"]]);
        assert_eq!(records("1,"), [["1"]]);
        assert_eq!(records("1,\r\n"), [["1", ""]]);
    }
}
