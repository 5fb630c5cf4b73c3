//! What scripts may set about line editing. The editor itself is the host's.

use super::script_block::ScriptBlockValue;
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

/// `Get-PSReadLineOption`
#[derive(Clone, Debug)]
pub struct EditorOptions {
    pub edit_mode: EditMode,
    pub continuation_prompt: String,
    pub history_no_duplicates: bool,
    pub maximum_history_count: usize,
    pub history_save_path: Option<PathBuf>,
    pub history_save_style: HistorySaveStyle,
    /// Suggestions from the history are shown behind the cursor.
    pub predicts: bool,
    pub bell: bool,
    /// How many answers `Tab` lists without asking.
    pub completion_query_items: usize,
    /// Escape sequences by what they colour.
    pub colors: Vec<(&'static str, String)>,
    pub handlers: Vec<KeyHandler>,
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
}

impl Default for EditorOptions {
    fn default() -> EditorOptions {
        EditorOptions {
            edit_mode: EditMode::Emacs,
            continuation_prompt: ">> ".into(),
            history_no_duplicates: true,
            maximum_history_count: 4096,
            history_save_path: None,
            history_save_style: HistorySaveStyle::default(),
            predicts: true,
            bell: true,
            completion_query_items: 100,
            colors: COLORS.iter().map(|(name, color)| (*name, (*color).to_string())).collect(),
            handlers: Vec::new(),
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
    ("Member", "\x1b[37m"),
    ("Number", "\x1b[97m"),
    ("Operator", "\x1b[90m"),
    ("Parameter", "\x1b[90m"),
    ("Selection", "\x1b[30;47m"),
    ("String", "\x1b[36m"),
    ("Type", "\x1b[37m"),
    ("Variable", "\x1b[92m"),
];
