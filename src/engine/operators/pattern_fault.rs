//! Why .NET refuses a regular expression, and where. Source: .NET's `RegexParser`.

use super::pattern::{group_count, group_names};
use super::pattern_escape::{Escape, escape};

/// Where and why .NET refuses a pattern. Source: .NET's `RegexParser` messages.
pub fn fault(pattern: &str) -> Option<(usize, String)> {
    let characters: Vec<char> = pattern.chars().collect();
    let (names, groups) = (group_names(pattern), group_count(&characters));
    let mut checker = Checker {
        characters: &characters,
        names,
        groups,
        at: 0,
        open: 0,
        repeatable: false,
        quantified: false,
    };
    checker.run().err()
}

/// The first `\\p{name}` of a pattern whose name nobody knows, and what .NET says of it.
pub fn unknown_property(pattern: &str) -> Option<(usize, String)> {
    let mut at = 0;
    while let Some(found) = pattern.get(at..)?.find(r"\p{").or_else(|| pattern.get(at..)?.find(r"\P{")) {
        let start = at + found;
        let end = start + pattern.get(start..)?.find('}')? + 1;
        let escape = pattern.get(start..end)?;
        if fancy_regex::Regex::new(escape).is_err() {
            let name = escape.get(3..escape.len() - 1)?;
            return Some((pattern.get(..end)?.chars().count(), format!("Unknown property '{name}'.")));
        }
        at = end;
    }
    None
}

struct Checker<'a> {
    characters: &'a [char],
    names: Vec<String>,
    groups: usize,
    at: usize,
    open: usize,
    /// Whether what stands before can be repeated.
    repeatable: bool,
    /// Whether it is repeated already.
    quantified: bool,
}

type Checked = Result<(), (usize, String)>;

impl Checker<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn run(&mut self) -> Checked {
        while let Some(character) = self.peek(0) {
            self.at += 1;
            match character {
                '\\' => {
                    self.escaped(false)?;
                    self.atom();
                }
                '[' => {
                    self.set()?;
                    self.atom();
                }
                '(' => self.opened()?,
                ')' => {
                    if self.open == 0 {
                        return Err((self.at, "Too many )'s.".into()));
                    }
                    self.open -= 1;
                    self.atom();
                }
                '|' => (self.repeatable, self.quantified) = (false, false),
                '*' | '+' | '?' => self.quantifier(character)?,
                '{' => match self.braces() {
                    Some(length) => {
                        self.limits(length)?;
                        self.quantifier('{')?;
                        self.at += length;
                    }
                    None => self.atom(),
                },
                _ => self.atom(),
            }
        }
        match self.open {
            0 => Ok(()),
            _ => Err((self.characters.len(), "Not enough )'s.".into())),
        }
    }

    fn atom(&mut self) {
        (self.repeatable, self.quantified) = (true, false);
    }

    /// What stands after a backslash; the character that it means, if it means one.
    fn escaped(&mut self, in_set: bool) -> Result<Option<char>, (usize, String)> {
        let rest = self.characters.get(self.at..).unwrap_or_default();
        if !in_set && let ['k', open @ ('<' | '\''), name @ ..] = rest {
            let end = if *open == '<' { '>' } else { '\'' };
            let name: String = name.iter().take_while(|character| **character != end).collect();
            self.at += 3 + name.chars().count();
            let number = name.parse::<usize>().ok();
            return match number.map_or_else(|| self.names.contains(&name), |number| number <= self.groups) {
                true => Ok(None),
                false if number.is_some() => {
                    Err((self.at, format!("Reference to undefined group number {name}.")))
                }
                false => Err((self.at, format!("Reference to undefined group name '{name}'."))),
            };
        }
        match escape(rest, in_set, self.groups) {
            Ok((Escape::Character(character), length)) => {
                self.at += length;
                Ok(Some(character))
            }
            Ok((_, length)) => {
                self.at += length;
                Ok(None)
            }
            Err((length, reason)) => Err((self.at + length, reason)),
        }
    }

    fn quantifier(&mut self, mark: char) -> Checked {
        if !self.repeatable {
            return Err((self.at, format!("Quantifier '{mark}' following nothing.")));
        }
        if self.quantified {
            // A lazy mark follows once.
            if mark == '?' && self.peek_back() != Some('?') {
                return Ok(());
            }
            return Err((self.at, format!("Nested quantifier '{mark}'.")));
        }
        self.quantified = true;
        Ok(())
    }

    /// The character before the one just read, unless that was a lazy mark's own quantifier.
    fn peek_back(&self) -> Option<char> {
        let before = self.at.checked_sub(2).and_then(|at| self.characters.get(at)).copied();
        let further = self.at.checked_sub(3).and_then(|at| self.characters.get(at)).copied();
        match (further, before) {
            (Some('*' | '+' | '?' | '}'), Some('?')) => Some('?'),
            _ => None,
        }
    }

    /// The length of `n}`, `n,}` or `n,m}` from here; `None` for braces that are text.
    fn braces(&self) -> Option<usize> {
        let rest = self.characters.get(self.at..)?;
        let end = rest.iter().position(|character| *character == '}')?;
        let inside: String = rest.get(..end)?.iter().collect();
        let (low, high) = inside.split_once(',').unwrap_or((&inside, ""));
        let digits = |text: &str| text.chars().all(|character| character.is_ascii_digit());
        (!low.is_empty() && digits(low) && digits(high)).then_some(end + 1)
    }

    fn limits(&self, length: usize) -> Checked {
        let inside: String =
            self.characters.get(self.at..self.at + length - 1).unwrap_or_default().iter().collect();
        let Some((low, high)) = inside.split_once(',') else { return Ok(()) };
        match (low.parse::<u64>(), high.parse::<u64>()) {
            (Ok(low), Ok(high)) if low > high => Err((self.at + length, "Illegal {x,y} with x > y.".into())),
            _ => Ok(()),
        }
    }

    fn opened(&mut self) -> Checked {
        self.open += 1;
        (self.repeatable, self.quantified) = (false, false);
        if self.peek(0) != Some('?') {
            return Ok(());
        }
        self.at += 1;
        match self.peek(0) {
            Some('#') => {
                while self.peek(0).is_some_and(|character| character != ')') {
                    self.at += 1;
                }
                if self.peek(0).is_none() {
                    return Err((self.at, "Unterminated (?#...) comment.".into()));
                }
                Ok(())
            }
            Some('(') => Ok(()),
            Some(':' | '=' | '!' | '>') => {
                self.at += 1;
                Ok(())
            }
            Some('<') if matches!(self.peek(1), Some('=' | '!')) => {
                self.at += 2;
                Ok(())
            }
            Some('<' | '\'') => {
                let end = if self.peek(0) == Some('<') { '>' } else { '\'' };
                self.at += 1;
                if !self.peek(0).is_some_and(|character| {
                    character.is_alphanumeric() || character == '_' || character == '-'
                }) {
                    return Err((
                        self.at,
                        "Invalid group name: Group names must begin with a word character.".into(),
                    ));
                }
                while self.peek(0).is_some_and(|character| character != end && character != ')') {
                    if self.peek(0) == Some('-') {
                        let what = "fedsh does not support groups that take another one's capture back, (?<name-other>...), yet.";
                        return Err((self.at, what.into()));
                    }
                    self.at += 1;
                }
                match self.peek(0) {
                    Some(character) if character == end => {
                        self.at += 1;
                        Ok(())
                    }
                    _ => Err((self.at, "Unrecognized grouping construct.".into())),
                }
            }
            Some('i' | 'm' | 's' | 'n' | 'x' | '-' | '+') => {
                while self.peek(0).is_some_and(|character| "imsnx-+".contains(character)) {
                    self.at += 1;
                }
                match self.peek(0) {
                    Some(':') => {
                        self.at += 1;
                        Ok(())
                    }
                    Some(')') => Ok(()),
                    _ => Err((self.at, "Unrecognized grouping construct.".into())),
                }
            }
            _ => Err((self.at, "Unrecognized grouping construct.".into())),
        }
    }

    /// The end of a range that starts with a character.
    fn range(&mut self, start: char) -> Checked {
        let Some(end) = self.peek(0) else { return Ok(()) };
        self.at += 1;
        let class = self.peek(0);
        let end = if end == '\\' { self.escaped(true)? } else { Some(end) };
        match (end, class) {
            (Some(end), _) if start > end => Err((self.at, "[x-y] range in reverse order.".into())),
            (None, Some(class)) => {
                Err((self.at, format!("Cannot include class \\{class} in character range.")))
            }
            _ => Ok(()),
        }
    }

    fn set(&mut self) -> Checked {
        let mut first = true;
        if self.peek(0) == Some('^') {
            self.at += 1;
        }
        while let Some(character) = self.peek(0) {
            self.at += 1;
            let start = match character {
                ']' if !first => return Ok(()),
                '-' if self.peek(0) == Some('[') && !first => {
                    self.at += 1;
                    self.set()?;
                    continue;
                }
                '\\' => self.escaped(true)?,
                other => Some(other),
            };
            first = false;
            let is_range =
                self.peek(0) == Some('-') && self.peek(1).is_some_and(|end| end != ']' && end != '[');
            if let (Some(start), true) = (start, is_range) {
                self.at += 1;
                self.range(start)?;
            }
        }
        Err((self.characters.len(), "Unterminated [] set.".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_dotnets() {
        let all = [
            ("(", 1, "Not enough )'s."),
            ("a)", 2, "Too many )'s."),
            ("[a", 2, "Unterminated [] set."),
            ("*a", 1, "Quantifier '*' following nothing."),
            ("a{2,1}", 6, "Illegal {x,y} with x > y."),
            ("{1,2}", 1, "Quantifier '{' following nothing."),
            ("a**", 3, "Nested quantifier '*'."),
            ("[z-a]", 4, "[x-y] range in reverse order."),
            ("\\", 1, "Illegal \\ at end of pattern."),
            (r"\y", 2, r"Unrecognized escape sequence \y."),
            (r"\h", 2, r"Unrecognized escape sequence \h."),
            (r"[a-\d]", 5, r"Cannot include class \d in character range."),
            (r"[a-\.]", 5, "[x-y] range in reverse order."),
            (r"\2", 2, "Reference to undefined group number 2."),
            (r"\k<q>", 5, "Reference to undefined group name 'q'."),
            (r"\x4", 3, "Insufficient or invalid hexadecimal digits."),
        ];
        for (pattern, offset, reason) in all {
            assert_eq!(fault(pattern), Some((offset, reason.to_string())), "{pattern}");
        }
        for good in [
            "a{2",
            "a*?",
            "a{1,2}?",
            "(?i)a",
            "(?<n>a)",
            "(?<=a)b",
            "[]]",
            "a|b",
            "(?#x)a",
            "(?(a)b|c)",
            "^*",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
    }
}
