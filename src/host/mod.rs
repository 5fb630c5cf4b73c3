//! Terminal, files and process: prompt, formatting, completion, help, progress, command line.

mod charset;
pub mod command_line;
pub mod completion;
pub mod console;
mod debug_prompt;
mod detailed_view;
pub mod editor;
pub mod error_view;
pub mod format;
mod grid;
pub mod interactive;
pub mod lsp;
mod pager;
mod profile;
mod progress;
mod prompted_input;
pub mod session;
