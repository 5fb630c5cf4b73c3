//! Functions that bring commands of the history back.

use super::history::SavedHistory;
use super::{Act, Given, LineEditor};
use crate::engine::Engine;
use std::collections::HashSet;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("PreviousHistory", |editor, engine, given| editor.recall(engine, -given.count())),
    ("NextHistory", |editor, engine, given| editor.recall(engine, given.count())),
    ("HistorySearchBackward", |editor, _, given| editor.search_start(-given.count())),
    ("HistorySearchForward", |editor, _, given| editor.search_start(given.count())),
    ("BeginningOfHistory", |editor, _, _| {
        editor.begin_recall();
        if !editor.history.entries().is_empty() {
            editor.show_entry(Some(0));
        }
    }),
    ("EndOfHistory", |editor, _, _| {
        editor.begin_recall();
        editor.show_entry(None);
    }),
    ("ReverseSearchHistory", |editor, engine, _| super::search::run(editor, engine, true)),
    ("ForwardSearchHistory", |editor, engine, _| super::search::run(editor, engine, false)),
    ("ClearHistory", |editor, _, _| editor.history.saved.clear()),
];

/// The history and where the arrow keys stand in it.
#[derive(Default)]
pub(super) struct Recall {
    pub saved: SavedHistory,
    /// The command that is shown; none for what was typed.
    at: Option<usize>,
    /// What was typed before the first one was shown.
    typed: String,
    /// How many functions of the history ran one after the other.
    pub steps: usize,
    seen: HashSet<String>,
    /// What the commands that are searched begin with.
    start: String,
    /// The command that the next input begins with.
    next: Option<usize>,
    /// What was searched last, and whether backwards.
    searched: (String, bool),
}

impl Recall {
    pub fn entries(&self) -> &[String] {
        self.saved.lines()
    }

    /// Keeps the newest commands; places in the history stay those of the same commands.
    pub fn limit(&mut self, most: usize) {
        let gone = self.saved.limit(most);
        self.at = self.at.and_then(|at| at.checked_sub(gone));
        self.next = self.next.and_then(|at| at.checked_sub(gone));
    }

    /// Keeps what was searched, for `search_again`.
    pub fn note_search(&mut self, text: &str, back: bool) {
        if !text.is_empty() {
            self.searched = (text.to_string(), back);
        }
    }

    /// A search has found a command: the arrow keys go on from there, and back to what was typed.
    pub fn go_to(&mut self, found: Option<usize>, typed: &str) {
        if self.at.is_none() && found.is_some() {
            self.typed = typed.to_string();
        }
        self.at = found.or(self.at);
    }

    /// The next input begins with the command behind the one shown.
    pub fn keep_place(&mut self) {
        self.next = self.at.map(|at| at + 1);
    }

    /// Begins with a new input; gives the text that stands in it.
    pub fn restart(&mut self) -> String {
        let next = self.next.take();
        let (saved, searched) = (std::mem::take(&mut self.saved), std::mem::take(&mut self.searched));
        *self = Recall { saved, searched, ..Recall::default() };
        self.saved.read_others();
        let text = next.and_then(|at| self.entries().get(at)).cloned().unwrap_or_default();
        self.at = next.filter(|_| !text.is_empty());
        text
    }
}

impl LineEditor {
    fn begin_recall(&mut self) {
        if self.history.at.is_none() {
            self.history.typed = self.line.text().to_string();
        }
        if self.history.steps == 0 {
            self.history.seen.clear();
            if self.history.at.is_none() {
                self.history.saved.read_others();
            }
        }
        self.history.steps += 1;
    }

    /// Goes back (`count` below zero) or on in the history, in a list of suggestions, or in an input of many lines.
    fn recall(&mut self, _: &mut Engine, count: i32) {
        if self.select_suggestion(count) {
            return;
        }
        if self.history.steps == 0 && self.move_lines(count) {
            return;
        }
        self.begin_recall();
        self.find(count, |_, _| true);
    }

    /// Goes on with the last search, in its direction or against it.
    pub(super) fn search_again(&mut self, same: bool) {
        let (text, back) = self.history.searched.clone();
        if text.is_empty() {
            return self.ding();
        }
        let wanted = self.options.folded(&text);
        self.begin_recall();
        self.find(if back == same { -1 } else { 1 }, |editor, entry| {
            editor.options.folded(entry).contains(&wanted)
        });
    }

    /// The next command in a direction that fits; each text once.
    fn find(&mut self, count: i32, fits: impl Fn(&LineEditor, &str) -> bool) {
        let once = self.options.history_no_duplicates;
        let mut at = self.history.at;
        for _ in 0..count.unsigned_abs().min(100_000) {
            let shown = self.line.text().to_string();
            let entries = self.history.entries();
            let end = at.unwrap_or(entries.len());
            let wanted = |index: &usize| {
                entries.get(*index).is_some_and(|entry| {
                    let new = !once || count > 0 || !self.history.seen.contains(entry);
                    new && *entry != shown && fits(self, entry)
                })
            };
            let found = match count < 0 {
                true => (0..end).rev().find(wanted),
                false => (end.saturating_add(1)..entries.len()).find(wanted),
            };
            match found {
                Some(index) => {
                    if let Some(entry) = entries.get(index).cloned() {
                        self.history.seen.insert(entry);
                    }
                    at = Some(index);
                    self.show_entry(at);
                }
                None if count > 0 && at.is_some() => {
                    at = None;
                    self.history.seen.clear();
                    self.show_entry(None);
                }
                None => break,
            }
        }
    }

    fn show_entry(&mut self, at: Option<usize>) {
        let text = match at {
            Some(at) => self.history.entries().get(at).cloned().unwrap_or_default(),
            None => std::mem::take(&mut self.history.typed),
        };
        self.history.at = at;
        self.line.set(&text, text.len());
    }

    /// The next command that begins with what stands in front of the cursor.
    fn search_start(&mut self, count: i32) {
        if self.history.steps == 0 {
            self.history.start = self.line.before().to_string();
        }
        self.begin_recall();
        let start = self.options.folded(&self.history.start);
        let before = self.line.text().to_string();
        self.find(count, |editor, entry| editor.options.folded(entry).starts_with(&start));
        if self.line.text() == before {
            self.ding();
        } else if !self.options.history_search_moves_to_end && !start.is_empty() {
            self.line.go(self.history.start.len());
        }
    }
}

/// What a handler or the usual rule says of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    Skip,
    Memory,
    MemoryAndFile,
}

/// Whether and where a command is kept.
pub(super) fn keep(
    engine: &mut Engine,
    handler: Option<&std::rc::Rc<crate::engine::script_block::ScriptBlockValue>>,
    text: &str,
) -> Keep {
    let usual = if super::secrets::has_secret(text) { Keep::Memory } else { Keep::MemoryAndFile };
    let Some(handler) = handler else { return usual };
    let answer = match engine.invoke_block(handler, &[crate::engine::value::Value::text(text)]) {
        Ok(answer) => answer,
        Err(fault) => {
            crate::host::session::report(engine, *fault);
            return usual;
        }
    };
    match answer.last().map(crate::engine::convert::display).unwrap_or_default().to_ascii_lowercase().as_str()
    {
        "true" | "memoryandfile" | "2" => Keep::MemoryAndFile,
        "memoryonly" | "1" => Keep::Memory,
        _ => Keep::Skip,
    }
}

impl LineEditor {
    /// Keeps a command for the arrow keys and for later sessions.
    pub(super) fn remember(&mut self, engine: &mut Engine, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if self.repeats(text) {
            return;
        }
        let handler = self.options.add_to_history.clone();
        let keep = keep(engine, handler.as_ref(), text);
        if keep == Keep::Skip {
            return;
        }
        let to_file = keep == Keep::MemoryAndFile;
        if let Err(message) = self.history.saved.append(text, to_file, self.options.history_save_style) {
            engine.host.write_warning(&message);
        }
        self.history.limit(self.options.maximum_history_count);
    }

    /// Whether a command is the one before once more, which `-HistoryNoDuplicates` leaves out.
    fn repeats(&self, text: &str) -> bool {
        let last = self.history.saved.lines().last();
        self.options.history_no_duplicates && last.is_some_and(|last| last == text)
    }

    /// `AddToHistory` of a script.
    pub(super) fn add_entry(&mut self, text: &str) {
        if self.repeats(text) {
            return;
        }
        let to_file = !super::secrets::has_secret(text);
        // The command stays in this session when the file cannot be written.
        let _ = self.history.saved.append(text, to_file, self.options.history_save_style);
        self.history.limit(self.options.maximum_history_count);
    }
}

impl Given {
    /// How often, one when nothing was said.
    pub(super) fn count(&self) -> i32 {
        self.argument.unwrap_or(1)
    }

    pub(super) fn many(&self) -> u16 {
        u16::try_from(self.count().clamp(1, 10_000)).unwrap_or(1)
    }
}
