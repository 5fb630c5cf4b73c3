//! `Tee-Object`.

use super::text_file::{Opening, TextFile};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::types::encoding;
use crate::engine::value::Value;

cmdlet! {
    /// Sends objects on, and keeps them in a file or variable too.
    ///
    /// # Examples
    /// ```powershell
    /// 1..3 | Tee-Object -Variable all | Measure-Object -Sum
    /// 1..3 | Tee-Object -FilePath ./list.txt -Append -Encoding utf8
    /// Tee-Object -InputObject 1, 2 -LiteralPath ./second.txt
    /// ```
    "Tee-Object" as TeeObject {
        class: "Microsoft.PowerShell.Commands.TeeObjectCommand",
        default_set: "File",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// The file.
        "FilePath" path: Option<String> { aliases: &["Path"], sets: &[Membership { set: "File", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// The file, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralFile", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Writes behind what the file holds.
        "Append" append: bool { sets: &[Membership { set: "File", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The encoding of the file.
        "Encoding" encoding: Option<TextEncoding> { sets: &[Membership { set: "File", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralFile", position: None, mandatory: false, pipe: Pipe::No }], suggestions: encoding::NAMES, validate: &[Validation::NotNullOrEmpty] },
        /// The variable's name.
        "Variable" variable: Option<String> { sets: &[Membership { set: "Variable", position: None, mandatory: true, pipe: Pipe::No }] },
    }
    state { file: Option<TextFile>, kept: Vec<Value> }
}

impl Cmdlet for TeeObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(name) = self.path.clone().or(self.literal.clone()) {
            let how = Opening { append: self.append, encoding: self.encoding, ..Opening::default() };
            self.file = Some(TextFile::open(context, &name, how)?);
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let value = std::mem::take(&mut self.input);
        if let Some(file) = &mut self.file {
            file.push(context, value.clone())?;
        }
        if self.variable.is_some() {
            self.kept.push(value.clone());
        }
        context.output(value)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(file) = self.file.take() {
            file.finish(context)?;
        }
        let Some(name) = self.variable.clone() else { return Ok(()) };
        let value = match Value::from_output(std::mem::take(&mut self.kept)) {
            Value::Empty => Value::Null,
            value => value,
        };
        let scope = context.engine.scope.clone();
        context.engine.assign_variable(&scope, &name, value)
    }
}
