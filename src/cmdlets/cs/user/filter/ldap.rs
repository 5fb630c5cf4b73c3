//! LDAP filters as text. Source: RFC 4515. Outer parentheses may be left out, as Lync allows.

use super::{Comparison, Condition, FilterError};
use serde_json::Value as Json;

/// Conditions within conditions.
const DEEPEST: usize = 100;

/// Names of the directory and the properties that hold them here. Source: the schema of Lync's directory.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("cn", "DisplayName"),
    ("displayName", "DisplayName"),
    ("distinguishedName", "DistinguishedName"),
    ("givenName", "FirstName"),
    ("mail", "WindowsEmailAddress"),
    ("msRTCSIP-FederationEnabled", "EnabledForFederation"),
    ("msRTCSIP-InternetAccessEnabled", "EnabledForInternetAccess"),
    ("msRTCSIP-Line", "LineURI"),
    ("msRTCSIP-PrimaryHomeServer", "RegistrarPool"),
    ("msRTCSIP-PrimaryUserAddress", "SipAddress"),
    ("msRTCSIP-UserEnabled", "Enabled"),
    ("sAMAccountName", "SamAccountName"),
    ("sn", "LastName"),
    ("userPrincipalName", "UserPrincipalName"),
];

/// Reads a filter. Errors: what is wrong, and where.
pub fn parse(filter: &str) -> Result<Condition, FilterError> {
    let text = filter.trim();
    let whole = if text.starts_with('(') { text.to_owned() } else { format!("({text})") };
    let mut parser = Parser { filter, characters: whole.chars().collect(), at: 0 };
    let condition = parser.filter(0)?;
    match parser.peek() {
        None => Ok(condition),
        Some(_) => Err(parser.wrong("the end was expected")),
    }
}

struct Parser<'a> {
    filter: &'a str,
    characters: Vec<char>,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn wrong(&self, reason: &str) -> FilterError {
        FilterError { filter: self.filter.to_owned(), at: self.at + 1, reason: reason.to_owned() }
    }

    fn expect(&mut self, wanted: char) -> Result<(), FilterError> {
        if self.peek() != Some(wanted) {
            return Err(self.wrong(&format!("'{wanted}' was expected")));
        }
        self.at += 1;
        Ok(())
    }

    fn filter(&mut self, depth: usize) -> Result<Condition, FilterError> {
        if depth > DEEPEST {
            return Err(self.wrong("it is nested too deeply"));
        }
        self.expect('(')?;
        let condition = match self.peek() {
            Some('&') => Condition::All(self.several(depth)?),
            Some('|') => Condition::Any(self.several(depth)?),
            Some('!') => {
                self.at += 1;
                Condition::Not(Box::new(self.filter(depth + 1)?))
            }
            _ => self.item()?,
        };
        self.expect(')')?;
        Ok(condition)
    }

    fn several(&mut self, depth: usize) -> Result<Vec<Condition>, FilterError> {
        self.at += 1;
        let mut parts = Vec::new();
        while self.peek() == Some('(') {
            parts.push(self.filter(depth + 1)?);
        }
        match parts.is_empty() {
            true => Err(self.wrong("'(' was expected")),
            false => Ok(parts),
        }
    }

    fn item(&mut self) -> Result<Condition, FilterError> {
        let start = self.at;
        while self.peek().is_some_and(|character| character.is_alphanumeric() || "-.;".contains(character)) {
            self.at += 1;
        }
        let name: String = self.characters.get(start..self.at).unwrap_or_default().iter().collect();
        if name.is_empty() {
            return Err(self.wrong("the name of an attribute was expected"));
        }
        let operator = match self.peek() {
            Some('=') => Comparison::Equal,
            Some('>') => Comparison::GreaterOrEqual,
            Some('<') => Comparison::LessOrEqual,
            Some('~') => Comparison::Equal,
            _ => return Err(self.wrong("'=', '>=', '<=' or '~=' was expected")),
        };
        if self.peek() != Some('=') {
            self.at += 1;
        }
        self.expect('=')?;
        let (pattern, has_wildcard) = self.value()?;
        let attribute = ATTRIBUTES.iter().find(|(own, _)| own.eq_ignore_ascii_case(&name));
        let attribute = attribute.map_or(name, |(_, property)| (*property).to_owned());
        let operator = if has_wildcard { Comparison::Like } else { operator };
        Ok(Condition::Compare { attribute, operator, value: Json::from(pattern) })
    }

    /// The value, as a wildcard pattern when it has `*`; `\2a` is an asterisk.
    fn value(&mut self) -> Result<(String, bool), FilterError> {
        let mut bytes = Vec::new();
        let mut has_wildcard = false;
        let start = self.at;
        while let Some(character) = self.peek().filter(|character| *character != ')') {
            match character {
                '(' => return Err(self.wrong("'(' stands in a value as \\28")),
                '\\' => {
                    let digits: String =
                        self.characters.get(self.at + 1..self.at + 3).unwrap_or_default().iter().collect();
                    let byte = u8::from_str_radix(&digits, 16)
                        .map_err(|_| self.wrong("two hexadecimal digits were expected"))?;
                    bytes.push(byte);
                    self.at += 3;
                }
                _ => {
                    has_wildcard |= character == '*';
                    bytes.extend(character.to_string().as_bytes());
                    self.at += 1;
                }
            }
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok((text, has_wildcard)),
            Err(_) => {
                self.at = start;
                Err(self.wrong("the escaped bytes are no UTF-8"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn filters_of_the_directory_hold_for_properties_here() {
        let ken = json!({"DisplayName": "Ken (Sales)", "RegistrarPool": "pool01", "Enabled": true});
        for filter in [
            "(&(displayName=Ken*)(!(sn=Myer)))",
            "msRTCSIP-UserEnabled=TRUE",
            "(displayName=Ken \\28Sales\\29)",
            "(|(sn=x)(msRTCSIP-PrimaryHomeServer>=pool00))",
            "displayName=*",
        ] {
            assert!(parse(filter).unwrap().holds(&ken), "{filter}");
        }
        assert!(!parse("sn=*").unwrap().holds(&ken));
    }

    #[test]
    fn damaged_filters_are_refused() {
        for filter in
            ["", "(", "(a", "(a=b", "(&)", "(a=b)(c=d)", "(=b)", "(a=\\zz)", "(a=\\ff)", &"(!".repeat(9000)]
        {
            assert!(parse(filter).is_err(), "{filter:.20}");
        }
    }
}
