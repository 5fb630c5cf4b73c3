//! `PSConsoleHostReadLine`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;

cmdlet! {
    /// Reads one line as the prompt does and sends its text; nothing at the end of input.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command PSConsoleHostReadLine
    /// ```
    "PSConsoleHostReadLine" as PSConsoleHostReadLine { module: "PSReadLine" }
    parameters {}
}

impl Cmdlet for PSConsoleHostReadLine {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        context.engine.finish_output()?;
        match context.engine.host.read_line("") {
            Ok(Some(line)) => context.output(Value::text(line)),
            Ok(None) => Ok(()),
            Err(message) => {
                let class = "System.InvalidOperationException";
                let id = "InvalidOperation";
                Err(context.terminate(class, message, id, Category::InvalidOperation, Value::Null))
            }
        }
    }
}
