//! Runspaces that a script makes: engines of their own on the thread of the one that made them.

use super::Shared;
use crate::engine::debugger::{Debugger, Place};
use crate::engine::redirection::StreamTargets;
use crate::engine::types::list;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use crate::language::ast::Stream;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// The lists that an invocation's records go to, by stream.
#[derive(Clone)]
pub struct Records {
    lists: [(Stream, Value); 5],
}

impl Default for Records {
    fn default() -> Self {
        let list = || crate::engine::types::power_shell::data_collection(Vec::new());
        let streams = [Stream::Error, Stream::Warning, Stream::Verbose, Stream::Debug, Stream::Information];
        Records { lists: streams.map(|stream| (stream, list())) }
    }
}

impl Records {
    pub fn list(&self, stream: Stream) -> Value {
        self.lists
            .iter()
            .find(|(known, _)| *known == stream)
            .map(|(_, list)| list.clone())
            .unwrap_or_default()
    }

    pub fn add(&self, stream: Stream, record: Value) -> Outcome {
        match self.lists.iter().find(|(known, _)| *known == stream) {
            Some((_, target)) => list::add(target, record).map(|_| ()),
            None => Ok(()),
        }
    }

    pub fn clear(&self) -> Outcome {
        self.lists.iter().try_for_each(|(_, target)| list::alter(target, Vec::clear).map(|_| ()))
    }

    /// Sends all streams but the output here.
    pub fn targets(&self) -> StreamTargets {
        let records = self.clone();
        StreamTargets::taken(Rc::new(move |_: &mut Engine, stream: Stream, value: Value| {
            records.add(stream, value)
        }))
    }
}

/// How far a runspace is, by .NET's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunspaceState {
    BeforeOpen = 0,
    Opened = 2,
    Closed = 3,
}

/// A runspace: its engine is made when it is opened.
pub struct Runspace {
    pub id: i32,
    pub name: RefCell<String>,
    /// `InstanceId`
    pub instance: String,
    /// Whether it waits for a debugger at breakpoints, and whether at each command.
    pub debug: Cell<(bool, bool)>,
    pub state: Cell<RunspaceState>,
    engine: RefCell<Option<Box<Engine>>>,
    /// Variables that were set from outside, also for invocations on other threads.
    pub variables: RefCell<Vec<(String, Value)>>,
    /// Text that defines the functions of its initial state.
    pub prelude: RefCell<String>,
    /// What it runs on another thread.
    pub running: RefCell<Option<Arc<Shared>>>,
}

impl std::fmt::Debug for Runspace {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "runspace {}", self.id)
    }
}

impl Runspace {
    pub fn new(id: i32) -> Rc<Runspace> {
        Rc::new(Runspace {
            id,
            name: RefCell::new(format!("Runspace{id}")),
            instance: uuid::Uuid::new_v4().to_string(),
            debug: Cell::new((false, false)),
            state: Cell::new(RunspaceState::BeforeOpen),
            engine: RefCell::default(),
            variables: RefCell::default(),
            prelude: RefCell::default(),
            running: RefCell::default(),
        })
    }

    pub fn set_variable(&self, name: &str, value: Value) {
        let mut variables = self.variables.borrow_mut();
        match variables.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some(entry) => entry.1 = value.clone(),
            None => variables.push((name.to_string(), value.clone())),
        }
        if let Ok(mut engine) = self.engine.try_borrow_mut()
            && let Some(engine) = engine.as_mut()
        {
            engine.global.set(name, value);
        }
    }

    /// Where its own breakpoints are, for what it runs on another thread.
    pub fn breakpoints(&self) -> Vec<Place> {
        let Ok(mut engine) = self.engine.try_borrow_mut() else { return Vec::new() };
        let Some(engine) = engine.as_mut() else { return Vec::new() };
        let set = &engine.extension::<Debugger>().breakpoints;
        set.iter().filter(|found| found.enabled.get()).map(|found| found.place.clone()).collect()
    }

    pub fn close(&self) {
        self.state.set(RunspaceState::Closed);
        if let Ok(mut engine) = self.engine.try_borrow_mut() {
            *engine = None;
        }
    }

    /// Does something in the runspace. Errors: it runs already.
    pub fn within<T>(&self, outer: &mut Engine, work: impl FnOnce(&mut Engine) -> Outcome<T>) -> Outcome<T> {
        let taken = self.engine.try_borrow_mut().ok().map(|mut place| place.take());
        let mut engine = match taken {
            Some(Some(engine)) => engine,
            Some(None) => self.fresh(outer)?,
            None => return Err(busy()),
        };
        self.state.set(RunspaceState::Opened);
        outer.host.flush();
        let result = work(&mut engine);
        engine.host.flush();
        if self.state.get() == RunspaceState::Opened {
            *self.engine.borrow_mut() = Some(engine);
        }
        result
    }

    fn fresh(&self, outer: &mut Engine) -> Outcome<Box<Engine>> {
        let host = outer.host.for_thread();
        let mut engine = Box::new(Engine::nested(host(), outer.command_tables()));
        engine.location = outer.location.clone();
        engine.environment = outer.environment.clone();
        engine.follow_stop(outer.stop_flag());
        for (name, value) in self.variables.borrow().iter() {
            engine.global.set(name, value.clone());
        }
        let prelude = self.prelude.borrow().clone();
        if !prelude.is_empty() {
            let block = engine.compile_block(&prelude)?;
            engine.run_dotted(&block, Vec::new(), &mut crate::engine::evaluate::Discard)?;
        }
        Ok(engine)
    }
}

fn busy() -> Box<crate::engine::Fault> {
    crate::engine::types::arguments::throw(
        "System.Management.Automation.PSInvalidOperationException",
        "The operation cannot be performed because a command has already been started. Wait for the command to complete, or stop it, and then try the operation again.",
    )
}

/// The session's runspaces; its own is the first.
pub struct RunspaceTable {
    last: i32,
    own: Rc<Runspace>,
    /// Those that scripts made; they live as long as a script holds them.
    made: Vec<Weak<Runspace>>,
}

impl Default for RunspaceTable {
    fn default() -> Self {
        let own = Runspace::new(1);
        own.state.set(RunspaceState::Opened);
        own.debug.set((true, false));
        RunspaceTable { last: 1, own, made: Vec::new() }
    }
}

impl RunspaceTable {
    /// A new runspace with the next number.
    pub fn add(&mut self) -> Rc<Runspace> {
        self.last += 1;
        let made = Runspace::new(self.last);
        self.made.retain(|known| known.strong_count() > 0);
        self.made.push(Rc::downgrade(&made));
        made
    }

    /// The one that the session runs in.
    pub fn own(&self) -> Rc<Runspace> {
        self.own.clone()
    }

    /// All of them, in the order of their numbers.
    pub fn all(&self) -> Vec<Rc<Runspace>> {
        std::iter::once(self.own.clone()).chain(self.made.iter().filter_map(Weak::upgrade)).collect()
    }
}
