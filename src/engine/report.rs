//! Streams other than output: errors, warnings and the like, and what preferences say of them.

use super::command::{ActionPreference, Common};
use super::error::{Carrier, Category, ErrorRecord, Exception, Position};
use super::object::{Object, ObjectKind};
use super::raised::stop_exception;
use super::types::error_record;
use super::types::record::{self, record_class};
use super::types::{Class, error_list};
use super::value::Value;
use super::{Engine, Fault, Outcome, convert};
use crate::language::ast::Stream;
use std::rc::Rc;

/// Errors that `$Error` keeps.
const ERRORS_KEPT: usize = 256;

impl Engine {
    /// Sends a record that another runspace wrote to a stream of this one.
    pub fn forward_record(&mut self, stream: Stream, record: Value, common: &Common) -> Outcome {
        if stream == Stream::Error
            && let Some(error) = error_record::of(&record).cloned()
        {
            return self.report_error(Some(common), error);
        }
        if stream == Stream::Information {
            let text = convert::to_text(self, &record)?;
            let tags = record::field(&record, "Tags");
            let is_host = super::member::enumerate(self, &tags)?
                .is_some_and(|tags| tags.iter().any(|tag| convert::display(tag) == "PSHOST"));
            let how = match is_host {
                true => Some(ActionPreference::Continue),
                false => common.information_action,
            };
            if self.write_information(record, &text, how)? {
                self.host.write(&text, None, None);
                self.host.write("\n", None, None);
            }
            return Ok(());
        }
        self.note(stream, &record);
        let silent = ActionPreference::SilentlyContinue;
        let shown = |on: bool| if on { ActionPreference::Continue } else { silent };
        let (given, name, default) = match stream {
            Stream::Warning => (common.warning_action, "warningpreference", ActionPreference::Continue),
            Stream::Verbose => (common.verbose.map(shown), "verbosepreference", silent),
            _ => (common.debug.map(shown), "debugpreference", silent),
        };
        let how = given.unwrap_or_else(|| self.preference(name, default));
        if matches!(how, ActionPreference::SilentlyContinue | ActionPreference::Ignore) {
            return Ok(());
        }
        let text = convert::to_text(self, &record)?;
        if self.redirected(stream, record)?.is_some() {
            self.flush_output()?;
            self.show_message(stream, &text);
        }
        Ok(())
    }

    /// `-ErrorAction` when given, else `$ErrorActionPreference`.
    pub fn error_preference(&mut self, common: Option<&Common>) -> ActionPreference {
        if let Some(action) = common.and_then(|common| common.error_action) {
            return action;
        }
        self.preference("erroractionpreference", ActionPreference::Continue)
    }

    /// A preference variable's value.
    pub fn preference(&mut self, folded: &str, default: ActionPreference) -> ActionPreference {
        match self.find_variable(folded) {
            Some(value) => convert::to_action(&value).unwrap_or(default),
            None => default,
        }
    }

    /// As [`Self::preference`]. Errors: `Suspend`, which nothing supports; the variable gets its default instead.
    /// Source: `ExecutionContext.CheckActionPreference`.
    pub fn usable_preference(
        &mut self,
        variable: &str,
        default: ActionPreference,
    ) -> Outcome<ActionPreference> {
        let how = self.preference(&variable.to_ascii_lowercase(), default);
        if how != ActionPreference::Suspend {
            return Ok(how);
        }
        let message = format!(
            "The Suspend ActionPreference value is reserved for future use and is not supported at this time. It has been replaced in your {variable} variable by the default value of {default:?}. For more information about preference variables, see the Help topic, \"about_Preference_Variables.\""
        );
        self.set_variable(variable, Value::text(format!("{default:?}")))?;
        let class = "System.NotSupportedException";
        let exception = Exception::new(class, message);
        Err(Fault::error(exception, class, Category::NotImplemented, Value::Null))
    }

    /// Reports a non-terminating error as the preference says. Errors: it terminates under `Stop`.
    pub fn report_error(&mut self, common: Option<&Common>, mut record: ErrorRecord) -> Outcome {
        self.succeeded = false;
        let how = match common.and_then(|common| common.error_action) {
            Some(action) => action,
            None => self.usable_preference("ErrorActionPreference", ActionPreference::Continue)?,
        };
        if how == ActionPreference::Stop {
            if !self.listeners.is_empty() {
                let mut halt = stop_exception("ErrorActionPreference", record.message());
                halt.data.push(("ErrorRecord".into(), error_record::value(record.clone())));
                self.note(Stream::Error, &super::types::exception::value(halt));
            }
            record.carrier = Carrier::Stop;
            record.stops = true;
            return Err(Box::new(Fault::Error { record: Box::new(record), whole_script: true }));
        }
        if how == ActionPreference::Ignore {
            return Ok(());
        }
        if self.script_less(&record) {
            record.script_stack = self.script_stack(record.position.as_ref());
        }
        if how == ActionPreference::Break {
            let position = self.reported_from.clone().or_else(|| record.position.clone());
            self.break_for(error_record::value(record.clone()), position)?;
        }
        self.remember_error(&mut record);
        self.note(Stream::Error, &error_record::value(record.clone()));
        match how {
            ActionPreference::SilentlyContinue => Ok(()),
            ActionPreference::Inquire if common.is_some_and(|common| common.yes_to_all.get()) => {
                self.write_error_record(record)
            }
            ActionPreference::Inquire => {
                let message = record.exception.message.clone();
                self.write_error_record(record)?;
                if self.inquire(&message)?
                    && let Some(common) = common
                {
                    common.yes_to_all.set(true);
                }
                Ok(())
            }
            _ => self.write_error_record(record),
        }
    }

    /// Reports from a place, which a preference of `Break` stops at.
    pub fn reported_at<T>(&mut self, position: Option<Position>, report: impl FnOnce(&mut Engine) -> T) -> T {
        let outer = std::mem::replace(&mut self.reported_from, position);
        let result = report(self);
        self.reported_from = outer;
        result
    }

    fn script_less(&self, record: &ErrorRecord) -> bool {
        record.script_stack.is_empty()
    }

    /// Reports the error that ended a statement.
    pub(crate) fn report_statement_error(
        &mut self,
        record: &mut ErrorRecord,
        how: ActionPreference,
    ) -> Outcome {
        // Unlike what a command reports, an error of a statement is kept even under `Ignore`.
        self.remember_error(record);
        if matches!(how, ActionPreference::SilentlyContinue | ActionPreference::Ignore) || record.reported {
            return Ok(());
        }
        record.reported = true;
        self.write_error_record(record.clone())
    }

    /// Puts an error in front of `$Error`.
    pub(crate) fn remember_error(&mut self, record: &mut ErrorRecord) {
        let newest = error_list::newest(&self.errors);
        let newest = newest.as_ref().and_then(error_record::of).is_some_and(|known| {
            known.exception.message == record.exception.message
                && known.id == record.id
                && same_place(known, record)
        });
        if record.reported || (newest && !self.caught.is_empty()) {
            return;
        }
        let error = Rc::new(Object::new(ObjectKind::Error(Box::new(record.clone()))));
        error_list::push(&self.errors, error, ERRORS_KEPT);
    }

    /// Writes an error record to the error stream.
    pub fn write_error_record(&mut self, record: ErrorRecord) -> Outcome {
        let value = error_record::value(record.clone());
        if self.redirected(Stream::Error, value)?.is_none() {
            return Ok(());
        }
        self.flush_output()?;
        let text = self.error_text(&record);
        self.host.write_error(&text);
        Ok(())
    }

    /// The error as the host shows it.
    pub fn error_text(&mut self, record: &ErrorRecord) -> String {
        let view = self.host.error_view();
        view(self, record)
    }

    /// Writes to the warning, verbose or debug stream, as its preference says.
    pub fn write_message(
        &mut self,
        stream: Stream,
        message: &str,
        explicit: Option<ActionPreference>,
        answered: Option<&std::cell::Cell<bool>>,
    ) -> Outcome {
        let default = match stream {
            Stream::Warning => ActionPreference::Continue,
            _ => ActionPreference::SilentlyContinue,
        };
        let how = match explicit {
            Some(how) => how,
            None => self.usable_preference(preference_name(stream), default)?,
        };
        let silent = matches!(how, ActionPreference::SilentlyContinue | ActionPreference::Ignore);
        // Commands over many objects say something verbose about each of them.
        if silent && !self.listens() {
            return Ok(());
        }
        let record = self.message_record(stream, message);
        self.note(stream, &record);
        if silent {
            return Ok(());
        }
        if how == ActionPreference::Break {
            self.break_for(record.clone(), self.reported_from.clone())?;
        }
        if self.redirected(stream, record)?.is_some() {
            self.flush_output()?;
            self.show_message(stream, message);
        }
        match how {
            ActionPreference::Stop => Err(stopped(preference_name(stream), message)),
            ActionPreference::Inquire if answered.is_some_and(std::cell::Cell::get) => Ok(()),
            ActionPreference::Inquire => {
                let all = self.inquire("Continue with this operation?")?;
                if let Some(answered) = answered {
                    answered.set(all);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A message as the host shows its stream.
    pub(super) fn show_message(&mut self, stream: Stream, message: &str) {
        match stream {
            Stream::Warning => self.host.write_warning(message),
            Stream::Verbose => self.host.write_verbose(message),
            _ => self.host.write_debug(message),
        }
    }

    fn message_record(&self, stream: Stream, message: &str) -> Value {
        let class = match stream {
            Stream::Warning => &WARNING,
            Stream::Verbose => &VERBOSE,
            _ => &DEBUG,
        };
        let invocation = super::types::invocation_info::current(self);
        record::made(class, message, [("Message", Value::text(message)), ("InvocationInfo", invocation)])
    }

    /// Writes an information record (`Write-Information`, `Write-Host`) as its preference says; gives back
    /// whether the host should show it.
    pub fn write_information(
        &mut self,
        record: Value,
        message: &str,
        explicit: Option<ActionPreference>,
    ) -> Outcome<bool> {
        let silent = ActionPreference::SilentlyContinue;
        let how = match explicit {
            Some(how) => how,
            None => self.usable_preference("InformationPreference", silent)?,
        };
        if how == ActionPreference::Ignore {
            return Ok(false);
        }
        if how == ActionPreference::Stop {
            return Err(stopped("InformationPreference", message));
        }
        if how == ActionPreference::Break {
            self.break_for(record.clone(), self.reported_from.clone())?;
        }
        self.note(Stream::Information, &record);
        let left = self.redirected(Stream::Information, record)?.is_some();
        Ok(left && how != silent)
    }

    /// Lines `at name, file: line n` of what runs now, innermost first.
    pub(crate) fn script_stack(&self, position: Option<&Position>) -> Vec<String> {
        let mut lines = Vec::new();
        let mut place = position.cloned();
        for call in self.calls.iter().rev() {
            let name =
                if call.is_block || call.is_script { "<ScriptBlock>".into() } else { call.name.clone() };
            lines.push(stack_line(&name, place.as_ref()));
            place = call.position.clone();
        }
        if lines.is_empty() {
            lines.push(stack_line("<ScriptBlock>", place.as_ref()));
        }
        lines
    }
}

fn same_place(left: &ErrorRecord, right: &ErrorRecord) -> bool {
    match (&left.position, &right.position) {
        (Some(left), Some(right)) => left.span == right.span && Rc::ptr_eq(&left.source, &right.source),
        _ => false,
    }
}

/// The stream and text of a warning, verbose or debug record that comes as output.
pub(super) fn stream_message(value: &Value) -> Option<(Stream, String)> {
    let Value::Object(object) = value.unwrapped() else { return None };
    let ObjectKind::Native(native) = &object.kind else { return None };
    let class = native.class();
    let stream = [(&WARNING, Stream::Warning), (&VERBOSE, Stream::Verbose), (&DEBUG, Stream::Debug)]
        .into_iter()
        .find(|(known, _)| std::ptr::eq(*known, class))
        .map(|(_, stream)| stream)?;
    Some((stream, native.to_text()?))
}

fn stopped(preference: &str, message: &str) -> Box<Fault> {
    let exception = stop_exception(preference, message);
    let mut record =
        ErrorRecord::new(exception, "ActionPreferenceStop", Category::OperationStopped, Value::Null);
    record.thrown = false;
    Box::new(Fault::Error { record: Box::new(record), whole_script: true })
}

fn preference_name(stream: Stream) -> &'static str {
    match stream {
        Stream::Warning => "WarningPreference",
        Stream::Verbose => "VerbosePreference",
        _ => "DebugPreference",
    }
}

fn stack_line(name: &str, position: Option<&Position>) -> String {
    let Some(position) = position else { return format!("at {name}, <No file>: line 1") };
    let (line, _) = position.source.position(position.span.start);
    let file = position.source.file.as_deref().unwrap_or("<No file>");
    format!("at {name}, {file}: line {line}")
}

record_class!(WARNING "System.Management.Automation.WarningRecord" ["Message", "InvocationInfo"]);
record_class!(VERBOSE "System.Management.Automation.VerboseRecord" ["Message", "InvocationInfo"]);
record_class!(DEBUG "System.Management.Automation.DebugRecord" ["Message", "InvocationInfo"]);

/// Classes of what the streams carry.
pub(super) const CLASSES: &[&Class] = &[&WARNING, &VERBOSE, &DEBUG];
