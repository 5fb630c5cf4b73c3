//! `Write-Information`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::{self, information_record};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};

cmdlet! {
    /// Writes to the information stream.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Information 'Started' -InformationAction Continue
    /// Write-Information -MessageData 'Started' -Tags Start, Log
    /// ```
    "Write-Information" as WriteInformation { aliases: &["wi"], class: "Microsoft.PowerShell.Commands.WriteInformationCommand" }
    parameters {
        /// What to write.
        "MessageData" data: Value { aliases: &["Msg", "Message"], position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Words to find it by.
        "Tags" tags: Vec<String> { position: Some(1) },
    }
}

impl Cmdlet for WriteInformation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        // As the record's own text: a collection gives its type.
        let text = match member::enumerate(context.engine, &self.data)? {
            Some(_) => types::type_of(&self.data).reflection_name(),
            None => convert::to_text(context.engine, &self.data)?,
        };
        let source = context.engine.script_file().unwrap_or_else(|| "Write-Information".into());
        let message = information_record::made(context.engine, self.data.clone(), &text, &source, &self.tags);
        let how = context.invocation.common.information_action;
        let position = context.invocation.position.clone();
        let shown =
            context.engine.reported_at(position, |engine| engine.write_information(message, &text, how));
        if shown.map_err(|fault| context.stopped_here(fault))? {
            context.engine.host.write_line(&text);
        }
        Ok(())
    }
}
