//! The line while a script runs for a key: what `[Microsoft.PowerShell.PSConsoleReadLine]` sees of it.

use super::keymap::Bound;
use super::{Given, LineEditor, act, keyboard::Press};
use crate::engine::editing::{ActiveEditor, Edited};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::console_key;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::rc::Rc;

impl Edited for LineEditor {
    fn text(&self) -> String {
        self.line.text().to_string()
    }

    fn position(&self) -> usize {
        self.line.position()
    }

    fn set_position(&mut self, position: usize) {
        self.line.go(position);
    }

    fn replace(&mut self, start: usize, end: usize, text: &str) {
        self.line.replace(start, end, text);
    }

    fn selection(&self) -> Option<(usize, usize)> {
        self.line.selection().map(|(start, end)| (start, end - start))
    }

    fn run(&mut self, engine: &mut Engine, function: &str, argument: Option<i32>) -> Outcome {
        if let Some((name, act)) = act(function) {
            self.run_act(engine, name, act, &Given { press: None, argument });
        }
        Ok(())
    }

    fn history(&self) -> Vec<String> {
        self.history.entries().to_vec()
    }

    fn add_to_history(&mut self, command: &str) {
        self.add_entry(command);
    }

    fn clear_history(&mut self) {
        self.history.saved.clear();
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

impl LineEditor {
    /// Runs what a key is bound to.
    pub(super) fn run_bound(&mut self, engine: &mut Engine, bound: &Bound, given: &Given) {
        match bound {
            Bound::Function(name, act) => self.run_act(engine, name, *act, given),
            Bound::Block(block, _) => {
                self.run_block(engine, block, given);
                self.settle("", true);
            }
        }
    }

    /// Runs a function by its name.
    pub(super) fn run_named(&mut self, engine: &mut Engine, name: &str, press: Option<Press>) {
        if let Some((name, act)) = act(name) {
            self.run_act(engine, name, act, &Given { press, argument: None });
        }
    }

    /// Runs a block with the key and the argument; meanwhile the line is the session's.
    fn run_block(&mut self, engine: &mut Engine, block: &Rc<ScriptBlockValue>, given: &Given) {
        let key = given.press.map_or(Value::Null, |press| console_key::of_bytes(&press.bytes()));
        let argument = given.argument.map_or(Value::Null, Value::Int);
        engine.extension::<ActiveEditor>().0 = Some(Box::new(std::mem::take(self)));
        let outcome =
            super::terminal::interruptible(engine, |engine| engine.invoke_block(block, &[key, argument]));
        if let Some(held) = engine.extension::<ActiveEditor>().0.take()
            && let Ok(mine) = held.into_any().downcast::<LineEditor>()
        {
            *self = *mine;
        }
        let open = engine.host.take_open_line();
        if let Err(fault) = outcome {
            // The error stands above, and the input comes again.
            super::print(&self.view.leave());
            crate::host::session::report(engine, *fault);
        } else if !open.is_empty() {
            self.view.forget();
        }
    }
}
