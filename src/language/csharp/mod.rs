//! The part of C# that scripts give to `Add-Type`: enumerations, and classes of fields, automatic properties,
//! constructors and methods, rewritten as PowerShell's own `enum` and `class` statements. Whatever else a source
//! uses is an error that names it.

mod declaration;
mod expression;
mod primary;
mod statement;
mod token;
mod translator;

pub use translator::{Translation, Unsupported, translate};
