//! `Format-Table`.

use super::formatting::{Running, only_elements};
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
    /// 'one', 'three' | Format-Table Length, @{ Label = 'Text'; Expression = { $_ } }
    /// ```
    "Format-Table" as FormatTable {
        aliases: &["ft"],
        class: "Microsoft.PowerShell.Commands.FormatTableCommand",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// Columns: names, wildcards, blocks or calculated properties.
        "Property" property: Vec<Value> { position: Some(0) },
        /// Fits the columns to all objects.
        "AutoSize" auto_size: bool,
        /// Accepted: output is not paged, so there is one page.
        "RepeatHeader" repeat_header: bool,
        /// Shows no header.
        "HideTableHeaders" hide_headers: bool,
        /// Wraps long values instead of cutting them.
        "Wrap" wrap: bool,
        /// Starts a new table for each value of this property.
        "GroupBy" group_by: Option<Value>,
        /// A named view.
        "View" view: Option<String> { validate: &[Validation::NotYet] },
        /// How collections are shown: by their elements (`EnumOnly`); the others are not there yet.
        "Expand" expand: Option<String> { values: &["CoreOnly", "EnumOnly", "Both"] },
        /// Accepted: nothing is hidden.
        "Force" force: bool,
        /// Shows errors of calculated properties.
        "ShowError" show_error: bool { validate: &[Validation::NotYet] },
        /// Shows errors of calculated properties in their place.
        "DisplayError" display_error: bool { validate: &[Validation::NotYet] },
    }
    state { running: Running }
}

impl Cmdlet for FormatTable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        only_elements(context, &self.input, self.expand.as_deref())?;
        let request = FormatRequest {
            shape: Shape::Table,
            properties: self.property.clone(),
            group_by: self.group_by.clone(),
            auto_size: self.auto_size,
            wrap: self.wrap,
            hide_headers: self.hide_headers,
            ..FormatRequest::default()
        };
        self.running.push(context, self.input.clone(), || request)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.running.finish(context)
    }
}
