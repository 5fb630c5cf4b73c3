//! Drives and what stands behind them: files, environment, variables, functions, aliases, and whatever
//! other layers register with [`Engine::add_provider`](crate::engine::Engine::add_provider).
//!
//! A path is parsed once into a [`ProviderPath`]; commands ask its [`Provider`] and never look at text again.

mod alias;
mod content;
mod drive;
mod environment;
pub mod faults;
pub mod file_system;
mod function;
mod glob;
mod item;
mod location;
mod path;
#[expect(clippy::module_inception, reason = "the file carries its main type's name")]
mod provider;
mod session;
mod variable;

pub use content::{ContentReader, ContentWriter, ReadOptions, WriteOptions};
pub(super) use drive::CLASSES;
pub use drive::{Drive, DriveState, drive_value, provider_value};
pub use faults::{reported, unsupported};
pub use glob::{Filters, escape, expand, unescape};
pub use item::{noted, noted_as};
pub use location::{Location, stack_not_found};
pub use path::{ProviderPath, join_text};
pub use provider::{CopyOptions, ListOptions, NewItemOptions, Provider, RemoveOptions};
pub use session::SessionStore;

use std::rc::Rc;

/// The providers of a fresh session.
pub(super) fn built_in() -> Vec<Rc<dyn Provider>> {
    vec![
        Rc::new(session::SessionProvider(alias::AliasStore)),
        Rc::new(session::SessionProvider(environment::EnvironmentStore)),
        Rc::new(file_system::FileSystem),
        Rc::new(session::SessionProvider(function::FunctionStore)),
        Rc::new(session::SessionProvider(variable::VariableStore)),
    ]
}
