//! The prompt's line editor: PSReadLine's functions on rustyline's buffer. Each function is one entry of a table
//! (`ACTS`) that keys, scripts (`[Microsoft.PowerShell.PSConsoleReadLine]`) and other functions find by its name.

mod changing;
mod choosing;
mod chord;
mod colours;
mod completing;
mod edited;
mod helping;
mod history;
mod keyboard;
mod keymap;
mod line;
mod list;
mod movement;
mod plain;
mod predicting;
mod press;
mod reading;
mod recall;
mod search;
mod secret_use;
mod secrets;
mod terminal;
mod validating;
mod vi;
mod vi_lines;
mod vi_objects;
mod view;
mod visual;
mod window;

pub(super) use keyboard::{Code, Input, Press, WAIT, key_of, next as next_input};
pub(super) use terminal::{Key, OtherScreen, Raw, restore, rows_of, up, width_of};
pub use terminal::{QuietInterrupts, is_plain, read_answer, without_escapes};

use crate::engine::Engine;
use crate::engine::editing::EditorOptions;
use std::io::Write;

/// What reading gave.
pub enum Read {
    Line(String),
    /// Ctrl+C.
    Cancelled,
    /// Ctrl+D, or the terminal is gone.
    End,
}

/// What a function is given.
pub(crate) struct Given {
    /// The key that it ran for.
    press: Option<Press>,
    /// A number that was typed before it.
    argument: Option<i32>,
}

/// A function of the editor.
pub(crate) type Act = fn(&mut LineEditor, &mut Engine, &Given);

/// A function by its name, in any case.
fn act(name: &str) -> Option<(&'static str, Act)> {
    let tables = [
        changing::ACTS,
        movement::ACTS,
        recall::ACTS,
        completing::ACTS,
        predicting::ACTS,
        helping::ACTS,
        vi::ACTS,
    ];
    tables.into_iter().flatten().find(|(known, _)| known.eq_ignore_ascii_case(name)).copied()
}

/// One editor for the whole session.
#[derive(Default)]
pub struct LineEditor {
    line: line::Line,
    view: view::View,
    /// What the window shows.
    scene: view::Scene,
    history: recall::Recall,
    predictions: predicting::Predictions,
    kills: changing::Kills,
    keys: keymap::Keymap,
    vi: vi::Vi,
    cycle: completing::Cycle,
    options: EditorOptions,
    /// The last line of the prompt, with its colours.
    prompt: String,
    /// Nothing has colours.
    plain: bool,
    /// The function that ran before.
    previous: &'static str,
    /// Keys of a chord that is not complete.
    pending: Vec<Press>,
    /// A number that was typed for the next function.
    argument: Option<i32>,
    /// The column that moving between lines keeps.
    column: usize,
    /// How many commands back `YankLastArg` is.
    yanked: usize,
    /// The text for which `Complete` found nothing more to add: the next time it lists.
    stuck: Option<String>,
    /// What the last drawing found in the input.
    kept: crate::host::completion::scan::Kept,
    /// A text and the first mistake in it: most keys change neither.
    checked: (String, Option<(usize, usize)>),
    /// Part of the text that a search found.
    emphasis: Option<(usize, usize)>,
    /// Lines below the input until the next key.
    message: Option<String>,
    /// How reading ends.
    outcome: Option<Read>,
}

/// Where the editor waits between two lines; nested prompts take it from here.
#[derive(Default)]
pub struct Slot(pub Option<LineEditor>);

/// Whether a prompt should read on.
pub fn is_unfinished(text: &str) -> bool {
    let continued =
        text.strip_suffix('`').is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t', '\n']));
    if continued {
        return true;
    }
    crate::language::parse(crate::language::Source::inline(text)).is_incomplete()
}

/// Writes to the terminal at once; nobody can be told when it is gone.
pub(super) fn print(text: &str) {
    let mut output = std::io::stdout();
    let _ = output.write_all(&super::charset::encoded(text));
    let _ = output.flush();
}
