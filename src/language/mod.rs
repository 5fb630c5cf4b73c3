//! Text → tree → code. No values, no input or output.

pub mod ast;
pub mod check;
pub mod code;
pub mod csharp;
pub mod diagnostic;
pub mod dump;
pub mod help_comment;
pub mod listing;
pub mod literal;
pub mod lower;
mod parse;
pub mod precedence;
pub mod span;
pub mod stack;
pub mod visit;

pub use diagnostic::{Parsed, SyntaxError};
pub use parse::{NodeList, count_nodes, list_nodes};
pub use span::{Source, Span};

use std::rc::Rc;

/// Parses a script: a file, a line typed at the prompt, the text of `Invoke-Expression`.
///
/// Never fails and never panics: what is wrong is in [`Parsed::errors`]. When there are errors the
/// tree, if any, is only good for looking at (completion, `Parser::ParseInput`), not for running.
pub fn parse(source: Rc<Source>) -> Parsed {
    parse_with_types(source, &|_| true)
}

/// Parses a script whose classes may only name types that it defines or that `is_known` accepts,
/// since PowerShell looks these up before a script runs.
pub fn parse_with_types(source: Rc<Source>, is_known: &dyn Fn(&ast::TypeName) -> bool) -> Parsed {
    let mut parsed = parse::parse(&source);
    if let Some(script) = &parsed.script {
        if parsed.defines_types {
            parsed.errors.extend(check::unknown_types(script, is_known));
            parsed.errors.extend(check::property_assignments(script));
        }
        parsed.errors.extend(check::check(script));
        if parsed.defines_types {
            parsed.errors.extend(check::resources(script));
        }
    }
    parsed
}
