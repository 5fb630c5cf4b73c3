//! Terminal, files and process: prompt, formatting, completion, help, progress, command line.

pub mod command_line;
pub mod completion;
pub mod console;
pub mod editor;
mod detailed_view;
pub mod error_view;
pub mod format;
pub mod interactive;
pub mod session;
