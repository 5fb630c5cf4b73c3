//! How the prompt's editor is set: what `Set-PSReadLineOption` changes and `Get-PSReadLineOption` shows.

use crate::engine::script_block::ScriptBlockValue;
use std::path::PathBuf;
use std::rc::Rc;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EditMode {
    Windows,
    #[default]
    Emacs,
    Vi,
}

/// When the history file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HistorySaveStyle {
    #[default]
    SaveIncrementally,
    SaveAtExit,
    SaveNothing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BellStyle {
    None,
    Visual,
    #[default]
    Audible,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PredictionView {
    #[default]
    InlineView,
    ListView,
}

/// How Vi's command mode is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ViModeIndicator {
    #[default]
    None,
    Prompt,
    Cursor,
    Script,
}

/// Characters between words unless `-WordDelimiters` says otherwise.
pub const WORD_DELIMITERS: &str = ";:,.[]{}()/\\|!?^&*-=+'\"\u{2013}\u{2014}\u{2015}";

/// What `Get-PSReadLineOption` shows.
#[derive(Clone, Debug)]
pub struct EditorOptions {
    pub edit_mode: EditMode,
    pub continuation_prompt: String,
    pub history_no_duplicates: bool,
    pub history_search_moves_to_end: bool,
    pub history_search_case_sensitive: bool,
    pub maximum_history_count: usize,
    pub maximum_kill_ring_count: usize,
    pub history_save_path: Option<PathBuf>,
    pub history_save_style: HistorySaveStyle,
    /// Decides what is kept of a command.
    pub add_to_history: Option<Rc<ScriptBlockValue>>,
    /// Is given each command of an input (a `CommandAst`) and may refuse it by an error, before `ValidateAndAcceptLine`
    /// takes it.
    pub command_validation: Option<Rc<ScriptBlockValue>>,
    pub prediction_source: String,
    pub prediction_view: PredictionView,
    pub bell: BellStyle,
    /// The bell's tone in hertz and its length in milliseconds: kept and shown, no terminal can be told.
    pub ding_tone: i32,
    pub ding_duration: i32,
    /// How many answers `Tab` lists without asking.
    pub completion_query_items: usize,
    pub show_tool_tips: bool,
    pub word_delimiters: String,
    /// Lines of the prompt above its last one that `InvokePrompt` draws again.
    pub extra_prompt_line_count: usize,
    /// The end of the prompt that shows a mistake, and what stands there while there is one.
    pub prompt_text: Vec<String>,
    pub vi_mode_indicator: ViModeIndicator,
    /// Runs with `Insert` or `Command` when Vi's mode changes and the indicator is `Script`.
    pub vi_mode_change: Option<Rc<ScriptBlockValue>>,
    /// How long the rest of an escape sequence may take, in milliseconds: kept and shown, the editor waits 50.
    pub escape_timeout: u32,
    pub terminate_orphans: bool,
    pub screen_reader: bool,
    /// Escape sequences by what they colour.
    pub colors: Vec<(&'static str, String)>,
    pub handlers: Vec<KeyHandler>,
    /// Default keys that were taken away, as PSReadLine writes them; those of Vi's command mode begin with `<`.
    pub unbound: Vec<String>,
    /// Keys were bound since the editor looked last.
    pub changed: bool,
}

/// A key that a script has bound.
#[derive(Clone, Debug)]
pub struct KeyHandler {
    /// As PSReadLine writes it: `Ctrl+r`.
    pub chord: String,
    /// A function of PSReadLine; empty for a block.
    pub function: String,
    pub block: Option<Rc<ScriptBlockValue>>,
    pub brief_description: String,
    pub description: String,
    /// It belongs to Vi's command mode.
    pub vi_command: bool,
}

impl Default for EditorOptions {
    fn default() -> EditorOptions {
        EditorOptions {
            edit_mode: EditMode::Emacs,
            continuation_prompt: ">> ".into(),
            history_no_duplicates: true,
            history_search_moves_to_end: false,
            history_search_case_sensitive: false,
            maximum_history_count: 4096,
            maximum_kill_ring_count: 10,
            history_save_path: None,
            history_save_style: HistorySaveStyle::default(),
            add_to_history: None,
            command_validation: None,
            prediction_source: "HistoryAndPlugin".into(),
            prediction_view: PredictionView::default(),
            bell: BellStyle::default(),
            ding_tone: 1221,
            ding_duration: 50,
            completion_query_items: 100,
            show_tool_tips: true,
            word_delimiters: WORD_DELIMITERS.into(),
            extra_prompt_line_count: 0,
            prompt_text: vec!["> ".into()],
            vi_mode_indicator: ViModeIndicator::default(),
            vi_mode_change: None,
            escape_timeout: 100,
            terminate_orphans: false,
            screen_reader: false,
            colors: COLORS.iter().map(|(name, color)| (*name, (*color).to_string())).collect(),
            handlers: Vec::new(),
            unbound: Vec::new(),
            changed: false,
        }
    }
}

impl EditorOptions {
    /// The escape sequence of a part; empty for one that is not coloured.
    pub fn color(&self, part: &str) -> &str {
        let found = self.colors.iter().find(|(name, _)| name.eq_ignore_ascii_case(part));
        found.map_or("", |(_, color)| color.as_str())
    }

    /// Whether suggestions come from the history.
    pub fn predicts(&self) -> bool {
        self.prediction_source.to_ascii_lowercase().contains("history") && !self.screen_reader
    }

    /// How two texts of the history are compared.
    pub fn folded(&self, text: &str) -> String {
        if self.history_search_case_sensitive { text.to_string() } else { text.to_lowercase() }
    }
}

/// PSReadLine's own colours.
const COLORS: &[(&str, &str)] = &[
    ("Command", "\x1b[93m"),
    ("Comment", "\x1b[32m"),
    ("ContinuationPrompt", "\x1b[37m"),
    ("Default", "\x1b[37m"),
    ("Emphasis", "\x1b[96m"),
    ("Error", "\x1b[91m"),
    ("InlinePrediction", "\x1b[97;2;3m"),
    ("Keyword", "\x1b[92m"),
    ("ListPrediction", "\x1b[33m"),
    ("ListPredictionSelected", "\x1b[48;5;238m"),
    ("ListPredictionTooltip", "\x1b[97;2;3m"),
    ("Member", "\x1b[37m"),
    ("Number", "\x1b[97m"),
    ("Operator", "\x1b[90m"),
    ("Parameter", "\x1b[90m"),
    ("Selection", "\x1b[30;47m"),
    ("String", "\x1b[36m"),
    ("Type", "\x1b[37m"),
    ("Variable", "\x1b[92m"),
];
