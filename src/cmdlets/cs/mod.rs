//! Lync's commands: the one place where the shell and the gateway meet.
//!
//! Commands over stored records are tables of `noun` in `schema`; what *does* something has a file of its own.

pub mod absent;
pub mod certificate;
pub mod completion;
pub mod dns;
pub mod federation;
mod gather;
pub mod history;
pub mod lab;
pub mod made;
pub mod management;
pub mod migration;
mod noun;
mod object;
mod plan;
mod report;
pub mod schema;
pub mod service;
mod state;
pub mod synthetic;
pub mod topology;
pub mod user;
