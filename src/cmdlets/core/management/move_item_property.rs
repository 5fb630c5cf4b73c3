//! `Move-ItemProperty`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Moves properties to other items, where a provider has such.
    ///
    /// The properties of files and of the session are fixed: with their providers this is an error, as in PowerShell.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// try { Move-ItemProperty ./note.txt -Name Extra -Destination ./note.txt -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Move-ItemProperty -Path ./* -Name Extra -Destination ./note.txt -Filter *.txt -Include n* -Exclude *.log -Force -PassThru -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Move-ItemProperty -LiteralPath ./note.txt -Name Extra -Destination ./note.txt -ErrorAction Stop } catch { $_.Exception.Message }
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Move-ItemProperty -Path ./note.txt -Name Extra -Destination ./note.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Move-ItemProperty" as MoveItemProperty {
        aliases: &["mp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.MoveItemPropertyCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: PipedPath }
    parameters {
        /// Which property.
        "Name" name: Vec<String> { aliases: &["PSProperty"], position: Some(2), mandatory: true, pipe: Pipe::ByName },
        /// The item that gets the property.
        "Destination" destination: Option<String> { position: Some(1), mandatory: true, pipe: Pipe::ByName },
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

impl Cmdlet for MoveItemProperty {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        selection.refuse_properties(context)
    }
}
