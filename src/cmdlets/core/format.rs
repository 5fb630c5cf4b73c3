//! `Format-Table`, `Format-List`, `Format-Wide`: one formatter, three sets of parameters.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::{FormatRequest, FormattedLines, Formatter, Shape};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, member};

/// The formatter of one use, made with its first object.
#[derive(Default)]
pub struct Running(Option<Box<dyn Formatter>>);

/// Collections are shown by their elements; other wishes are refused where they would matter.
fn only_elements(context: &mut Context<'_>, value: &Value, expand: Option<&str>) -> Outcome {
    let other = expand.is_some_and(|expand| !expand.eq_ignore_ascii_case("EnumOnly"));
    if other && member::enumerate(context.engine, value)?.is_some() {
        let name = context.invocation.info.name;
        return Err(Fault::not_supported(format!("{name} -Expand {}", expand.unwrap_or_default())));
    }
    Ok(())
}

impl Running {
    fn push(
        &mut self,
        context: &mut Context<'_>,
        value: Value,
        request: impl FnOnce() -> FormatRequest,
    ) -> Outcome {
        if self.0.is_none() {
            let width = context.engine.host.width();
            self.0 = Some(context.engine.host.formatter(Some(request()), width));
        }
        let Some(mut formatter) = self.0.take() else { return Ok(()) };
        let mut lines = Vec::new();
        let result = formatter.push(context.engine, value, &mut lines);
        self.0 = Some(formatter);
        send(context, lines)?;
        result
    }

    fn finish(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(mut formatter) = self.0.take() else { return Ok(()) };
        let mut lines = Vec::new();
        formatter.finish(context.engine, &mut lines)?;
        send(context, lines)
    }
}

fn send(context: &mut Context<'_>, lines: Vec<String>) -> Outcome {
    if lines.is_empty() {
        return Ok(());
    }
    context.output(Value::native(FormattedLines { lines }))
}

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
