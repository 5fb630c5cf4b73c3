//! What the engine asks of whoever runs it: a terminal, a test, a job. Implemented in `host`.

use super::Engine;
use super::error::{ErrorRecord, Outcome};
use super::value::Value;

/// The window, the keyboard and the formatter.
pub trait Host {
    /// Writes text of `Write-Host` (no line break added), with optional colours by PowerShell's names.
    fn write(&mut self, text: &str, foreground: Option<&str>, background: Option<&str>);
    /// Writes one line of output that is already formatted.
    fn write_line(&mut self, line: &str);
    fn write_error(&mut self, lines: &str);
    /// Writes text to standard error as it is, without a line break.
    fn write_plain_error(&mut self, text: &str);
    fn write_warning(&mut self, message: &str);
    fn write_verbose(&mut self, message: &str);
    fn write_debug(&mut self, message: &str);
    fn progress(&mut self, progress: &Progress);
    /// Removes the bars of `Write-Progress`: what showed them is over.
    fn end_progress(&mut self) {}
    /// From now on lines stop at each full window until a key is pressed; `false` ends that. A host without a
    /// keyboard writes on.
    fn page(&mut self, _on: bool) {}
    /// Whether the reader of the pages wants no more.
    fn is_page_left(&self) -> bool {
        false
    }
    /// Columns of the window (80 when there is none).
    fn width(&self) -> usize;
    fn height(&self) -> usize;
    fn is_interactive(&self) -> bool;
    /// Whether output may have escape sequences for colours: it goes to a terminal that shows them.
    fn has_colours(&self) -> bool {
        false
    }
    /// Reads a line; `None` at the end of input. An error when not interactive.
    fn read_line(&mut self, prompt: &str) -> Result<Option<String>, String>;
    /// Reads a line that is not shown while it is typed.
    fn read_secret(&mut self, prompt: &str) -> Result<Option<String>, String> {
        self.read_line(prompt)
    }
    /// Asks for one of the choices (label with `&` before its key, help); gives its index.
    fn choose(
        &mut self,
        caption: &str,
        message: &str,
        choices: &[(String, String)],
        default: usize,
    ) -> Result<usize, String>;
    /// Shows a table to pick rows from; the rows that were taken. `None` when this host cannot draw one.
    fn pick(&mut self, _request: &PickRequest) -> Option<Vec<usize>> {
        None
    }
    /// A formatter for one run of objects for a width in characters, or [`UNLIMITED`], by default views; it also writes what generators make.
    fn formatter(&self, width: usize) -> Box<dyn Formatter>;
    /// The same for a terminal: headers and labels stand out.
    fn accented_formatter(&self, width: usize, _accents: Accents) -> Box<dyn Formatter> {
        self.formatter(width)
    }
    /// What a `Format-` command uses.
    fn generator(&self, request: FormatRequest) -> Box<dyn Generator>;
    /// What turns an error into the lines that `$ErrorView` asks for.
    fn error_view(&self) -> fn(&mut Engine, &ErrorRecord) -> String;
    /// What completes inputs; a host without a prompt knows nothing.
    fn completer(&self) -> super::completion::Completer {
        |_, _, _| super::completion::Completion::default()
    }
    /// Runs a prompt inside of a running command; a host without a keyboard has none.
    fn nested_prompt(&self) -> fn(&mut Engine) -> Outcome {
        |_| Ok(())
    }
    /// Asks how a stopped script goes on; a host without a keyboard goes on at once.
    fn debug_prompt(&self) -> fn(&mut Engine, &super::debugger::Stop) -> super::debugger::Resume {
        |_, _| super::debugger::Resume::Continue
    }
    /// What was written since the last line break, which a prompt must not cover.
    fn take_open_line(&mut self) -> String {
        String::new()
    }
    /// From now on everything shown is written there as well; `None` ends that.
    fn transcribe(&mut self, _to: Option<Box<dyn std::io::Write>>) {}
    /// Writes a line to the transcript only.
    fn record(&mut self, _text: &str) {}
    /// What makes a host for a runspace on another thread: it formats alike and asks nobody.
    fn for_thread(&self) -> fn() -> Box<dyn Host>;
    /// Everything written so far reaches the terminal.
    fn flush(&mut self);
    /// Exclusive use of this host's window title and such; `None` leaves it.
    fn set_window_title(&mut self, _title: &str) {}
}

/// A table that a host shows to pick from.
#[derive(Clone, Debug, Default)]
pub struct PickRequest {
    pub title: String,
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Rows may be taken.
    pub picks: bool,
    /// Several of them.
    pub many: bool,
}

/// How many prompts run within each other, for `$NestedPromptLevel`.
#[derive(Default)]
pub struct NestedPrompts(pub usize);
/// Escape sequences around what stands out; empty for none.
#[derive(Clone, Debug, Default)]
pub struct Accents {
    /// In front of the headers of tables.
    pub header: String,
    /// In front of the labels of lists.
    pub label: String,
    /// Behind either.
    pub reset: String,
}

/// The width of text whose lines may be as long as they are; tables keep to the window.
pub const UNLIMITED: usize = usize::MAX;

/// Turns objects into lines, keeping state between them (an open table).
pub trait Formatter {
    /// Takes one object; complete lines go to `lines`.
    fn push(&mut self, engine: &mut Engine, value: Value, lines: &mut Vec<String>) -> Outcome;
    /// Ends open tables and lists.
    fn finish(&mut self, engine: &mut Engine, lines: &mut Vec<String>) -> Outcome;
}

/// Turns objects into the values that `Format-` commands send.
pub trait Generator {
    fn push(&mut self, engine: &mut Engine, value: Value, out: &mut Vec<Value>) -> Outcome;
    /// Ends what is open.
    fn finish(&mut self, out: &mut Vec<Value>);
}

/// What `Format-Table`, `Format-List`, `Format-Wide` and `Format-Custom` asked for.
#[derive(Clone, Debug, Default)]
pub struct FormatRequest {
    pub shape: Shape,
    /// Names, wildcards, blocks or hashtables of calculated properties; empty uses the view.
    pub properties: Vec<Value>,
    pub group_by: Option<Value>,
    pub auto_size: bool,
    pub wrap: bool,
    pub hide_headers: bool,
    /// Tables show their header once a screen.
    pub repeat_header: bool,
    pub columns: Option<usize>,
    /// The name of a registered view.
    pub view: Option<String>,
    pub expand: Expand,
    /// Text and numbers are shown by their properties too.
    pub force: bool,
    /// Errors of calculated properties are reported.
    pub show_error: bool,
    /// `#ERR` stands where a calculated property fails.
    pub display_error: bool,
    /// Levels that `Format-Custom` shows.
    pub depth: Option<usize>,
}

/// What is shown of a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expand {
    CoreOnly,
    #[default]
    EnumOnly,
    Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    #[default]
    Table,
    List,
    Wide,
    Custom,
}

/// One `Write-Progress`.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    pub id: i32,
    pub parent: Option<i32>,
    pub activity: String,
    pub status: String,
    /// 0 to 100, or -1.
    pub percent: i32,
    pub seconds_remaining: i32,
    pub operation: Option<String>,
    pub completed: bool,
    pub look: ProgressLook,
}

/// What `$PSStyle.Progress` says.
#[derive(Clone, Debug, Default)]
pub struct ProgressLook {
    /// A block of lines for each bar instead of one line.
    pub classic: bool,
    /// The escape sequence of the bars; empty for none.
    pub style: String,
    /// Columns at most; 0 is the whole window.
    pub max_width: usize,
}
