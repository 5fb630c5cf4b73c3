//! Redirections: where the streams of a command go, and the files and variables that take them.

use super::command::Sink;
use super::error::{Category, Exception};
use super::host::Formatter;
use super::scope::Scope;
use super::value::Value;
use super::{Engine, Fault, Outcome};
use crate::language::ast::Stream;
use std::cell::RefCell;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::rc::Rc;

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
    /// Absent while it formats something.
    formatter: Option<Box<dyn Formatter>>,
    name: String,
}

/// A variable that gets what is sent to it at the end of the command.
pub struct VariableTarget {
    name: String,
    items: Vec<Value>,
    scope: Rc<Scope>,
}

/// Sets the variable, with nothing borrowed: what checks it may send to it.
fn finish_variable(variable: &RefCell<VariableTarget>, engine: &mut Engine) -> Outcome {
    let (name, items, scope) = {
        let mut target = variable.borrow_mut();
        (target.name.clone(), std::mem::take(&mut target.items), target.scope.clone())
    };
    let value = Value::from_output(items);
    let value = if matches!(value, Value::Empty) { Value::Null } else { value };
    engine.in_scope(scope, |engine| engine.set_variable(&name, value))
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

/// Formats, with nothing borrowed: what that runs may write to the same file.
fn format_into(
    file: &RefCell<FileTarget>,
    engine: &mut Engine,
    format: impl FnOnce(&mut dyn Formatter, &mut Engine, &mut Vec<String>) -> Outcome,
) -> Outcome {
    let taken = file.borrow_mut().formatter.take();
    let mut formatter = taken.unwrap_or_else(|| engine.host.formatter(super::host::UNLIMITED));
    let mut lines = Vec::new();
    let done = format(formatter.as_mut(), engine, &mut lines);
    let mut target = file.borrow_mut();
    target.formatter = Some(formatter);
    done?;
    target.lines(&lines)
}

fn write_to(file: &RefCell<FileTarget>, engine: &mut Engine, value: Value) -> Outcome {
    format_into(file, engine, |formatter, engine, lines| engine.format_text(formatter, value, lines))
}

fn finish_file(file: &RefCell<FileTarget>, engine: &mut Engine) -> Outcome {
    format_into(file, engine, |formatter, engine, lines| engine.finish_text(formatter, lines))?;
    let mut target = file.borrow_mut();
    target.file.flush().map_err(|error| target.not_written(&error))
}

impl FileTarget {
    fn lines(&mut self, lines: &[String]) -> Outcome {
        for line in lines {
            if let Err(error) = writeln!(self.file, "{line}") {
                return Err(self.not_written(&error));
            }
        }
        Ok(())
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
            Some(StreamTarget::File(file)) => write_to(&file.clone(), engine, value),
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
            Some(StreamTarget::File(file)) => write_to(&file.clone(), engine, value),
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
                StreamTarget::File(file) => finish_file(&file, self)?,
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
            finish_variable(&variable, self)?;
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
        let formatter = Some(self.host.formatter(super::host::UNLIMITED));
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
    pub(super) fn redirected(&mut self, stream: Stream, value: Value) -> Outcome<Option<Value>> {
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
                write_to(&file, self, value)?;
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
}
