//! `New-ItemProperty`.

use super::selection::ItemFilters;
use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Makes a property of items, where a provider has such.
    ///
    /// The properties of files and of the session are fixed: with their providers this is an error, as in PowerShell.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// try { New-ItemProperty ./note.txt -Name Extra -Value 1 -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { New-ItemProperty -Path ./* -Name Extra -Value 1 -PropertyType String -Filter *.txt -Include n* -Exclude *.log -Force -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { New-ItemProperty -LiteralPath ./note.txt -Name Extra -Value 1 -ErrorAction Stop } catch { $_.Exception.Message }
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { New-ItemProperty -Path ./note.txt -Name Extra -Value 1 -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "New-ItemProperty" as NewItemProperty {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.NewItemPropertyCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::No }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Which property.
        "Name" name: Option<String> { aliases: &["PSProperty"], position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// The type of the property's value.
        "PropertyType" property_type: Option<String> { aliases: &["Type"], pipe: Pipe::ByName },
        /// The new value.
        "Value" value: Option<Value> { pipe: Pipe::ByName },
        /// Hidden and read-only items too.
        "Force" force: bool,
    }
    shared { filters: ItemFilters }
    parameters {
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for NewItemProperty {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = Selection {
            path: &self.path,
            literal: &self.literal,
            filters: self.filters.with(self.force),
            credential: self.credential.as_ref(),
        };
        selection.refuse_properties(context)
    }
}
