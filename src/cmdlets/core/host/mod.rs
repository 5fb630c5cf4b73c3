//! Commands of the module Microsoft.PowerShell.Host.

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[];
