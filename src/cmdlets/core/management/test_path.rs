//! `Test-Path`.

use super::selection::ItemFilters;
use super::selection::refuse_credential;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::{self, ProviderPath};
use crate::engine::types::{datetime::DateTime, named};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member};

cmdlet! {
    /// Tells whether paths exist.
    ///
    /// # Examples
    /// ```powershell
    /// Test-Path /tmp -PathType Container
    /// Test-Path env:HOME
    /// Test-Path -LiteralPath ./note.txt -IsValid
    /// Test-Path -Path ./* -Filter *.ps1 -Include e* -Exclude *.log
    /// Test-Path -Path ./* -OlderThan '2030-01-01' -NewerThan '2020-01-01'
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Test-Path -Path /tmp -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Test-Path" as TestPath {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.TestPathCommand",
        default_set: "Path",
        output_types: &["System.Boolean"],
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<Value> { type_name: "string[]", sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<Value> { aliases: &["PSPath", "LP"], type_name: "string[]", sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
    }
    shared { filters: ItemFilters }
    parameters {
        /// What the item must be.
        "PathType" kind: Option<String> { aliases: &["Type"], type_name: "TestPathType", values: &["Any", "Container", "Leaf"] },
        /// Tells whether the text could be a path, existing or not.
        "IsValid" is_valid: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
        /// Only what was written before this time.
        "OlderThan" older_than: Option<Value> { type_name: "datetime", provider: Some("FileSystem") },
        /// Only what was written after this time.
        "NewerThan" newer_than: Option<Value> { type_name: "datetime", provider: Some("FileSystem") },
    }
}

impl Cmdlet for TestPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let literal: Vec<_> = self.literal.iter().map(|value| (value.clone(), true)).collect();
        let all: Vec<_> = self.path.iter().map(|value| (value.clone(), false)).chain(literal).collect();
        if all.iter().all(|(value, _)| value.is_null()) {
            let message = "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')";
            let class = "System.ArgumentNullException";
            return context.fail(
                class,
                message,
                "NullPathNotPermitted",
                Category::InvalidArgument,
                Value::Null,
            );
        }
        for (value, literal) in all {
            let text = convert::to_text(context.engine, &value)?;
            let result = self.test(context, &text, literal)?;
            context.output(Value::Bool(result))?;
        }
        Ok(())
    }
}

impl TestPath {
    fn test(&self, context: &mut Context<'_>, text: &str, literal: bool) -> Outcome<bool> {
        if text.trim().is_empty() {
            return Ok(false);
        }
        if self.is_valid {
            return Ok(!text.contains('\0') && context.engine.parse_path(text).is_ok());
        }
        let filters = self.filters.with(true);
        let found = match provider::expand(context.engine, text, literal, &filters) {
            Ok(found) => found,
            Err(fault) if is_missing(&fault) => return Ok(false),
            Err(fault) => return Err(fault),
        };
        for at in found {
            refuse_credential(self.credential.as_ref(), at.provider.as_ref())?;
            if self.fits(context, &at)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn fits(&self, context: &mut Context<'_>, at: &ProviderPath) -> Outcome<bool> {
        let is_container = at.provider.is_container(context.engine, &at.path)?;
        let kind_fits = match self.kind.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("container") => is_container,
            Some("leaf") => !is_container,
            _ => true,
        };
        if !kind_fits || (self.older_than.is_none() && self.newer_than.is_none()) {
            return Ok(kind_fits);
        }
        let Some(item) = at.provider.item(context.engine, &at.path)? else { return Ok(false) };
        let Some(written) = member::get(context.engine, &item, "LastWriteTime")? else { return Ok(false) };
        let Value::DateTime(written) = written.unwrapped() else { return Ok(false) };
        let older = moment(context, self.older_than.as_ref())?;
        let newer = moment(context, self.newer_than.as_ref())?;
        Ok(older.is_none_or(|limit| written.to_utc().ticks < limit.to_utc().ticks)
            && newer.is_none_or(|limit| written.to_utc().ticks > limit.to_utc().ticks))
    }
}

fn moment(context: &mut Context<'_>, value: Option<&Value>) -> Outcome<Option<DateTime>> {
    let Some(value) = value else { return Ok(None) };
    let converted = convert::to_type(context.engine, value.clone(), &named("System.DateTime"))?;
    Ok(match converted.unwrapped() {
        Value::DateTime(moment) => Some(**moment),
        _ => None,
    })
}

/// A path, a drive or a provider that is not there is no error here.
fn is_missing(fault: &Fault) -> bool {
    matches!(fault, Fault::Error { record, .. }
        if matches!(record.id.as_str(), "PathNotFound" | "DriveNotFound" | "ProviderNotFound"))
}
