//! The open items that `Set-Content` and `Add-Content` write to.

use super::selection::Selection;
use crate::engine::command::Context;
use crate::engine::encoding::TextEncoding;
use crate::engine::provider::{ContentWriter, WriteOptions, reported};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

crate::parameter_group! {
    /// What is written to items.
    Written {
        /// What is written, one line each.
        "Value" value: Vec<Value> { position: Some(1), mandatory: true, pipe: Pipe::Both, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Sends on what was written.
        "PassThru" pass_thru: bool,
    }
}

crate::parameter_group! {
    /// How it is written.
    Writing {
        /// Writes to read-only files too.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
        /// No line breaks between and after the values.
        "NoNewline" no_newline: bool { provider: Some("FileSystem") },
        /// How text is kept as bytes.
        "Encoding" encoding: Option<TextEncoding> { validate: &[Validation::NotNullOrEmpty], provider: Some("FileSystem") },
        /// Bytes instead of text.
        "AsByteStream" as_byte_stream: bool { provider: Some("FileSystem") },
    }
}

impl Writing {
    fn options(&self, append: bool) -> WriteOptions {
        WriteOptions {
            append,
            bytes: self.as_byte_stream,
            no_newline: self.no_newline,
            force: self.force,
            encoding: self.encoding,
        }
    }
}

/// Writers that stay open from object to object, as long as the paths are the same.
#[derive(Default)]
pub struct WriteTargets {
    open: Vec<Box<dyn ContentWriter>>,
    /// The paths they were opened for.
    paths: Option<(Vec<String>, Vec<String>)>,
}

impl WriteTargets {
    /// Writes the values of one use to what is selected, at its end or from its start.
    pub fn take(
        &mut self,
        context: &mut Context<'_>,
        selection: &Selection<'_>,
        (written, writing): (&Written, &Writing),
        append: bool,
    ) -> Outcome {
        if writing.as_byte_stream && writing.encoding.is_some() && self.paths.is_none() {
            context.warning("Encoding not used when '-AsByteStream' specified.")?;
        }
        self.open(context, selection, &writing.options(append))?;
        self.write(context, &written.value)?;
        // Once for each item that takes them.
        let times = if written.pass_thru { self.open.len() } else { 0 };
        for _ in 0..times {
            written.value.iter().try_for_each(|item| context.output(item.clone()))?;
        }
        Ok(())
    }

    /// Opens what is not open yet. Items that cannot be opened are reported.
    fn open(
        &mut self,
        context: &mut Context<'_>,
        selection: &Selection<'_>,
        options: &WriteOptions,
    ) -> Outcome {
        let wanted = (selection.path.to_vec(), selection.literal.to_vec());
        if self.paths.as_ref() == Some(&wanted) {
            return Ok(());
        }
        self.close(context)?;
        self.paths = Some(wanted);
        let action = if options.append { "Add Content" } else { "Set Content" };
        for at in selection.targets(context)? {
            if !context.should_process(&format!("Path: {}", at.shown()), action)? {
                continue;
            }
            let opened = at.provider.open_writer(context.engine, &at, options);
            self.open.extend(reported(context, opened)?);
        }
        Ok(())
    }

    /// Writes to all; one that fails is reported and written to no more.
    fn write(&mut self, context: &mut Context<'_>, items: &[Value]) -> Outcome {
        for mut writer in std::mem::take(&mut self.open) {
            let written = writer.write(context.engine, items);
            if reported(context, written)?.is_some() {
                self.open.push(writer);
            }
        }
        Ok(())
    }

    /// Makes what was written take effect.
    pub fn close(&mut self, context: &mut Context<'_>) -> Outcome {
        for mut writer in std::mem::take(&mut self.open) {
            let closed = writer.close(context.engine);
            reported(context, closed)?;
        }
        Ok(())
    }

    /// After an error elsewhere in the pipeline what was written so far is kept, as in PowerShell.
    pub fn abandon(&mut self, engine: &mut Engine) {
        for mut writer in std::mem::take(&mut self.open) {
            let _ = writer.close(engine);
        }
    }
}
