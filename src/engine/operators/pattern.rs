//! .NET's regular expressions as `fancy-regex` reads them. What is wrong with one tells [`super::pattern_fault`].

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
        let Some(['?', flags @ ..]) = self.characters.get(self.at..) else { return false };
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
pub(super) fn group_count(characters: &[char]) -> usize {
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
pub(super) fn group_names(pattern: &str) -> Vec<String> {
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
}
