//! `Write-Warning`.

use super::message_command::message_command;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

message_command! {
    /// Writes to the warning stream.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Warning 'The disk is nearly full.'
    /// Write-Warning -Message 'The disk is nearly full.'
    /// ```
    "Write-Warning" as WriteWarning, "Microsoft.PowerShell.Commands.WriteWarningCommand", warning
}
