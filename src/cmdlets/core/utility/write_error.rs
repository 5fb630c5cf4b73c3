//! `Write-Error`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::types::{error_record, exception};
use crate::engine::value::Value;

cmdlet! {
    /// Reports an error that does not end the script.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Error 'The file is missing.' -ErrorAction SilentlyContinue
    /// ```
    "Write-Error" as WriteError { class: "Microsoft.PowerShell.Commands.WriteErrorCommand", default_set: "NoException" }
    parameters {
        /// The message.
        "Message" message: Option<String> { aliases: &["Msg"], position: Some(0), pipe: Pipe::ByValue },
        /// The exception.
        "Exception" exception: Option<Value>,
        /// An error that is reported again.
        "ErrorRecord" error_record: Option<Value>,
        /// Its category.
        "Category" category: Option<String>,
        /// Its id.
        "ErrorId" id: Option<String>,
        /// The object that it is about.
        "TargetObject" target: Option<Value>,
        /// What to do about it.
        "RecommendedAction" action: Option<String>,
        /// The activity of its category.
        "CategoryActivity" activity: Option<String> { aliases: &["Activity"] },
        /// The reason of its category.
        "CategoryReason" reason: Option<String> { aliases: &["Reason"] },
        /// The target's name in its category.
        "CategoryTargetName" target_name: Option<String> { aliases: &["TargetName"], validate: &[Validation::NotYet] },
        /// The target's type in its category.
        "CategoryTargetType" target_type: Option<String> { aliases: &["TargetType"], validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for WriteError {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(record) = self.error_record.as_ref().and_then(error_record::of) {
            let mut record = record.clone();
            record.reported = false;
            record.position = context.invocation.position.clone();
            return report(context, record);
        }
        let given = self.exception.as_ref().and_then(exception::of).cloned();
        let message = self.message.clone();
        let cause = match (given, &message) {
            (Some(cause), _) => cause,
            (None, message) => Exception::new(
                "Microsoft.PowerShell.Commands.WriteErrorException",
                message.clone().unwrap_or_default(),
            ),
        };
        let plain = self.exception.is_none();
        let id = match &self.id {
            Some(id) => id.clone(),
            None if plain => "Microsoft.PowerShell.Commands.WriteErrorException".into(),
            None => cause.class.to_string(),
        };
        let category = self.category.as_deref().and_then(Category::from_name).unwrap_or_default();
        let mut record = ErrorRecord::new(cause, id, category, self.target.clone().unwrap_or_default());
        if !plain {
            record.details = message;
        }
        record.recommended_action = self.action.clone();
        record.reason = self.reason.clone().unwrap_or_default();
        record.activity = Some(self.activity.clone().unwrap_or_else(|| caller(context)));
        if let Some(call) = context.engine.calls.last() {
            record.id = format!("{},{}", record.id, call.name);
            record.position = call.position.clone().filter(|_| !call.is_script && !call.is_block);
        }
        if context.engine.calls.last().is_none_or(|call| call.name.is_empty() || call.is_script) {
            record.id = record.id.split(',').next().unwrap_or_default().to_string();
        }
        report(context, record)
    }
}

/// The function that reports, or this command.
fn caller(context: &Context<'_>) -> String {
    match context.engine.calls.last() {
        Some(call) if !call.name.is_empty() && !call.is_method && !call.is_script && !call.is_block => {
            call.name.to_string()
        }
        _ => "Write-Error".into(),
    }
}

fn report(context: &mut Context<'_>, mut record: ErrorRecord) -> Outcome {
    if record.position.is_none() {
        record.position = context.invocation.position.clone();
    }
    record.script_stack = context.engine.script_stack_lines(record.position.as_ref());
    let common = context.invocation.common.clone();
    context.engine.report_error(Some(&common), record)
}
