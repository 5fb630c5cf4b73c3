//! What was changed, by whom and how: the store's log, taking changes back, and comparing revisions.

mod compare_cs_configuration;
mod get_cs_change;
mod state_at;
mod undo_cs_change;

use crate::engine::command::CommandInfo;

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    compare_cs_configuration::CompareCsConfiguration::INFO,
    get_cs_change::GetCsChange::INFO,
    undo_cs_change::UndoCsChange::INFO,
];
