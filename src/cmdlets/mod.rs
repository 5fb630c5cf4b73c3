//! Commands: `core` is PowerShell, `cs` is Lync.

pub mod core;
pub mod cs;

use crate::engine::command::CommandInfo;

/// Every native command, in tables sorted by name.
pub static TABLES: &[&[CommandInfo]] = &[core::COMMANDS, cs::COMMANDS];
