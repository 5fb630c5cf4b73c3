//! `Format-Wide`.

use super::formatting::{FormatOptions, OUTPUT_TYPES, Running, formatting_command};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::{FormatRequest, Shape};
use crate::engine::value::Value;

cmdlet! {
    /// Shows one property of each object in columns.
    ///
    /// # Examples
    /// ```powershell
    /// Get-ChildItem / | Format-Wide Name -Column 4
    /// Get-ChildItem env: | Format-Wide -Property Name -AutoSize -Force
    /// $users = [pscustomobject]@{ Name = 'Ann'; Town = 'Redmond' }
    /// Format-Wide -InputObject $users -Property Name -GroupBy Town -Expand Both -ShowError -DisplayError
    /// Get-Process -Id $PID | Format-Wide -View process
    /// ```
    "Format-Wide" as FormatWide {
        aliases: &["fw"],
        class: "Microsoft.PowerShell.Commands.FormatWideCommand",
        output_types: OUTPUT_TYPES,
    }
    parameters {
        /// The property.
        "Property" property: Option<Value> { position: Some(0), validate: &[Validation::NotNullOrEmpty] },
        /// Fits the columns to the values.
        "AutoSize" auto_size: bool,
        /// How many columns.
        "Column" column: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
    }
    shared { options: FormatOptions }
    state { running: Running }
}

formatting_command!(FormatWide);

impl FormatWide {
    fn request(&self) -> FormatRequest {
        FormatRequest {
            auto_size: self.auto_size,
            columns: self.column.and_then(|column| usize::try_from(column).ok()),
            ..self.options.request(Shape::Wide, self.property.iter().cloned().collect())
        }
    }
}
