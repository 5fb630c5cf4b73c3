//! `Unblock-File`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{self, Filters, reported};

cmdlet! {
    /// Takes the mark of a file from the internet away. Linux keeps no such mark: the files only have to exist.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Unblock-File ./a.txt
    /// ```
    "Unblock-File" as UnblockFile {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.UnblockFileCommand",
        default_set: "ByPath",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::No }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for UnblockFile {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for (text, literal) in
            self.path.iter().map(|text| (text, false)).chain(self.literal.iter().map(|text| (text, true)))
        {
            let found = provider::expand(context.engine, text, literal, &Filters::default());
            for at in reported(context, found)?.unwrap_or_default() {
                context.should_process(&at.path, "Unblock-File")?;
            }
        }
        Ok(())
    }
}
