//! What the `Format-` commands share: parameters, and the generator of one use.

use crate::engine::Outcome;
use crate::engine::calculated::Calculated;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::host::{Expand, FormatRequest, Generator, Shape};
use crate::engine::value::Value;

/// The generator of one use, made with its first object.
#[derive(Default)]
pub(super) struct Running(Option<Box<dyn Generator>>);

impl Running {
    /// Starts with a request. Errors: its calculated properties are wrong.
    pub(super) fn start(&mut self, context: &mut Context<'_>, request: FormatRequest) -> Outcome {
        if request.view.is_some() && !request.properties.is_empty() {
            return Err(context.terminate(
                "System.InvalidOperationException",
                "Cmdlet parameters View and Property are mutually exclusive.",
                "FormatCannotSpecifyViewAndProperty",
                Category::InvalidArgument,
                Value::Null,
            ));
        }
        let by: Vec<Value> = request.group_by.iter().cloned().collect();
        for values in [&request.properties, &by] {
            Calculated::read_all(context.engine, values).map_err(|fault| context.named(fault))?;
        }
        self.0 = Some(context.engine.host.generator(request));
        Ok(())
    }

    pub(super) fn push(&mut self, context: &mut Context<'_>, value: Value) -> Outcome {
        let Some(mut generator) = self.0.take() else { return Ok(()) };
        let mut made = Vec::new();
        let result = generator.push(context.engine, value, &mut made);
        self.0 = Some(generator);
        made.into_iter().try_for_each(|packet| context.output(packet))?;
        result.map_err(|fault| context.named(fault))
    }

    pub(super) fn finish(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(mut generator) = self.0.take() else { return Ok(()) };
        let mut made = Vec::new();
        generator.finish(&mut made);
        made.into_iter().try_for_each(|packet| context.output(packet))
    }
}

crate::parameter_group! {
    /// What every `Format-` command takes.
    FormatOptions {
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
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
    }
}

impl FormatOptions {
    /// What is asked for, for a command to add its own.
    pub(super) fn request(&self, shape: Shape, properties: Vec<Value>) -> FormatRequest {
        FormatRequest {
            shape,
            properties,
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

/// What the `Format-` commands send, as their help says.
pub(super) const OUTPUT_TYPES: &[&str] = &[
    "Microsoft.PowerShell.Commands.Internal.Format.FormatStartData",
    "Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData",
    "Microsoft.PowerShell.Commands.Internal.Format.FormatEndData",
    "Microsoft.PowerShell.Commands.Internal.Format.GroupStartData",
    "Microsoft.PowerShell.Commands.Internal.Format.GroupEndData",
];

/// `-Expand`
fn expand(text: Option<&str>) -> Expand {
    match text.map(str::to_ascii_lowercase).as_deref() {
        Some("coreonly") => Expand::CoreOnly,
        Some("both") => Expand::Both,
        _ => Expand::EnumOnly,
    }
}

/// The life of a `Format-` command whose `request` method says what is asked for.
macro_rules! formatting_command {
    ($type:ident) => {
        impl Cmdlet for $type {
            fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
                let request = self.request();
                self.running.start(context, request)
            }

            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let value = self.options.input.clone();
                self.running.push(context, value)
            }

            fn end(&mut self, context: &mut Context<'_>) -> Outcome {
                self.running.finish(context)
            }
        }
    };
}
pub(super) use formatting_command;
