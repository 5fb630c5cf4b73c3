//! What a script module would export, told from its text alone: nothing of it runs.
//!
//! `Get-Module -ListAvailable` and `Test-ModuleManifest` show it, as PowerShell's own analysis does.

use crate::engine::{Engine, types};
use crate::language::Source;
use crate::language::ast::{
    Block, Command, CommandElement, Expression, ExpressionKind, FunctionDefinition, Statement, StatementKind,
};
use crate::language::visit::{self, Visitor};
use std::path::Path;
use std::rc::Rc;

/// Names that a module's text defines and those that it exports by `Export-ModuleMember`.
#[derive(Debug, Default)]
pub(super) struct Discovered {
    pub functions: Vec<String>,
    /// Aliases and what they mean.
    pub aliases: Vec<(String, String)>,
    /// Patterns that the module exports by; empty when it does not say.
    pub filters: Vec<String>,
}

impl Engine {
    /// Reads a script module. One that cannot be read or parsed exports nothing.
    pub(super) fn discover(&mut self, file: &Path) -> Discovered {
        let mut found = Discovered::default();
        let Ok(bytes) = std::fs::read(file) else { return found };
        let text = types::encoding::decode(&bytes);
        let parsed = self.parse(Rc::new(Source::new(Some(file.display().to_string().into()), text)));
        if let Some(script) = parsed.script.as_ref().filter(|_| parsed.errors.is_empty()) {
            found.script_block(script);
        }
        found
    }
}

impl Visitor for Discovered {
    /// Only what certainly runs counts: conditions and loops do not.
    fn statement(&mut self, statement: &Statement) {
        let skipped = matches!(
            statement.kind,
            StatementKind::If { .. }
                | StatementKind::While { .. }
                | StatementKind::DoLoop { .. }
                | StatementKind::For { .. }
                | StatementKind::ForEach { .. }
                | StatementKind::Switch(_)
                | StatementKind::Data { .. }
                | StatementKind::Assignment { .. }
                | StatementKind::Type(_)
        );
        if !skipped {
            visit::walk_statement(self, statement);
        }
    }

    fn function(&mut self, function: &FunctionDefinition) {
        let name = function.name.text.clone();
        let named =
            |attribute: &&crate::language::ast::Attribute| attribute.name.name.eq_ignore_ascii_case("Alias");
        for attribute in function.body.attributes.iter().filter(named) {
            for alias in attribute.positional.iter().flat_map(texts) {
                self.aliases.push((alias, name.clone()));
            }
        }
        self.functions.push(name);
    }

    fn command(&mut self, command: &Command) {
        let Some(CommandElement::Argument(first)) = command.elements.first() else { return };
        let Some(name) = texts(first).into_iter().next() else { return };
        let plain = name.rsplit('\\').next().unwrap_or_default().to_ascii_lowercase();
        match plain.as_str() {
            "new-alias" | "set-alias" | "nal" | "sal" => {
                let given = arguments(command, &["name", "value"], 2);
                if let [Some(name), Some(value)] = given.map(|texts| texts.into_iter().next()) {
                    self.aliases.push((name, value));
                }
            }
            "export-modulemember" => {
                let [functions, aliases] = arguments(command, &["function", "alias"], 1);
                let plain = |name: &&String| !crate::engine::operators::has_wildcard(name.as_str());
                for name in functions.iter().filter(plain) {
                    if !self.functions.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                        self.functions.push(name.clone());
                    }
                }
                for name in aliases.iter().filter(plain) {
                    if !self.aliases.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                        self.aliases.push((name.clone(), String::new()));
                    }
                }
                self.filters.extend(functions.into_iter().chain(aliases));
            }
            _ => {}
        }
    }
}

/// What a command gives two parameters, by name or, for the first `positional` ones, by place.
fn arguments(command: &Command, names: &[&str; 2], positional: usize) -> [Vec<String>; 2] {
    let mut found: [Option<Vec<String>>; 2] = [None, None];
    let mut waiting: Option<Option<usize>> = None;
    for element in command.elements.iter().skip(1) {
        match element {
            CommandElement::Parameter { name, argument, .. } => {
                let lower = name.to_ascii_lowercase();
                let place = names.iter().position(|known| known.starts_with(&lower));
                waiting = match (place, argument) {
                    (Some(place), Some(argument)) => {
                        set(&mut found, place, texts(argument));
                        None
                    }
                    (_, Some(_)) => None,
                    // A switch takes no word, every other parameter takes the next one.
                    (None, None) if is_switch(&lower) => None,
                    (place, None) => Some(place),
                };
            }
            CommandElement::Argument(argument) => match waiting.take() {
                Some(Some(place)) => set(&mut found, place, texts(argument)),
                Some(None) => {}
                None => {
                    let free = found.iter().take(positional).position(Option::is_none);
                    if let Some(place) = free {
                        set(&mut found, place, texts(argument));
                    }
                }
            },
            _ => {}
        }
    }
    found.map(Option::unwrap_or_default)
}

fn set(found: &mut [Option<Vec<String>>; 2], place: usize, texts: Vec<String>) {
    if let Some(slot) = found.get_mut(place) {
        *slot = Some(texts);
    }
}

fn is_switch(name: &str) -> bool {
    ["passthru", "force", "confirm", "verbose", "debug", "whatif"].iter().any(|known| known.starts_with(name))
}

/// The constant texts of an argument.
fn texts(expression: &Expression) -> Vec<String> {
    let in_block = |block: &Block| {
        let mut inner = Words::default();
        visit::walk_block(&mut inner, block);
        inner.0
    };
    match &expression.kind {
        ExpressionKind::String { value, .. } => vec![value.to_string()],
        ExpressionKind::List(items) => items.iter().flat_map(texts).collect(),
        ExpressionKind::Array(block) => in_block(block),
        _ => Vec::new(),
    }
}

/// Collects the texts of `@('a', 'b')`.
#[derive(Default)]
struct Words(Vec<String>);

impl Visitor for Words {
    fn expression(&mut self, expression: &Expression) {
        self.0.extend(texts(expression));
    }
}
