//! .NET's regular expressions as `fancy-regex` reads them, and what .NET says of wrong ones.

use super::pattern_escape::{Escape, escape};

/// A pattern in fancy-regex's writing. `explicit` makes unnamed groups capture nothing.
pub fn translate(pattern: &str, explicit: bool) -> String {
    let characters: Vec<char> = pattern.chars().collect();
    let names = group_names(pattern);
    let groups = group_count(&characters);
    let mut translator = Translator { names, groups, characters, at: 0, explicit, outer: Vec::new() };
    let mut out = String::with_capacity(pattern.len() + 8);
    while translator.at < translator.characters.len() {
        translator.one(&mut out);
    }
    out
}

struct Translator {
    characters: Vec<char>,
    at: usize,
    explicit: bool,
    /// What `explicit` is around each open group: `(?n)` holds to the end of its group.
    outer: Vec<bool>,
    names: Vec<String>,
    /// How many groups there are, named ones included.
    groups: usize,
}

impl Translator {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(ahead, wanted)| self.peek(ahead) == Some(wanted))
    }

    fn one(&mut self, out: &mut String) {
        match self.peek(0) {
            Some('\\') => self.escape(out),
            Some('[') => self.set(out),
            Some('(') if self.starts_with("(?(") => self.condition(out),
            Some('(') => self.group(out),
            Some(')') => {
                self.at += 1;
                self.explicit = self.outer.pop().unwrap_or(self.explicit);
                out.push(')');
            }
            Some('$') => {
                self.at += 1;
                out.push_str(match self.peek(0) {
                    None | Some(')' | '|') => r"(?:$|(?=\n\z))",
                    _ => "$",
                });
            }
            Some(other) => {
                self.at += 1;
                out.push(other);
            }
            None => {}
        }
    }

    fn escape(&mut self, out: &mut String) {
        const PLAIN: &str = "\"' #-/<>=!:@,;%&`~";
        let rest = self.characters.get(self.at + 1..).unwrap_or_default();
        match (escape(rest, false, self.groups), self.peek(1)) {
            (Ok((Escape::Character(character), length)), _) => {
                self.at += 1 + length;
                out.push_str(&format!(r"\x{{{:X}}}", u32::from(character)));
                return;
            }
            (_, None) => {
                self.at += 1;
                out.push('\\');
                return;
            }
            _ => self.at += 1,
        }
        let Some(next) = self.peek(0) else { return };
        self.at += 1;
        match next {
            'Z' => out.push_str(r"(?=\n?\z)"),
            'k' if self.peek(0) == Some('\'') => {
                let name = self.until('\'');
                out.push_str(&format!(r"\k<{name}>"));
            }
            quote if PLAIN.contains(quote) => {
                if matches!(quote, '-' | '#' | '&' | '~' | ' ') {
                    out.push('\\');
                }
                out.push(quote);
            }
            other => {
                out.push('\\');
                out.push(other);
            }
        }
    }

    /// The text between this quote and the next.
    fn until(&mut self, end: char) -> String {
        self.at += 1;
        let mut text = String::new();
        while let Some(character) = self.peek(0) {
            self.at += 1;
            if character == end {
                break;
            }
            text.push(character);
        }
        text
    }

    /// `[a-z-[aeiou]]`: the set after the dash is taken away.
    fn set(&mut self, out: &mut String) {
        self.at += 1;
        out.push('[');
        if self.peek(0) == Some('^') {
            self.at += 1;
            out.push('^');
        }
        let mut first = true;
        while let Some(character) = self.peek(0) {
            match character {
                ']' if !first => {
                    self.at += 1;
                    out.push(']');
                    return;
                }
                '-' if self.peek(1) == Some('[') && !first => {
                    self.at += 1;
                    out.push_str("--");
                    self.set(out);
                }
                _ => self.element(out),
            }
            first = false;
        }
    }

    /// A character, a range or a class like `\w` of a set. After a class a dash is a dash.
    fn element(&mut self, out: &mut String) {
        let Some(start) = self.member() else { return };
        out.push_str(&start.written());
        let is_range = self.peek(0) == Some('-') && self.peek(1).is_some_and(|end| end != ']' && end != '[');
        if let (Member::Character(_), true) = (&start, is_range) {
            self.at += 1;
            let Some(end) = self.member() else { return };
            out.push_str(if matches!(end, Member::Character(_)) { "-" } else { r"\-" });
            out.push_str(&end.written());
        }
    }

    /// The next member of a set, without its range.
    fn member(&mut self) -> Option<Member> {
        let first = self.peek(0)?;
        self.at += 1;
        if first != '\\' {
            return Some(Member::Character(first));
        }
        let rest = self.characters.get(self.at..).unwrap_or_default();
        Some(match escape(rest, true, self.groups) {
            Ok((Escape::Character(character), length)) => {
                self.at += length;
                Member::Character(character)
            }
            Ok((Escape::Class, length)) => {
                let text: String = rest.iter().take(length).collect();
                self.at += length;
                Member::Class(format!("\\{text}"))
            }
            _ => {
                let character = rest.first().copied().unwrap_or('\\');
                self.at += 1;
                Member::Character(character)
            }
        })
    }

    fn group(&mut self, out: &mut String) {
        if self.starts_with("(?'") {
            self.at += 2;
            let name = self.until('\'');
            out.push_str(&format!("(?<{name}>"));
            self.outer.push(self.explicit);
            return;
        }
        self.at += 1;
        out.push('(');
        if self.options(out) {
            return;
        }
        self.outer.push(self.explicit);
        if self.explicit && self.peek(0) != Some('?') {
            out.push_str("?:");
        }
    }

    /// `(?n)` and `(?n:...)`, which fancy-regex does not know: unnamed groups capture nothing from here on.
    /// True: they are written.
    fn options(&mut self, out: &mut String) -> bool {
        let rest = self.characters.get(self.at..).unwrap_or_default();
        let Some(("?", flags)) =
            rest.split_first().map(|(first, flags)| (if *first == '?' { "?" } else { "" }, flags))
        else {
            return false;
        };
        let length = flags.iter().take_while(|flag| "imsnx-+".contains(**flag)).count();
        let (Some(flags), Some(end @ (':' | ')'))) = (flags.get(..length), flags.get(length)) else {
            return false;
        };
        if !flags.contains(&'n') {
            return false;
        }
        let is_off = flags
            .iter()
            .position(|flag| *flag == '-')
            .is_some_and(|dash| flags.iter().position(|flag| *flag == 'n').is_some_and(|place| place > dash));
        if *end == ':' {
            self.outer.push(self.explicit);
        }
        self.explicit = !is_off;
        self.at += 2 + length;
        let others: String = flags.iter().filter(|flag| **flag != 'n').collect();
        match others.trim_end_matches('-') {
            // A group of flags that has none left matches nothing, as nothing does.
            "" => out.push_str("?:"),
            others => out.push_str(&format!("?{others}{}", if *end == ':' { ":" } else { "" })),
        }
        if *end == ')' {
            out.push(')');
        }
        true
    }

    /// `(?(name)yes|no)` and `(?(condition)yes|no)`; a condition is looked for without being consumed.
    fn condition(&mut self, out: &mut String) {
        self.at += 2;
        let condition = self.balanced();
        let number = condition.chars().all(|character| character.is_ascii_digit());
        let (yes, no) = self.branches();
        if number {
            out.push_str(&format!("(?({condition}){yes}|{no})"));
            return;
        }
        if self.names.contains(&condition) {
            out.push_str(&format!("(?(<{condition}>){yes}|{no})"));
            return;
        }
        let (ahead, not) = match condition.strip_prefix('?') {
            Some(look) => (format!("(?{look})"), format!("(?!(?{look}))")),
            None => (format!("(?={condition})"), format!("(?!{condition})")),
        };
        out.push_str(&format!("(?:{ahead}(?:{yes})|{not}(?:{no}))"));
    }

    /// The translated text of a parenthesis from here to its end.
    fn balanced(&mut self) -> String {
        self.at += 1;
        let mut inner = String::new();
        let mut depth = 0usize;
        while let Some(character) = self.peek(0) {
            match character {
                ')' if depth == 0 => {
                    self.at += 1;
                    break;
                }
                ')' => depth -= 1,
                '(' => depth += 1,
                _ => {}
            }
            self.one(&mut inner);
        }
        inner
    }

    /// What follows a condition, at the bar outside of parentheses; the end of the group is consumed.
    fn branches(&mut self) -> (String, String) {
        let (mut yes, mut no) = (String::new(), String::new());
        let mut second = false;
        let mut depth = 0usize;
        while let Some(character) = self.peek(0) {
            match character {
                ')' if depth == 0 => {
                    self.at += 1;
                    break;
                }
                '|' if depth == 0 && !second => {
                    self.at += 1;
                    second = true;
                    continue;
                }
                ')' => depth -= 1,
                '(' => depth += 1,
                _ => {}
            }
            self.one(if second { &mut no } else { &mut yes });
        }
        (yes, no)
    }
}

/// What stands in a set.
enum Member {
    Character(char),
    /// As fancy-regex reads it.
    Class(String),
}

impl Member {
    fn written(&self) -> String {
        match self {
            Member::Class(text) => text.clone(),
            Member::Character(character @ ('[' | ']' | '&' | '~' | '-' | '^' | '\\' | ' ' | '#')) => {
                format!("\\{character}")
            }
            Member::Character(character) if character.is_control() => {
                format!(r"\x{{{:X}}}", u32::from(*character))
            }
            Member::Character(character) => character.to_string(),
        }
    }
}

/// How many groups a pattern has that can be referred to.
fn group_count(characters: &[char]) -> usize {
    let mut count = 0;
    let (mut at, mut in_set) = (0, false);
    while let Some(character) = characters.get(at) {
        match character {
            '\\' => at += 1,
            '[' => in_set = true,
            ']' => in_set = false,
            '(' if !in_set => {
                let rest: String = characters.iter().skip(at + 1).take(3).collect();
                let named = rest.starts_with("?'")
                    || rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!");
                count += usize::from(named || !rest.starts_with('?'));
            }
            _ => {}
        }
        at += 1;
    }
    count
}

/// Names of the groups that a pattern has.
fn group_names(pattern: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (mark, end) in [("(?<", '>'), ("(?'", '\'')] {
        for part in pattern.split(mark).skip(1) {
            if let Some((name, _)) = part.split_once(end)
                && !name.is_empty()
                && name.chars().all(|character| character.is_alphanumeric() || character == '_')
            {
                names.push(name.to_string());
            }
        }
    }
    names
}

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
    fn sets_lose_what_is_subtracted() {
        assert_eq!(translate("[a-z-[b]]+", false), "[a-z--[b]]+");
        assert_eq!(translate("[]a]", false), r"[\]a]");
        assert_eq!(translate("[[a]", false), r"[\[a]");
    }

    #[test]
    fn a_dash_beside_a_class_is_a_dash() {
        assert_eq!(translate(r"[\w-.]", false), r"[\w\-.]");
        assert_eq!(translate(r"[\w-\.]+@", false), r"[\w\-.]+@");
        assert_eq!(translate(r"[\d-a]", false), r"[\d\-a]");
        assert_eq!(translate(r"[a-]", false), r"[a\-]");
        assert_eq!(translate(r"[+--]", false), r"[+-\-]");
        assert_eq!(translate(r"[\x41-\u0043]", false), "[A-C]");
    }

    #[test]
    fn characters_by_number_and_groups_without_numbers() {
        assert_eq!(translate(r"\101\cA", false), r"\x{41}\x{1}");
        assert_eq!(translate(r"(a)\1", false), r"(a)\1");
        assert_eq!(translate("(?n)(a)(?<z>b)", false), "(?:)(?:a)(?<z>b)");
        assert_eq!(translate("((?n:(a))(b))", false), "((?:(?:a))(b))");
        assert_eq!(translate("(?in)(a)", false), "(?i)(?:a)");
    }

    #[test]
    fn conditions_look_ahead() {
        assert_eq!(translate("(?(a)b|c)", false), "(?:(?=a)(?:b)|(?!a)(?:c))");
        assert_eq!(translate("(?<n>x)?(?(n)y|z)", false), "(?<n>x)?(?(<n>)y|z)");
    }

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
