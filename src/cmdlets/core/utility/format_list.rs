//! `Format-List`.

use super::formatting::{Running, only_elements};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::{FormatRequest, Shape};
use crate::engine::value::Value;

cmdlet! {
    /// Shows objects as lists of their properties.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'x'; Size = 3 } | Format-List
    /// ```
    "Format-List" as FormatList {
        aliases: &["fl"],
        class: "Microsoft.PowerShell.Commands.FormatListCommand",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// Lines: names, wildcards, blocks or calculated properties.
        "Property" property: Vec<Value> { position: Some(0) },
        /// Puts a heading before each value of this property.
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

impl Cmdlet for FormatList {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        only_elements(context, &self.input, self.expand.as_deref())?;
        let request = FormatRequest {
            shape: Shape::List,
            properties: self.property.clone(),
            group_by: self.group_by.clone(),
            ..FormatRequest::default()
        };
        self.running.push(context, self.input.clone(), || request)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.running.finish(context)
    }
}
