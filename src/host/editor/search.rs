//! Ctrl+R: incremental search in the history, as PSReadLine shows it: the found command in the input, the
//! search text on the line below.

use super::keyboard::{self, Code, Press};
use super::{LineEditor, Read};
use crate::engine::Engine;

/// Where the search stands.
struct Search {
    text: String,
    /// What was typed before the search began.
    line: String,
    /// Index of the command shown; none while nothing matches.
    at: Option<usize>,
    failed: bool,
    back: bool,
}

impl Search {
    /// The next command that contains the text, before or behind the one shown.
    fn step(&mut self, editor: &LineEditor, include: bool) {
        let lines = editor.history.entries();
        let wanted = editor.options.folded(&self.text);
        let fits = |index: &usize| {
            lines.get(*index).is_some_and(|line| editor.options.folded(line).contains(&wanted))
        };
        let shown = self.at;
        if include && shown.is_none() && editor.options.folded(&self.line).contains(&wanted) {
            // What is typed has it already.
            self.failed = false;
            return;
        }
        let found = if self.back {
            let end = match shown {
                Some(at) if include => at + 1,
                Some(at) => at,
                None => lines.len(),
            };
            (0..end).rev().find(|index| {
                fits(index) && (include || shown.is_none_or(|at| lines.get(*index) != lines.get(at)))
            })
        } else {
            let start = shown.map_or(0, |at| if include { at } else { at + 1 });
            (start..lines.len()).find(fits)
        };
        self.failed = found.is_none();
        self.at = found.or(shown);
    }

    fn label(&self) -> &'static str {
        match (self.failed, self.back) {
            (true, true) => "failed-bck-i-search: ",
            (true, false) => "failed-fwd-i-search: ",
            (false, true) => "bck-i-search: ",
            (false, false) => "fwd-i-search: ",
        }
    }
}

/// Searches until a key ends it.
pub(super) fn run(editor: &mut LineEditor, engine: &mut Engine, back: bool) {
    editor.history.saved.read_others();
    let (line, position) = (editor.line.text().to_string(), editor.line.position());
    let mut search = Search { text: String::new(), line: line.clone(), at: None, failed: false, back };
    loop {
        let shown = search
            .at
            .and_then(|at| editor.history.entries().get(at).cloned())
            .unwrap_or_else(|| line.clone());
        show(editor, engine, &search, &shown);
        let Some(press) = editor.next_press(engine) else {
            editor.outcome = Some(Read::End);
            return;
        };
        editor.history.note_search(&search.text, search.back);
        match press {
            Press { code: Code::Char(character), ctrl: false, alt: false, .. } => {
                search.text.push(character);
                search.step(editor, true);
            }
            Press { code: Code::Backspace, .. } => {
                search.text.pop();
                (search.at, search.failed) = (None, false);
                if !search.text.is_empty() {
                    search.step(editor, true);
                }
            }
            Press { code: Code::Char('r' | 's'), ctrl: true, .. } => {
                search.back = press.code == Code::Char('r');
                search.step(editor, false);
            }
            Press { code: Code::Char('g'), ctrl: true, .. } => {
                editor.line.set(&line, position);
                return;
            }
            Press { code: Code::Escape, .. } => return editor.history.go_to(search.at, &line),
            other => {
                editor.history.go_to(search.at, &line);
                return keyboard::unread(other);
            }
        }
    }
}

/// Puts the found command in, what was searched selected in it.
fn show(editor: &mut LineEditor, engine: &mut Engine, search: &Search, shown: &str) {
    if editor.line.text() != shown {
        editor.line.set(shown, shown.len());
    }
    let (whole, wanted) = (editor.options.folded(shown), editor.options.folded(&search.text));
    let found = whole.find(&wanted).filter(|_| !wanted.is_empty() && whole.len() == shown.len());
    editor.emphasis = found.map(|at| (at, at + wanted.len()));
    if let Some(at) = found {
        editor.line.go(at);
    }
    let label = format!("{}{}_", search.label(), super::terminal::visible(&search.text));
    editor.draw_with(engine, vec![label]);
    editor.emphasis = None;
}
