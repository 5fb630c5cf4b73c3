//! Commands of the module Microsoft.PowerShell.Archive.

mod compress_archive;
mod expand_archive;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] =
    &[compress_archive::CompressArchive::INFO, expand_archive::ExpandArchive::INFO];
