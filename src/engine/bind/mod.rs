//! Parameter binding: arguments to parameters, for native commands and script functions alike.
//!
//! Order as PowerShell's: named, positional, remaining; then for each pipeline object by value and by
//! name. What binds where is decided here; conversion and validation belong to the [`Target`].

mod arguments;
mod common;
pub mod errors;
mod input;
mod table;

pub use arguments::{Bound, bind};
pub use common::is_common_name;
pub use input::bind_input;
pub use table::{BindingTable, Membership, Parameter};

use super::value::Value;
use super::{Engine, Outcome};
use crate::language::Span;
use std::rc::Rc;

/// One element of a command line, splatting expanded.
#[derive(Clone, Debug)]
pub enum Element {
    Parameter {
        name: Rc<str>,
        value: Option<Value>,
        span: Span,
        splatted: bool,
    },
    Value {
        value: Value,
        span: Span,
    },
    /// `--`
    End,
}

/// Where arguments are stored.
pub trait Target {
    /// Converts, validates and stores. The error is the binder's to place.
    fn assign(&mut self, engine: &mut Engine, parameter: usize, value: Value) -> Outcome;
}

/// Who binds, for messages: the command's name and what ends its error ids.
#[derive(Clone, Debug)]
pub struct Binder {
    pub name: Rc<str>,
    pub class: Rc<str>,
}
