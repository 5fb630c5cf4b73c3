//! The prompt's line editor: rustyline for editing, and around it what needs the session: completion,
//! incremental search, keys that scripts bound. Those leave the editor, act, and go back into it.

mod history;
mod keys;
mod list;
mod reader;
mod search;
mod terminal;

pub(super) use terminal::{Key, Raw, key, rows_of, up, width_of};
pub use terminal::{QuietInterrupts, is_plain, read_answer, without_escapes};

use crate::engine::Engine;
use crate::engine::completion::{Completion, CompletionKind};
use crate::engine::editing::EditorOptions;
use history::SavedHistory;
use keys::{Leaving, Left};
use reader::{Look, Reader};
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{Config, Editor};
use std::io::Write;

/// What reading gave.
pub enum Read {
    Line(String),
    /// Ctrl+C.
    Cancelled,
    /// Ctrl+D, or the terminal is gone.
    End,
}

/// One editor for the whole session: history, and what was typed ahead.
pub struct LineEditor {
    editor: Editor<Reader, MemHistory>,
    leaving: Leaving,
    saved: SavedHistory,
    /// The text for which `Tab` found nothing more to add: the next one lists.
    stuck: Option<String>,
}

/// Where the editor waits between two lines; nested prompts take it from here.
#[derive(Default)]
pub struct Slot(pub Option<LineEditor>);

impl LineEditor {
    /// Errors: the terminal cannot be used.
    pub fn new(engine: &mut Engine) -> Result<LineEditor, String> {
        let options = engine.extension::<EditorOptions>().clone();
        let config = Config::builder()
            .edit_mode(mode_of(&options))
            .auto_add_history(false)
            .max_history_size(options.maximum_history_count)
            .and_then(|builder| builder.history_ignore_dups(options.history_no_duplicates))
            .map_or_else(|_| Config::default(), |builder| builder.build());
        let mut history = MemHistory::with_config(&config);
        let saved = SavedHistory::open(options.history_save_path.clone());
        for line in saved.lines() {
            // A line that is there twice is kept once.
            let _ = rustyline::history::History::add(&mut history, &line);
        }
        let mut editor = Editor::with_history(config, history).map_err(|error| error.to_string())?;
        let leaving = Leaving::default();
        keys::bind(&mut editor, &leaving, &options);
        editor.set_helper(Some(Reader::default()));
        Ok(LineEditor { editor, leaving, saved, stuck: None })
    }

    /// Goes to a fresh line when a program left the cursor behind its text: blanks up to the last column wrap
    /// there and nowhere else.
    pub fn leave_line(&mut self, engine: &mut Engine) {
        engine.host.flush();
        if !is_plain() {
            let blanks = engine.host.width().saturating_sub(1);
            print(&format!("{}\r", " ".repeat(blanks)));
        }
    }

    /// Reads one input: several lines while it is unfinished.
    pub fn read_input(&mut self, engine: &mut Engine, prompt: &str) -> Read {
        if std::mem::take(&mut engine.extension::<EditorOptions>().changed) {
            let options = engine.extension::<EditorOptions>().clone();
            self.editor.set_edit_mode(mode_of(&options));
            keys::bind(&mut self.editor, &self.leaving, &options);
        }
        let mut text = match self.read_line(engine, prompt, "") {
            Read::Line(text) => text,
            other => return other,
        };
        let more = engine.extension::<EditorOptions>().continuation_prompt.clone();
        while is_unfinished(&text) {
            match self.read_line(engine, &more, &text) {
                Read::Line(line) => {
                    text.push('\n');
                    text.push_str(&line);
                }
                other => return other,
            }
        }
        if !text.trim().is_empty() {
            self.remember(engine, &text);
        }
        Read::Line(text)
    }

    /// Keeps a command for the arrow keys and for later sessions.
    fn remember(&mut self, engine: &mut Engine, text: &str) {
        let _ = self.editor.add_history_entry(text);
        let options = engine.extension::<EditorOptions>();
        if options.history_save_style != crate::engine::editing::HistorySaveStyle::SaveNothing
            && let Err(message) = self.saved.append(text, options.maximum_history_count)
        {
            engine.host.write_warning(&message);
        }
    }

    /// Reads one line. `before` are the lines of the same input above it.
    fn read_line(&mut self, engine: &mut Engine, prompt: &str, before: &str) -> Read {
        let mut start = (String::new(), String::new());
        let last_line = prompt.rsplit('\n').next().unwrap_or(prompt).to_string();
        if let Some((head, _)) = prompt.rsplit_once('\n') {
            engine.host.write_line(head);
        }
        let (plain, shown) = (terminal::without_escapes(&last_line), last_line);
        let look = Look::new(engine, before, &shown, &self.saved);
        if let Some(helper) = self.editor.helper_mut() {
            helper.look = look;
        }
        loop {
            engine.host.flush();
            let read = self.editor.readline_with_initial(&plain, (&start.0, &start.1));
            match (read, self.leaving.take()) {
                (Ok(text), None) => return Read::Line(text),
                (Ok(_), Some(left)) => match self.act(engine, &plain, before, left) {
                    Acted::On(left, right) => start = (left, right),
                    Acted::Done(read) => return read,
                },
                (Err(ReadlineError::Interrupted), _) => return Read::Cancelled,
                (Err(ReadlineError::Eof), _) => {
                    // The cursor stays behind the prompt, as PSReadLine leaves it.
                    print(&format!("\x1b[A\r{}", terminal::right(terminal::width_of(&plain))));
                    return Read::End;
                }
                (Err(ReadlineError::Signal(_)), _) => {}
                (Err(error), _) => {
                    engine.host.write_error(&format!("The terminal cannot be read: {error}"));
                    return Read::End;
                }
            }
        }
    }

    /// What a key does that left the editor.
    fn act(&mut self, engine: &mut Engine, prompt: &str, before: &str, left: Left) -> Acted {
        let rows = terminal::rows_of(prompt, &left.line, engine.host.width());
        match left.key.as_str() {
            "Cancel" => {
                let column = terminal::end_column(prompt, &left.line, engine.host.width());
                print(&format!("\x1b[A\r{}^C\r\n", terminal::right(column)));
                return Acted::Done(Read::Cancelled);
            }
            _ => print(&format!("\x1b[{rows}A\r\x1b[J")),
        }
        let (before_cursor, behind) = split(&left.line, left.position);
        match left.key.as_str() {
            "Search" => {
                let shown = self.shown_prompt(prompt);
                self.read_others();
                search::run(&self.history_lines(), &shown, &left.line, left.position)
            }
            "Complete" | "MenuComplete" => {
                let whole = joined(before, &left.line);
                let offset = whole.len() - left.line.len();
                let found = super::completion::complete_or_similar(engine, &whole, offset + left.position);
                let menu = left.key == "MenuComplete";
                self.completed(engine, prompt, &left, offset, &found, menu)
            }
            other => {
                let number = other.strip_prefix("Handler").and_then(|number| number.parse::<usize>().ok());
                let handler = number
                    .and_then(|number| engine.extension::<EditorOptions>().handlers.get(number).cloned());
                match handler {
                    Some(handler) => keys::run_handler(engine, &handler, &left.line, left.position),
                    None => Acted::On(before_cursor, behind),
                }
            }
        }
    }

    fn shown_prompt(&self, plain: &str) -> String {
        self.editor.helper().map_or_else(|| plain.to_string(), |helper| helper.look.prompt.clone())
    }

    /// Takes over what other sessions wrote to the history since it was looked at last.
    fn read_others(&mut self) {
        for line in self.saved.new_lines() {
            // A line that is there twice is kept once.
            let _ = self.editor.add_history_entry(&line);
        }
    }

    fn history_lines(&self) -> Vec<String> {
        use rustyline::history::{History, SearchDirection};
        let history = self.editor.history();
        (0..history.len())
            .filter_map(|index| history.get(index, SearchDirection::Forward).ok().flatten())
            .map(|found| found.entry.into_owned())
            .collect()
    }

    /// Puts answers in: the only one, or what all begin with; a second `Tab` lists them.
    fn completed(
        &mut self,
        engine: &mut Engine,
        prompt: &str,
        left: &Left,
        offset: usize,
        found: &Completion,
        menu: bool,
    ) -> Acted {
        let (before_cursor, behind) = split(&left.line, left.position);
        let unchanged = Acted::On(before_cursor, behind);
        let Some(start) = found.start.checked_sub(offset) else { return unchanged };
        let end = start + found.length;
        let (Some(head), Some(tail)) = (left.line.get(..start), left.line.get(end..)) else {
            return unchanged;
        };
        let on = |text: &str| Acted::On(format!("{head}{text}"), tail.to_string());
        let stuck = self.stuck.take();
        match found.results.as_slice() {
            [] => {
                if engine.extension::<EditorOptions>().bell {
                    print("\x07");
                }
                unchanged
            }
            [only] => {
                let folder = only.kind == CompletionKind::ProviderContainer;
                let quoted = only.text.ends_with(['\'', '"']);
                let slash = if folder && !quoted && !only.text.ends_with('/') { "/" } else { "" };
                on(&format!("{}{slash}", only.text))
            }
            many if menu => {
                match list::choose(&self.shown_prompt(prompt), head, tail, many, engine.host.width()) {
                    Some(chosen) => on(&chosen.text),
                    None => unchanged,
                }
            }
            many => {
                let typed = left.line.get(start..end).unwrap_or_default();
                let common = list::common_prefix(many);
                if stuck.as_deref() == Some(left.line.as_str()) {
                    let shown = self.shown_prompt(prompt);
                    print(&format!("{shown}{}\r\n", terminal::harmless(&left.line)));
                    print(&list::columns(many, engine.host.width()));
                    self.stuck = Some(left.line.clone());
                    return unchanged;
                }
                let text = if common.len() >= typed.len() { common } else { typed.to_string() };
                self.stuck = Some(format!("{head}{text}{tail}"));
                on(&text)
            }
        }
    }
}

fn mode_of(options: &EditorOptions) -> rustyline::EditMode {
    match options.edit_mode {
        crate::engine::editing::EditMode::Vi => rustyline::EditMode::Vi,
        _ => rustyline::EditMode::Emacs,
    }
}

/// How a key's action ends.
pub(super) enum Acted {
    /// Editing goes on with this text on both sides of the cursor.
    On(String, String),
    Done(Read),
}

/// Whether a prompt should read on.
pub fn is_unfinished(text: &str) -> bool {
    let continued =
        text.strip_suffix('`').is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t', '\n']));
    if continued {
        return true;
    }
    crate::language::parse(crate::language::Source::inline(text)).is_incomplete()
}

fn joined(before: &str, line: &str) -> String {
    if before.is_empty() { line.to_string() } else { format!("{before}\n{line}") }
}

fn split(line: &str, position: usize) -> (String, String) {
    let position = if line.is_char_boundary(position) { position } else { line.len() };
    let (left, right) = line.split_at(position);
    (left.to_string(), right.to_string())
}

/// Writes to the terminal at once; nobody can be told when it is gone.
pub(super) fn print(text: &str) {
    let mut output = std::io::stdout();
    let _ = output.write_all(text.as_bytes());
    let _ = output.flush();
}
