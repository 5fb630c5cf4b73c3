//! A tolerant look at unfinished text: its tokens, the brackets that are open, and what is expected at
//! the end. The parser needs whole statements; completion has their beginnings.

mod kept;
mod rules;

pub use kept::Kept;

use super::words;

/// What a bracket opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    Top,
    Paren,
    Sub,
    Array,
    Hashtable,
    Block,
    /// `[` of a type name or an attribute.
    Type,
    Index,
    /// The parentheses of `[Name(…)]`.
    AttributeArguments,
    MethodArguments,
    /// A double-quoted text, which may hold variables and `$( )`.
    Text,
}

#[derive(Clone, Debug)]
pub struct Frame {
    pub kind: FrameKind,
    pub parent: usize,
    /// Where its opening bracket stands.
    pub start: usize,
    /// Where its content begins.
    pub inside: usize,
    /// Behind its closing bracket, once there is one.
    pub end: Option<usize>,
    mode: Mode,
    /// What is expected in the parent once this closes.
    after: Mode,
    here: bool,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A statement.
    Start,
    /// The name of a command, behind `&` or `.`.
    CommandName,
    /// Arguments.
    Command,
    /// An operand.
    Operand,
    /// An operator.
    Operator,
    /// A member's name.
    Member,
    /// Conditions and bodies of a keyword's statement.
    Keyword,
    /// The name of a function or type that is defined.
    Name,
    /// The file of a redirection; then arguments or operators go on.
    Redirect { command: bool },
    /// The rest of a `using` line.
    Using,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A bare word as an argument or an operand.
    Word,
    Command,
    Keyword,
    /// The name behind `function`, `class` and `enum`.
    Name,
    Number,
    Text {
        closed: bool,
    },
    Variable,
    Splat,
    Parameter,
    /// `-eq`
    Operator,
    /// `+`, `!`, `..`
    Symbol,
    Assign,
    Comma,
    Pipe,
    Separator,
    Redirect,
    /// `.` or `?.`
    Dot,
    Colons,
    Member,
    /// A word between type brackets.
    TypeWord,
    Key,
    Call,
    Open(usize),
    Close(usize),
    Comment {
        closed: bool,
    },
}

#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    pub frame: usize,
}

/// What was found in a text.
pub struct Scan<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    pub frames: Vec<Frame>,
    /// The innermost open frame at the end.
    pub open: usize,
    at: usize,
}

impl<'t> Scan<'t> {
    /// Looks at the text before the cursor.
    pub fn of(text: &'t str) -> Scan<'t> {
        let mut scan = Scan::start(text);
        while scan.at < text.len() {
            scan.advance();
        }
        scan
    }

    fn start(text: &'t str) -> Scan<'t> {
        let top = Frame {
            kind: FrameKind::Top,
            parent: 0,
            start: 0,
            inside: 0,
            end: None,
            mode: Mode::Start,
            after: Mode::Start,
            here: false,
        };
        Scan { text, tokens: Vec::new(), frames: vec![top], open: 0, at: 0 }
    }

    /// Takes the next token, or at least a character.
    fn advance(&mut self) {
        let before = (self.at, self.open);
        self.step();
        if (self.at, self.open) == before {
            self.at += self.rest().chars().next().map_or(1, char::len_utf8);
        }
    }

    /// What is expected at the end.
    pub fn mode(&self) -> Mode {
        self.frames.get(self.open).map_or(Mode::Start, |frame| frame.mode)
    }

    pub fn frame(&self) -> &Frame {
        // The top frame is always there and never closes.
        self.frames.get(self.open).unwrap_or(&self.frames[0])
    }

    /// The text of a token.
    pub fn of_token(&self, token: &Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// The token that ends where the text does.
    pub fn touching(&self) -> Option<Token> {
        self.tokens.last().copied().filter(|token| token.end == self.text.len())
    }

    /// The tokens of a frame, without those of frames inside of it.
    pub fn in_frame(&self, frame: usize) -> Vec<Token> {
        self.tokens.iter().filter(|token| token.frame == frame).copied().collect()
    }

    /// The tokens of the statement that a frame ends with.
    pub fn statement(&self, frame: usize) -> Vec<Token> {
        let tokens = self.in_frame(frame);
        let from = tokens.iter().rposition(|token| token.kind == Kind::Separator).map_or(0, |at| at + 1);
        tokens.get(from..).unwrap_or_default().to_vec()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn set_mode(&mut self, mode: Mode) {
        if let Some(frame) = self.frames.get_mut(self.open) {
            frame.mode = mode;
        }
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let end = (self.at + length).min(self.text.len());
        self.tokens.push(Token { kind, start: self.at, end, frame: self.open });
        self.at = end;
    }

    /// Whether the last token of this frame ends right here.
    fn adjacent(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.end == self.at && token.frame == self.open)
    }

    fn last_kind(&self) -> Option<Kind> {
        self.mine().next().map(|token| token.kind)
    }

    /// The tokens of the open frame, the last one first. They all stand behind its opening: nothing before it is
    /// looked at.
    fn mine(&self) -> impl Iterator<Item = &Token> {
        let (open, inside) = (self.open, self.frame().inside);
        self.tokens
            .iter()
            .rev()
            .take_while(move |token| token.start >= inside)
            .filter(move |token| token.frame == open)
    }

    fn enter(&mut self, kind: FrameKind, length: usize, after: Mode) {
        let frame = self.frames.len();
        let (start, parent) = (self.at, self.open);
        self.push(Kind::Open(frame), length);
        self.set_mode(after);
        self.frames.push(Frame {
            kind,
            parent,
            start,
            inside: self.at,
            end: None,
            mode: Mode::Start,
            after,
            here: false,
        });
        self.open = frame;
    }

    /// Closes the innermost frame of these kinds, and what is open inside of it.
    fn close(&mut self, kinds: &[FrameKind], length: usize) {
        let mut frame = self.open;
        while !self.frames.get(frame).is_some_and(|found| kinds.contains(&found.kind)) {
            if frame == 0 || self.frames.get(frame).is_some_and(|found| found.kind == FrameKind::Text) {
                self.push(Kind::Symbol, length);
                return;
            }
            frame = self.frames.get(frame).map_or(0, |found| found.parent);
        }
        self.open = frame;
        let (parent, after) = match self.frames.get_mut(frame) {
            Some(found) => {
                found.end = Some(self.at + length);
                (found.parent, found.after)
            }
            None => (0, Mode::Start),
        };
        self.open = parent;
        self.push(Kind::Close(frame), length);
        self.set_mode(after);
    }

    fn step(&mut self) {
        match self.frame().kind {
            FrameKind::Text => return self.text_part(),
            FrameKind::Type => return self.type_part(),
            _ => {}
        }
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        if first == '\n' {
            return self.line_end();
        }
        if first.is_whitespace() {
            self.at += first.len_utf8();
            return;
        }
        if first == '`'
            && rest.get(1..).is_some_and(|next| next.starts_with('\n') || next.starts_with("\r\n"))
        {
            self.at += if rest.starts_with("`\r") { 3 } else { 2 };
            return;
        }
        let word_start = !self.adjacent() || self.mode() != Mode::Command;
        if first == '#' && word_start && self.comment_may_start() {
            let length = rest.find('\n').unwrap_or(rest.len());
            return self.push(Kind::Comment { closed: false }, length);
        }
        if rest.starts_with("<#") {
            let end = rest.find("#>");
            let closed = end.is_some();
            return self.push(Kind::Comment { closed }, end.map_or(rest.len(), |end| end + 2));
        }
        if self.mode() == Mode::Member {
            return self.member_name();
        }
        self.token(first);
    }

    fn comment_may_start(&self) -> bool {
        let before = self.text.get(..self.at).and_then(|text| text.chars().next_back());
        before.is_none_or(|before| before.is_whitespace() || "(){};|&,=".contains(before))
    }

    fn line_end(&mut self) {
        let goes_on = matches!(
            self.last_kind(),
            Some(Kind::Pipe | Kind::Comma | Kind::Operator | Kind::Symbol | Kind::Assign | Kind::Colons)
        ) || matches!(self.mode(), Mode::Keyword | Mode::Name);
        if goes_on || self.frame().kind == FrameKind::Index {
            self.at += 1;
            return;
        }
        self.push(Kind::Separator, 1);
        self.set_mode(Mode::Start);
    }

    fn member_name(&mut self) {
        let length = words::name_length(self.rest());
        if length == 0 {
            // A name that is computed: `.'a name'`, `.$name`, `.(…)`.
            self.set_mode(Mode::Operand);
            if let Some(first) = self.rest().chars().next() {
                self.token(first);
            }
            return;
        }
        self.push(Kind::Member, length);
        self.set_mode(self.mode_after_operand());
    }

    /// Arguments go on behind an operand that is an argument; otherwise an operator follows.
    fn mode_after_operand(&self) -> Mode {
        let is_command = self
            .mine()
            .map(|token| token.kind)
            .take_while(|kind| !matches!(kind, Kind::Separator | Kind::Pipe))
            .any(|kind| matches!(kind, Kind::Command | Kind::Call));
        if is_command { Mode::Command } else { Mode::Operator }
    }

    /// What an operand makes of the mode.
    fn after_operand(&self) -> Mode {
        match self.mode() {
            Mode::Command | Mode::Redirect { command: true } | Mode::CommandName => Mode::Command,
            Mode::Keyword => Mode::Keyword,
            Mode::Using => Mode::Using,
            _ => Mode::Operator,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> (Kind, FrameKind, Mode) {
        let scan = Scan::of(text);
        (scan.tokens.last().unwrap().kind, scan.frame().kind, scan.mode())
    }

    #[test]
    fn the_end_says_what_is_expected() {
        assert_eq!(last("Get-Ch"), (Kind::Command, FrameKind::Top, Mode::Command));
        assert_eq!(last("Get-ChildItem -Re"), (Kind::Parameter, FrameKind::Top, Mode::Command));
        assert_eq!(last("1 -i"), (Kind::Operator, FrameKind::Top, Mode::Operand));
        assert_eq!(last("$x = Get-D"), (Kind::Command, FrameKind::Top, Mode::Command));
        assert_eq!(last("(1,2).Cou"), (Kind::Member, FrameKind::Top, Mode::Operator));
        assert_eq!(last("[math]::"), (Kind::Colons, FrameKind::Top, Mode::Member));
        assert_eq!(last("[Cmdletb"), (Kind::TypeWord, FrameKind::Type, Mode::Start));
        assert_eq!(last("@{ a = 1; Al"), (Kind::Key, FrameKind::Hashtable, Mode::Operator));
        assert_eq!(last("f @{ n=\"x\"; Al").0, Kind::Key);
        assert_eq!(last("[Parameter(Man").1, FrameKind::AttributeArguments);
        assert_eq!(last("[ValidateSet('a')][ValidateS").1, FrameKind::Type);
        assert_eq!(last("1 > al"), (Kind::Word, FrameKind::Top, Mode::Operator));
        assert_eq!(last("\"$($x.Le").0, Kind::Member);
        assert_eq!(last("if ($a) { Get-D"), (Kind::Command, FrameKind::Block, Mode::Command));
        assert_eq!(last("foreach ($i in Get-C"), (Kind::Command, FrameKind::Paren, Mode::Command));
        assert_eq!(last("\"$($x.'name')\"; Get-D"), (Kind::Command, FrameKind::Top, Mode::Command));
        assert_eq!(last("\"$($x.$name)\"").1, FrameKind::Top);
        assert_eq!(last("f 'al"), (Kind::Text { closed: false }, FrameKind::Top, Mode::Command));
    }

    #[test]
    fn any_text_ends() {
        for text in ["}])", "\"$(", "@'\n", "[[[", "${a", "`", "-", "a`\n|", "🙂.", "[a(]", "@{=}"] {
            for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
                let scan = Scan::of(&text[..end]);
                assert!(scan.tokens.iter().all(|token| token.start <= token.end && token.end <= end));
            }
        }
    }
}
