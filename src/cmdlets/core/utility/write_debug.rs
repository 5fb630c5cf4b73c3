//! `Write-Debug`.

use super::message_command::message_command;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

message_command! {
    /// Writes to the debug stream, which is shown with `-Debug`.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Debug 'x is 3' -Debug
    /// Write-Debug -Message 'x is 3' -Debug
    /// ```
    "Write-Debug" as WriteDebug, "Microsoft.PowerShell.Commands.WriteDebugCommand", debug
}
