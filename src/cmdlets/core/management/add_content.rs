//! `Add-Content`.

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
    /// Adds values at the end of files.
    ///
    /// # Examples
    /// ```powershell
    /// Add-Content ./list.txt 'c'
    /// ```
    "Add-Content" as AddContent, &["ac"], "Microsoft.PowerShell.Commands.AddContentCommand", true
}
