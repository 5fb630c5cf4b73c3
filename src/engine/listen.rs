//! Variables that fill while a command runs: `-OutVariable`, `-ErrorVariable`, `-WarningVariable`,
//! `-InformationVariable` and `-PipelineVariable`.

use super::command::{Common, Sink};
use super::object::ObjectKind;
use super::scope::{Scope, fold};
use super::types::{self, error_record};
use super::value::Value;
use super::{Engine, Fault, Outcome};
use crate::language::ast::{Stream, VariablePath};
use std::rc::Rc;

/// The lists that one command fills, each an `ArrayList` in a variable of its caller.
pub struct StreamLists {
    output: Option<Value>,
    error: Option<Value>,
    warning: Option<Value>,
    information: Option<Value>,
    /// Scope and name of `-PipelineVariable`.
    current: Option<(Rc<Scope>, String)>,
    /// A variable of that name was in the scope before.
    was_there: bool,
}

impl StreamLists {
    /// Makes the lists, in the current scope unless a name says which; `+name` goes on with what is there.
    /// `None` when no such parameter is given. Errors: a variable that cannot be written.
    pub fn open(engine: &mut Engine, common: &Common) -> Outcome<Option<Rc<StreamLists>>> {
        let names = [
            &common.out_variable,
            &common.error_variable,
            &common.warning_variable,
            &common.information_variable,
            &common.pipeline_variable,
        ];
        if names.iter().all(|name| name.is_none()) {
            return Ok(None);
        }
        let mut list =
            |name: &Option<String>| name.as_deref().map(|name| engine.stream_list(name)).transpose();
        let lists = StreamLists {
            output: list(&common.out_variable)?,
            error: list(&common.error_variable)?,
            warning: list(&common.warning_variable)?,
            information: list(&common.information_variable)?,
            current: common.pipeline_variable.clone().map(|name| (engine.scope.clone(), name)),
            was_there: common
                .pipeline_variable
                .as_deref()
                .is_some_and(|name| engine.scope.get(&fold(name)).is_some()),
        };
        // Until the command sends something the variable is there and empty.
        if let Some((scope, name)) = &lists.current {
            scope.set(name, Value::Null);
        }
        Ok(Some(Rc::new(lists)))
    }

    /// The same lists without that of the output, which a `clean` block does not have.
    pub fn without_output(&self) -> StreamLists {
        StreamLists {
            output: None,
            error: self.error.clone(),
            warning: self.warning.clone(),
            information: self.information.clone(),
            current: None,
            was_there: false,
        }
    }

    fn list(&self, stream: Stream) -> Option<&Value> {
        match stream {
            Stream::Output => self.output.as_ref(),
            Stream::Error => self.error.as_ref(),
            Stream::Warning => self.warning.as_ref(),
            Stream::Information => self.information.as_ref(),
            _ => None,
        }
    }

    fn add(&self, stream: Stream, value: &Value) {
        if let Some(Value::Object(object)) = self.list(stream)
            && let ObjectKind::List { items, .. } = &object.kind
        {
            items.borrow_mut().push(value.clone());
        }
    }

    /// An error that ends the command is in its list too.
    fn note_fault<T>(&self, result: &Outcome<T>) {
        if let Err(fault) = result
            && let Fault::Error { record, .. } = fault.as_ref()
        {
            self.add(Stream::Error, &error_record::value((**record).clone()));
        }
    }

    /// The pipeline variable ends with its pipeline.
    pub(crate) fn close(&self) {
        if let Some((scope, name)) = &self.current {
            match self.was_there {
                true => scope.set(name, Value::Null),
                false => {
                    scope.remove(&fold(name));
                }
            }
        }
    }
}

/// Output of a command that fills variables.
pub struct ListeningSink<'a> {
    pub lists: &'a Rc<StreamLists>,
    pub inner: &'a mut dyn Sink,
}

impl Sink for ListeningSink<'_> {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        self.lists.add(Stream::Output, &value);
        if let Some((scope, name)) = &self.lists.current {
            scope.set(name, value.clone());
        }
        // What comes after this command fills other lists.
        let own = engine.listeners.pop();
        let result = self.inner.push(engine, value);
        engine.listeners.extend(own);
        result
    }

    fn is_host(&self) -> bool {
        false
    }
}

/// Output of a command that others of its pipeline follow, while its own messages are none of the lists around the
/// pipeline: those of what follows are.
pub struct MutedSink<'a> {
    outside: usize,
    inner: &'a mut dyn Sink,
}

impl Sink for MutedSink<'_> {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        let own = std::mem::replace(&mut engine.muted_listeners, self.outside);
        let result = self.inner.push(engine, value);
        engine.muted_listeners = own;
        result
    }

    fn is_host(&self) -> bool {
        self.inner.is_host()
    }
}

impl Engine {
    /// Runs a step of a command. Only the last command of a pipeline fills the lists of the commands around it, as in
    /// PowerShell, where such lists belong to the pipe that the last one writes to.
    pub(crate) fn heard<T>(
        &mut self,
        is_last: bool,
        sink: &mut dyn Sink,
        work: impl FnOnce(&mut Engine, &mut dyn Sink) -> T,
    ) -> T {
        if is_last || self.listeners.is_empty() {
            return work(self, sink);
        }
        let outside = std::mem::replace(&mut self.muted_listeners, self.listeners.len());
        let result = work(self, &mut MutedSink { outside, inner: sink });
        self.muted_listeners = outside;
        result
    }

    /// Starts to fill lists; gives what [`Engine::stop_listening`] wants.
    pub(crate) fn listen(&mut self, lists: &Rc<StreamLists>) -> usize {
        self.listeners.push(lists.clone());
        self.listeners.len() - 1
    }

    pub(crate) fn stop_listening(&mut self, depth: usize) {
        self.listeners.truncate(depth);
    }

    /// Puts a record of a stream into the lists of all commands that run.
    /// An error that ends a command is in the lists of all commands around it: once for each command
    /// that it leaves.
    pub(crate) fn note_fault<T>(&self, result: &Outcome<T>) {
        if result.is_err() {
            self.hearing().iter().for_each(|lists| lists.note_fault(result));
        }
    }

    /// Whether any list takes what commands say.
    pub(crate) fn listens(&self) -> bool {
        !self.listeners.is_empty()
    }

    /// The lists that what runs now fills.
    fn hearing(&self) -> &[Rc<StreamLists>] {
        self.listeners.get(self.muted_listeners..).unwrap_or_default()
    }

    pub(crate) fn note(&mut self, stream: Stream, value: &Value) {
        for lists in self.hearing() {
            lists.add(stream, value);
        }
    }

    fn stream_list(&mut self, name: &str) -> Outcome<Value> {
        let (name, append) = match name.strip_prefix('+') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let path = match name.split_once(':') {
            Some((scope, name)) => {
                VariablePath { qualifier: Some(scope.into()), name: name.into(), braced: false }
            }
            None => VariablePath { qualifier: None, name: name.into(), braced: false },
        };
        let folded = fold(&path.name);
        // One that is not there begins anew, in strict mode too.
        let known = if append { self.load_variable(&path, &folded).ok() } else { None };
        let is_list = |value: &Value| matches!(value, Value::Object(object) if matches!(object.kind, ObjectKind::List { .. }));
        let items = match known {
            Some(list) if is_list(&list) => return Ok(list),
            Some(Value::Null | Value::Empty) | None => Vec::new(),
            Some(Value::Array(array)) => array.items.borrow().clone(),
            Some(other) => vec![other],
        };
        let list = types::list::array_list(items);
        self.store_variable(&path, &folded, list.clone())?;
        Ok(list)
    }
}
