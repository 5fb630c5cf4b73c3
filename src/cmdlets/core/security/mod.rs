//! Commands of the module Microsoft.PowerShell.Security.

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[];
