//! `$using:` in a script block for another thread: which variables of the caller it wants.

use crate::engine::error::{Category, Exception};
use crate::engine::scope::fold;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use crate::language::ast::{Command, CommandElement, Expression, ExpressionKind, ScriptBlock, VariablePath};
use crate::language::visit::{Visitor, walk_command, walk_expression};

/// A variable by its folded name, and its name as written.
pub struct UsingName {
    pub folded: String,
    pub written: String,
}

#[derive(Default)]
struct Finder {
    using: Vec<VariablePath>,
    plain: Vec<VariablePath>,
    /// Blocks of `ForEach-Object -Parallel` inside take their variables from this block, not from around it.
    skips_parallel: bool,
    in_parallel: bool,
}

impl Finder {
    fn found(list: &mut Vec<VariablePath>, path: &VariablePath) {
        if !list.contains(path) {
            list.push(path.clone());
        }
    }
}

impl Visitor for Finder {
    fn command(&mut self, command: &Command) {
        let around = self.in_parallel;
        self.in_parallel |= self.skips_parallel && is_parallel(command);
        walk_command(self, command);
        self.in_parallel = around;
    }

    fn script_block_expression(&mut self, block: &ScriptBlock) {
        if !self.in_parallel {
            self.script_block(block);
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match &expression.kind {
            ExpressionKind::Variable(path) | ExpressionKind::Splat(path) => {
                let is_using =
                    path.qualifier.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("using"));
                Finder::found(if is_using { &mut self.using } else { &mut self.plain }, path);
            }
            ExpressionKind::Using(inner) => {
                if let Some((path, _)) = inner.base_variable() {
                    Finder::found(&mut self.using, path);
                }
                if !matches!(inner.kind, ExpressionKind::Variable(_)) {
                    walk_expression(self, expression);
                }
            }
            _ => walk_expression(self, expression),
        }
    }
}

/// Whether a command is `ForEach-Object -Parallel`.
fn is_parallel(command: &Command) -> bool {
    let mut elements = command.elements.iter();
    let name = match elements.next() {
        Some(CommandElement::Argument(Expression { kind: ExpressionKind::String { value, .. }, .. })) => {
            value
        }
        _ => return false,
    };
    let is_named = ["ForEach-Object", "foreach", "%"].iter().any(|known| name.eq_ignore_ascii_case(known));
    is_named
        && elements.any(|element| match element {
            CommandElement::Parameter { name, .. } => {
                !name.is_empty() && "parallel".starts_with(&name.to_ascii_lowercase())
            }
            _ => false,
        })
}

/// The variables that a block takes with `$using:`.
fn using_names(block: &ScriptBlock) -> Vec<UsingName> {
    let mut finder = Finder { skips_parallel: true, ..Finder::default() };
    finder.script_block(block);
    named(finder.using)
}

/// All variables that a block mentions, for a job that takes what it finds.
pub(super) fn mentioned(block: &ScriptBlock) -> Vec<UsingName> {
    let mut finder = Finder::default();
    finder.script_block(block);
    let local = |path: &VariablePath| {
        path.qualifier.as_deref().is_none_or(|scope| {
            ["global", "script", "local", "variable"].iter().any(|known| scope.eq_ignore_ascii_case(known))
        })
    };
    named(finder.plain.into_iter().filter(local).collect())
}

fn named(paths: Vec<VariablePath>) -> Vec<UsingName> {
    paths
        .into_iter()
        .map(|path| UsingName { folded: fold(&path.name).to_string(), written: path.name.to_string() })
        .collect()
}

/// The values of the variables that a block takes with `$using:`. Errors: one is not set.
pub fn check_using(engine: &mut Engine, block: &ScriptBlock) -> Outcome<Vec<(String, Value)>> {
    let mut found = Vec::new();
    for name in using_names(block) {
        let Some(value) = engine.find_variable(&name.folded) else {
            let message = format!(
                "The value of the using variable '$using:{}' cannot be retrieved because it has not been set in the local session.",
                name.written
            );
            let exception = Exception::runtime(message);
            let id = "UsingVariableIsUndefined";
            return Err(Fault::error(exception, id, Category::InvalidOperation, Value::Null));
        };
        found.push((name.folded, value));
    }
    Ok(found)
}
