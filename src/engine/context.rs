//! What a running native command may ask: output, streams, confirmation, blocks, waiting.

use super::command::{ActionPreference, Context, Impact, Sink};
use super::error::{Category, ErrorRecord, Exception};
use super::host::{Progress, ProgressLook};
use super::script_block::ScriptBlockValue;
use super::value::Value;
use super::{Engine, Fault, Outcome, convert};
use crate::language::ast::Stream;
use std::rc::Rc;

impl Context<'_> {
    /// Reports a non-terminating error (terminating under `-ErrorAction Stop`).
    pub fn error(&mut self, mut record: ErrorRecord) -> Outcome {
        self.name_error(&mut record);
        self.invocation.failed = true;
        let position = self.invocation.position.clone();
        let common = &self.invocation.common;
        self.engine.reported_at(position, |engine| engine.report_error(Some(common), record))
    }

    /// A non-terminating error from its parts.
    pub fn fail(
        &mut self,
        class: &str,
        message: impl Into<String>,
        id: &str,
        category: Category,
        target: Value,
    ) -> Outcome {
        let record = ErrorRecord::new(Exception::new(class, message), id, category, target);
        self.error(record)
    }

    /// A terminating error from its parts.
    pub fn terminate(
        &self,
        class: &str,
        message: impl Into<String>,
        id: &str,
        category: Category,
        target: Value,
    ) -> Box<Fault> {
        let mut record = ErrorRecord::new(Exception::new(class, message), id, category, target);
        self.name_error(&mut record);
        record.into()
    }

    /// An error from below as this command's own: its id ends with the command's class.
    pub fn named(&self, mut fault: Box<Fault>) -> Box<Fault> {
        if let Fault::Error { record, .. } = fault.as_mut() {
            self.name_error(record);
        }
        fault
    }

    /// Completes an error with this command's name, id ending and place.
    fn name_error(&self, record: &mut ErrorRecord) {
        if !record.id.contains(',') {
            record.id = format!("{},{}", record.id, self.invocation.info.class);
        }
        if record.activity.is_none() {
            record.activity = Some(self.invocation.info.name.to_string());
        }
        if record.position.is_none() {
            record.position = self.invocation.position.clone();
        }
        if record.script_stack.is_empty() {
            record.script_stack = self.engine.script_stack(record.position.as_ref());
        }
    }

    pub fn warning(&mut self, message: &str) -> Outcome {
        let action = self.invocation.common.warning_action;
        let answered = self.invocation.common.yes_to_all_messages.clone();
        let position = self.invocation.position.clone();
        let result = self.engine.reported_at(position, |engine| {
            engine.write_message(Stream::Warning, message, action, Some(&answered))
        });
        result.map_err(|fault| self.stopped_here(fault))
    }

    pub fn verbose(&mut self, message: &str) -> Outcome {
        let action = self.invocation.common.verbose.map(shown);
        let answered = self.invocation.common.yes_to_all_messages.clone();
        let position = self.invocation.position.clone();
        let result = self.engine.reported_at(position, |engine| {
            engine.write_message(Stream::Verbose, message, action, Some(&answered))
        });
        result.map_err(|fault| self.stopped_here(fault))
    }

    pub fn debug(&mut self, message: &str) -> Outcome {
        let action = self.invocation.common.debug.map(shown);
        let answered = self.invocation.common.yes_to_all_messages.clone();
        let position = self.invocation.position.clone();
        let result = self.engine.reported_at(position, |engine| {
            engine.write_message(Stream::Debug, message, action, Some(&answered))
        });
        result.map_err(|fault| self.stopped_here(fault))
    }

    /// A preference of `Stop`, or of none that there is, stops this command: the error's id says so.
    pub fn stopped_here(&self, mut fault: Box<Fault>) -> Box<Fault> {
        if let Fault::Error { record, .. } = fault.as_mut()
            && matches!(record.id.as_str(), "ActionPreferenceStop" | "System.NotSupportedException")
        {
            record.id = format!("{},{}", record.id, self.invocation.info.class);
        }
        fault
    }

    pub fn progress(&mut self, progress: &Progress) {
        let action = self.invocation.common.progress_action;
        let how = action
            .unwrap_or_else(|| self.engine.preference("progresspreference", ActionPreference::Continue));
        if !matches!(how, ActionPreference::SilentlyContinue | ActionPreference::Ignore) {
            let look = self.engine.progress_look();
            self.engine.host.progress(&Progress { look, ..progress.clone() });
        }
    }

    /// Ends the sources of this pipeline: nothing more is wanted.
    pub fn stop_upstream(&self) -> Box<Fault> {
        Box::new(Fault::StopPipeline(self.invocation.stop_id))
    }

    /// Whether to go on, as `-WhatIf`, `-Confirm` and the preferences say.
    pub fn should_process(&mut self, target: &str, action: &str) -> Outcome<bool> {
        let what_if = match self.invocation.common.what_if {
            Some(on) => on,
            None => {
                self.engine.find_variable("whatifpreference").is_some_and(|value| convert::to_bool(&value))
            }
        };
        let description = format!("Performing the operation \"{action}\" on target \"{target}\".");
        if what_if {
            self.engine.host.write(&format!("What if: {description}\n"), None, None);
            return Ok(false);
        }
        let impact = self.invocation.info.should_process.unwrap_or(Impact::Medium);
        let confirm = self.invocation.common.confirm;
        let mut all = self.invocation.confirm_all;
        let answer = self.engine.confirm(&description, impact, confirm, &mut all);
        self.invocation.confirm_all = all;
        if matches!(answer, Ok(true)) {
            self.verbose(&description)?;
        }
        answer.map_err(|fault| super::member::called(fault, "ShouldProcess", 2))
    }

    /// Asks whatever the preferences say. `-Force` is the command's own business.
    pub fn should_continue(&mut self, query: &str, caption: &str) -> Outcome<bool> {
        if let Some(answer) = self.invocation.confirm_all {
            return Ok(answer);
        }
        let mut all = None;
        let answer = self.engine.ask(caption, query, &mut all);
        self.invocation.confirm_all = all;
        answer
    }

    /// What a block sends, called with arguments in a scope of its own.
    pub fn invoke_block(&mut self, block: &Rc<ScriptBlockValue>, arguments: &[Value]) -> Outcome<Vec<Value>> {
        self.engine.invoke_block(block, arguments)
    }

    /// Runs a block in the caller's scope with `$_` set, sending what it sends on.
    pub fn run_with_item(&mut self, block: &Rc<ScriptBlockValue>, item: Value) -> Outcome {
        self.engine.run_with_item(block, item, self.sink)
    }

    /// Runs a future; Ctrl+C ends the wait.
    pub fn wait<T>(&mut self, future: impl Future<Output = T>) -> Outcome<T> {
        self.engine.wait(future)
    }
}

/// `-Verbose` and `-Debug` as preferences.
fn shown(on: bool) -> ActionPreference {
    if on { ActionPreference::Continue } else { ActionPreference::SilentlyContinue }
}

impl Engine {
    /// `$PSStyle.Progress`, with what is missing or wrong as PowerShell begins.
    fn progress_look(&mut self) -> ProgressLook {
        let usual = ProgressLook { classic: false, style: "\x1b[33;1m".into(), max_width: 120 };
        let Some(style) = self.find_variable("psstyle").filter(|_| self.host.has_colours()) else {
            return usual;
        };
        let Ok(Some(progress)) = super::member::get(self, &style, "Progress") else { return usual };
        let mut read = |name: &str| super::member::get(self, &progress, name).ok().flatten();
        let text = |value: Option<Value>| value.map(|value| convert::display(&value));
        ProgressLook {
            classic: text(read("View")).is_some_and(|view| view.eq_ignore_ascii_case("Classic")),
            style: text(read("Style")).unwrap_or(usual.style),
            max_width: text(read("MaxWidth")).and_then(|width| width.parse().ok()).unwrap_or(usual.max_width),
        }
    }

    /// Lines of the call stack for an error that a command makes itself.
    pub fn script_stack_lines(&self, position: Option<&super::error::Position>) -> Vec<String> {
        self.script_stack(position)
    }

    /// Runs a block in the current scope with `$_` set, pushing what it sends.
    pub fn run_with_item(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        item: Value,
        sink: &mut dyn Sink,
    ) -> Outcome {
        let scope = self.scope.clone();
        let saved = scope.replace_item(Some(item));
        let result = self.run_shared(block, sink);
        scope.replace_item(saved);
        result
    }

    /// Confirmation by impact. `all` remembers *Yes to All* and *No to All*.
    pub(crate) fn confirm(
        &mut self,
        description: &str,
        impact: Impact,
        explicit: Option<bool>,
        all: &mut Option<bool>,
    ) -> Outcome<bool> {
        if let Some(answer) = *all {
            return Ok(answer);
        }
        if !self.wants_confirmation(impact, explicit)? {
            return Ok(true);
        }
        self.ask("Confirm", &format!("Are you sure you want to perform this action?\n{description}"), all)
    }

    /// Whether `-Confirm` or `$ConfirmPreference` asks for a confirmation of this impact.
    pub(crate) fn wants_confirmation(&mut self, impact: Impact, explicit: Option<bool>) -> Outcome<bool> {
        if let Some(asked) = explicit {
            // `-Confirm` asks for all that has any impact.
            return Ok(asked && impact != Impact::None);
        }
        let threshold = match self.find_variable("confirmpreference") {
            Some(value) => match convert::to_text(self, &value)?.to_ascii_lowercase().as_str() {
                "none" => Impact::None,
                "low" => Impact::Low,
                "medium" => Impact::Medium,
                _ => Impact::High,
            },
            None => Impact::High,
        };
        Ok(threshold != Impact::None && impact >= threshold)
    }

    pub(crate) fn ask(&mut self, caption: &str, message: &str, all: &mut Option<bool>) -> Outcome<bool> {
        let choices = [
            ("&Yes", "Continue with only the next step of the operation."),
            ("Yes to &All", "Continue with all the steps of the operation."),
            ("&No", "Skip this operation and proceed with the next operation."),
            ("No to A&ll", "Skip this operation and all subsequent operations."),
            (
                "&Suspend",
                "Pause the current pipeline and return to the command prompt. Type \"exit\" to resume the pipeline.",
            ),
        ];
        let choices: Vec<(String, String)> =
            choices.iter().map(|(label, help)| (label.to_string(), help.to_string())).collect();
        let answer = self.choose_or_suspend(caption, message, &choices, 4)?;
        Ok(match answer {
            0 => true,
            1 => {
                *all = Some(true);
                true
            }
            3 => {
                *all = Some(false);
                false
            }
            _ => false,
        })
    }

    /// Asks for one of the choices; the one at `suspend` opens a prompt inside of the command, and `exit` there
    /// asks again. Errors: nobody can answer.
    fn choose_or_suspend(
        &mut self,
        caption: &str,
        message: &str,
        choices: &[(String, String)],
        suspend: usize,
    ) -> Outcome<usize> {
        if !self.host.is_interactive() {
            let message =
                "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.";
            let exception =
                Exception::new("System.Management.Automation.PSInvalidOperationException", message);
            let id = super::types::arguments::THROWN;
            return Err(Fault::error(exception, id, Category::InvalidOperation, Value::Null));
        }
        loop {
            let answer = self
                .host
                .choose(caption, message, choices, 0)
                .map_err(|message| Fault::runtime("PromptFailed", message))?;
            // Ctrl+C is no answer.
            self.check_stop()?;
            if answer != suspend {
                return Ok(answer);
            }
            let prompt = self.host.nested_prompt();
            prompt(self)?;
        }
    }

    /// A preference of `Inquire`: asks whether the command goes on behind a message; `true` when it shall not be
    /// asked again. Errors: it shall not go on, or nobody can answer.
    pub(crate) fn inquire(&mut self, message: &str) -> Outcome<bool> {
        let choices = [
            ("&Yes", "Continue with only the next step of the operation."),
            ("Yes to &All", "Continue with all the steps of the operation."),
            ("&Halt Command", "Stop this command."),
            (
                "&Suspend",
                "Pause the current pipeline and return to the command prompt. Type \"exit\" to resume the pipeline.",
            ),
        ];
        let choices = choices.map(|(label, help)| (label.to_string(), help.to_string()));
        match self.choose_or_suspend("Confirm", message, &choices, 3)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => {
                let message = "The running command stopped because the user selected the Stop option.";
                let class = "System.Management.Automation.ActionPreferenceStopException";
                let exception = Exception::new(class, message);
                let record = ErrorRecord::new(
                    exception,
                    "ActionPreferenceStop",
                    Category::OperationStopped,
                    Value::Null,
                );
                Err(Box::new(Fault::Error { record: Box::new(record), whole_script: true }))
            }
        }
    }
}
