//! `Remove-ItemProperty`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Removes properties of items, where a provider has such.
    ///
    /// The properties of files and of the session are fixed: with their providers this is an error, as in PowerShell.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// try { Remove-ItemProperty ./note.txt -Name Extra  -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Remove-ItemProperty -Path ./* -Name Extra -Filter *.txt -Include n* -Exclude *.log -Force -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Remove-ItemProperty -LiteralPath ./note.txt -Name Extra -ErrorAction Stop } catch { $_.Exception.Message }
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Remove-ItemProperty -Path ./note.txt -Name Extra -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Remove-ItemProperty" as RemoveItemProperty {
        aliases: &["rp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.RemoveItemPropertyCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: PipedPath }
    parameters {
        /// Which property.
        "Name" name: Vec<String> { aliases: &["PSProperty"], position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// Hidden and read-only items too.
        "Force" force: bool,
    }
    shared { filters: ItemFilters }
    parameters {
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for RemoveItemProperty {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        selection.refuse_properties(context)
    }
}
