//! Finds the tokens of a text, in either way of reading words.

use super::words::{COMPARISONS, KEYWORDS, OPERATORS, SOMETIMES};
use crate::language::{Span, literal};

const KEYWORD: i64 = 16;
const COMMAND_NAME: i64 = 524_288;
const MEMBER_NAME: i64 = 1_048_576;
const BINARY: i64 = 256;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// A statement may start.
    Start,
    Command,
    Expression,
}

pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    mode: Mode,
    /// Modes around open brackets.
    outer: Vec<Mode>,
    /// How many brackets are open in the body of the class around.
    class_depth: Option<usize>,
    /// Kind, place and flags of what was found.
    pub(super) found: Vec<(String, Span, i64)>,
}

fn is_keyword(word: &str) -> bool {
    let is = |known: &&str| known.eq_ignore_ascii_case(word);
    KEYWORDS.iter().any(is) || SOMETIMES.iter().any(is)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, mode: Mode::Start, outer: Vec::new(), class_depth: None, found: Vec::new() }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: &str, length: usize, flags: i64) {
        let span = Span::new(self.at, self.at + length);
        self.found.push((kind.to_string(), span, flags));
        self.at += length;
    }

    /// Takes one token; false at the end.
    pub(super) fn next(&mut self) -> bool {
        let blank = self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\u{a0}', '\u{c}']).len();
        self.at += blank;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return false };
        let starts = |word: &str| rest.starts_with(word);
        match first {
            '\r' | '\n' => {
                let length = if starts("\r\n") { 2 } else { 1 };
                self.push("NewLine", length, 0);
                self.mode = Mode::Start;
            }
            '`' if starts("`\n") || starts("`\r\n") => {
                let length = if starts("`\r\n") { 3 } else { 2 };
                self.push("LineContinuation", length, 0);
            }
            '#' => self.push("Comment", rest.find('\n').unwrap_or(rest.len()), 0),
            '<' if starts("<#") => {
                self.push("Comment", rest.find("#>").map_or(rest.len(), |at| at + 2), 0);
            }
            '\'' | '"' => self.string(rest, first),
            '@' if starts("@'") || starts("@\"") => self.here_string(rest),
            '$' if starts("$(") => self.open("DollarParen", 2),
            '$' => self.variable(rest),
            '@' if starts("@(") => self.open("AtParen", 2),
            '@' if starts("@{") => self.open("AtCurly", 2),
            '@' => {
                let length = 1 + rest
                    .chars()
                    .skip(1)
                    .take_while(|letter| is_word(*letter))
                    .map(char::len_utf8)
                    .sum::<usize>();
                self.push("SplattedVariable", length, 0);
            }
            '(' => self.open("LParen", 1),
            '{' => self.open("LCurly", 1),
            '[' if self.mode != Mode::Command => {
                self.outer.push(Mode::Expression);
                self.push("LBracket", 1, 0);
                self.mode = Mode::Expression;
            }
            ')' => self.close("RParen"),
            '}' => self.close("RCurly"),
            ']' if self.mode != Mode::Command => self.close("RBracket"),
            ';' => self.separator("Semi", 1),
            '|' if starts("||") => self.separator("OrOr", 2),
            '|' => self.separator("Pipe", 1),
            '&' if starts("&&") => self.separator("AndAnd", 2),
            '&' => {
                self.push("Ampersand", 1, 0);
                self.mode = Mode::Command;
            }
            ',' => self.push("Comma", 1, 0),
            '>' | '<' => self.redirection(rest),
            _ if self.redirects(rest) => self.redirection(rest),
            _ if first.is_ascii_digit() => self.number(rest),
            _ if self.mode == Mode::Command => self.argument(rest, 0),
            '-' if self.mode == Mode::Expression => self.dash(rest),
            _ if self.mode == Mode::Expression || !(is_word(first) || first == '.') => {
                self.symbol(rest, first)
            }
            _ => self.first_word(rest),
        }
        true
    }

    fn redirects(&self, rest: &str) -> bool {
        let digits = rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '*');
        digits.len() + 1 == rest.len() && digits.starts_with('>')
    }

    fn redirection(&mut self, rest: &str) {
        let arrow = rest.find(['>', '<']).unwrap_or(0);
        let mut length = arrow + 1;
        let behind = rest.get(length..).unwrap_or_default();
        if behind.starts_with('>') {
            length += 1;
        } else if behind.starts_with('&') {
            length += 2;
        }
        let kind = if rest.get(arrow..).is_some_and(|rest| rest.starts_with('<')) {
            "RedirectInStd"
        } else {
            "Redirection"
        };
        self.push(kind, length.min(rest.len()), 0);
    }

    fn separator(&mut self, kind: &str, length: usize) {
        self.push(kind, length, 0);
        self.mode = Mode::Start;
    }

    fn open(&mut self, kind: &str, length: usize) {
        let around = if self.mode == Mode::Start { Mode::Expression } else { self.mode };
        self.outer.push(around);
        self.push(kind, length, 0);
        self.mode = Mode::Start;
    }

    fn close(&mut self, kind: &str) {
        self.push(kind, 1, 0);
        self.mode = self.outer.pop().unwrap_or(Mode::Start);
        // The body of the class is over.
        self.class_depth = self.class_depth.filter(|depth| kind != "RCurly" || *depth <= self.outer.len());
        if kind == "RCurly" && self.mode == Mode::Expression && self.outer.is_empty() {
            self.mode = Mode::Start;
        }
    }

    fn string(&mut self, rest: &str, quote: char) {
        let mut length = 1;
        let mut letters = rest.char_indices().skip(1).peekable();
        let mut depth = 0usize;
        while let Some((at, letter)) = letters.next() {
            length = at + letter.len_utf8();
            match letter {
                '`' if quote == '"' => {
                    if let Some((at, letter)) = letters.next() {
                        length = at + letter.len_utf8();
                    }
                }
                '(' if quote == '"'
                    && (depth > 0 || rest.get(..at).is_some_and(|before| before.ends_with('$'))) =>
                {
                    depth += 1
                }
                ')' if depth > 0 => depth -= 1,
                _ if letter == quote && depth == 0 => match letters.peek() {
                    Some((_, next)) if *next == quote => {
                        letters.next();
                    }
                    _ => break,
                },
                _ => {}
            }
        }
        let kind = if quote == '"' { "StringExpandable" } else { "StringLiteral" };
        self.push(kind, length, 0);
        self.operand();
    }

    fn here_string(&mut self, rest: &str) {
        let literal = rest.starts_with("@'");
        let end = if literal { "\n'@" } else { "\n\"@" };
        let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
        self.push(if literal { "HereStringLiteral" } else { "HereStringExpandable" }, length, 0);
        self.operand();
    }

    fn variable(&mut self, rest: &str) {
        let length = if rest.starts_with("${") {
            rest.find('}').map_or(rest.len(), |at| at + 1)
        } else {
            let name = rest.get(1..).unwrap_or_default();
            let word = |letter: char| is_word(letter) || letter == ':' || letter == '?';
            let run: usize = name.chars().take_while(|letter| word(*letter)).map(char::len_utf8).sum();
            let run = name.get(..run).map_or(run, |found| found.trim_end_matches(':').len());
            if run == 0 {
                1 + name.chars().next().map_or(0, |letter| if "$^?".contains(letter) { 1 } else { 0 })
            } else {
                1 + run
            }
        };
        self.push("Variable", length, 0);
        self.operand();
    }

    /// An operand at the start makes the statement an expression.
    fn operand(&mut self) {
        if self.mode == Mode::Start {
            self.mode = Mode::Expression;
        }
    }

    fn number(&mut self, rest: &str) {
        let mut length = 0;
        for (at, letter) in rest.char_indices() {
            let exponent = matches!(letter, '+' | '-')
                && rest
                    .get(..at)
                    .is_some_and(|before| before.ends_with(['e', 'E']) && !before.starts_with("0x"));
            let point = letter == '.' && !rest.get(at + 1..).is_some_and(|next| next.starts_with('.'));
            if !(letter.is_ascii_alphanumeric() || exponent || point) {
                break;
            }
            length = at + 1;
        }
        let text = rest.get(..length).unwrap_or_default();
        let is_number = literal::number(text).is_some()
            && !rest.get(length..).is_some_and(|next| {
                self.mode == Mode::Command
                    && next.starts_with(|letter: char| is_word(letter) || "-./\\:".contains(letter))
            });
        match is_number {
            true => {
                self.push("Number", length.max(1), 0);
                self.operand();
            }
            false => self.argument(rest, 0),
        }
    }

    /// A word of a command.
    fn argument(&mut self, rest: &str, flags: i64) {
        let is_name = rest.starts_with('-')
            && rest
                .chars()
                .nth(1)
                .is_some_and(|letter| letter.is_alphabetic() || letter == '_' || letter == '?');
        let ends = |letter: char| {
            letter.is_whitespace() || "(){};,|&'\"".contains(letter) || is_name && letter == ':'
        };
        let mut length = 0;
        let mut escaped = false;
        for (at, letter) in rest.char_indices() {
            if ends(letter) && !escaped {
                break;
            }
            escaped = letter == '`' && !escaped;
            length = at + letter.len_utf8();
        }
        if is_name {
            let colon = usize::from(rest.get(length..).is_some_and(|next| next.starts_with(':')));
            return self.push("Parameter", length + colon, flags);
        }
        let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
        let text = rest.get(..length).unwrap_or_default();
        let kind = match text {
            "--" => "MinusMinus",
            "." => "Dot",
            // A word of the language is text here.
            _ if flags == 0 && is_keyword(text) => "Generic",
            _ if text.chars().all(is_word) => "Identifier",
            _ => "Generic",
        };
        self.push(kind, length, flags);
    }

    fn first_word(&mut self, rest: &str) {
        let word: String = rest.chars().take_while(|letter| is_word(*letter)).collect();
        let behind = rest.get(word.len()..).and_then(|rest| rest.chars().next());
        let whole = behind.is_none_or(|letter| !"-\\/.:*?`".contains(letter));
        let folded = word.to_ascii_lowercase();
        if whole && SOMETIMES.contains(&folded.as_str()) {
            return self.sometimes_keyword(&word, rest);
        }
        if whole && KEYWORDS.contains(&folded.as_str()) {
            let kind = if folded == "elseif" { "ElseIf".to_string() } else { capitalized(&folded) };
            self.push(&kind, word.len(), KEYWORD);
            if folded == "class" {
                self.class_depth = Some(self.outer.len() + 1);
            }
            // A function's name is a word as those of commands.
            if matches!(folded.as_str(), "function" | "filter") {
                self.mode = Mode::Command;
                return;
            }
            if matches!(
                folded.as_str(),
                "class"
                    | "enum"
                    | "using"
                    | "data"
                    | "break"
                    | "continue"
                    | "foreach"
                    | "switch"
                    | "for"
                    | "while"
                    | "if"
                    | "elseif"
                    | "catch"
                    | "trap"
                    | "param"
            ) {
                self.mode = Mode::Expression;
            }
            return;
        }
        if rest.starts_with('.') && rest.chars().nth(1).is_none_or(char::is_whitespace) {
            self.push("Dot", 1, 0);
            self.mode = Mode::Command;
            return;
        }
        self.mode = Mode::Command;
        self.argument(rest, COMMAND_NAME);
    }

    /// A word of the language only in its place: elsewhere it names a command.
    fn sometimes_keyword(&mut self, word: &str, rest: &str) {
        let folded = word.to_ascii_lowercase();
        let behind = rest.get(word.len()..).unwrap_or_default().trim_start();
        let in_place = match folded.as_str() {
            "default" => behind.starts_with('{'),
            "in" => false,
            _ => self.class_depth == Some(self.outer.len()),
        };
        let flags = if in_place { KEYWORD } else { COMMAND_NAME };
        self.push(&capitalized(&folded), word.len(), flags);
        if !in_place {
            self.mode = Mode::Command;
        }
    }

    fn dash(&mut self, rest: &str) {
        let word: String = rest.chars().skip(1).take_while(|letter| letter.is_alphabetic()).collect();
        let folded = word.to_ascii_lowercase();
        let length = word.len() + 1;
        if let Some((_, kind)) = OPERATORS.iter().find(|(known, _)| *known == folded) {
            return self.push(kind, length, BINARY);
        }
        let (case, bare) = match folded.strip_prefix('c').filter(|bare| COMPARISONS.contains(bare)) {
            Some(bare) => ('C', bare),
            None => {
                ('I', folded.strip_prefix('i').filter(|bare| COMPARISONS.contains(bare)).unwrap_or(&folded))
            }
        };
        if COMPARISONS.contains(&bare) {
            return self.push(&format!("{case}{bare}"), length, BINARY);
        }
        if !word.is_empty() {
            return self.push("Parameter", length, 0);
        }
        self.symbol(rest, '-');
    }

    fn symbol(&mut self, rest: &str, first: char) {
        const SYMBOLS: &[(&str, &str)] = &[
            ("??=", "QuestionQuestionEquals"),
            ("++", "PlusPlus"),
            ("--", "MinusMinus"),
            ("+=", "PlusEquals"),
            ("-=", "MinusEquals"),
            ("*=", "MultiplyEquals"),
            ("/=", "DivideEquals"),
            ("%=", "RemainderEquals"),
            ("??", "QuestionQuestion"),
            ("?.", "QuestionDot"),
            ("?[", "QuestionLBracket"),
            ("::", "ColonColon"),
            ("..", "DotDot"),
            ("=", "Equals"),
            ("+", "Plus"),
            ("-", "Minus"),
            ("*", "Multiply"),
            ("/", "Divide"),
            ("%", "Rem"),
            ("!", "Exclaim"),
            (".", "Dot"),
            ("?", "QuestionMark"),
            (":", "Colon"),
        ];
        if let Some((symbol, kind)) = SYMBOLS.iter().find(|(symbol, _)| rest.starts_with(symbol)) {
            self.push(kind, symbol.len(), 0);
            if kind.ends_with("Equals") {
                self.mode = Mode::Start;
            } else {
                self.operand();
            }
            return;
        }
        let length: usize = rest.chars().take_while(|letter| is_word(*letter)).map(char::len_utf8).sum();
        if length > 0 {
            let word = rest.get(..length).unwrap_or_default().to_ascii_lowercase();
            let after_dot = matches!(self.found.last(), Some((kind, _, _)) if kind == "Dot" || kind == "ColonColon" || kind == "QuestionDot");
            if !after_dot && word == "in" {
                self.push("In", length, KEYWORD);
                self.mode = Mode::Start;
                return;
            }
            return self.push("Identifier", length, if after_dot { MEMBER_NAME } else { 0 });
        }
        self.push("Unknown", first.len_utf8(), 0);
    }
}
