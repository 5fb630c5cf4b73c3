//! Streams other than output: where errors, warnings and the like go, and what preferences say.

use super::command::{ActionPreference, Common, Sink};
use super::error::{Carrier, Category, ErrorRecord, Exception, Position};
use super::host::Formatter;
use super::object::{Object, ObjectKind};
use super::raised::stop_exception;
use super::scope::Scope;
use super::types::error_record;
use super::types::record::{self, record_class};
use super::types::{Class, error_list};
use super::value::Value;
use super::{Engine, Fault, Outcome, convert};
use crate::language::ast::Stream;
use std::cell::RefCell;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::rc::Rc;

/// Errors that `$Error` keeps.
const ERRORS_KEPT: usize = 256;

/// Where one stream goes under a redirection.
#[derive(Clone)]
pub enum StreamTarget {
    Discard,
    /// Merged into output: waits here for the command's next object, or its end.
    Buffer(Rc<RefCell<Vec<Value>>>),
    File(Rc<RefCell<FileTarget>>),
    /// `> variable:name`: the objects themselves.
    Variable(Rc<RefCell<VariableTarget>>),
    /// Taken as it comes, with its stream: what runs for another runspace.
    Taken(Taker),
}

/// What takes the records of the streams of a runspace.
pub type Taker = Rc<dyn Fn(&mut Engine, Stream, Value) -> Outcome>;

/// A file that objects are written to as formatted text.
pub struct FileTarget {
    file: BufWriter<File>,
    formatter: Box<dyn Formatter>,
    name: String,
}

/// A variable that gets what is sent to it at the end of the command.
pub struct VariableTarget {
    name: String,
    items: Vec<Value>,
    scope: Rc<Scope>,
}

impl VariableTarget {
    fn finish(&mut self, engine: &mut Engine) -> Outcome {
        let value = Value::from_output(std::mem::take(&mut self.items));
        let value = if matches!(value, Value::Empty) { Value::Null } else { value };
        engine.in_scope(self.scope.clone(), |engine| engine.set_variable(&self.name, value))
    }
}

/// Redirections of one command: by stream, `None` inherits.
#[derive(Clone, Default)]
pub struct StreamTargets {
    output: Option<StreamTarget>,
    others: [Option<StreamTarget>; 5],
    buffer: Option<Rc<RefCell<Vec<Value>>>>,
}

impl StreamTargets {
    /// Whether errors are redirected here.
    pub fn takes_errors(&self) -> bool {
        self.others.first().is_some_and(Option::is_some)
    }

    /// All streams but the output, taken as they come.
    pub fn taken(take: Taker) -> StreamTargets {
        let mut targets = StreamTargets::default();
        targets.others.iter_mut().for_each(|place| *place = Some(StreamTarget::Taken(take.clone())));
        targets
    }

    /// Errors that would be merged are dropped: what blocks of `ForEach-Object` report never reaches a merge.
    pub fn drop_merged_errors(&mut self) {
        if let Some(place @ Some(StreamTarget::Buffer(_))) = self.others.first_mut() {
            *place = Some(StreamTarget::Discard);
        }
    }

    fn slot(&mut self, stream: Stream) -> Option<&mut Option<StreamTarget>> {
        match stream {
            Stream::Output => Some(&mut self.output),
            other => self.others.get_mut(index_of(other)?),
        }
    }

    /// Sends a stream to a target; [`Stream::All`] sends all of them.
    pub fn redirect(&mut self, stream: Stream, target: StreamTarget) {
        if stream == Stream::All {
            self.output = Some(target.clone());
            self.others.iter_mut().for_each(|place| *place = Some(target.clone()));
        } else if let Some(place) = self.slot(stream) {
            *place = Some(target);
        }
    }

    /// `n>&1`
    pub fn merge(&mut self, stream: Stream) {
        let target = StreamTarget::Buffer(self.buffer.get_or_insert_with(Rc::default).clone());
        if stream == Stream::All {
            self.others.iter_mut().for_each(|place| *place = Some(target.clone()));
        } else if let Some(place) = self.slot(stream) {
            *place = Some(target);
        }
    }
}

fn index_of(stream: Stream) -> Option<usize> {
    match stream {
        Stream::Error => Some(0),
        Stream::Warning => Some(1),
        Stream::Verbose => Some(2),
        Stream::Debug => Some(3),
        Stream::Information => Some(4),
        Stream::All | Stream::Output => None,
    }
}

impl FileTarget {
    fn write(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        let mut lines = Vec::new();
        self.formatter.push(engine, value, &mut lines)?;
        self.lines(&lines)
    }

    fn lines(&mut self, lines: &[String]) -> Outcome {
        for line in lines {
            if let Err(error) = writeln!(self.file, "{line}") {
                return Err(self.not_written(&error));
            }
        }
        Ok(())
    }

    fn finish(&mut self, engine: &mut Engine) -> Outcome {
        let mut lines = Vec::new();
        self.formatter.finish(engine, &mut lines)?;
        self.lines(&lines)?;
        self.file.flush().map_err(|error| self.not_written(&error))
    }

    fn not_written(&self, error: &std::io::Error) -> Box<Fault> {
        let exception = super::types::io_error::exception(error, std::path::Path::new(&self.name), false);
        let id = format!("{},Microsoft.PowerShell.Commands.OutFileCommand", exception.class);
        Fault::error(exception, id, Category::NotSpecified, Value::Null)
    }
}

/// Output of a command under redirections.
struct RedirectSink<'a> {
    targets: &'a mut StreamTargets,
    inner: &'a mut dyn Sink,
}

impl Sink for RedirectSink<'_> {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        // What comes after this command is not under its redirections.
        let own = engine.streams.pop();
        let result = self.deliver(engine, value);
        engine.streams.extend(own);
        result
    }

    fn takes_bytes(&self) -> bool {
        self.targets.output.is_none() && self.targets.buffer.is_none() && self.inner.takes_bytes()
    }

    fn output_file(&self) -> Option<std::fs::File> {
        match &self.targets.output {
            Some(StreamTarget::File(file)) if self.targets.buffer.is_none() => {
                let mut file = file.borrow_mut();
                file.file.flush().ok()?;
                file.file.get_ref().try_clone().ok()
            }
            _ => None,
        }
    }
}

impl RedirectSink<'_> {
    fn deliver(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        self.flush(engine)?;
        match &self.targets.output {
            None => self.inner.push(engine, value),
            Some(StreamTarget::Discard) => Ok(()),
            Some(StreamTarget::Buffer(_)) => self.inner.push(engine, value),
            Some(StreamTarget::File(file)) => file.clone().borrow_mut().write(engine, value),
            Some(StreamTarget::Variable(variable)) => {
                variable.borrow_mut().items.push(value);
                Ok(())
            }
            Some(StreamTarget::Taken(take)) => take.clone()(engine, Stream::Output, value),
        }
    }

    /// What merged streams left goes where the output goes.
    fn send(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        match &self.targets.output {
            Some(StreamTarget::Discard) => Ok(()),
            Some(StreamTarget::File(file)) => file.clone().borrow_mut().write(engine, value),
            Some(StreamTarget::Variable(variable)) => {
                variable.borrow_mut().items.push(value);
                Ok(())
            }
            _ => self.inner.push(engine, value),
        }
    }

    /// Hands on what merged streams left.
    fn flush(&mut self, engine: &mut Engine) -> Outcome {
        let Some(buffer) = self.targets.buffer.clone() else { return Ok(()) };
        let waiting = std::mem::take(&mut *buffer.borrow_mut());
        waiting.into_iter().try_for_each(|value| self.send(engine, value))
    }
}

impl Engine {
    /// Runs something with its streams redirected; files are finished and buffers flushed at the end.
    pub(crate) fn run_under<T>(
        &mut self,
        targets: &mut StreamTargets,
        inner: &mut dyn Sink,
        run: impl FnOnce(&mut Engine, &mut dyn Sink) -> Outcome<T>,
    ) -> Outcome<T> {
        self.streams.push(targets.clone());
        let depth = self.streams.len();
        let mut sink = RedirectSink { targets, inner };
        let result = run(self, &mut sink);
        self.streams.truncate(depth - 1);
        let finished = self.finish_redirection(targets, inner);
        let value = result?;
        finished?;
        Ok(value)
    }

    /// One step of a stage under redirections; [`Engine::finish_redirection`] ends them.
    pub(crate) fn run_under_step(
        &mut self,
        targets: &mut StreamTargets,
        inner: &mut dyn Sink,
        step: impl FnOnce(&mut Engine, &mut dyn Sink) -> Outcome,
    ) -> Outcome {
        self.streams.push(targets.clone());
        let depth = self.streams.len();
        let mut sink = RedirectSink { targets, inner };
        let result = step(self, &mut sink);
        self.streams.truncate(depth - 1);
        sink.flush(self)?;
        result
    }

    /// Finishes the files of redirections and hands on what merged streams left.
    pub(crate) fn finish_redirection(
        &mut self,
        targets: &mut StreamTargets,
        inner: &mut dyn Sink,
    ) -> Outcome {
        let files: Vec<StreamTarget> =
            targets.output.iter().chain(targets.others.iter().flatten()).cloned().collect();
        RedirectSink { targets, inner }.flush(self)?;
        let mut variables: Vec<Rc<RefCell<VariableTarget>>> = Vec::new();
        for target in files {
            match target {
                StreamTarget::File(file) => file.borrow_mut().finish(self)?,
                // All streams may go to one variable: it is set once.
                StreamTarget::Variable(variable)
                    if !variables.iter().any(|known| Rc::ptr_eq(known, &variable)) =>
                {
                    variables.push(variable);
                }
                _ => {}
            }
        }
        for variable in variables {
            variable.borrow_mut().finish(self)?;
        }
        Ok(())
    }

    /// A file for `>`, `>>` and the like. Errors name the file.
    pub(crate) fn open_file_target(&mut self, path: &str, append: bool) -> Outcome<StreamTarget> {
        if let Ok(found) = self.parse_path(path)
            && !found.is_file_system()
        {
            return self.open_variable_target(path, found.provider.name(), &found.path, append);
        }
        let full = self.resolve_path(path);
        let file = match append {
            true => File::options().append(true).create(true).open(&full),
            false => File::create(&full),
        };
        let file = file.map_err(|error| {
            let class = "System.IO.IOException";
            let message = match error.kind() {
                std::io::ErrorKind::NotFound => {
                    format!("Could not find a part of the path '{}'.", full.display())
                }
                std::io::ErrorKind::PermissionDenied => {
                    format!("Access to the path '{}' is denied.", full.display())
                }
                _ => format!("{}: {error}", full.display()),
            };
            Fault::error(
                Exception::new(class, message),
                "FileOpenFailure,Microsoft.PowerShell.Commands.OutFileCommand",
                Category::OpenError,
                Value::text(path),
            )
        })?;
        let formatter = self.host.formatter(super::host::UNLIMITED);
        let target = FileTarget { file: BufWriter::new(file), formatter, name: full.display().to_string() };
        Ok(StreamTarget::File(Rc::new(RefCell::new(target))))
    }

    /// A variable by its path. Errors: a path of another provider, which has no files.
    fn open_variable_target(
        &mut self,
        path: &str,
        provider: &str,
        name: &str,
        append: bool,
    ) -> Outcome<StreamTarget> {
        if provider != "Variable" {
            let message = format!(
                "Cannot open file because the current provider (Microsoft.PowerShell.Core\\{provider}) cannot open a file."
            );
            let exception =
                Exception::new("System.Management.Automation.PSInvalidOperationException", message);
            let id = "ReadWriteFileNotFileSystemProvider,Microsoft.PowerShell.Commands.OutFileCommand";
            return Err(Fault::error(exception, id, Category::InvalidOperation, Value::text(path)));
        }
        let items = match append {
            true => match self.find_variable(&super::scope::fold(name)) {
                Some(value) if !value.is_null() => {
                    super::member::enumerate(self, &value)?.unwrap_or_else(|| vec![value])
                }
                _ => Vec::new(),
            },
            false => Vec::new(),
        };
        let target = VariableTarget { name: name.into(), items, scope: self.scope.clone() };
        Ok(StreamTarget::Variable(Rc::new(RefCell::new(target))))
    }

    /// Sends a record of a stream to its redirection; gives it back when there is none.
    fn redirected(&mut self, stream: Stream, value: Value) -> Outcome<Option<Value>> {
        let Some(index) = index_of(stream) else { return Ok(Some(value)) };
        let target =
            self.streams.iter().rev().find_map(|targets| targets.others.get(index).cloned().flatten());
        match target {
            None => Ok(Some(value)),
            Some(StreamTarget::Discard) => Ok(None),
            Some(StreamTarget::Buffer(buffer)) => {
                buffer.borrow_mut().push(value);
                Ok(None)
            }
            Some(StreamTarget::File(file)) => {
                file.borrow_mut().write(self, value)?;
                Ok(None)
            }
            Some(StreamTarget::Variable(variable)) => {
                variable.borrow_mut().items.push(value);
                Ok(None)
            }
            Some(StreamTarget::Taken(take)) => {
                take(self, stream, value)?;
                Ok(None)
            }
        }
    }

    /// Hands the records of all streams but the output to `take`, as long as the runspace lives.
    pub(crate) fn take_streams(&mut self, take: Taker) {
        self.streams.insert(0, StreamTargets::taken(take));
    }

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

    /// Reports a non-terminating error as the preference says. Errors: it terminates under `Stop`.
    pub fn report_error(&mut self, common: Option<&Common>, mut record: ErrorRecord) -> Outcome {
        self.succeeded = false;
        let how = self.error_preference(common);
        if how == ActionPreference::Stop {
            if !self.listeners.is_empty() {
                let halt = stop_exception("ErrorActionPreference", record.message());
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
        let (variable, default) = match stream {
            Stream::Warning => ("warningpreference", ActionPreference::Continue),
            Stream::Verbose => ("verbosepreference", ActionPreference::SilentlyContinue),
            _ => ("debugpreference", ActionPreference::SilentlyContinue),
        };
        let how = explicit.unwrap_or_else(|| self.preference(variable, default));
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
        let how = explicit.unwrap_or_else(|| self.preference("informationpreference", silent));
        if how == ActionPreference::Ignore {
            return Ok(false);
        }
        if how == ActionPreference::Stop {
            return Err(stopped("InformationPreference", message));
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
