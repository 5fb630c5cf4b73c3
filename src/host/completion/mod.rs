//! What may stand at a place of an input: [`complete`] takes the text, the cursor and the session, and runs
//! nothing but the completers that scripts registered.

mod built_in;
mod commands;
mod complete;
mod hash_keys;
mod help_words;
mod infer;
pub mod invocation;
mod labels;
mod lines;
mod members;
mod operators;
mod outputs;
mod parameters;
mod paths;
pub mod scan;
mod similar;
mod text_functions;
mod type_names;
mod values;
mod variables;
mod verbs;
pub mod words;

pub use complete::complete;
use complete::target_start;
pub use similar::{complete_or_similar, similar};
