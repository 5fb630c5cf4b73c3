//! Functions that change the text.

use super::line::Silent;
use super::movement::Landing;
use super::{Act, Given, LineEditor, Read, keyboard};
use crate::engine::Engine;
use rustyline::line_buffer::WordAction;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("AcceptLine", |editor, engine, _| editor.accept(engine)),
    ("ValidateAndAcceptLine", super::validating::accept),
    ("AcceptAndGetNext", |editor, engine, _| {
        editor.history.keep_place();
        editor.accept(engine);
    }),
    ("CancelLine", |editor, _, _| editor.outcome = Some(Read::Cancelled)),
    ("CopyOrCancelLine", |editor, _, _| match editor.line.selection() {
        Some(_) => editor.copy(),
        None => editor.outcome = Some(Read::Cancelled),
    }),
    ("SelfInsert", self_insert),
    ("QuotedInsert", quoted_insert),
    ("AddLine", |editor, _, _| editor.line.insert("\n")),
    ("InsertLineAbove", |editor, _, _| {
        let (start, _) = editor.line.bounds();
        editor.line.replace(start, start, "\n");
        editor.line.go(start);
    }),
    ("InsertLineBelow", |editor, _, _| {
        let (_, end) = editor.line.bounds();
        editor.line.replace(end, end, "\n");
    }),
    ("BackwardDeleteChar", |editor, _, given| {
        if !editor.delete_selected() {
            let many = given.many();
            editor.line.change(|buffer| _ = buffer.backspace(many, &mut Silent));
        }
    }),
    ("DeleteChar", |editor, _, given| {
        if !editor.delete_selected() {
            let many = given.many();
            editor.line.change(|buffer| _ = buffer.delete(many, &mut Silent));
        }
    }),
    ("DeleteCharOrExit", |editor, _, given| {
        if editor.line.text().is_empty() {
            editor.outcome = Some(Read::End);
        } else {
            let many = given.many();
            editor.line.change(|buffer| _ = buffer.delete(many, &mut Silent));
        }
    }),
    ("BackwardDeleteInput", |editor, _, _| editor.cut(0, editor.line.position())),
    ("BackwardDeleteLine", |editor, _, _| editor.cut(editor.line.bounds().0, editor.line.position())),
    ("BackwardDeleteWord", |editor, _, given| {
        let start = editor.word_place(-given.count(), Landing::Start);
        editor.cut(start, editor.line.position());
    }),
    ("ForwardDeleteInput", |editor, _, _| editor.cut(editor.line.position(), editor.line.text().len())),
    ("ForwardDeleteLine", |editor, _, _| editor.cut(editor.line.position(), editor.line.bounds().1)),
    ("DeleteEndOfBuffer", |editor, _, _| editor.cut(editor.line.position(), editor.line.text().len())),
    ("DeleteEndOfWord", |editor, _, given| {
        let end = editor.word_place(given.count(), Landing::End);
        editor.cut(editor.line.position(), end);
    }),
    ("DeleteWord", |editor, _, given| {
        let end = editor.word_place(given.count(), Landing::Start);
        editor.cut(editor.line.position(), end);
    }),
    ("DeleteLine", |editor, _, _| {
        let (start, end) = editor.line.bounds();
        editor.cut(start, end);
    }),
    ("BackwardKillInput", |editor, _, _| editor.kill(0, editor.line.position())),
    ("BackwardKillLine", |editor, _, _| editor.kill(editor.line.bounds().0, editor.line.position())),
    ("BackwardKillWord", |editor, _, given| {
        let start = editor.word_place(-given.count(), Landing::Start);
        editor.kill(start, editor.line.position());
    }),
    ("UnixWordRubout", |editor, _, _| {
        let head = editor.line.before().trim_end();
        let start = head.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        editor.kill(start, editor.line.position());
    }),
    ("KillLine", |editor, _, _| editor.kill(editor.line.position(), editor.line.text().len())),
    ("KillWord", |editor, _, given| {
        let end = editor.word_place(given.count(), Landing::End);
        editor.kill(editor.line.position(), end);
    }),
    ("KillRegion", |editor, _, _| {
        let (mark, cursor) = (editor.line.mark, editor.line.position());
        editor.kill(mark.min(cursor), mark.max(cursor));
    }),
    ("ShellKillWord", |editor, _, _| editor.kill(editor.line.position(), editor.token_behind(true))),
    ("ShellBackwardKillWord", |editor, _, _| editor.kill(editor.token_before(), editor.line.position())),
    ("Yank", |editor, _, _| {
        editor.kills.at = 0;
        editor.yank();
    }),
    ("YankPop", |editor, _, _| editor.yank_pop()),
    ("YankLastArg", |editor, _, given| editor.yank_argument(given.argument.unwrap_or(-1), true)),
    ("YankNthArg", |editor, _, given| editor.yank_argument(given.argument.unwrap_or(1), false)),
    ("Copy", |editor, _, _| editor.copy()),
    ("Cut", |editor, _, _| {
        editor.copy();
        _ = editor.delete_selected();
    }),
    ("Paste", |editor, _, _| editor.yank()),
    ("SwapCharacters", |editor, _, _| editor.line.change(|buffer| _ = buffer.transpose_chars(&mut Silent))),
    ("UpcaseWord", |editor, _, _| editor.change_case(WordAction::Uppercase)),
    ("DowncaseWord", |editor, _, _| editor.change_case(WordAction::Lowercase)),
    ("CapitalizeWord", |editor, _, _| editor.change_case(WordAction::Capitalize)),
    ("Undo", |editor, _, _| {
        if !editor.line.undo() {
            editor.ding();
        }
    }),
    ("UndoAll", |editor, _, _| while editor.line.undo() {}),
    ("Redo", |editor, _, _| {
        if !editor.line.redo() {
            editor.ding();
        }
    }),
    ("RevertLine", |editor, _, _| {
        if !editor.leave_list() {
            editor.line.set("", 0);
        }
    }),
];

fn self_insert(editor: &mut LineEditor, _: &mut Engine, given: &Given) {
    let Some(keyboard::Press { code: keyboard::Code::Char(character), .. }) = given.press else { return };
    let many = usize::from(given.many()).min(10_000);
    editor.line.insert(&character.to_string().repeat(many));
}

fn quoted_insert(editor: &mut LineEditor, engine: &mut Engine, _: &Given) {
    let Some(press) = editor.next_press(engine) else { return };
    match press.code {
        keyboard::Code::Char(letter) if press.ctrl => {
            let code = (letter.to_ascii_uppercase() as u8) & 0x1f;
            editor.line.insert(&char::from(code).to_string());
        }
        keyboard::Code::Char(letter) => editor.line.insert(&letter.to_string()),
        keyboard::Code::Tab => editor.line.insert("\t"),
        keyboard::Code::Enter => editor.line.insert("\n"),
        keyboard::Code::Escape => editor.line.insert("\x1b"),
        _ => editor.ding(),
    }
}

/// Texts that were killed, the newest first.
#[derive(Default)]
pub(super) struct Kills {
    texts: Vec<String>,
    /// The one that was put in last.
    at: usize,
    /// Where it stands.
    place: Option<(usize, usize)>,
}

impl LineEditor {
    /// Takes the input, or goes on in another line while it is unfinished.
    pub(super) fn accept(&mut self, _: &mut Engine) {
        if super::is_unfinished(self.line.text()) {
            self.line.insert("\n");
        } else {
            self.outcome = Some(Read::Line(self.line.text().to_string()));
        }
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.line.replace(start, end, "");
        self.line.go(start);
    }

    pub(super) fn delete_selected(&mut self) -> bool {
        let Some((start, end)) = self.line.selection() else { return false };
        self.line.unselect();
        self.cut(start, end);
        true
    }

    /// Removes a part and keeps it; kills that follow each other are one.
    pub(super) fn kill(&mut self, start: usize, end: usize) {
        let Some(text) = self.line.text().get(start..end).filter(|text| !text.is_empty()) else {
            return self.ding();
        };
        let text = text.to_string();
        let backward = end == self.line.position();
        let follows = self.previous.contains("Kill") || self.previous == "UnixWordRubout";
        match self.kills.texts.first_mut().filter(|_| follows) {
            Some(newest) if backward => newest.insert_str(0, &text),
            Some(newest) => newest.push_str(&text),
            None => self.kills.texts.insert(0, text),
        }
        self.kills.texts.truncate(self.options.maximum_kill_ring_count.max(1));
        self.cut(start, end);
    }

    fn copy(&mut self) {
        let (start, end) = self.line.selection().unwrap_or((0, self.line.text().len()));
        let text = self.line.text().get(start..end).unwrap_or_default().to_string();
        self.kills.texts.insert(0, text.clone());
        self.kills.texts.truncate(self.options.maximum_kill_ring_count.max(1));
        // Terminals that allow it put it into their clipboard (OSC 52).
        use base64::Engine as _;
        let coded = base64::engine::general_purpose::STANDARD.encode(text);
        super::print(&format!("\x1b]52;c;{coded}\x07"));
    }

    fn yank(&mut self) {
        let Some(text) = self.kills.texts.get(self.kills.at).cloned() else { return self.ding() };
        let start = self.line.position();
        self.line.insert(&text);
        self.kills.place = Some((start, start + text.len()));
    }

    fn yank_pop(&mut self) {
        if !matches!(self.previous, "Yank" | "YankPop") {
            return self.ding();
        }
        let Some((start, end)) = self.kills.place else { return self.ding() };
        self.kills.at = (self.kills.at + 1) % self.kills.texts.len().max(1);
        let text = self.kills.texts.get(self.kills.at).cloned().unwrap_or_default();
        self.line.replace(start, end, &text);
        self.kills.place = Some((start, start + text.len()));
    }

    /// Puts an argument of an earlier command in; pressed again, of the one before that.
    fn yank_argument(&mut self, which: i32, goes_on: bool) {
        let again = goes_on && self.previous == "YankLastArg";
        self.yanked = if again { self.yanked + 1 } else { 0 };
        if again && let Some((start, end)) = self.kills.place {
            self.cut(start, end);
        }
        let entries = self.history.entries();
        let Some(command) = entries.len().checked_sub(1 + self.yanked).and_then(|at| entries.get(at)) else {
            return self.ding();
        };
        let scan = crate::host::completion::scan::Scan::of(command);
        let words = arguments(&scan);
        let at = if which < 0 { words.len() as i64 + i64::from(which) } else { i64::from(which) };
        let Some(word) = usize::try_from(at).ok().and_then(|at| words.get(at)).map(|word| word.to_string())
        else {
            return self.ding();
        };
        let start = self.line.position();
        self.line.insert(&word);
        self.kills.place = Some((start, start + word.len()));
    }

    fn change_case(&mut self, action: WordAction) {
        self.line.change(|buffer| _ = buffer.edit_word(action, &mut Silent));
    }
}

/// The words of a command: what stands between blanks outside of brackets and quotes.
fn arguments<'t>(scan: &crate::host::completion::scan::Scan<'t>) -> Vec<&'t str> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for token in scan.tokens.iter().filter(|token| token.end > token.start) {
        let text = scan.of_token(token);
        if text.trim().is_empty() {
            continue;
        }
        match words.last_mut().filter(|last| last.1 >= token.start) {
            Some(last) => last.1 = last.1.max(token.end),
            None => words.push((token.start, token.end)),
        }
    }
    words.into_iter().filter_map(|(start, end)| scan.text.get(start..end)).collect()
}
