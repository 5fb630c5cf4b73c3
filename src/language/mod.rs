//! Text → tree → code. No values, no input or output.

pub mod ast;
pub mod diagnostic;
pub mod dump;
pub mod literal;
mod parse;
pub mod precedence;
pub mod span;

pub use diagnostic::{Parsed, SyntaxError};
pub use parse::count_nodes;
pub use span::{Source, Span};

use std::rc::Rc;

/// Parses a script: a file, a line typed at the prompt, the text of `Invoke-Expression`.
///
/// Never fails and never panics: what is wrong is in [`Parsed::errors`]. When there are errors the
/// tree, if any, is only good for looking at (completion, `Parser::ParseInput`), not for running.
pub fn parse(source: Rc<Source>) -> Parsed {
    parse::parse(&source)
}
