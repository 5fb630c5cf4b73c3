//! Functions that move the cursor or select.

use super::line::Line;
use super::{Act, Given, LineEditor};
use crate::engine::Engine;
use crate::host::completion::scan::{Kind, Scan};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("BackwardChar", |editor, _, given| editor.step(-given.count())),
    ("ForwardChar", forward_char),
    ("BackwardWord", |editor, _, given| editor.words(-given.count(), Landing::Start)),
    ("ForwardWord", |editor, _, given| editor.words(given.count(), Landing::End)),
    ("NextWord", |editor, _, given| editor.words(given.count(), Landing::Start)),
    ("BeginningOfLine", |editor, _, _| {
        // Pressed again at the start of a line it goes to the first one.
        let (start, _) = editor.line.bounds();
        let to =
            if editor.line.position() == start && editor.previous == "BeginningOfLine" { 0 } else { start };
        editor.line.go(to);
    }),
    ("EndOfLine", end_of_line),
    ("MoveToEndOfLine", end_of_line),
    ("MoveToFirstLine", |editor, _, _| {
        let column = editor.line.position() - editor.line.bounds().0;
        editor.line.go(column.min(editor.line.text().find('\n').unwrap_or(usize::MAX)));
    }),
    ("MoveToLastLine", |editor, _, _| {
        let column = editor.line.position() - editor.line.bounds().0;
        let start = editor.line.text().rfind('\n').map_or(0, |at| at + 1);
        editor.line.go(start + column);
    }),
    ("NextLine", |editor, _, given| _ = editor.move_lines(given.count())),
    ("PreviousLine", |editor, _, given| _ = editor.move_lines(-given.count())),
    ("SetMark", |editor, _, _| editor.line.mark = editor.line.position()),
    ("ExchangePointAndMark", |editor, _, _| {
        let mark = editor.line.mark;
        editor.line.mark = editor.line.position();
        editor.line.go(mark);
    }),
    ("GotoBrace", |editor, _, _| {
        let (text, at) = (editor.line.text().to_string(), editor.line.position());
        match super::colours::brace(&text, at) {
            Some(place) => editor.line.go(place),
            None => editor.ding(),
        }
    }),
    ("ShellBackwardWord", |editor, _, _| {
        let at = editor.token_before();
        editor.line.go(at);
    }),
    ("ShellForwardWord", |editor, _, _| {
        let at = editor.token_behind(false);
        editor.line.go(at);
    }),
    ("ShellNextWord", |editor, _, _| {
        let at = editor.token_behind(true);
        editor.line.go(at);
    }),
    ("CharacterSearch", |editor, engine, _| editor.find_character(engine, true)),
    ("CharacterSearchBackward", |editor, engine, _| editor.find_character(engine, false)),
    ("SelectAll", |editor, _, _| {
        let end = editor.line.text().len();
        editor.line.select(0, end);
    }),
    ("SelectBackwardChar", |editor, _, _| editor.line.select_by(|line| step(line, -1))),
    ("SelectForwardChar", |editor, _, _| editor.line.select_by(|line| step(line, 1))),
    ("SelectBackwardWord", |editor, _, _| {
        let delimiters = editor.options.word_delimiters.clone();
        editor.line.select_by(|line| line.go(words(line, &delimiters, -1, Landing::Start)));
    }),
    ("SelectNextWord", |editor, _, _| {
        let delimiters = editor.options.word_delimiters.clone();
        editor.line.select_by(|line| line.go(words(line, &delimiters, 1, Landing::Start)));
    }),
    ("SelectBackwardsLine", |editor, _, _| editor.line.select_by(|line| line.go(line.bounds().0))),
    ("SelectLine", |editor, _, _| editor.line.select_by(|line| line.go(line.bounds().1))),
    ("SelectCommandArgument", select_argument),
];

/// Where a movement by words ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Landing {
    Start,
    End,
}

fn forward_char(editor: &mut LineEditor, engine: &mut Engine, given: &Given) {
    if editor.line.is_at_end() && given.argument.is_none() {
        super::predicting::accept(editor, engine, given);
    } else {
        editor.step(given.count());
    }
}

fn end_of_line(editor: &mut LineEditor, engine: &mut Engine, given: &Given) {
    if editor.line.is_at_end() {
        super::predicting::accept(editor, engine, given);
    } else if editor.previous == "EndOfLine" && editor.line.position() == editor.line.bounds().1 {
        let end = editor.line.text().len();
        editor.line.go(end);
    } else {
        let (_, end) = editor.line.bounds();
        editor.line.go(end);
    }
}

fn step(line: &mut Line, count: i32) {
    let many = count.unsigned_abs().min(10_000) as usize;
    line.move_by(|buffer| match count {
        0 => false,
        1.. => buffer.move_forward(many.min(u16::MAX.into()) as u16),
        _ => buffer.move_backward(many.min(u16::MAX.into()) as u16),
    });
}

/// Where a movement by words ends.
fn words(line: &Line, delimiters: &str, count: i32, landing: Landing) -> usize {
    let is_word = |one: &char| !one.is_whitespace() && !delimiters.contains(*one);
    let mut at = line.position();
    for _ in 0..count.unsigned_abs().min(10_000) {
        if count < 0 {
            let before = line.text().get(..at).unwrap_or_default();
            let gap = before.trim_end_matches(|one| !is_word(&one));
            at = gap.trim_end_matches(|one| is_word(&one)).len();
        } else {
            let behind = line.text().get(at..).unwrap_or_default();
            let rest = match landing {
                Landing::End => {
                    behind.trim_start_matches(|one| !is_word(&one)).trim_start_matches(|one| is_word(&one))
                }
                Landing::Start => {
                    behind.trim_start_matches(|one| is_word(&one)).trim_start_matches(|one| !is_word(&one))
                }
            };
            at = line.text().len() - rest.len();
        }
    }
    at
}

/// Selects the next argument of a command, or the first one again behind the last.
fn select_argument(editor: &mut LineEditor, _: &mut Engine, _: &Given) {
    let text = editor.line.text().to_string();
    let scan = Scan::of(&text);
    let from = editor.line.selection().map_or(editor.line.position(), |(_, end)| end);
    let arguments: Vec<(usize, usize)> = scan
        .tokens
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Text { .. } | Kind::Number | Kind::Variable))
        .map(|token| match token.kind {
            // The quotes stay.
            Kind::Text { closed: true } if token.end > token.start + 1 => (token.start + 1, token.end - 1),
            _ => (token.start, token.end),
        })
        .collect();
    let found = arguments.iter().find(|(start, _)| *start >= from).or(arguments.first());
    match found {
        Some((start, end)) => editor.line.select(*start, *end),
        None => editor.ding(),
    }
}

impl LineEditor {
    pub(super) fn step(&mut self, count: i32) {
        step(&mut self.line, count);
    }

    pub(super) fn words(&mut self, count: i32, landing: Landing) {
        let at = self.word_place(count, landing);
        self.line.go(at);
    }

    pub(super) fn word_place(&self, count: i32, landing: Landing) -> usize {
        words(&self.line, &self.options.word_delimiters, count, landing)
    }

    /// Moves some lines within an input of many, keeping the column. Whether it has many.
    pub(super) fn move_lines(&mut self, count: i32) -> bool {
        if !self.line.is_multi_line() {
            return false;
        }
        let starts: Vec<usize> =
            std::iter::once(0).chain(self.line.text().match_indices('\n').map(|(at, _)| at + 1)).collect();
        let (start, _) = self.line.bounds();
        let now = starts.iter().position(|at| *at == start).unwrap_or(0);
        let column = self.line.text().get(start..self.line.position()).unwrap_or_default().chars().count();
        let column = match self.previous {
            "PreviousHistory" | "NextHistory" | "PreviousLine" | "NextLine" => self.column.max(column),
            _ => column,
        };
        self.column = column;
        let wanted = now as i64 + i64::from(count);
        let wanted = wanted.clamp(0, starts.len() as i64 - 1) as usize;
        let Some(start) = starts.get(wanted).copied() else { return true };
        let rest = self.line.text().get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let bytes = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        self.line.go(start + bytes);
        true
    }

    fn find_character(&mut self, engine: &mut Engine, forward: bool) {
        let wanted = self.next_press(engine);
        let Some(super::keyboard::Press { code: super::keyboard::Code::Char(wanted), .. }) = wanted else {
            return self.ding();
        };
        let found = if forward {
            self.line
                .behind()
                .char_indices()
                .skip(1)
                .find(|(_, one)| *one == wanted)
                .map(|(at, _)| self.line.position() + at)
        } else {
            self.line.before().rfind(wanted)
        };
        match found {
            Some(at) => self.line.go(at),
            None => self.ding(),
        }
    }

    /// Where the token in front of the cursor begins.
    pub(super) fn token_before(&self) -> usize {
        let at = self.line.position();
        let scan = Scan::of(self.line.text());
        scan.tokens.iter().rev().find(|token| token.start < at).map_or(0, |token| token.start)
    }

    /// Where the next token begins, or the current one ends.
    pub(super) fn token_behind(&self, end: bool) -> usize {
        let at = self.line.position();
        let scan = Scan::of(self.line.text());
        let place = |token: &crate::host::completion::scan::Token| if end { token.end } else { token.start };
        scan.tokens.iter().map(place).find(|place| *place > at).unwrap_or(self.line.text().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_delimiters() {
        let mut line = Line::default();
        line.set("Get-Item ./a.txt", 0);
        let delimiters = crate::engine::editing::WORD_DELIMITERS;
        assert_eq!(words(&line, delimiters, 1, Landing::End), 3);
        assert_eq!(words(&line, delimiters, 2, Landing::Start), 9 + 2);
        line.go(16);
        assert_eq!(words(&line, delimiters, -1, Landing::Start), 13);
    }
}
