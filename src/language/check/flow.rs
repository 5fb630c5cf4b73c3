//! Where control goes: statements that must not be left that way, and code that never ends.

use super::exceptions;
use super::{Checker, Surrounding, bracket_span};
use crate::language::ast::*;
use crate::language::span::Span;
use crate::language::visit::{self, Visitor};
use std::collections::HashMap;

impl Checker {
    /// A statement with the checks that depend on what it is.
    pub(super) fn checked_statement(&mut self, statement: &Statement) {
        use StatementKind::*;
        match &statement.kind {
            Assignment { target, operator, .. } => self.assignment(target, *operator),
            Break(label) | Continue(label) => self.leave(statement.span, label_text(label)),
            Return(value) => {
                self.leave(statement.span, None);
                self.method_return(statement.span, value.is_some());
            }
            Switch(switch) if switch.parallel => {
                let message = "The switch '-parallel' parameter is reserved for future use.";
                self.error(statement.span, "KeywordParameterReservedForFutureUse", message);
            }
            Data { supported, body, .. } => self.data(supported, body),
            Try { body, catches, finally } => return self.try_statement(body, catches, finally.as_ref()),
            _ => {}
        }
        match loop_label(&statement.kind) {
            Some(label) => {
                let label = label.as_ref().map(|label| label.text.clone());
                self.inside(Surrounding::Loop(label), |checker| visit::walk_statement(checker, statement));
            }
            None => visit::walk_statement(self, statement),
        }
    }

    /// `break`, `continue` and `return` inside a `finally`. `label` is `Some("")` without a label.
    fn leave(&mut self, span: Span, label: Option<String>) {
        for surrounding in self.surroundings.iter().rev() {
            match surrounding {
                Surrounding::Loop(name) => {
                    let Some(label) = &label else {
                        continue;
                    };
                    let name = name.as_deref().unwrap_or("");
                    if label.is_empty() || label.eq_ignore_ascii_case(name) {
                        return;
                    }
                }
                Surrounding::Finally => {
                    let message = "Flow of control cannot leave a Finally block.";
                    return self.error(span, "ControlLeavingFinally", message);
                }
            }
        }
        let named = label.filter(|label| !label.is_empty());
        if let (Some(label), true) = (named, self.method.is_some()) {
            let message = format!("Label '{label}' not found inside the method.");
            self.error(span, "LabelNotFound", message);
        }
    }

    fn method_return(&mut self, span: Span, has_value: bool) {
        match self.method.map(|method| method.is_void) {
            Some(true) if has_value => {
                self.error(span, "VoidMethodHasReturn", "Invalid return statement within void method.");
            }
            Some(false) if !has_value => {
                let message = "Invalid return statement within non-void method.";
                self.error(span, "NonVoidMethodMissingReturnValue", message);
            }
            _ => {}
        }
    }

    fn try_statement(&mut self, body: &Block, catches: &[Catch], finally: Option<&Block>) {
        self.unreachable_catches(catches);
        visit::walk_block(self, body);
        catches.iter().for_each(|catch| visit::walk_block(self, &catch.body));
        if let Some(block) = finally {
            self.inside(Surrounding::Finally, |checker| visit::walk_block(checker, block));
        }
    }

    /// Clauses behind one that takes all of theirs. PowerShell compares each with each and reports a place
    /// once, for the first clause that takes it; here each looks up what came before.
    fn unreachable_catches(&mut self, catches: &[Catch]) {
        let mut seen: HashMap<&'static str, usize> = HashMap::new();
        let mut found = Vec::new();
        for (index, catch) in catches.iter().enumerate() {
            if index > 0 && catches.get(index - 1).is_some_and(|before| before.types.is_empty()) {
                let place = Span { start: catch.span.start, end: catch.span.start };
                let message = "Catch block must be the last catch block.".to_string();
                found.push(((index - 1, index), place, "EmptyCatchNotLast", message));
            }
            let known = || catch.types.iter().filter_map(|one| Some((one, exceptions::find(&one.name)?)));
            for (one, full) in known() {
                let before = exceptions::lineage(full).filter_map(|name| seen.get(name)).min();
                if let Some(first) = before {
                    let message = format!("Exception type {full} is already handled by a previous handler.");
                    found.push(((*first, index), bracket_span(one), "ExceptionTypeAlreadyCaught", message));
                }
            }
            for (_, full) in known() {
                seen.entry(full).or_insert(index);
            }
        }
        found.sort_by_key(|(order, ..)| *order);
        found.into_iter().for_each(|(_, place, id, message)| self.error(place, id, message));
    }

    fn data(&mut self, supported: &[Expression], body: &Block) {
        let names: Option<Vec<String>> = supported
            .iter()
            .map(|name| match &name.kind {
                ExpressionKind::String { value, .. } => Some(value.to_string()),
                _ => None,
            })
            .collect();
        // With a computed name the check happens when the block runs.
        if let Some(mut names) = names {
            names.push("ConvertFrom-StringData".to_string());
            self.errors.extend(super::restricted_language(body, &names, &[]));
        }
    }
}

/// A label's text; empty without a label, `None` for one that is computed.
fn label_text(label: &Option<Expression>) -> Option<String> {
    match label.as_ref().map(|label| &label.kind) {
        None => Some(String::new()),
        Some(ExpressionKind::String { value, .. }) => Some(value.to_string()),
        Some(_) => None,
    }
}

/// The label of a loop or `switch`; `None` for other statements.
fn loop_label(statement: &StatementKind) -> Option<&Option<Name>> {
    use StatementKind::*;
    match statement {
        While { label, .. } | DoLoop { label, .. } | For { label, .. } | ForEach { label, .. } => Some(label),
        Switch(switch) => Some(&switch.label),
        _ => None,
    }
}

/// Whether control can reach the end of a block, by the rules PowerShell uses for methods.
pub(super) fn falls_through(block: &Block) -> bool {
    block.statements.iter().all(statement_falls_through)
}

fn statement_falls_through(statement: &Statement) -> bool {
    use StatementKind::*;
    match &statement.kind {
        Return(_) | Throw(_) | Exit(_) | Break(_) | Continue(_) => false,
        If { clauses, otherwise } => {
            let last = otherwise.as_ref().is_none_or(falls_through);
            last || clauses.iter().any(|(_, body)| falls_through(body))
        }
        Try { body, catches, finally } => {
            let ended = finally.as_ref().is_some_and(|block| !falls_through(block));
            !ended && (falls_through(body) || catches.iter().any(|catch| falls_through(&catch.body)))
        }
        DoLoop { body, .. } => falls_through(body) || leaves_loop(body),
        For { condition: None, body, .. } => leaves_loop(body),
        _ => true,
    }
}

/// Whether a block has a `break` or `continue` of its own loop.
fn leaves_loop(block: &Block) -> bool {
    struct Search(bool);
    impl Visitor for Search {
        fn statement(&mut self, statement: &Statement) {
            self.0 |= matches!(statement.kind, StatementKind::Break(_) | StatementKind::Continue(_));
            visit::walk_statement(self, statement);
        }
        fn script_block(&mut self, _: &ScriptBlock) {}
    }
    let mut search = Search(false);
    visit::walk_block(&mut search, block);
    search.0
}
