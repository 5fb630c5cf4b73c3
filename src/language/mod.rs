//! Text → tree → code. No values, no input or output.

pub mod ast;
pub mod diagnostic;
mod parse;
pub mod span;

pub use diagnostic::{Parsed, SyntaxError};
pub use span::{Source, Span};
