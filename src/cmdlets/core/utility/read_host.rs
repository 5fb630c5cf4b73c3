//! `Read-Host`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

cmdlet! {
    /// Asks for a line of text.
    ///
    /// # Examples
    /// ```powershell
    /// # Read-Host 'Name'
    /// ```
    "Read-Host" as ReadHost { class: "Microsoft.PowerShell.Commands.ReadHostCommand" }
    parameters {
        /// What to ask.
        "Prompt" prompt: Option<Value> { position: Some(0), remaining: true },
        /// Does not show what is typed.
        "MaskInput" mask: bool { validate: &[Validation::NotYet] },
        /// The line as a secure string.
        "AsSecureString" secure: bool { validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for ReadHost {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let prompt = match &self.prompt {
            Some(prompt) => convert::to_text(context.engine, prompt)? + ": ",
            None => String::new(),
        };
        match context.engine.host.read_line(&prompt) {
            Ok(line) => context.output(Value::text(line.unwrap_or_default())),
            Err(message) => Err(context.terminate(
                "System.Management.Automation.PSInvalidOperationException",
                message,
                "InvalidOperation",
                Category::InvalidOperation,
                Value::Null,
            )),
        }
    }
}
