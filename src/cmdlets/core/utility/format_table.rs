//! `Format-Table`.

use super::formatting::{FormatOptions, OUTPUT_TYPES, Running, formatting_command};
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
    /// $users = [pscustomobject]@{ Name = 'Ann'; Town = 'Redmond' }, [pscustomobject]@{ Name = 'Bob'; Town = 'Redmond' }
    /// $users | Format-Table -Property Name -GroupBy Town -HideTableHeaders -Wrap
    /// $users | Format-Table -RepeatHeader -Force -Expand Both -ShowError -DisplayError
    /// Format-Table -InputObject $users
    /// Get-Process -Id $PID | Format-Table -View Priority
    /// ```
    "Format-Table" as FormatTable {
        aliases: &["ft"],
        class: "Microsoft.PowerShell.Commands.FormatTableCommand",
        output_types: OUTPUT_TYPES,
    }
    parameters {
        /// Fits the columns to all objects.
        "AutoSize" auto_size: bool,
        /// Shows the header again after each screen.
        "RepeatHeader" repeat_header: bool,
        /// Shows no header.
        "HideTableHeaders" hide_headers: bool,
        /// Wraps long values instead of cutting them.
        "Wrap" wrap: bool,
        /// Columns: names, wildcards, blocks or calculated properties.
        "Property" property: Vec<Value> { position: Some(0), validate: &[Validation::NotNullOrEmpty] },
    }
    shared { options: FormatOptions }
    state { running: Running }
}

formatting_command!(FormatTable);

impl FormatTable {
    fn request(&self) -> FormatRequest {
        FormatRequest {
            auto_size: self.auto_size,
            wrap: self.wrap,
            hide_headers: self.hide_headers,
            repeat_header: self.repeat_header,
            ..self.options.request(Shape::Table, self.property.clone())
        }
    }
}
