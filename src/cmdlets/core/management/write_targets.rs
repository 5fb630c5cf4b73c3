//! The open items that `Set-Content` and `Add-Content` write to.

use super::selection::Selection;
use crate::engine::command::Context;
use crate::engine::provider::{ContentWriter, WriteOptions, reported};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// Writers that stay open from object to object, as long as the paths are the same.
#[derive(Default)]
pub struct WriteTargets {
    open: Vec<Box<dyn ContentWriter>>,
    /// The paths they were opened for.
    paths: Option<(Vec<String>, Vec<String>)>,
}

impl WriteTargets {
    pub fn is_open(&self) -> bool {
        self.paths.is_some()
    }

    /// Opens what is not open yet. Items that cannot be opened are reported.
    pub fn open(
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
    pub fn write(&mut self, context: &mut Context<'_>, items: &[Value]) -> Outcome {
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
