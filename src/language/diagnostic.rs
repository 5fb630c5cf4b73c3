//! What is wrong with a text: PowerShell's message, its id and the place.

use super::ast::ScriptBlock;
use super::span::{Source, Span};
use std::rc::Rc;

/// One syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What ConciseView underlines.
    pub span: Span,
    /// PowerShell's error id, for example `MissingEndCurlyBrace`.
    pub id: &'static str,
    /// PowerShell's sentence.
    pub message: String,
    /// More input could mend it: the prompt asks for another line.
    pub incomplete: bool,
}

/// `@name` where only a command's argument may stand: its id and sentence.
pub(super) fn splat_refused(name: &str) -> (&'static str, String) {
    let message = format!(
        "The splatting operator '@' cannot be used to reference variables in an expression. '@{name}' can be used \
         only as an argument to a command. To reference variables in an expression use '${name}'."
    );
    ("SplattingNotPermitted", message)
}

/// What parsing gives: a tree, or errors (at least one when there is no tree).
#[derive(Debug)]
pub struct Parsed {
    pub source: Rc<Source>,
    pub script: Option<Rc<ScriptBlock>>,
    pub errors: Vec<SyntaxError>,
    /// Whether there are classes or enumerations, which have checks of their own.
    pub defines_types: bool,
}

impl Parsed {
    /// Errors without a tree.
    pub fn failed(source: Rc<Source>, errors: Vec<SyntaxError>) -> Parsed {
        Parsed { source, script: None, errors, defines_types: false }
    }

    /// Whether the text is only unfinished, so that a prompt should read on.
    pub fn is_incomplete(&self) -> bool {
        !self.errors.is_empty() && self.errors.iter().all(|error| error.incomplete)
    }
}
