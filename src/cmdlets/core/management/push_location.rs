//! `Push-Location`.

use super::change_location::go;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;

cmdlet! {
    /// Remembers the current location on a stack and goes to another one.
    ///
    /// # Examples
    /// ```powershell
    /// Push-Location /tmp
    /// Pop-Location
    /// Push-Location -Path . -StackName work -PassThru
    /// Push-Location -LiteralPath .
    /// Pop-Location
    /// Pop-Location -StackName work
    /// ```
    "Push-Location" as PushLocation {
        aliases: &["pushd"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.PushLocationCommand",
        default_set: "Path",
        output_types: &["System.Management.Automation.PathInfo"],
    }
    parameters {
        /// Where to go; nowhere without it.
        "Path" path: Option<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: false, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Which stack of locations.
        "StackName" stack_name: Option<String> { pipe: Pipe::ByName },
    }
}

impl Cmdlet for PushLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        context.engine.push_location(self.stack_name.as_deref());
        let done = match (&self.literal, &self.path) {
            (Some(literal), _) => go(context.engine, literal, true),
            (None, Some(path)) => go(context.engine, path, false),
            (None, None) => Ok(()),
        };
        let done = reported(context, done)?;
        if self.pass_thru && done.is_some() {
            let here = context.engine.current_location();
            return context.output(here.value());
        }
        Ok(())
    }
}
