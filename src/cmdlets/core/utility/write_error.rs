//! `Write-Error`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, ErrorRecord, Exception, Position};
use crate::engine::types::{error_record, exception};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

macro_rules! set {
    (details) => {
        &[
            Membership { set: "NoException", position: None, mandatory: false, pipe: Pipe::No },
            Membership { set: "WithException", position: None, mandatory: false, pipe: Pipe::No },
        ]
    };
    ($name:literal) => {
        &[Membership { set: $name, position: Some(0), mandatory: true, pipe: Pipe::No }]
    };
}

cmdlet! {
    /// Reports an error that does not end the script.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Error 'The file is missing.' -ErrorAction SilentlyContinue
    /// Write-Error -Message 'No such file.' -Category ObjectNotFound -ErrorId NoFile -TargetObject ./a.txt -RecommendedAction 'Make it first.' -ErrorAction SilentlyContinue
    /// Write-Error -Message 'No such file.' -CategoryActivity Read -CategoryReason Missing -CategoryTargetName a.txt -CategoryTargetType file -ErrorAction SilentlyContinue
    /// Write-Error -Exception ([System.IO.IOException]::new('Full')) -ErrorAction SilentlyContinue
    /// Write-Error -ErrorRecord $Error[0] -ErrorAction SilentlyContinue
    /// ```
    "Write-Error" as WriteError { class: "Microsoft.PowerShell.Commands.WriteErrorCommand", default_set: "NoException" }
    parameters {
        /// The message.
        "Message" message: Option<String> { aliases: &["Msg"], sets: &[
            Membership { set: "NoException", position: Some(0), mandatory: true, pipe: Pipe::ByValue },
            Membership { set: "WithException", position: None, mandatory: false, pipe: Pipe::No },
        ], validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// The exception.
        "Exception" exception: Option<Value> { type_name: "System.Exception", sets: set!("WithException") },
        /// An error that is reported again.
        "ErrorRecord" error_record: Option<Value> { type_name: "System.Management.Automation.ErrorRecord", sets: set!("ErrorRecord") },
        /// Its category.
        "Category" category: Option<String> { sets: set!(details), type_name: "System.Management.Automation.ErrorCategory" },
        /// Its id.
        "ErrorId" id: Option<String> { sets: set!(details) },
        /// The object that it is about.
        "TargetObject" target: Option<Value> { sets: set!(details) },
        /// What to do about it.
        "RecommendedAction" action: Option<String>,
        /// The activity of its category.
        "CategoryActivity" activity: Option<String> { aliases: &["Activity"] },
        /// The reason of its category.
        "CategoryReason" reason: Option<String> { aliases: &["Reason"] },
        /// The target's name in its category.
        "CategoryTargetName" target_name: Option<String> { aliases: &["TargetName"] },
        /// The target's type in its category.
        "CategoryTargetType" target_type: Option<String> { aliases: &["TargetType"] },
    }
}

impl Cmdlet for WriteError {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut record = self.record();
        record.recommended_action = self.action.clone().or(record.recommended_action);
        record.reason = self.reason.clone().unwrap_or(record.reason);
        record.target_name = self.target_name.clone().or(record.target_name);
        record.target_type = self.target_type.clone().or(record.target_type);
        record.activity = Some(self.activity.clone().unwrap_or_else(|| "Write-Error".into()));
        record.reported = false;
        record.position = caller(context);
        let id = record.id.split(',').next().unwrap_or_default().to_string();
        record.id = match record.position.as_ref().and_then(|position| position.command.clone()) {
            Some(command) if !command.is_empty() => format!("{id},{command}"),
            _ => id,
        };
        record.script_stack = context.engine.script_stack_lines(context.invocation.position.as_ref());
        context.invocation.failed = true;
        let common = context.invocation.common.clone();
        let position = context.invocation.position.clone();
        let reported =
            context.engine.reported_at(position, |engine| engine.report_error(Some(&common), record));
        reported.map_err(|fault| self.stopped(context, fault))
    }
}

impl WriteError {
    fn record(&self) -> ErrorRecord {
        if let Some(record) = self.error_record.as_ref().and_then(error_record::of) {
            return record.clone();
        }
        let given = self.exception.as_ref().and_then(exception::of).cloned();
        let plain = given.is_none();
        let class = "Microsoft.PowerShell.Commands.WriteErrorException";
        let message = self.message.clone();
        let cause = given.unwrap_or_else(|| Exception::new(class, message.clone().unwrap_or_default()));
        let id = match &self.id {
            Some(id) => id.clone(),
            None => cause.class.to_string(),
        };
        let category = self.category.as_deref().and_then(Category::from_name).unwrap_or_default();
        let mut record = ErrorRecord::new(cause, id, category, self.target.clone().unwrap_or_default());
        record.details = message.filter(|_| !plain);
        record
    }

    /// Under `Stop` the error is said to be where this command stands.
    fn stopped(&self, context: &Context<'_>, mut fault: Box<Fault>) -> Box<Fault> {
        if let Fault::Error { record, .. } = fault.as_mut()
            && record.position.as_ref().is_none_or(|position| position.source.file.is_none())
            && let Some(own) = &context.invocation.position
        {
            record.position = Some(Position { command: None, invocation: None, ..own.clone() });
        }
        fault
    }
}

/// Where the function or script that reports was called.
fn caller(context: &Context<'_>) -> Option<Position> {
    let call = context.engine.calls.last()?;
    let command = (!call.is_block && !call.is_method).then(|| call.name.clone());
    let invocation = Some(call.invocation.clone());
    match &call.position {
        Some(position) => Some(Position { command, invocation, ..position.clone() }),
        None => {
            // A script started from outside stands nowhere.
            let source = crate::language::Source::inline("");
            Some(Position { command, invocation, ..Position::at(&source, Default::default()) })
        }
    }
}
