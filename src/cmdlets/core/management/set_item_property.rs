//! `Set-ItemProperty`.

use super::selection::ItemFilters;
use super::selection::Selection;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;
use crate::engine::value::Value;
use crate::engine::{Outcome, member};

cmdlet! {
    /// Changes properties of items.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// Set-ItemProperty ./note.txt -Name IsReadOnly -Value $true
    /// Set-ItemProperty -LiteralPath ./note.txt -Name IsReadOnly -Value $false -PassThru
    /// Set-ItemProperty -Path ./note.txt -InputObject ([pscustomobject]@{ IsReadOnly = $false }) -Force
    /// Set-ItemProperty -Path ./* -Name IsReadOnly -Value $false -Filter *.txt -Include n* -Exclude *.log
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Set-ItemProperty -Path ./note.txt -Name IsReadOnly -Value $false -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Set-ItemProperty" as SetItemProperty {
        aliases: &["sp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.SetItemPropertyCommand",
        default_set: "propertyValuePathSet",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "propertyPSObjectPathSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }, Membership { set: "propertyValuePathSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "propertyValueLiteralPathSet", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "propertyPSObjectLiteralPathSet", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Which property.
        "Name" name: Option<String> { aliases: &["PSProperty"], sets: &[Membership { set: "propertyValuePathSet", position: Some(1), mandatory: true, pipe: Pipe::ByName }, Membership { set: "propertyValueLiteralPathSet", position: Some(1), mandatory: true, pipe: Pipe::ByName }] },
        /// The new value.
        "Value" value: Option<Value> { sets: &[Membership { set: "propertyValuePathSet", position: Some(2), mandatory: true, pipe: Pipe::ByName }, Membership { set: "propertyValueLiteralPathSet", position: Some(2), mandatory: true, pipe: Pipe::ByName }] },
        /// Objects whose properties are taken.
        "InputObject" input_object: Option<Value> { type_name: "psobject", sets: &[Membership { set: "propertyPSObjectPathSet", position: None, mandatory: true, pipe: Pipe::Both }, Membership { set: "propertyPSObjectLiteralPathSet", position: None, mandatory: true, pipe: Pipe::Both }] },
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

impl Cmdlet for SetItemProperty {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let changes = self.changes(context)?;
        let selection = Selection {
            path: &self.path,
            literal: &self.literal,
            filters: self.filters.with(self.force),
            credential: self.credential.as_ref(),
        };
        for at in selection.items(context)? {
            for (name, value) in &changes {
                let done = at.provider.set_property(context, &at, name, value.clone());
                let sent = reported(context, done)?;
                if self.pass_thru {
                    sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
                }
            }
        }
        Ok(())
    }
}

impl SetItemProperty {
    /// The one property that is named, or those of an object.
    fn changes(&self, context: &mut Context<'_>) -> Outcome<Vec<(String, Value)>> {
        let Some(object) = &self.input_object else {
            let name = self.name.clone().unwrap_or_default();
            return Ok(vec![(name, self.value.clone().unwrap_or_default())]);
        };
        let mut changes = Vec::new();
        for name in member::property_names(object) {
            if !name.starts_with("PS")
                && let Some(value) = member::get(context.engine, object, &name)?
            {
                changes.push((name.to_string(), value));
            }
        }
        Ok(changes)
    }
}
