//! `Set-Content`.

use super::selection::Selection;
use super::write_targets::WriteTargets;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::provider::{Filters, WriteOptions};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

cmdlet! {
    /// Writes values to items, replacing what they held. A file takes its new content when all is written.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./list.txt 'a', 'b'
    /// ```
    "Set-Content" as SetContent {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.SetContentCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// What is written, one line each.
        "Value" value: Vec<Value> { position: Some(1), mandatory: true, pipe: Pipe::Both, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Sends on what was written.
        "PassThru" pass_thru: bool,
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::ByName }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Only what the provider's own filter passes: for files `*` and `?`.
        "Filter" filter: Option<String>,
        /// Only items of these names; wildcards are allowed.
        "Include" include: Vec<String> { wildcards: true },
        /// Not items of these names; wildcards are allowed.
        "Exclude" exclude: Vec<String> { wildcards: true },
        /// Writes to read-only files too.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
        /// No line breaks between and after the values.
        "NoNewline" no_newline: bool,
        /// How text is kept as bytes.
        "Encoding" encoding: Option<TextEncoding> { validate: &[Validation::NotNullOrEmpty] },
        /// Bytes instead of text.
        "AsByteStream" as_byte_stream: bool,
    }
    state { targets: WriteTargets }
}

impl Cmdlet for SetContent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = Selection {
            path: &self.path,
            literal: &self.literal,
            filters: Filters {
                filter: self.filter.clone(),
                include: self.include.clone(),
                exclude: self.exclude.clone(),
                force: self.force,
            },
            credential: self.credential.as_ref(),
        };
        let options = WriteOptions {
            append: false,
            bytes: self.as_byte_stream,
            no_newline: self.no_newline,
            force: self.force,
            encoding: self.encoding,
        };
        if self.as_byte_stream && self.encoding.is_some() && !self.targets.is_open() {
            context.warning("Encoding not used when '-AsByteStream' specified.")?;
        }
        self.targets.open(context, &selection, &options)?;
        self.targets.write(context, &self.value)?;
        if self.pass_thru {
            for item in self.value.clone() {
                context.output(item)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.targets.close(context)
    }

    fn clean(&mut self, engine: &mut Engine) {
        self.targets.abandon(engine);
    }
}
