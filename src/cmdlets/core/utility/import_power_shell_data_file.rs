//! `Import-PowerShellDataFile`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::{encoding, hashtable};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::language::check::restricted_language;
use std::path::Path;

cmdlet! {
    /// Reads a hash table from a `.psd1` file without running any of it.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./settings.psd1 '@{ Port = 5061 }'
    /// Import-PowerShellDataFile ./settings.psd1
    /// ```
    "Import-PowerShellDataFile" as ImportPowerShellDataFile {
        class: "Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand",
        default_set: "ByPath",
    }
    parameters {
        /// The files.
        "Path" path: Vec<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Accepted: there is no limit on how many keys a file has.
        "SkipLimitCheck" skip_limit: bool,
    }
}

impl Cmdlet for ImportPowerShellDataFile {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in files::existing(context, &self.path, &self.literal)? {
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    files::failed(context, &path, &error, "CouldNotParseAsPowerShellDataFile")?;
                    continue;
                }
            };
            let text = encoding::decode(&bytes);
            let is_script = context.engine.compile_block(&text).is_ok();
            match table(context, &text)? {
                Some(value) => context.output(value)?,
                None => refuse(context, &path, is_script)?,
            }
        }
        Ok(())
    }
}

/// The hash table of a text; `None` when it is something else, or does more than say values.
fn table(context: &mut Context<'_>, text: &str) -> Outcome<Option<Value>> {
    let block = match context.engine.compile_block(text) {
        Ok(block) => block,
        Err(fault) if matches!(*fault, Fault::Error { .. }) => return Ok(None),
        Err(fault) => return Err(fault),
    };
    let Some(body) = &block.tree().end else { return Ok(None) };
    if !restricted_language(body, &[], &["PSScriptRoot".to_string()]).is_empty() {
        return Ok(None);
    }
    let mut output = context.invoke_block(&block, &[])?;
    Ok(output.pop().filter(|value| output.is_empty() && hashtable::table(value).is_some()))
}

/// Text that is a script and no data has another id than text that is neither.
fn refuse(context: &mut Context<'_>, path: &Path, is_script: bool) -> Outcome {
    let shown = path.display().to_string();
    let message = format!("The file '{shown}' could not be parsed as a PowerShell Data File.");
    context.fail(
        "System.InvalidOperationException",
        message,
        if is_script { "System.InvalidOperationException" } else { "CouldNotParseAsPowerShellDataFile" },
        Category::InvalidData,
        Value::text(shown),
    )
}
