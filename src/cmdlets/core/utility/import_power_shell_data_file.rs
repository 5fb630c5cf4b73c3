//! `Import-PowerShellDataFile`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::{self, Filters};
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
    /// Import-PowerShellDataFile -Path ./settings.psd1 -SkipLimitCheck
    /// Import-PowerShellDataFile -LiteralPath ./settings.psd1
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
        let named = self.path.iter().map(|text| (text, false));
        for (text, literal) in named.chain(self.literal.iter().map(|text| (text, true))) {
            let found = provider::expand(context.engine, text, literal, &Filters::default());
            let files: Vec<_> = found.unwrap_or_default().iter().map(|path| path.file()).collect();
            match files.first().filter(|path| path.is_file()) {
                Some(path) => read(context, path)?,
                None => missing(context, text)?,
            }
        }
        Ok(())
    }
}

fn missing(context: &mut Context<'_>, name: &str) -> Outcome {
    let message = format!("Cannot find path '{name}' because it does not exist.");
    let class = "System.ArgumentException";
    context.fail(class, message, "PathNotFound", Category::InvalidArgument, Value::text(name))
}

fn read(context: &mut Context<'_>, path: &Path) -> Outcome {
    let bytes = std::fs::read(path).map_err(|error| files::not_opened(context, path, &error))?;
    let text = encoding::decode(&bytes);
    let block = match context.engine.compile_block(&text) {
        Ok(block) => block,
        Err(fault) if matches!(*fault, Fault::Error { .. }) => {
            return refuse(context, path, "CouldNotParseAsPowerShellDataFile");
        }
        Err(fault) => return Err(fault),
    };
    let Some(body) = &block.tree().end else {
        return refuse(context, path, "CouldNotParseAsPowerShellDataFileNoHashtableRoot");
    };
    if restricted_language(body, &[], &["PSScriptRoot".to_string()]).is_empty() {
        let mut output = context.invoke_block(&block, &[])?;
        if let Some(value) = output.pop().filter(|value| hashtable::table(value).is_some()) {
            return context.output(value);
        }
    } else if text.contains("@{") {
        return Err(dynamic(context, &text));
    }
    refuse(context, path, "CouldNotParseAsPowerShellDataFileNoHashtableRoot")
}

/// A table that does more than say values.
fn dynamic(context: &Context<'_>, text: &str) -> Box<Fault> {
    let start = text.find("@{").unwrap_or(0);
    let shown = text.get(start..).unwrap_or(text).trim_end();
    let message = format!(
        "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: {shown}."
    );
    let class = "System.InvalidOperationException";
    context.terminate(class, message, class, Category::NotSpecified, Value::Null)
}

fn refuse(context: &mut Context<'_>, path: &Path, id: &str) -> Outcome {
    let shown = path.display().to_string();
    let message = format!("The file '{shown}' could not be parsed as a PowerShell Data File.");
    let class = "System.InvalidOperationException";
    context.fail(class, message, id, Category::InvalidData, Value::text(shown))
}
