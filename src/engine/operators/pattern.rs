//! .NET's regular expressions as `fancy-regex` reads them, and what .NET says of wrong ones.

/// A pattern in fancy-regex's writing. `explicit` makes unnamed groups capture nothing.
pub fn translate(pattern: &str, explicit: bool) -> String {
    let characters: Vec<char> = pattern.chars().collect();
    let mut translator = Translator { names: group_names(pattern), characters, at: 0, explicit };
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
    names: Vec<String>,
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
            Some('\\') => self.escape(out, false),
            Some('[') => self.set(out),
            Some('(') if self.starts_with("(?(") => self.condition(out),
            Some('(') => self.group(out),
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

    fn escape(&mut self, out: &mut String, in_set: bool) {
        const PLAIN: &str = "\"' #-/<>=!:@,;%&`~_";
        self.at += 1;
        let Some(next) = self.peek(0) else {
            out.push('\\');
            return;
        };
        self.at += 1;
        match next {
            'Z' if !in_set => out.push_str(r"(?=\n?\z)"),
            'e' => out.push_str(r"\x1B"),
            'b' if in_set => out.push_str(r"\x08"),
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
                '\\' => self.escape(out, true),
                '-' if self.peek(1) == Some('[') && !first => {
                    self.at += 1;
                    out.push_str("--");
                    self.set(out);
                }
                '[' | ']' | '&' | '~' => {
                    self.at += 1;
                    out.push('\\');
                    out.push(character);
                }
                other => {
                    self.at += 1;
                    out.push(other);
                }
            }
            first = false;
        }
    }

    fn group(&mut self, out: &mut String) {
        if self.starts_with("(?'") {
            self.at += 2;
            let name = self.until('\'');
            out.push_str(&format!("(?<{name}>"));
            return;
        }
        self.at += 1;
        out.push('(');
        if self.explicit && self.peek(0) != Some('?') {
            out.push_str("?:");
        }
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
    let mut checker =
        Checker { characters: &characters, at: 0, open: 0, repeatable: false, quantified: false };
    checker.run().err()
}

struct Checker<'a> {
    characters: &'a [char],
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
                    if self.peek(0).is_none() {
                        return Err((self.at, "Illegal \\ at end of pattern.".into()));
                    }
                    self.at += 1;
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

    fn set(&mut self) -> Checked {
        let mut first = true;
        if self.peek(0) == Some('^') {
            self.at += 1;
        }
        let mut last: Option<char> = None;
        while let Some(character) = self.peek(0) {
            self.at += 1;
            match character {
                ']' if !first => return Ok(()),
                '\\' => {
                    self.at += 1;
                    last = None;
                }
                '-' if self.peek(0) == Some('[') => {
                    self.at += 1;
                    self.set()?;
                    last = None;
                }
                '-' if last.is_some() => match self.peek(0) {
                    Some(end) if end != ']' && end != '\\' => {
                        self.at += 1;
                        if last.is_some_and(|start| start > end) {
                            return Err((self.at, "[x-y] range in reverse order.".into()));
                        }
                        last = None;
                    }
                    _ => last = None,
                },
                other => last = Some(other),
            }
            first = false;
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
