//! `Format-Table`.

use super::formatting::{Running, expand, formatting_command};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::{FormatRequest, Shape};
use crate::engine::value::Value;

cmdlet! {
    /// Shows objects as a table.
    ///
    /// # Examples
    /// ```powershell
    /// 'one', 'three' | Select-Object Length | Format-Table -AutoSize
    /// Get-ChildItem / | Format-Table Name, @{ Label = 'Text'; Expression = { $_.Name.ToUpper() } }
    /// ```
    "Format-Table" as FormatTable {
        aliases: &["ft"],
        class: "Microsoft.PowerShell.Commands.FormatTableCommand",
        output_types: &["Microsoft.PowerShell.Commands.Internal.Format.FormatStartData", "Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData", "Microsoft.PowerShell.Commands.Internal.Format.FormatEndData", "Microsoft.PowerShell.Commands.Internal.Format.GroupStartData", "Microsoft.PowerShell.Commands.Internal.Format.GroupEndData"],
    }
    parameters {
        /// Fits the columns to all objects.
        "AutoSize" auto_size: bool,
        /// Accepted: output is not paged, so there is one page.
        "RepeatHeader" repeat_header: bool,
        /// Shows no header.
        "HideTableHeaders" hide_headers: bool,
        /// Wraps long values instead of cutting them.
        "Wrap" wrap: bool,
        /// Columns: names, wildcards, blocks or calculated properties.
        "Property" property: Vec<Value> { position: Some(0) },
        /// Starts a new group for each value of this property.
        "GroupBy" group_by: Option<Value>,
        /// A named view.
        "View" view: Option<String>,
        /// Reports errors of calculated properties.
        "ShowError" show_error: bool,
        /// Shows `#ERR` where a calculated property fails.
        "DisplayError" display_error: bool,
        /// Shows text, numbers and errors by their properties too.
        "Force" force: bool,
        /// What is shown of collections: their elements (`EnumOnly`), themselves, or both.
        "Expand" expand: Option<String> { values: &["CoreOnly", "EnumOnly", "Both"] },
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
    }
    state { running: Running }
}

formatting_command!(FormatTable);

impl FormatTable {
    fn request(&self) -> FormatRequest {
        FormatRequest {
            shape: Shape::Table,
            properties: self.property.clone(),
            auto_size: self.auto_size,
            wrap: self.wrap,
            hide_headers: self.hide_headers,
            group_by: self.group_by.clone(),
            view: self.view.clone(),
            show_error: self.show_error,
            display_error: self.display_error,
            force: self.force,
            expand: expand(self.expand.as_deref()),
            ..FormatRequest::default()
        }
    }
}
