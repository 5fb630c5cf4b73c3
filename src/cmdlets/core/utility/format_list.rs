//! `Format-List`.

use super::formatting::{Running, expand, formatting_command};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::{FormatRequest, Shape};
use crate::engine::value::Value;

cmdlet! {
    /// Shows each object as a list of its properties.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann'; Age = 34 } | Format-List
    /// ```
    "Format-List" as FormatList {
        aliases: &["fl"],
        class: "Microsoft.PowerShell.Commands.FormatListCommand",
        output_types: &["Microsoft.PowerShell.Commands.Internal.Format.FormatStartData", "Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData", "Microsoft.PowerShell.Commands.Internal.Format.FormatEndData", "Microsoft.PowerShell.Commands.Internal.Format.GroupStartData", "Microsoft.PowerShell.Commands.Internal.Format.GroupEndData"],
    }
    parameters {
        /// Names, wildcards, blocks or calculated properties.
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

formatting_command!(FormatList);

impl FormatList {
    fn request(&self) -> FormatRequest {
        FormatRequest {
            shape: Shape::List,
            properties: self.property.clone(),
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
