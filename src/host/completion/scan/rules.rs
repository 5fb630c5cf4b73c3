//! What each character begins.

use super::super::words;
use super::{FrameKind, Kind, Mode, Scan, Token};

impl Scan<'_> {
    pub(super) fn token(&mut self, first: char) {
        let rest = self.rest();
        match first {
            ';' => {
                self.push(Kind::Separator, 1);
                self.set_mode(Mode::Start);
            }
            '|' | '&' => self.bar(rest),
            '\'' => self.single(rest),
            '"' => self.enter_text(1, false),
            '$' => self.dollar(rest),
            '@' => self.at_sign(rest),
            '(' => self.parenthesis(),
            '{' => self.brace(),
            ')' => self.close(
                &[
                    FrameKind::Paren,
                    FrameKind::Sub,
                    FrameKind::Array,
                    FrameKind::AttributeArguments,
                    FrameKind::MethodArguments,
                ],
                1,
            ),
            '}' => self.close(&[FrameKind::Block, FrameKind::Hashtable], 1),
            ']' => self.close(&[FrameKind::Index, FrameKind::Type], 1),
            '[' if self.mode() == Mode::Operator && self.adjacent() && !self.behind_type() => {
                self.enter(FrameKind::Index, 1, Mode::Operator);
                self.set_mode(Mode::Operand);
            }
            '[' if self.mode() != Mode::Command => self.enter(FrameKind::Type, 1, self.after_type()),
            ',' => {
                self.push(Kind::Comma, 1);
                if self.mode() == Mode::Operator {
                    self.set_mode(Mode::Operand);
                } else if self.frame().kind == FrameKind::AttributeArguments {
                    self.set_mode(Mode::Start);
                }
            }
            '.' | ':' | '?' if self.dot(rest) => {}
            '>' | '<' => self.redirection(rest, 1),
            digit if digit.is_ascii_digit() || first == '*' => {
                let next = rest.get(1..).unwrap_or_default();
                let redirects =
                    next.starts_with('>') && self.mode() != Mode::Operand && "123456*".contains(first);
                if redirects { self.redirection(rest, 2) } else { self.number_or_word(first) }
            }
            '-' => self.dash(rest),
            _ => self.word(),
        }
    }

    /// Whether a type's bracket closed last: another one may follow it.
    fn behind_type(&self) -> bool {
        matches!(self.last_kind(), Some(Kind::Close(frame)) if self.frames.get(frame).is_some_and(|found| found.kind == FrameKind::Type))
    }

    /// Behind a type come an operand, or `::`, or another word of a class.
    fn after_type(&self) -> Mode {
        match self.mode() {
            Mode::Keyword => Mode::Keyword,
            Mode::Command => Mode::Command,
            _ => Mode::Operator,
        }
    }

    fn bar(&mut self, rest: &str) {
        if rest.starts_with("&&") || rest.starts_with("||") {
            self.push(Kind::Separator, 2);
            self.set_mode(Mode::Start);
        } else if rest.starts_with('|') {
            self.push(Kind::Pipe, 1);
            self.set_mode(Mode::Start);
        } else if matches!(self.mode(), Mode::Start | Mode::Operand) {
            self.push(Kind::Call, 1);
            self.set_mode(Mode::CommandName);
        } else {
            self.push(Kind::Separator, 1);
            self.set_mode(Mode::Start);
        }
    }

    fn single(&mut self, rest: &str) {
        let (length, closed) = words::single_quoted(rest);
        let mode = self.after_operand();
        self.push(Kind::Text { closed }, length);
        self.set_mode(mode);
    }

    fn enter_text(&mut self, length: usize, here: bool) {
        let mode = self.after_operand();
        self.enter(FrameKind::Text, length, mode);
        if let Some(frame) = self.frames.get_mut(self.open) {
            frame.here = here;
        }
    }

    /// One step inside of a double-quoted text.
    pub(super) fn text_part(&mut self) {
        let rest = self.rest();
        let here = self.frame().here;
        let stop = rest.find(['"', '$', '`']).unwrap_or(rest.len());
        if stop > 0 {
            self.at += stop;
            return;
        }
        if rest.starts_with("$(") {
            return self.enter(FrameKind::Sub, 2, Mode::Operand);
        }
        if rest.starts_with('$') {
            let length = words::variable_length(rest);
            if length > 1 || rest.len() == 1 {
                return self.push(Kind::Variable, length);
            }
            self.at += 1;
            return;
        }
        if rest.starts_with('`') {
            self.at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
            return;
        }
        if here {
            let starts_line = self.text.get(..self.at).is_some_and(|before| before.ends_with('\n'));
            if starts_line && rest.starts_with("\"@") { self.close_text(2) } else { self.at += 1 }
        } else if rest.starts_with("\"\"") {
            self.at += 2;
        } else {
            self.close_text(1);
        }
    }

    /// The whole text becomes one token in the frame around it.
    fn close_text(&mut self, length: usize) {
        let (start, parent, after) = {
            let frame = self.frame();
            (frame.start, frame.parent, frame.after)
        };
        let open = self.open;
        self.at += length;
        if let Some(frame) = self.frames.get_mut(open) {
            frame.end = Some(self.at);
        }
        self.open = parent;
        self.tokens.push(Token { kind: Kind::Text { closed: true }, start, end: self.at, frame: parent });
        self.set_mode(after);
    }

    fn dollar(&mut self, rest: &str) {
        if rest.starts_with("$(") {
            let mode = self.after_operand();
            return self.enter(FrameKind::Sub, 2, mode);
        }
        let mode = self.after_operand();
        self.push(Kind::Variable, words::variable_length(rest));
        self.set_mode(mode);
    }

    fn at_sign(&mut self, rest: &str) {
        let mode = self.after_operand();
        if rest.starts_with("@(") {
            self.enter(FrameKind::Array, 2, mode);
        } else if rest.starts_with("@{") {
            self.enter(FrameKind::Hashtable, 2, mode);
        } else if rest.starts_with("@'") {
            let end = rest.find("\n'@");
            self.push(Kind::Text { closed: end.is_some() }, end.map_or(rest.len(), |end| end + 3));
            self.set_mode(mode);
        } else if rest.starts_with("@\"") {
            self.enter_text(2, true);
        } else {
            self.push(Kind::Splat, 1 + words::name_length(rest.get(1..).unwrap_or_default()));
            self.set_mode(mode);
        }
    }

    fn parenthesis(&mut self) {
        let member = self.adjacent() && self.last_kind() == Some(Kind::Member);
        let mode = if self.mode() == Mode::Name { Mode::Keyword } else { self.after_operand() };
        let kind = if member { FrameKind::MethodArguments } else { FrameKind::Paren };
        self.enter(kind, 1, mode);
        if member {
            self.set_mode(Mode::Operand);
        }
    }

    fn brace(&mut self) {
        let body = matches!(self.mode(), Mode::Keyword | Mode::Name | Mode::Start)
            || matches!(self.last_kind(), Some(Kind::Close(frame)) if self.frames.get(frame).is_some_and(|found| found.kind == FrameKind::Paren) && self.mode() == Mode::Operator);
        let mode = if body { Mode::Start } else { self.after_operand() };
        self.enter(FrameKind::Block, 1, mode);
    }

    /// One step inside of type brackets.
    pub(super) fn type_part(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '`');
        let word = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        if word > 0 {
            return self.push(Kind::TypeWord, word);
        }
        match first {
            '[' => self.enter(FrameKind::Type, 1, Mode::Operator),
            ']' => self.close(&[FrameKind::Type], 1),
            ',' => self.push(Kind::Comma, 1),
            ' ' => self.at += 1,
            '(' => self.enter(FrameKind::AttributeArguments, 1, Mode::Operator),
            _ => {
                // No type after all: what comes is looked at as an operand.
                let parent = self.frame().parent;
                self.open = parent;
                self.set_mode(Mode::Operand);
            }
        }
    }

    /// `.`, `?.`, `::` behind an operand, and `.` as the operator that runs in the same scope.
    fn dot(&mut self, rest: &str) -> bool {
        let operand = matches!(
            self.last_kind(),
            Some(
                Kind::Variable
                    | Kind::Text { .. }
                    | Kind::Close(_)
                    | Kind::Member
                    | Kind::Number
                    | Kind::Splat
            )
        );
        if operand && self.adjacent() && matches!(self.mode(), Mode::Operator | Mode::Command | Mode::Keyword)
        {
            let length = match rest {
                _ if rest.starts_with("..") => return false,
                _ if rest.starts_with("::") => 2,
                _ if rest.starts_with("?.") => 2,
                _ if rest.starts_with('.') => 1,
                _ => return false,
            };
            self.push(if rest.starts_with("::") { Kind::Colons } else { Kind::Dot }, length);
            self.set_mode(Mode::Member);
            return true;
        }
        let next = rest.chars().nth(1);
        if rest.starts_with('.')
            && matches!(self.mode(), Mode::Start | Mode::Operand)
            && next.is_some_and(|next| next.is_whitespace() || "'\"$({".contains(next))
        {
            self.push(Kind::Call, 1);
            self.set_mode(Mode::CommandName);
            return true;
        }
        false
    }

    fn redirection(&mut self, rest: &str, length: usize) {
        let command = self.mode() == Mode::Command;
        let more = rest.get(length..).unwrap_or_default();
        if let Some(target) = more.strip_prefix('&') {
            let digits = target.find(|c: char| !c.is_ascii_digit()).unwrap_or(target.len());
            return self.push(Kind::Redirect, length + 1 + digits);
        }
        self.push(Kind::Redirect, length + usize::from(more.starts_with('>')));
        self.set_mode(Mode::Redirect { command });
    }

    fn number_or_word(&mut self, first: char) {
        if matches!(self.mode(), Mode::Command | Mode::CommandName | Mode::Redirect { .. } | Mode::Using) {
            return self.word();
        }
        if first == '*' {
            self.push(Kind::Symbol, 1);
            return self.set_mode(Mode::Operand);
        }
        let rest = self.rest();
        let mut length = 0;
        for (at, character) in rest.char_indices() {
            let next = rest.get(at + 1..).and_then(|rest| rest.chars().next());
            let point = character == '.' && next.is_some_and(|next| next.is_ascii_digit());
            if !character.is_ascii_alphanumeric() && !point {
                break;
            }
            length = at + character.len_utf8();
        }
        self.push(Kind::Number, length.max(1));
        self.set_mode(Mode::Operator);
    }

    fn dash(&mut self, rest: &str) {
        let letters = rest
            .get(1..)
            .map_or(0, |rest| rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len()));
        let next = rest.chars().nth(1);
        match self.mode() {
            Mode::Command | Mode::Keyword
                if !(self.adjacent() && self.mode() == Mode::Command)
                    && next.is_none_or(|next| {
                        next.is_alphabetic() || next == '_' || next == '?' || next.is_whitespace()
                    }) =>
            {
                let length = 1 + letters;
                let colon = rest.get(length..).is_some_and(|rest| rest.starts_with(':'));
                self.push(Kind::Parameter, length + usize::from(colon));
            }
            Mode::Command | Mode::CommandName | Mode::Redirect { .. } | Mode::Using => self.word(),
            _ if next.is_none_or(char::is_alphabetic) => {
                self.push(Kind::Operator, 1 + letters);
                self.set_mode(Mode::Operand);
            }
            _ => {
                self.push(Kind::Symbol, 1);
                self.set_mode(Mode::Operand);
            }
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        match self.mode() {
            Mode::Start if self.frame().kind == FrameKind::Hashtable && self.expects_key() => {
                let length = words::key_length(rest);
                if length == 0 {
                    return self.symbol(rest);
                }
                self.push(Kind::Key, length);
                self.set_mode(Mode::Operator);
            }
            Mode::Start if self.frame().kind == FrameKind::AttributeArguments => {
                let length = words::name_length(rest);
                if length == 0 {
                    return self.symbol(rest);
                }
                self.push(Kind::Word, length);
                self.set_mode(Mode::Operator);
            }
            Mode::Start | Mode::CommandName => self.command_word(rest),
            Mode::Name => {
                self.push(Kind::Name, words::argument_length(rest).max(1));
                self.set_mode(Mode::Keyword);
            }
            mode @ (Mode::Command | Mode::Redirect { .. } | Mode::Using) => {
                let length = words::argument_length(rest);
                if length == 0 {
                    return self.symbol(rest);
                }
                self.push(Kind::Word, length);
                if let Mode::Redirect { command } = mode {
                    self.set_mode(if command { Mode::Command } else { Mode::Operator });
                }
            }
            mode => {
                let length = words::name_length(rest);
                if length == 0 {
                    return self.symbol(rest);
                }
                let is_in = rest.get(..length).is_some_and(|word| word.eq_ignore_ascii_case("in"));
                self.push(Kind::Word, length);
                if is_in && mode == Mode::Operator {
                    self.set_mode(Mode::Start);
                } else if mode != Mode::Keyword {
                    self.set_mode(Mode::Operator);
                }
            }
        }
    }

    /// Whether a hashtable waits for a key rather than a value.
    fn expects_key(&self) -> bool {
        !matches!(self.last_kind(), Some(Kind::Assign))
    }

    fn command_word(&mut self, rest: &str) {
        let length = words::argument_length(rest);
        if length == 0 {
            return self.symbol(rest);
        }
        let word = rest.get(..length).unwrap_or_default();
        let by_name = self.mode() == Mode::CommandName;
        if !by_name && word.starts_with(':') && !word.starts_with("::") {
            // The label of a loop: a statement follows.
            return self.push(Kind::Name, length);
        }
        if let Some(mode) = words::keyword_mode(word).filter(|_| !by_name) {
            self.push(Kind::Keyword, length);
            return self.set_mode(mode);
        }
        self.push(Kind::Command, length);
        self.set_mode(Mode::Command);
    }

    fn symbol(&mut self, rest: &str) {
        let assigns = ["??=", "+=", "-=", "*=", "/=", "%=", "="];
        if let Some(found) = assigns.iter().find(|found| rest.starts_with(**found)) {
            self.push(Kind::Assign, found.len());
            return self.set_mode(Mode::Start);
        }
        let length =
            if rest.starts_with("..") || rest.starts_with("++") || rest.starts_with("--") { 2 } else { 1 };
        let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
        self.push(Kind::Symbol, length);
        if !matches!(self.mode(), Mode::Command | Mode::Keyword | Mode::Using) {
            self.set_mode(Mode::Operand);
        }
    }
}
