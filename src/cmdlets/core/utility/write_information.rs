//! `Write-Information`.

use crate::cmdlet;
use crate::engine::command::{ActionPreference, Cmdlet, Context};
use crate::engine::types::record;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

record::record_class!(INFORMATION "System.Management.Automation.InformationRecord" ["MessageData", "Source", "Tags"]);

cmdlet! {
    /// Writes to the information stream.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Information 'Started' -InformationAction Continue
    /// ```
    "Write-Information" as WriteInformation { aliases: &["wi"], class: "Microsoft.PowerShell.Commands.WriteInformationCommand" }
    parameters {
        /// What to write.
        "MessageData" data: Value { aliases: &["Msg", "Message"], position: Some(0), mandatory: true, pipe: Pipe::ByValue },
        /// Words to find it by.
        "Tags" tags: Vec<String> { position: Some(1) },
    }
}

impl Cmdlet for WriteInformation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let text = convert::to_text(context.engine, &self.data)?;
        let tags = Value::array(self.tags.iter().map(|tag| Value::from(tag.as_str())).collect());
        let message = record::made(
            &INFORMATION,
            text.clone(),
            [
                ("MessageData", self.data.clone()),
                ("Source", Value::text("Write-Information")),
                ("Tags", tags),
            ],
        );
        let how = match context.invocation.common.information_action {
            Some(action) => action,
            None => context.engine.preference("informationpreference", ActionPreference::SilentlyContinue),
        };
        if how == ActionPreference::Ignore {
            return Ok(());
        }
        if let Some(name) = context.invocation.common.information_variable.clone() {
            context.engine.append_to(&name, message.clone());
        }
        let shown = context.engine.write_information(message)?;
        if shown && how == ActionPreference::Continue {
            context.engine.host.write_line(&text);
        }
        Ok(())
    }
}
