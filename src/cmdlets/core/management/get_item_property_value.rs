//! `Get-ItemPropertyValue`.

use super::selection::ItemFilters;
use super::selection::Selection;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;
use crate::engine::value::Value;
use crate::engine::{Outcome, member};

cmdlet! {
    /// Gets the values of properties of items.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt -Value 'text' | Out-Null
    /// Get-ItemPropertyValue ./note.txt -Name Length
    /// Get-ItemPropertyValue -LiteralPath ./note.txt -Name Length
    /// Get-ItemPropertyValue -Path ./* -Name Name -Filter *.txt -Include n* -Exclude *.log
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Get-ItemPropertyValue -Path ./note.txt -Name Length -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Get-ItemPropertyValue" as GetItemPropertyValue {
        aliases: &["gpv"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetItemPropertyValueCommand",
        default_set: "Path",
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: false, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Which properties.
        "Name" name: Vec<String> { aliases: &["PSProperty"], position: Some(1), mandatory: true },
    }
    shared { filters: ItemFilters }
    parameters {
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetItemPropertyValue {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.path.is_empty() && self.literal.is_empty() {
            self.path = vec![".".into()];
        }
        let selection = Selection {
            path: &self.path,
            literal: &self.literal,
            filters: self.filters.with(false),
            credential: self.credential.as_ref(),
        };
        for at in selection.items(context)? {
            let found = at.provider.property(context.engine, &at, &self.name);
            let Some(value) = reported(context, found)? else { continue };
            for name in &self.name {
                if let Some(value) = member::get(context.engine, &value, name)? {
                    context.output(value)?;
                }
            }
        }
        Ok(())
    }
}
