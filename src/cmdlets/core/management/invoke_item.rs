//! `Invoke-Item`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;
use crate::engine::value::Value;

cmdlet! {
    /// Opens items with the program that belongs to them; programs run.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// Invoke-Item ./note.txt -WhatIf
    /// Invoke-Item -LiteralPath ./note.txt -WhatIf
    /// Invoke-Item -Path ./* -Filter *.txt -Include n* -Exclude *.log -WhatIf
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Invoke-Item -Path ./note.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Invoke-Item" as InvokeItem {
        aliases: &["ii"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.InvokeItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: PipedPath, filters: ItemFilters }
    parameters {
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for InvokeItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(false), self.credential.as_ref());
        for at in selection.items(context)? {
            let done = at.provider.invoke_item(context, &at);
            reported(context, done)?;
        }
        Ok(())
    }
}
