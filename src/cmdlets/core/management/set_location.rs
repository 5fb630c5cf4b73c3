//! `Set-Location`.

use super::change_location::go;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;

cmdlet! {
    /// Changes the current location. `-` goes back to the one before, `+` forward again.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Location /tmp
    /// Set-Location -
    /// Set-Location -Path . -PassThru
    /// Set-Location -LiteralPath .
    /// Push-Location . -StackName work
    /// Set-Location -StackName work
    /// ```
    "Set-Location" as SetLocation {
        aliases: &["cd", "chdir", "sl"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.SetLocationCommand",
        default_set: "Path",
        output_types: &["System.Management.Automation.PathInfo", "System.Management.Automation.PathInfoStack"],
    }
    parameters {
        /// The new location; without it the home folder.
        "Path" path: Option<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: false, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Which stack of locations.
        "StackName" stack_name: Option<String> { sets: &[Membership { set: "Stack", position: None, mandatory: false, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for SetLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let done = match (&self.stack_name, &self.literal, self.path.as_deref()) {
            (Some(name), _, _) => context.engine.set_default_stack(name),
            (_, Some(literal), _) => go(context.engine, literal, true),
            (_, _, Some("-")) => context.engine.step_location(false),
            (_, _, Some("+")) => context.engine.step_location(true),
            (_, _, Some(path)) => go(context.engine, path, false),
            // Without a path it is the user's folder, from wherever one is.
            (_, _, None) => match context.engine.home() {
                Some(home) if home.starts_with('/') => go(context.engine, &home, true),
                _ => go(context.engine, "~", false),
            },
        };
        let done = reported(context, done)?;
        if self.pass_thru && done.is_some() {
            let here = context.engine.current_location();
            return context.output(here.value());
        }
        Ok(())
    }
}
