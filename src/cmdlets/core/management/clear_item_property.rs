//! `Clear-ItemProperty`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;
use crate::engine::value::Value;

cmdlet! {
    /// Empties a property of items: for files only Attributes.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// Clear-ItemProperty ./note.txt -Name Attributes
    /// Clear-ItemProperty -Path ./* -Name Attributes -Filter *.txt -Include n* -Exclude *.log -Force
    /// Clear-ItemProperty -LiteralPath ./note.txt -Name Attributes -PassThru
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Clear-ItemProperty -Path ./note.txt -Name Attributes -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Clear-ItemProperty" as ClearItemProperty {
        aliases: &["clp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.ClearItemPropertyCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: PipedPath }
    parameters {
        /// Which property.
        "Name" name: Option<String> { position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Hidden and read-only items too.
        "Force" force: bool,
    }
    shared { filters: ItemFilters }
    parameters {
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for ClearItemProperty {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        for at in selection.items(context)? {
            let done = at.provider.clear_property(context, &at, self.name.as_deref().unwrap_or_default());
            let sent = reported(context, done)?;
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}
