//! `Clear-Content`.

use super::selection::{ItemFilters, NamedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;
use crate::engine::value::Value;

cmdlet! {
    /// Empties files and keeps them.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Clear-Content ./a.txt
    /// Clear-Content -LiteralPath ./a.txt -Force
    /// Clear-Content -Path ./* -Filter *.txt -Include a* -Exclude *.log
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Clear-Content -Path ./a.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Clear-Content" as ClearContent {
        aliases: &["clc"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.ClearContentCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: NamedPath, filters: ItemFilters }
    parameters {
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for ClearContent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        for at in selection.items(context)? {
            let done = at.provider.clear_content(context, &at, self.force);
            reported(context, done)?;
        }
        Ok(())
    }
}
