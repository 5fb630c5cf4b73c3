//! `Set-Location`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::path_info;

cmdlet! {
    /// Changes the current folder.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Location /tmp
    /// ```
    "Set-Location" as SetLocation { aliases: &["cd", "chdir", "sl"], module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.SetLocationCommand" }
    parameters {
        /// The folder; without it the home folder.
        "Path" path: Option<String> { position: Some(0), pipe: Pipe::Both },
        /// The folder, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
        /// Sends the new location.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for SetLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.path.clone().or(self.literal.clone()).unwrap_or_else(|| "~".into());
        let path = context.engine.resolve_path(&name);
        if !path.is_dir() {
            return files::missing(context, &path);
        }
        context.engine.location = path;
        if self.pass_thru {
            let location = path_info::location(context.engine);
            return context.output(location);
        }
        Ok(())
    }
}
