//! Which variables of a method have a value wherever they are read: its own ones, on each path that leads there.
//!
//! Follows PowerShell's variable analysis: loops may not run at all, whatever stands in a `try` may not have
//! happened when a `catch` or `finally` runs, and code behind `return` is not looked at.

use super::classes::{is_local, makes_variable, targets};
use crate::language::ast::*;
use crate::language::span::Span;
use crate::language::visit::{self, Visitor};
use std::collections::HashMap;

/// Commands that can make variables in their caller, which leaves nothing to check.
const VARIABLE_MAKERS: [&str; 5] =
    ["New-Variable", "Set-Variable", "Clear-Variable", "Import-LocalizedData", "Remove-Variable"];

/// The variables read in a method's body where a path leads that does not assign them, in the order of the text;
/// empty when the body can make variables by name. Names are in lower case.
pub(super) fn read_unassigned(body: &ScriptBlock) -> Vec<(String, Span)> {
    let mut paths = Paths::default();
    for parameter in body.parameters.iter().flatten() {
        paths.assign_name(parameter.name.text.to_lowercase());
    }
    let blocks = [&body.dynamic_param, &body.begin, &body.process, &body.end, &body.clean];
    blocks.into_iter().flatten().for_each(|block| visit::walk_block(&mut paths, block));
    match paths.unknowable {
        true => Vec::new(),
        false => paths.found,
    }
}

/// The variables that are assigned, by number.
#[derive(Clone, Default)]
struct Assigned(Vec<u64>);

impl Assigned {
    fn insert(&mut self, number: usize) {
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }
}

/// Where control can be, with what is assigned there; `None` where it cannot get to.
type Place = Option<Assigned>;

/// What is assigned when control comes from either place.
fn joined(one: Place, other: Place) -> Place {
    match (one, other) {
        (Some(mut one), Some(other)) => {
            one.0.truncate(other.0.len());
            one.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
            Some(one)
        }
        (one, other) => one.or(other),
    }
}

/// A loop or `switch` around the current place, and how control came to its end.
struct Loop {
    label: Option<String>,
    left: Place,
    again: Place,
}

struct Paths {
    numbers: HashMap<String, usize>,
    place: Place,
    loops: Vec<Loop>,
    found: Vec<(String, Span)>,
    unknowable: bool,
}

impl Default for Paths {
    fn default() -> Self {
        Paths {
            numbers: HashMap::new(),
            place: Some(Assigned::default()),
            loops: Vec::new(),
            found: Vec::new(),
            unknowable: false,
        }
    }
}

impl Paths {
    fn number(&mut self, name: String) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(name).or_insert(next)
    }

    fn assign_name(&mut self, name: String) {
        let number = self.number(name);
        if let Some(assigned) = &mut self.place {
            assigned.insert(number);
        }
    }

    fn assign(&mut self, target: &Expression) {
        targets(target).into_iter().for_each(|(name, _)| self.assign_name(name));
    }

    fn read(&mut self, path: &VariablePath, span: Span) {
        let name = path.name.to_lowercase();
        let number = self.number(name.clone());
        if self.place.as_ref().is_some_and(|assigned| !assigned.has(number)) {
            self.found.push((name, span));
        }
    }

    /// What a target reads besides the variables that it writes: `$x` in `$x.name = 1`.
    fn target(&mut self, target: &Expression) {
        match &target.kind {
            ExpressionKind::Variable(_) => {}
            ExpressionKind::List(items) => items.iter().for_each(|item| self.target(item)),
            ExpressionKind::Convert { operand, .. } | ExpressionKind::Attributed { operand, .. } => {
                self.target(operand);
            }
            ExpressionKind::Paren(statement) => match super::assignment::pure_expression(statement) {
                Some(inner) => self.target(inner),
                None => self.statement(statement),
            },
            _ => self.expression(target),
        }
    }

    fn conditional(&mut self, clauses: &[(Statement, Block)], otherwise: Option<&Block>) {
        let mut after = None;
        for (condition, body) in clauses {
            self.statement(condition);
            let refused = self.place.clone();
            visit::walk_block(self, body);
            after = joined(after, std::mem::replace(&mut self.place, refused));
        }
        if let Some(body) = otherwise {
            visit::walk_block(self, body);
        }
        self.place = joined(after, self.place.take());
    }

    /// Every statement of the body can throw, so that nothing of it need have happened in what follows.
    fn guarded(&mut self, body: &Block, catches: &[Catch], finally: Option<&Block>) {
        let before = self.place.clone();
        visit::walk_block(self, body);
        let mut after = self.place.take();
        for catch in catches {
            self.place = before.clone();
            visit::walk_block(self, &catch.body);
            after = joined(after, self.place.take());
        }
        let Some(finally) = finally else {
            self.place = after;
            return;
        };
        let takes_all = catches.iter().any(|catch| catch.types.is_empty());
        let ends = after.is_some();
        self.place = if takes_all { after } else { joined(after, before) };
        visit::walk_block(self, finally);
        if !ends {
            self.place = None;
        }
    }

    /// A loop's body; gives what is assigned where `continue` and the end of the body lead, and where `break` does.
    fn repeated(&mut self, label: Option<&Name>, body: impl FnOnce(&mut Self)) -> (Place, Place) {
        let label = label.map(|label| label.text.clone());
        self.loops.push(Loop { label, left: None, again: None });
        body(self);
        let end = self.place.take();
        match self.loops.pop() {
            Some(ended) => (joined(end, ended.again), ended.left),
            None => (end, None),
        }
    }

    /// `while`, `for` and `foreach`: the condition comes first, and may end them at once.
    fn loop_of(&mut self, label: Option<&Name>, condition: impl FnOnce(&mut Self), parts: LoopParts) {
        condition(self);
        // PowerShell takes the variable of a `foreach` for assigned even where there was nothing to go through.
        if let Some(variable) = parts.variable {
            self.assign(variable);
        }
        let skipped = if parts.endless { None } else { self.place.clone() };
        let (again, left) = self.repeated(label, |paths| visit::walk_block(paths, parts.body));
        self.place = again;
        if let Some(iterator) = parts.iterator {
            self.statement(iterator);
        }
        self.place = joined(skipped, left);
    }

    fn do_loop(&mut self, label: Option<&Name>, body: &Block, condition: &Statement) {
        let (again, left) = self.repeated(label, |paths| visit::walk_block(paths, body));
        self.place = again;
        self.statement(condition);
        self.place = joined(self.place.take(), left);
    }

    /// A `switch` is a loop over its values: without any, no clause runs, nor does `default`.
    fn switch(&mut self, switch: &Switch) {
        self.statement(&switch.condition);
        let before = self.place.clone();
        let (again, left) = self.repeated(switch.label.as_ref(), |paths| {
            for (test, body) in &switch.cases {
                paths.expression(test);
                let unmatched = paths.place.clone();
                visit::walk_block(paths, body);
                paths.place = joined(paths.place.take(), unmatched);
            }
            switch.default.iter().for_each(|body| visit::walk_block(paths, body));
        });
        self.place = joined(joined(before, left), again);
    }

    /// `break` and `continue`. A label that is not known here leads out of the method.
    fn leave(&mut self, label: Option<&Expression>, again: bool) {
        let place = self.place.take();
        let wanted = match label.map(|label| &label.kind) {
            None => None,
            Some(ExpressionKind::String { value, .. }) => Some(value.to_string()),
            Some(_) => return,
        };
        let named = |found: &&mut Loop| match &wanted {
            None => true,
            Some(wanted) => found.label.as_ref().is_some_and(|label| label.eq_ignore_ascii_case(wanted)),
        };
        if let Some(found) = self.loops.iter_mut().rev().find(named) {
            let target = if again { &mut found.again } else { &mut found.left };
            *target = joined(target.take(), place);
        }
    }

    /// Something that need not be evaluated.
    fn perhaps(&mut self, walk: impl FnOnce(&mut Self)) {
        let skipped = self.place.clone();
        walk(self);
        self.place = joined(self.place.take(), skipped);
    }

    /// `[ref] $x`, `$x++` and the two-sided operations; false for expressions without a rule of their own.
    fn operation(&mut self, expression: &Expression) -> bool {
        match &expression.kind {
            ExpressionKind::Convert { target, operand } if target.name.eq_ignore_ascii_case("ref") => {
                self.assign(operand);
                false
            }
            ExpressionKind::Unary {
                operator:
                    UnaryOperator::PreIncrement
                    | UnaryOperator::PreDecrement
                    | UnaryOperator::PostIncrement
                    | UnaryOperator::PostDecrement,
                operand,
            } => {
                self.assign(operand);
                false
            }
            ExpressionKind::Binary {
                operator: BinaryOperator::And | BinaryOperator::Or,
                left,
                right,
                ..
            } => {
                self.expression(left);
                self.perhaps(|paths| paths.expression(right));
                true
            }
            ExpressionKind::Ternary { condition, when_true, when_false } => {
                self.expression(condition);
                let before = self.place.clone();
                self.expression(when_true);
                let first = std::mem::replace(&mut self.place, before);
                self.expression(when_false);
                self.place = joined(first, self.place.take());
                true
            }
            _ => false,
        }
    }

    /// `-OutVariable x` and its kind, and commands that make variables by name.
    fn variables_of_command(&mut self, command: &Command) {
        self.unknowable |= command.invocation == Invocation::Dot;
        let mut elements = command.elements.iter().peekable();
        while let Some(element) = elements.next() {
            match element {
                CommandElement::Argument(Expression {
                    kind: ExpressionKind::String { value, .. }, ..
                }) => {
                    self.unknowable |= VARIABLE_MAKERS.iter().any(|name| name.eq_ignore_ascii_case(value));
                }
                CommandElement::Parameter { name, argument, .. } if makes_variable(name) => {
                    let next = match (argument, elements.peek()) {
                        (Some(value), _) => Some(value),
                        (None, Some(CommandElement::Argument(value))) => Some(value),
                        _ => None,
                    };
                    if let Some(ExpressionKind::String { value, .. }) = next.map(|value| &value.kind) {
                        self.assign_name(value.trim_start_matches('+').to_lowercase());
                    }
                }
                _ => {}
            }
        }
    }
}

/// What makes one loop of those with the condition first.
struct LoopParts<'a> {
    variable: Option<&'a Expression>,
    iterator: Option<&'a Statement>,
    body: &'a Block,
    /// Ends by `break` only.
    endless: bool,
}

impl Visitor for Paths {
    fn script_block(&mut self, _: &ScriptBlock) {}

    fn type_definition(&mut self, _: &TypeDefinition) {}

    fn statement(&mut self, statement: &Statement) {
        use StatementKind::*;
        match &statement.kind {
            Assignment { target, value, .. } => {
                self.statement(value);
                self.target(target);
                self.assign(target);
            }
            If { clauses, otherwise } => self.conditional(clauses, otherwise.as_ref()),
            Try { body, catches, finally } => self.guarded(body, catches, finally.as_ref()),
            // A trap has a scope of its own.
            Trap { .. } => {}
            Break(label) | Continue(label) => {
                let again = matches!(statement.kind, Continue(_));
                self.leave(label.as_ref(), again);
            }
            Return(_) | Throw(_) | Exit(_) => {
                visit::walk_statement(self, statement);
                self.place = None;
            }
            Data { variable, .. } => {
                visit::walk_statement(self, statement);
                variable.iter().for_each(|name| self.assign_name(name.text.to_lowercase()));
            }
            While { label, condition, body } => {
                let parts = LoopParts { variable: None, iterator: None, body, endless: false };
                self.loop_of(label.as_ref(), |paths| paths.statement(condition), parts);
            }
            For { label, initializer, condition, iterator, body } => {
                initializer.iter().for_each(|first| self.statement(first));
                let iterator = iterator.as_deref();
                let parts = LoopParts { variable: None, iterator, body, endless: condition.is_none() };
                let condition = |paths: &mut Self| condition.iter().for_each(|test| paths.statement(test));
                self.loop_of(label.as_ref(), condition, parts);
            }
            ForEach { label, variable, collection, body } => {
                let parts = LoopParts { variable: Some(variable), iterator: None, body, endless: false };
                self.loop_of(label.as_ref(), |paths| paths.statement(collection), parts);
            }
            DoLoop { label, body, condition, .. } => self.do_loop(label.as_ref(), body, condition),
            Switch(switch) => self.switch(switch),
            _ => visit::walk_statement(self, statement),
        }
    }

    fn command(&mut self, command: &Command) {
        visit::walk_command(self, command);
        self.variables_of_command(command);
    }

    fn expression(&mut self, expression: &Expression) {
        match &expression.kind {
            ExpressionKind::Variable(path) if is_local(path) => self.read(path, expression.span),
            // `$using:x` names a variable of somewhere else.
            ExpressionKind::Using(_) => return,
            _ => {}
        }
        if !self.operation(expression) {
            visit::walk_expression(self, expression);
        }
    }
}
