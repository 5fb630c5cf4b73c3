//! `Write-Verbose`.

use super::message_command::message_command;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

message_command! {
    /// Writes to the verbose stream, which is shown with `-Verbose`.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Verbose 'Reading users.csv' -Verbose
    /// Write-Verbose -Message 'Three users are left.' -Verbose
    /// ```
    "Write-Verbose" as WriteVerbose, "Microsoft.PowerShell.Commands.WriteVerboseCommand", verbose
}
