//! `;name=value` lists of URIs, addresses and `Via`. Source: RFC 3261, 25.1.

use super::error::SyntaxError;
use super::scan::{Bytes, split_at_byte, split_outside_quotes};
use std::fmt;

/// What a name may hold: more than a token, as some peers write.
static NAME: Bytes = Bytes::alphanumeric_and(b"-.!%*_+`'~[]/:&$");

/// A list of parameters. Names compare without case.
///
/// It is one text, as it is written: most lists are read once and have one or two parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    /// Each behind its semicolon, names in lower case, without blanks around names and values.
    text: String,
}

impl Parameters {
    /// Parses what follows the first `;` (which may be absent). Errors: a name is none.
    pub fn parse(text: &str) -> Result<Parameters, SyntaxError> {
        let mut parameters = Parameters::default();
        if !text.is_empty() {
            parameters.text.reserve(text.len() + 1);
        }
        for part in parts(text) {
            let (name, value) = part?;
            parameters.push(name, value);
        }
        Ok(parameters)
    }

    fn push(&mut self, name: &str, value: Option<&str>) {
        self.text.push(';');
        self.text.extend(name.chars().map(|letter| letter.to_ascii_lowercase()));
        if let Some(value) = value {
            self.text.push('=');
            self.text.push_str(value);
        }
    }

    /// The value of a parameter; a parameter without a value gives an empty text.
    pub fn get(&self, name: &str) -> Option<&str> {
        value_in(&self.text, name)
    }

    /// Sets or replaces a parameter.
    pub fn set(&mut self, name: &str, value: Option<&str>) {
        if self.get(name).is_none() {
            return self.push(name, value);
        }
        let mut replaced = Parameters::default();
        let mut given = Some(value);
        for (own, old) in self.iter() {
            match own.eq_ignore_ascii_case(name).then(|| given.take()).flatten() {
                Some(value) => replaced.push(own, value),
                None => replaced.push(own, old),
            }
        }
        *self = replaced;
    }

    /// Removes a parameter if it is there.
    pub fn remove(&mut self, name: &str) {
        if self.get(name).is_none() {
            return;
        }
        let mut kept = Parameters::default();
        self.iter()
            .filter(|(own, _)| !own.eq_ignore_ascii_case(name))
            .for_each(|(own, old)| kept.push(own, old));
        *self = kept;
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        parts(&self.text).flatten()
    }
}

impl fmt::Display for Parameters {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// The value of a parameter of a list as a peer wrote it; a parameter without a value gives an empty text.
pub(super) fn value_in<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let found = parts(text).flatten().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
    Some(found.1.unwrap_or(""))
}

/// Whether a list can be read. Errors: a name is none.
pub(super) fn check(text: &str) -> Result<(), SyntaxError> {
    parts(text).try_for_each(|part| part.map(drop))
}

/// A parameter's name and value.
type Part<'a> = (&'a str, Option<&'a str>);

/// The parameters of a list, in order.
fn parts(text: &str) -> impl Iterator<Item = Result<Part<'_>, SyntaxError>> {
    let written = split_outside_quotes(text, b';').map(str::trim_ascii).filter(|part| !part.is_empty());
    written.map(|part| {
        let (name, value) = match split_at_byte(part, b'=') {
            Some((name, value)) => (name.trim_ascii(), Some(value.trim_ascii())),
            None => (part, None),
        };
        match name.is_empty() || !NAME.are_all_of(name) {
            true => Err(SyntaxError::malformed("parameter", part)),
            false => Ok((name, value)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_as_it_was_read_but_for_blanks_and_case() {
        let read = |text: &str| Parameters::parse(text).unwrap().to_string();
        assert_eq!(read(" Tag = 1 ;; LR;x=\"a;b\" "), ";tag=1;lr;x=\"a;b\"");
        assert_eq!(read(""), "");
        for wrong in ["=1", "a b=1", ";ü", "a=1;<b>"] {
            assert!(Parameters::parse(wrong).is_err() && check(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn parameters_are_set_and_removed_by_name() {
        let mut list = Parameters::parse("branch=z9;rport;x=\"a;rport=1\"").unwrap();
        assert_eq!((list.get("RPORT"), list.get("branch"), list.get("y")), (Some(""), Some("z9"), None));
        list.set("rport", Some("5070"));
        list.set("Received", Some("127.0.0.1"));
        list.remove("branch");
        list.remove("y");
        assert_eq!(list.to_string(), ";rport=5070;x=\"a;rport=1\";received=127.0.0.1");
    }
}
