//! Code → values: evaluator, types, binder, pipeline, scopes, streams, errors, providers.
//!
//! Knows no cmdlet and no terminal: commands come as [`command::CommandInfo`] tables, the window
//! as [`host::Host`].

pub mod command;
pub mod error;
pub mod host;
pub mod object;
pub mod script_block;
pub mod text;
pub mod types;
pub mod value;

pub use error::{Fault, Outcome};
pub use value::Value;

/// One runspace: everything that runs scripts on one thread.
pub struct Engine {
    /// Window, keyboard and formatter.
    pub host: Box<dyn host::Host>,
}
