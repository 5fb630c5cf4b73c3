//! The line that is edited, for `[Microsoft.PowerShell.PSConsoleReadLine]`.

use crate::engine::{Engine, Outcome};
use std::any::Any;

/// A line in an editor. Positions are bytes.
pub trait Edited: Any {
    fn text(&self) -> String;
    fn position(&self) -> usize;
    fn set_position(&mut self, position: usize);
    /// Puts a text in place of a part, and the cursor behind it.
    fn replace(&mut self, start: usize, end: usize, text: &str);
    /// Start and length of what is selected.
    fn selection(&self) -> Option<(usize, usize)>;
    /// Runs a function of the editor by its name; `argument` counts.
    fn run(&mut self, engine: &mut Engine, function: &str, argument: Option<i32>) -> Outcome;
    /// Commands that the arrow keys know, oldest first.
    fn history(&self) -> Vec<String>;
    fn add_to_history(&mut self, command: &str);
    fn clear_history(&mut self);
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

/// Where an editor waits while a script runs for one of its keys; empty otherwise.
#[derive(Default)]
pub struct ActiveEditor(pub Option<Box<dyn Edited>>);
