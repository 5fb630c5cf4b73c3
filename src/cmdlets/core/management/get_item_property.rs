//! `Get-ItemProperty`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;
use crate::engine::value::Value;

cmdlet! {
    /// Gets properties of items.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt -Value 'text' | Out-Null
    /// Get-ItemProperty ./note.txt -Name Length
    /// Get-ItemProperty -LiteralPath ./note.txt -Name Length, LastWriteTime
    /// Get-ItemProperty -Path ./* -Filter *.txt -Include n* -Exclude *.log
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Get-ItemProperty -Path ./note.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Get-ItemProperty" as GetItemProperty {
        aliases: &["gp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetItemPropertyCommand",
        default_set: "Path",
        output_types: &["System.Boolean", "System.String", "System.DateTime", "System.IO.FileInfo", "System.IO.DirectoryInfo"],
    }
    shared { paths: PipedPath }
    parameters {
        /// Which properties; wildcards are allowed.
        "Name" name: Vec<String> { aliases: &["PSProperty"], position: Some(1) },
    }
    shared { filters: ItemFilters }
    parameters {
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetItemProperty {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(false), self.credential.as_ref());
        for at in selection.items(context)? {
            let found = at.provider.property(context.engine, &at, &self.name);
            if let Some(value) = reported(context, found)? {
                context.output(value)?;
            }
        }
        Ok(())
    }
}
