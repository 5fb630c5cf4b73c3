//! `New-Guid`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Outcome, member, types};

cmdlet! {
    /// Makes a GUID: a random one, an empty one, or one of a text.
    ///
    /// # Examples
    /// ```powershell
    /// New-Guid -Empty
    /// New-Guid -InputObject '38aad667af544397aaa7e94c79ec2308'
    /// ```
    "New-Guid" as NewGuid {
        class: "Microsoft.PowerShell.Commands.NewGuidCommand",
        default_set: "Default",
        output_types: &["System.Guid"],
    }
    parameters {
        /// All zeros.
        "Empty" empty: bool { sets: &[Membership { set: "Empty", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The text of the GUID.
        "InputObject" input: Option<String> { sets: &[Membership { set: "InputObject", position: Some(0), mandatory: false, pipe: Pipe::ByValue }] },
    }
}

impl Cmdlet for NewGuid {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let class = types::resolve_text(context.engine, "System.Guid")?;
        let made = match (&self.input, self.empty) {
            (Some(text), _) => {
                let arguments = [Value::from(text.as_str())];
                member::invoke_static(context.engine, &class, "Parse", &arguments)
                    .map_err(|fault| context.named(fault))?
            }
            (None, true) => member::get_static(context.engine, &class, "Empty")?,
            (None, false) => member::invoke_static(context.engine, &class, "NewGuid", &[])?,
        };
        context.output(made)
    }
}
