//! `Write-Error`, `Write-Warning`, `Write-Verbose`, `Write-Debug`, `Write-Information`, `Write-Progress`.

use crate::cmdlet;
use crate::engine::command::{ActionPreference, Cmdlet, Context};
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::host::Progress;
use crate::engine::types::{error_record, exception, record};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

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
        Some(call) if !call.name.is_empty() && !call.is_script && !call.is_block => call.name.to_string(),
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

macro_rules! message_command {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $class:literal, $method:ident) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { class: $class }
            parameters {
                /// The message.
                "Message" message: String { aliases: &["Msg"], position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowEmptyString] },
            }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let message = self.message.clone();
                context.$method(&message)
            }
        }
    };
}

message_command! {
    /// Writes to the warning stream.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Warning 'The disk is nearly full.'
    /// ```
    "Write-Warning" as WriteWarning, "Microsoft.PowerShell.Commands.WriteWarningCommand", warning
}

message_command! {
    /// Writes to the verbose stream, which is shown with `-Verbose`.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Verbose 'Reading users.csv' -Verbose
    /// ```
    "Write-Verbose" as WriteVerbose, "Microsoft.PowerShell.Commands.WriteVerboseCommand", verbose
}

message_command! {
    /// Writes to the debug stream, which is shown with `-Debug`.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Debug 'x is 3' -Debug
    /// ```
    "Write-Debug" as WriteDebug, "Microsoft.PowerShell.Commands.WriteDebugCommand", debug
}

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

cmdlet! {
    /// Shows how far a long command is.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Progress -Activity 'Moving users' -Status '3 of 10' -PercentComplete 30
    /// Write-Progress -Activity 'Moving users' -Completed
    /// ```
    "Write-Progress" as WriteProgress { class: "Microsoft.PowerShell.Commands.WriteProgressCommand" }
    parameters {
        /// What is being done.
        "Activity" activity: Option<String> { position: Some(0) },
        /// How far it is.
        "Status" status: Option<String> { position: Some(1) },
        /// The number that tells one bar from another.
        "Id" id: i32 { position: Some(2) },
        /// Percent, or -1.
        "PercentComplete" percent: Option<i32> { validate: &[Validation::Range(-1.0, 100.0)] },
        /// Seconds that are left.
        "SecondsRemaining" seconds: Option<i32>,
        /// What happens right now.
        "CurrentOperation" operation: Option<String>,
        /// The bar above this one.
        "ParentId" parent: Option<i32>,
        /// Removes the bar.
        "Completed" completed: bool,
        /// Where it comes from.
        "SourceId" source: i32,
    }
}

impl Cmdlet for WriteProgress {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let progress = Progress {
            id: self.id,
            parent: self.parent,
            activity: self.activity.clone().unwrap_or_default(),
            status: self.status.clone().unwrap_or_else(|| "Processing".into()),
            percent: self.percent.unwrap_or(-1),
            seconds_remaining: self.seconds.unwrap_or(-1),
            operation: self.operation.clone(),
            completed: self.completed,
        };
        context.progress(&progress);
        Ok(())
    }
}
