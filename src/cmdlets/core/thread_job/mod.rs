//! Commands of the module ThreadJob.

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[];
