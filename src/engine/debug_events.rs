//! Who is told when a script of this session stops: the handlers of `DebuggerStop`, then the prompt of the host.

use super::debugger::{Breakpoint, Resume, Stop};
use super::error::Position;
use super::scope::Scope;
use super::types::{breakpoint, debugger_object};
use super::value::Value;
use super::{Engine, Outcome};
use std::rc::Rc;

/// What is known of the debugger as an object.
#[derive(Default)]
pub struct DebugEvents {
    /// Script blocks, in the order in which they were added.
    pub handlers: Vec<Value>,
    /// `$Host.DebuggerEnabled` is false: the host does not ask.
    pub host_is_off: bool,
    /// The stop that handlers look at, innermost last.
    stops: Vec<Standing>,
}

/// Where a script stands still, as handlers and commands of the debugger need it.
#[derive(Clone)]
pub struct Standing {
    pub position: Position,
    pub breakpoints: Vec<Rc<Breakpoint>>,
    pub scope: Rc<Scope>,
    /// How many calls run.
    pub depth: usize,
}

impl DebugEvents {
    /// The stop that commands of the debugger are about; `None` when nothing stands still.
    pub fn standing(&self) -> Option<Standing> {
        self.stops.last().cloned()
    }
}

impl Engine {
    /// Asks handlers and host how a script that stands still goes on; meanwhile `$PSDebugContext` tells about it.
    /// Errors: those of a handler.
    pub(super) fn ask_debuggers(&mut self, stop: &Stop) -> Outcome<Resume> {
        let standing = Standing {
            position: stop.position.clone(),
            breakpoints: stop.breakpoints.clone(),
            scope: self.scope.clone(),
            depth: self.calls.len(),
        };
        let context = debugger_object::context(self, &standing, stop.trigger.clone());
        self.scope.set("PSDebugContext", context);
        let scope = self.scope.clone();
        self.extension::<DebugEvents>().stops.push(standing);
        let answer = self.ask_all(stop);
        self.extension::<DebugEvents>().stops.pop();
        scope.remove("psdebugcontext");
        answer
    }

    fn ask_all(&mut self, stop: &Stop) -> Outcome<Resume> {
        let handlers = self.extension::<DebugEvents>().handlers.clone();
        let mut answer = None;
        if !handlers.is_empty() {
            let breakpoints = stop.breakpoints.iter().map(breakpoint::value).collect();
            let event = debugger_object::stop_event(self, &stop.position, breakpoints);
            let sender = debugger_object::value();
            for handler in &handlers {
                if let Value::Block(block) = handler.unwrapped() {
                    self.invoke_block(&block.clone(), &[sender.clone(), event.clone()])?;
                }
            }
            answer = debugger_object::answered(&event);
        }
        let asks = !self.extension::<DebugEvents>().host_is_off;
        if asks && self.host.is_interactive() {
            return Ok(self.host.debug_prompt()(self, stop));
        }
        Ok(answer.unwrap_or(Resume::Continue))
    }
}
