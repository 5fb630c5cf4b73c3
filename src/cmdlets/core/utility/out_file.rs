//! `Out-File`.

use super::text_file::{Opening, TextFile};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::types::encoding;
use crate::engine::value::Value;

cmdlet! {
    /// Writes objects to a file as the host would show them.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann' } | Out-File ./users.txt
    /// 'one' | Out-File -FilePath ./list.txt -Encoding utf8 -Width 80 -NoNewline
    /// 'two' | Out-File -LiteralPath ./list.txt -Append -Force
    /// Out-File -InputObject 'three' -FilePath ./third.txt -NoClobber
    /// ```
    "Out-File" as OutFile {
        class: "Microsoft.PowerShell.Commands.OutFileCommand",
        default_set: "ByPath",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// The file.
        "FilePath" path: Option<String> { aliases: &["Path"], sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// The file, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// The encoding of the file.
        "Encoding" encoding: Option<TextEncoding> { position: Some(1), suggestions: encoding::NAMES, validate: &[Validation::NotNullOrEmpty] },
        /// Writes behind what the file holds.
        "Append" append: bool,
        /// Writes to read-only files too.
        "Force" force: bool,
        /// Does not replace an existing file.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// Columns of the lines.
        "Width" width: Option<i32> { validate: &[Validation::Range(2.0, 2147483647.0)] },
        /// Puts no line break behind each line.
        "NoNewline" no_newline: bool,
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
    }
    state { file: Option<TextFile> }
}

impl Cmdlet for OutFile {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.path.clone().or(self.literal.clone()).unwrap_or_default();
        let path = context.engine.resolve_path(&name);
        if !context.should_process(&path.display().to_string(), "Output to File")? {
            return Ok(());
        }
        let how = Opening {
            append: self.append,
            no_clobber: self.no_clobber,
            encoding: self.encoding,
            width: self.width,
            no_newline: self.no_newline,
            force: self.force,
        };
        self.file = Some(TextFile::open(context, &name, how)?);
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let value = std::mem::take(&mut self.input);
        match &mut self.file {
            Some(file) => file.push(context, value),
            None => Ok(()),
        }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        match self.file.take() {
            Some(file) => file.finish(context),
            None => Ok(()),
        }
    }
}
