//! `Set-Content`.

use super::content_writer::{write_values, writer};
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::encoding;
use crate::engine::value::Value;
use std::fs::{File, OpenOptions};
use std::io::Write;

writer! {
    /// Writes values to files, replacing what they held.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./list.txt 'a', 'b'
    /// ```
    "Set-Content" as SetContent, &["sc"], "Microsoft.PowerShell.Commands.SetContentCommand", false
}
