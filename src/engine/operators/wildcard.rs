//! PowerShell's wildcards: `* ? [a-z]` and the backtick.

use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

/// One part of a pattern.
enum Part {
    Any,
    One,
    Exact(char),
    Set(Vec<(char, char)>),
}

/// Whether text matches a pattern; a malformed pattern matches nothing but itself.
pub fn like(text: &str, pattern: &str, fold: bool) -> bool {
    match compile(pattern) {
        Some(parts) => run(text, &parts, fold),
        None => text == pattern,
    }
}

/// As [`like`]; a malformed pattern is PowerShell's error.
pub fn checked(text: &str, pattern: &str, fold: bool) -> Outcome<bool> {
    match compile(pattern) {
        Some(parts) => Ok(run(text, &parts, fold)),
        None => {
            let message = format!("The specified wildcard character pattern is not valid: {pattern}");
            let exception = Exception::new("System.Management.Automation.WildcardPatternException", message);
            Err(Fault::error(exception, "RuntimeException", Category::NotSpecified, Value::Null))
        }
    }
}

/// Whether text has wildcard characters.
pub fn has_wildcard(text: &str) -> bool {
    let mut escaped = false;
    for character in text.chars() {
        match character {
            '`' if !escaped => {
                escaped = true;
                continue;
            }
            '*' | '?' | '[' if !escaped => return true,
            _ => {}
        }
        escaped = false;
    }
    false
}

fn compile(pattern: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        parts.push(match character {
            '*' => Part::Any,
            '?' => Part::One,
            '`' => Part::Exact(characters.next().unwrap_or('`')),
            '[' => Part::Set(set(&mut characters)?),
            other => Part::Exact(other),
        });
    }
    Some(parts)
}

fn set(characters: &mut std::str::Chars<'_>) -> Option<Vec<(char, char)>> {
    let mut members = Vec::new();
    loop {
        let mut first = characters.next()?;
        match first {
            ']' if !members.is_empty() => break,
            '`' => first = characters.next()?,
            _ => {}
        }
        let rest = characters.as_str();
        if rest.starts_with('-') && !rest.starts_with("-]") {
            characters.next();
            let last = characters.next()?;
            if last < first {
                return None;
            }
            members.push((first, last));
        } else {
            members.push((first, first));
        }
    }
    Some(members)
}

/// Greedy matching with one place to come back to: linear in most cases, never exponential.
fn run(text: &str, parts: &[Part], fold: bool) -> bool {
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut part) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while at < text.len() {
        let character = text.get(at).copied().unwrap_or_default();
        match parts.get(part) {
            Some(Part::Any) => {
                star = Some((part, at));
                part += 1;
                continue;
            }
            Some(found) if single(found, character, fold) => {
                at += 1;
                part += 1;
                continue;
            }
            _ => {}
        }
        match star {
            Some((place, from)) => {
                star = Some((place, from + 1));
                part = place + 1;
                at = from + 1;
            }
            None => return false,
        }
    }
    parts.iter().skip(part).all(|rest| matches!(rest, Part::Any))
}

fn single(part: &Part, character: char, fold: bool) -> bool {
    match part {
        Part::Any => false,
        Part::One => true,
        Part::Exact(wanted) => same(*wanted, character, fold),
        Part::Set(members) => members.iter().any(|(first, last)| {
            (*first..=*last).contains(&character)
                || (fold && {
                    let (lower, upper) = (lower(character), upper(character));
                    (*first..=*last).contains(&lower) || (*first..=*last).contains(&upper)
                })
        }),
    }
}

fn same(a: char, b: char, fold: bool) -> bool {
    a == b || (fold && lower(a) == lower(b))
}

fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

fn upper(character: char) -> char {
    character.to_uppercase().next().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_powershells() {
        assert!(like("Get-Item", "get-*", true));
        assert!(!like("Get-Item", "get-*", false));
        assert!(like("b1", "[a-c]?", true));
        assert!(like("a*b", "a`*b", true));
        assert!(like("", "*", true));
        assert!(!like("abc", "a?", true));
        assert!(like("aXbXc", "*x*c", true));
        assert!(checked("a", "[", true).is_err());
    }
}
