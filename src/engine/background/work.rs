//! What runs on another thread: the script, what it is given, and what it sends back.

use super::DebugLink;
use crate::engine::command::{CommandInfo, Sink};
use crate::engine::debugger::{Debugger, Place};
use crate::engine::host::Host;
use crate::engine::portable::{Changes, Packer, Portable, PortableError, Unpacker};
use crate::engine::redirection::Taker;
use crate::engine::value::Value;
use crate::engine::variables::UsingValues;
use crate::engine::{Engine, Fault, Outcome};
use crate::language::ast::Stream;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What a thread sends back.
#[derive(Clone, Debug)]
pub enum Event {
    Record(Stream, Portable),
    /// It ended: by itself, by an error that nothing caught, or because it was stopped.
    Ended {
        failure: Option<Box<PortableError>>,
        stopped: bool,
        changes: Changes,
    },
}

/// A script for another thread.
pub struct Work {
    pub script: String,
    /// Runs before the script, in its scope.
    pub before: Option<String>,
    pub arguments: Vec<Portable>,
    /// Objects for `$input`.
    pub input: Option<Vec<Portable>>,
    /// `$_`
    pub item: Option<Portable>,
    pub using: Vec<(String, Portable)>,
    /// Global variables by name.
    pub variables: Vec<(String, Portable)>,
    pub location: PathBuf,
    pub environment: indexmap::IndexMap<String, String>,
    /// Sends objects as another process would: as property bags.
    pub as_process: bool,
    pub commands: &'static [&'static [CommandInfo]],
    pub host: fn() -> Box<dyn Host>,
    pub stop: Arc<AtomicBool>,
    /// For a debugger in another session.
    pub link: Option<Arc<DebugLink>>,
    pub breakpoints: Vec<Place>,
}

/// Where events go.
pub type Emit = Rc<dyn Fn(Event)>;

struct EventSink {
    emit: Emit,
    as_process: bool,
}

impl Sink for EventSink {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        // Each object is packed on its own: a later change of one that was sent must not be missed.
        let packed = match self.as_process {
            true => Packer::default().pack_as_xml(engine, &value)?,
            false => Packer::default().pack(engine, &value)?,
        };
        (self.emit)(Event::Record(Stream::Output, packed));
        Ok(())
    }
}

impl Work {
    /// Runs on the current thread, in a fresh engine.
    pub fn run(self, emit: impl Fn(Event) + 'static) {
        let emit: Emit = Rc::new(emit);
        let mut engine = Engine::new((self.host)(), self.commands);
        engine.follow_stop(self.stop.clone());
        if let Some(link) = &self.link {
            engine.follow_debugger(link.clone());
        }
        for place in &self.breakpoints {
            engine.extension::<Debugger>().add(place.clone(), None);
        }
        engine.update_debugging();
        let ended = match self.run_in(&mut engine, &emit) {
            Ok(changes) => Event::Ended { failure: None, stopped: false, changes },
            Err((fault, changes)) => match *fault {
                Fault::Exit(_) | Fault::Quit(_) => Event::Ended { failure: None, stopped: false, changes },
                Fault::Interrupted => Event::Ended { failure: None, stopped: true, changes },
                Fault::Error { record, .. } => {
                    engine.clear_stop();
                    let failure = Packer::default().error(&mut engine, &record, 0).ok().map(Box::new);
                    Event::Ended { failure, stopped: false, changes }
                }
                _ => Event::Ended { failure: None, stopped: false, changes },
            },
        };
        engine.host.flush();
        emit(ended);
    }

    fn run_in(&self, engine: &mut Engine, emit: &Emit) -> Result<Changes, (Box<Fault>, Changes)> {
        let none = |fault| (fault, Changes::default());
        engine.location = self.location.clone();
        engine.environment = self.environment.clone();
        let mut unpacker = Unpacker::default();
        let (arguments, input) = self.prepare(engine, &mut unpacker).map_err(none)?;
        engine.take_streams(taker(emit));
        let result = self.execute(engine, emit, &arguments, input);
        let changes = self.changes(engine, &unpacker);
        match result {
            Ok(()) => Ok(changes),
            Err(fault) => Err((fault, changes)),
        }
    }

    /// Unpacks what came along.
    fn prepare(&self, engine: &mut Engine, unpacker: &mut Unpacker) -> Outcome<(Vec<Value>, Option<Value>)> {
        for (name, packed) in &self.using {
            let value = unpacker.unpack(engine, packed)?;
            engine.extension::<UsingValues>().0.insert(name.as_str().into(), value);
        }
        for (name, packed) in &self.variables {
            let value = unpacker.unpack(engine, packed)?;
            engine.global.set(name, value);
        }
        if let Some(packed) = &self.item {
            let value = unpacker.unpack(engine, packed)?;
            engine.global.set("_", value);
        }
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for packed in &self.arguments {
            arguments.push(unpacker.unpack(engine, packed)?);
        }
        let input = match &self.input {
            Some(packed) => {
                let mut items = Vec::with_capacity(packed.len());
                for one in packed {
                    items.push(unpacker.unpack(engine, one)?);
                }
                Some(Value::array(items))
            }
            None => None,
        };
        Ok((arguments, input))
    }

    fn execute(
        &self,
        engine: &mut Engine,
        emit: &Emit,
        arguments: &[Value],
        input: Option<Value>,
    ) -> Outcome {
        let mut sink = EventSink { emit: emit.clone(), as_process: self.as_process };
        if let Some(text) = &self.before {
            let block = engine.compile_block(text)?;
            engine.run_dotted(&block, Vec::new(), &mut sink)?;
        }
        let block = engine.compile_block(&self.script)?;
        let elements = arguments
            .iter()
            .map(|value| crate::engine::bind::Element::Value {
                value: value.clone(),
                span: Default::default(),
            })
            .collect();
        let how = crate::language::ast::Invocation::Call;
        let result = engine.invoke_as(Value::Block(block), elements, input, how, &mut sink);
        match result {
            Err(fault) if matches!(*fault, Fault::Return | Fault::Break(_) | Fault::Continue(_)) => Ok(()),
            other => other,
        }
    }

    fn changes(&self, engine: &mut Engine, unpacker: &Unpacker) -> Changes {
        if self.as_process {
            return Changes::default();
        }
        engine.clear_stop();
        let mut given: Vec<Portable> = self.arguments.clone();
        given.extend(self.using.iter().chain(&self.variables).map(|(_, packed)| packed.clone()));
        given.extend(self.item.iter().cloned());
        given.extend(self.input.iter().flatten().cloned());
        Changes::between(engine, &given, unpacker).unwrap_or_default()
    }
}

/// What sends the records of the other streams.
fn taker(emit: &Emit) -> Taker {
    let emit = emit.clone();
    Rc::new(move |engine: &mut Engine, stream: Stream, value: Value| {
        let packed = Packer::default().pack(engine, &value)?;
        emit(Event::Record(stream, packed));
        Ok(())
    })
}
