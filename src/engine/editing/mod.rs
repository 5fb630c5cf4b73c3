//! What scripts may set and ask about line editing: options, keys, and the line that is edited while a key's
//! block runs. The editor itself is the host's.

mod active;
mod functions;
mod keys;
mod options;

pub use active::{ActiveEditor, Edited};
pub(crate) use functions::editor_functions;
pub use functions::{FUNCTIONS, Function, Group, NAMES, function};
pub use keys::{Layout, default_keys};
pub use options::{
    BellStyle, EditMode, EditorOptions, HistorySaveStyle, KeyHandler, PredictionView, ViModeIndicator,
    WORD_DELIMITERS,
};
