//! Commands of the module Microsoft.PowerShell.Host.

mod start_transcript;
mod stop_transcript;
mod transcript;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] =
    &[start_transcript::StartTranscript::INFO, stop_transcript::StopTranscript::INFO];
