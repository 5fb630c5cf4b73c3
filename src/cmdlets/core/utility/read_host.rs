//! `Read-Host`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::secure_string;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

cmdlet! {
    /// Asks for a line of text.
    ///
    /// # Examples
    /// ```powershell
    /// # Read-Host 'Name'
    /// try { $name = Read-Host -Prompt 'Name' } catch { $_.Exception.Message }
    /// try { $pin = Read-Host -Prompt 'PIN' -MaskInput } catch { $_.Exception.Message }
    /// try { $password = Read-Host -Prompt 'Password' -AsSecureString } catch { $_.Exception.Message }
    /// ```
    "Read-Host" as ReadHost {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.ReadHostCommand",
        default_set: "AsString",
        output_types: &["System.String", "System.Security.SecureString"],
    }
    parameters {
        /// What to ask.
        "Prompt" prompt: Option<Value> { position: Some(0), remaining: true },
        /// The line as a secure string.
        "AsSecureString" as_secure_string: bool { sets: &[Membership { set: "AsSecureString", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Does not show what is typed.
        "MaskInput" mask_input: bool { sets: &[Membership { set: "AsString", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for ReadHost {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let prompt = match &self.prompt {
            Some(prompt) => convert::to_text(context.engine, prompt)? + ": ",
            None => String::new(),
        };
        let hidden = self.mask_input || self.as_secure_string;
        let host = &mut context.engine.host;
        let answer = if hidden { host.read_secret(&prompt) } else { host.read_line(&prompt) };
        context.engine.check_stop()?;
        match answer {
            Ok(line) if self.as_secure_string => context.output(secure_string::of(line.unwrap_or_default())),
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
