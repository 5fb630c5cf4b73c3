//! `Rename-ItemProperty`.

use super::selection::ItemFilters;
use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Renames a property of items, where a provider has such.
    ///
    /// The properties of files and of the session are fixed: with their providers this is an error, as in PowerShell.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// try { Rename-ItemProperty ./note.txt -Name Extra -NewName Other -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Rename-ItemProperty -Path ./note.txt -Name Extra -NewName Other -Filter *.txt -Include n* -Exclude *.log -Force -PassThru -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Rename-ItemProperty -LiteralPath ./note.txt -Name Extra -NewName Other -ErrorAction Stop } catch { $_.Exception.Message }
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Rename-ItemProperty -Path ./note.txt -Name Extra -NewName Other -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Rename-ItemProperty" as RenameItemProperty {
        aliases: &["rnp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.RenameItemPropertyCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Option<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Which property.
        "Name" name: Option<String> { aliases: &["PSProperty"], position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// The property's new name.
        "NewName" new_name: Option<String> { position: Some(2), mandatory: true, pipe: Pipe::ByName },
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

impl Cmdlet for RenameItemProperty {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (path, literal): (Vec<_>, Vec<_>) =
            (self.path.iter().cloned().collect(), self.literal.iter().cloned().collect());
        let selection = Selection {
            path: &path,
            literal: &literal,
            filters: self.filters.with(self.force),
            credential: self.credential.as_ref(),
        };
        selection.refuse_properties(context)
    }
}
