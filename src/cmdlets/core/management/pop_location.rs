//! `Pop-Location`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;

cmdlet! {
    /// Goes back to the location that was last put on a stack.
    ///
    /// # Examples
    /// ```powershell
    /// Push-Location /tmp
    /// Pop-Location
    /// Push-Location . -StackName work
    /// Pop-Location -StackName work -PassThru
    /// ```
    "Pop-Location" as PopLocation {
        aliases: &["popd"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.PopLocationCommand",
        output_types: &["System.Management.Automation.PathInfo"],
    }
    parameters {
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Which stack of locations.
        "StackName" stack_name: Option<String> { pipe: Pipe::ByName },
    }
}

impl Cmdlet for PopLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let done = context.engine.pop_location(self.stack_name.as_deref());
        let done = reported(context, done)?;
        if self.pass_thru && done.is_some() {
            let here = context.engine.current_location();
            return context.output(here.value());
        }
        Ok(())
    }
}
