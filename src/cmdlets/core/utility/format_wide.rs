//! `Format-Wide`.

use super::formatting::{Running, expand, formatting_command};
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
    /// ```
    "Format-Wide" as FormatWide {
        aliases: &["fw"],
        class: "Microsoft.PowerShell.Commands.FormatWideCommand",
        output_types: &["Microsoft.PowerShell.Commands.Internal.Format.FormatStartData", "Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData", "Microsoft.PowerShell.Commands.Internal.Format.FormatEndData", "Microsoft.PowerShell.Commands.Internal.Format.GroupStartData", "Microsoft.PowerShell.Commands.Internal.Format.GroupEndData"],
    }
    parameters {
        /// The property.
        "Property" property: Option<Value> { position: Some(0) },
        /// Fits the columns to the values.
        "AutoSize" auto_size: bool,
        /// How many columns.
        "Column" column: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
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

formatting_command!(FormatWide);

impl FormatWide {
    fn request(&self) -> FormatRequest {
        FormatRequest {
            shape: Shape::Wide,
            properties: self.property.iter().cloned().collect(),
            auto_size: self.auto_size,
            columns: self.column.and_then(|column| usize::try_from(column).ok()),
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
