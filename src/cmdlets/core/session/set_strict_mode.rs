//! `Set-StrictMode`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Makes reading what does not exist an error, in this scope.
    ///
    /// # Examples
    /// ```powershell
    /// Set-StrictMode -Version Latest
    /// Set-StrictMode -Off
    /// ```
    "Set-StrictMode" as SetStrictMode { module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.SetStrictModeCommand", default_set: "Version" }
    parameters {
        /// The rules' version, or `Latest`.
        "Version" version: Option<String> { type_name: "System.Version", aliases: &["v"], sets: &[Membership { set: "Version", position: None, mandatory: true, pipe: Pipe::No }] },
        /// No rules.
        "Off" off: bool { sets: &[Membership { set: "Off", position: None, mandatory: true, pipe: Pipe::No }] },
    }
}

impl Cmdlet for SetStrictMode {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let version = match self.version.as_deref().map(str::to_ascii_lowercase).as_deref() {
            _ if self.off => 0,
            Some("latest") => 3,
            Some(text) => {
                let major = text.split('.').next().and_then(|major| major.parse::<u8>().ok());
                match major.filter(|major| (1..=7).contains(major)) {
                    Some(major) => major,
                    None => return Err(refused(context, text)),
                }
            }
            None => 0,
        };
        context.engine.scope.strict.set(Some(version));
        Ok(())
    }
}

fn refused(context: &Context<'_>, version: &str) -> Box<Fault> {
    let message = format!(
        "Cannot validate argument on parameter 'Version'. The \"{version}\" argument does not contain a valid PowerShell version. Supply a valid version number, and then try the command again."
    );
    let class = "System.Management.Automation.ParameterBindingValidationException";
    let id = "ParameterArgumentValidationError";
    context.terminate(class, message, id, Category::InvalidData, Value::Null)
}
