//! `Format-Wide`.

use super::formatting::Running;
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
    /// 'one', 'three' | Format-Wide Length -Column 2
    /// ```
    "Format-Wide" as FormatWide {
        aliases: &["fw"],
        class: "Microsoft.PowerShell.Commands.FormatWideCommand",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// The property.
        "Property" property: Option<Value> { position: Some(0) },
        /// Fits the columns to the values.
        "AutoSize" auto_size: bool,
        /// How many columns.
        "Column" column: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// Starts again for each value of this property.
        "GroupBy" group_by: Option<Value>,
        /// Accepted: nothing is hidden.
        "Force" force: bool,
    }
    state { running: Running }
}

impl Cmdlet for FormatWide {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let request = FormatRequest {
            shape: Shape::Wide,
            properties: self.property.iter().cloned().collect(),
            auto_size: self.auto_size,
            columns: self.column.and_then(|column| usize::try_from(column).ok()),
            ..FormatRequest::default()
        };
        self.running.push(context, self.input.clone(), || request)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.running.finish(context)
    }
}
