//! Values of parameters: registered completers, attributes, sets and enumerations, then what is built in.

use super::built_in;
use super::infer::Inference;
use super::invocation::Invocation;
use super::paths::{self, Wanted};
use super::scan::Scan;
use super::words::{begins, quoted, unquoted};
use crate::engine::bind::Parameter;
use crate::engine::completion::{Completers, CompletionKind, CompletionResult, ValueQuery};
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::{self, command_info::Found, enumeration};
use crate::engine::value::Value;
use crate::engine::{Engine, convert, member};
use crate::language::ast::{Attribute, ParameterAttribute};
use std::rc::Rc;

/// A place where a value is written.
pub struct Place<'a, 't> {
    pub scan: &'a Scan<'t>,
    pub invocation: &'a Invocation,
    /// As typed, with its opening quote.
    pub typed: &'t str,
}

/// Values that may stand at a place; files where nothing else is known.
pub fn complete(engine: &mut Engine, place: &Place<'_, '_>) -> Vec<CompletionResult> {
    let at = place.scan.text.len();
    let parameters = place.invocation.completing(at);
    let Some(parameter) = parameters.first() else {
        return program(engine, place);
    };
    let mut is_known = false;
    for parameter in &parameters {
        match known(engine, place, parameter) {
            Some(found) if found.is_empty() => is_known = true,
            Some(found) => return found,
            None => {}
        }
    }
    if is_known && parameters.len() == 1 {
        return Vec::new();
    }
    paths::complete(engine, place.typed, &wanted(place.invocation, parameter))
}

/// Which files a parameter takes.
fn wanted(invocation: &Invocation, parameter: &Parameter) -> Wanted {
    Wanted {
        containers_only: matches!(invocation.name.as_str(), "Set-Location" | "Push-Location"),
        literal: parameter.name.eq_ignore_ascii_case("LiteralPath"),
        ..Wanted::default()
    }
}

/// Values of a parameter that has some of its own; `None` when any file may be meant.
fn known(engine: &mut Engine, place: &Place<'_, '_>, parameter: &Parameter) -> Option<Vec<CompletionResult>> {
    let (word, quote) = unquoted(place.typed);
    if let Some(block) = registered(engine, &place.invocation.name, &parameter.name) {
        return run(engine, place, parameter, &block, &word);
    }
    if let Some(Found::Function(function)) = place.invocation.found.clone() {
        let tree = function.block.tree().clone();
        if let Some(found) = by_attribute(engine, place, parameter, &tree, &word) {
            return found;
        }
    }
    let query = ValueQuery { command: &place.invocation.name, parameter: &parameter.name, word: &word };
    let sources = engine.extension::<Completers>().sources;
    if let Some(found) = sources.iter().find_map(|source| source(engine, &query)) {
        // Its own family knows the parameter: files are never meant.
        return Some(found);
    }
    if let Some(found) = set_of(engine, place, parameter) {
        let mut results = listed(found, &word, quote);
        for result in results.iter_mut().filter(|result| result.item.starts_with('$')) {
            result.text = result.item.clone();
        }
        return Some(results);
    }
    built_in::complete(engine, place, parameter, &word, quote)
}

/// Names as values, in quotes where they need them.
pub fn listed(names: Vec<String>, word: &str, quote: Option<char>) -> Vec<CompletionResult> {
    names
        .into_iter()
        .filter(|name| begins(name, word))
        .map(|name| CompletionResult {
            text: quoted(&name, quote),
            tool_tip: name.clone(),
            item: name,
            kind: CompletionKind::ParameterValue,
        })
        .collect()
}

/// The names that a parameter takes: a `ValidateSet`, an enumeration, a Boolean.
fn set_of(engine: &mut Engine, place: &Place<'_, '_>, parameter: &Parameter) -> Option<Vec<String>> {
    if parameter.is_switch {
        return Some(vec!["$true".into(), "$false".into()]);
    }
    match &place.invocation.found {
        Some(Found::Native(info)) => {
            let declared = info.parameters.iter().find(|known| known.name == &*parameter.name);
            if let Some(known) = declared {
                let names = if known.values.is_empty() { known.suggestions } else { known.values };
                if !names.is_empty() {
                    let mut names: Vec<String> = names.iter().map(|name| (*name).to_string()).collect();
                    if known.name != KEPT {
                        names.sort_by_key(|name| name.to_lowercase());
                    }
                    return Some(names);
                }
            }
        }
        Some(Found::Function(function)) => {
            let block = function.block.clone();
            let info = engine.info_of(&block).ok()?;
            let index = info.table.parameters.iter().position(|known| known.name == parameter.name);
            for constraint in index.and_then(|index| info.constraints.get(index)).into_iter().flatten() {
                let values = match constraint {
                    VariableConstraint::Set { values, .. } => Some(values.clone()),
                    VariableConstraint::Generated { generator, .. } => {
                        engine.generated_set(generator).ok()?
                    }
                    _ => None,
                };
                if let Some(mut names) = values {
                    names.sort_by_key(|name| name.to_lowercase());
                    return Some(names);
                }
            }
        }
        _ => {}
    }
    let element = parameter.type_name.trim_end_matches("[]");
    let of = types::resolve_text(engine, element).ok()?;
    let ranges = ranges_of(engine, place, parameter);
    let fits = |number: i64| ranges.iter().all(|(least, most)| (*least..=*most).contains(&number));
    let fitting = enumeration::names(&of).into_iter().filter(|(_, number)| fits(*number));
    let mut names: Vec<String> = fitting.map(|(name, _)| name.to_string()).collect();
    if names.is_empty() {
        return (element == "System.Boolean").then(|| vec!["$false".into(), "$true".into()]);
    }
    names.sort_by_key(|name| name.to_lowercase());
    Some(names)
}

/// The ranges that `[ValidateRange()]` leaves of an enumeration's numbers.
fn ranges_of(engine: &mut Engine, place: &Place<'_, '_>, parameter: &Parameter) -> Vec<(i64, i64)> {
    let Some(Found::Function(function)) = &place.invocation.found else { return Vec::new() };
    let Ok(info) = engine.info_of(&function.block.clone()) else { return Vec::new() };
    let index = info.table.parameters.iter().position(|known| known.name == parameter.name);
    let constraints = index.and_then(|index| info.constraints.get(index));
    let number = |value: &Value| match value {
        Value::Enum(value) => Some(value.number),
        other => convert::to_long(other).ok(),
    };
    let range = |constraint: &VariableConstraint| match constraint {
        VariableConstraint::Range { least, most } => Some((number(least)?, number(most)?)),
        VariableConstraint::RangeKind(kind) => match kind.to_ascii_lowercase().as_str() {
            "positive" => Some((1, i64::MAX)),
            "nonnegative" => Some((0, i64::MAX)),
            "negative" => Some((i64::MIN, -1)),
            "nonpositive" => Some((i64::MIN, 0)),
            _ => None,
        },
        _ => None,
    };
    constraints.into_iter().flatten().filter_map(range).collect()
}

/// The parameter whose values keep their order: they are offered, not demanded. Sets and enumerations are sorted.
const KEPT: &str = "Encoding";

/// A completer that `Register-ArgumentCompleter` keeps for a parameter.
fn registered(engine: &mut Engine, command: &str, parameter: &str) -> Option<Rc<ScriptBlockValue>> {
    let completers = engine.extension::<Completers>();
    let fits = |of: &Option<String>, name: &String, exact: bool| {
        name.eq_ignore_ascii_case(parameter)
            && match of {
                Some(of) => exact && of.eq_ignore_ascii_case(command),
                None => !exact,
            }
    };
    let find = |exact: bool| {
        completers
            .parameters
            .iter()
            .rev()
            .find(|(of, name, _)| fits(of, name, exact))
            .map(|(_, _, block)| block.clone())
    };
    find(true).or_else(|| find(false))
}

/// `[ArgumentCompleter({…})]` and `[ArgumentCompletions('a', 'b')]`; nothing when the parameter has neither, and
/// no answers when files may be meant.
fn by_attribute(
    engine: &mut Engine,
    place: &Place<'_, '_>,
    parameter: &Parameter,
    tree: &Rc<crate::language::ast::ScriptBlock>,
    word: &str,
) -> Option<Option<Vec<CompletionResult>>> {
    let declared = tree
        .parameters
        .iter()
        .flatten()
        .find(|known| known.name.text.eq_ignore_ascii_case(&parameter.name))?;
    for attribute in &declared.attributes {
        let ParameterAttribute::Attribute(attribute) = attribute else { continue };
        match short_name(attribute).as_str() {
            "argumentcompleter" => {
                match engine.attribute_argument(tree, attribute.positional.first()?).ok()? {
                    Value::Block(block) => return Some(run(engine, place, parameter, &block, word)),
                    Value::Type(of) => {
                        let completer = member::construct(engine, &of, &[]).ok()?;
                        return Some(by_object(engine, place, parameter, &completer, word));
                    }
                    _ => {}
                }
            }
            "argumentcompletions" => {
                let mut names = Vec::new();
                for value in &attribute.positional {
                    names.push(convert::display(&engine.attribute_argument(tree, value).ok()?));
                }
                let (_, quote) = unquoted(place.typed);
                return Some(Some(listed(names, word, quote)).filter(|found| !found.is_empty()));
            }
            // An attribute of a script that makes a completer: `IArgumentCompleterFactory`.
            _ => {
                let made = engine.made_attribute(tree, attribute, "ArgumentCompleterAttribute");
                if let Some(factory) = made.ok().flatten() {
                    let completer = member::invoke(engine, &factory, "Create", &[]).ok()?;
                    return Some(by_object(engine, place, parameter, &completer, word));
                }
            }
        }
    }
    None
}

fn short_name(attribute: &Attribute) -> String {
    let name = attribute.name.name.to_ascii_lowercase();
    let name = name.rsplit('.').next().unwrap_or_default().to_string();
    name.strip_suffix("attribute").map(str::to_string).unwrap_or(name)
}

/// Runs a completer: command, parameter, word, the command's tree, what is bound so far.
fn run(
    engine: &mut Engine,
    place: &Place<'_, '_>,
    parameter: &Parameter,
    block: &Rc<ScriptBlockValue>,
    word: &str,
) -> Option<Vec<CompletionResult>> {
    let arguments = completer_arguments(engine, place, parameter, word);
    answers(engine, block, &arguments)
}

fn completer_arguments(
    engine: &mut Engine,
    place: &Place<'_, '_>,
    parameter: &Parameter,
    word: &str,
) -> [Value; 5] {
    let bound = bound_values(engine, place, parameter);
    let tree =
        types::completion::command_tree(place.scan.text.get(place.invocation.start..).unwrap_or_default());
    [
        Value::text(place.invocation.name.as_str()),
        Value::text(parameter.name.as_ref()),
        Value::text(word),
        tree,
        bound,
    ]
}

/// What an `IArgumentCompleter` of a script answers.
fn by_object(
    engine: &mut Engine,
    place: &Place<'_, '_>,
    parameter: &Parameter,
    completer: &Value,
    word: &str,
) -> Option<Vec<CompletionResult>> {
    let arguments = completer_arguments(engine, place, parameter, word);
    let found = member::invoke(engine, completer, "CompleteArgument", &arguments).ok()?;
    let items = member::enumerate(engine, &found).ok()?.unwrap_or_else(|| vec![found]);
    answered(&items)
}

/// What a completer answers, without what is null or empty. One that answers nothing, or that fails, leaves the
/// place to files (`None`); one that answers a single `$null` or empty text says that nothing fits.
fn answers(
    engine: &mut Engine,
    block: &Rc<ScriptBlockValue>,
    arguments: &[Value],
) -> Option<Vec<CompletionResult>> {
    let items = engine.invoke_block(block, arguments).unwrap_or_default();
    answered(&items)
}

fn answered(items: &[Value]) -> Option<Vec<CompletionResult>> {
    let found: Vec<CompletionResult> = items
        .iter()
        .filter_map(|item| {
            types::completion::result_of(item).or_else(|| {
                let text = convert::display(item);
                (!text.is_empty()).then(|| CompletionResult::plain(text, CompletionKind::Text))
            })
        })
        .collect();
    (!found.is_empty() || items.len() == 1).then_some(found)
}

/// `$fakeBoundParameters`: constant arguments by their parameters' names.
fn bound_values(engine: &mut Engine, place: &Place<'_, '_>, except: &Parameter) -> Value {
    let mut table = Hashtable::new(false);
    let names: Vec<Rc<str>> = place.invocation.bound(place.scan.text.len());
    for name in names.iter().filter(|name| **name != except.name) {
        let text = place.invocation.argument_text(place.scan, name);
        let value = match text {
            None => Value::Bool(true),
            Some(text) => constant(engine, text),
        };
        table.set(Value::text(name.as_ref()), value);
    }
    hashtable_value(table)
}

/// The value of a written constant; its text otherwise.
fn constant(engine: &mut Engine, text: &str) -> Value {
    let (plain, _) = unquoted(text);
    if let Some(name) = text.strip_prefix('$')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && let Some(value) = engine.find_variable(&name.to_lowercase())
    {
        return value;
    }
    match plain.parse::<i32>() {
        Ok(number) if plain == text => Value::Int(number),
        _ if text.contains(',') => {
            let items = text.split(',').map(|part| Value::text(unquoted(part.trim()).0)).collect();
            Value::array(items)
        }
        _ => Value::text(plain),
    }
}

/// Arguments of a program, or of a name that means no command: its own completer, or files.
fn program(engine: &mut Engine, place: &Place<'_, '_>) -> Vec<CompletionResult> {
    let (word, _) = unquoted(place.typed);
    let programs = &engine.extension::<Completers>().programs;
    let fits = |name: &str| {
        let typed = place.invocation.typed.rsplit('/').next().unwrap_or_default();
        name.eq_ignore_ascii_case(typed) || name.eq_ignore_ascii_case(&place.invocation.name)
    };
    let block = programs.iter().rev().find(|(name, _)| fits(name)).map(|(_, block)| block.clone());
    if let Some(block) = block {
        let text = place.scan.text.get(place.invocation.start..).unwrap_or_default();
        let cursor = i32::try_from(text.encode_utf16().count()).unwrap_or(i32::MAX);
        let found = answers(
            engine,
            &block,
            &[Value::text(word), types::completion::command_tree(text), Value::Int(cursor)],
        );
        if let Some(found) = found {
            return found;
        }
    }
    paths::complete(engine, place.typed, &Wanted::default())
}

/// What the pipeline in front of the command sends.
pub fn input<'a, 't>(inference: &mut Inference<'a, 't>, invocation: &Invocation) -> super::infer::Inferred {
    let scan = inference.scan;
    let statement = scan.statement(
        scan.tokens
            .iter()
            .rev()
            .find(|token| token.start == invocation.start)
            .map_or(scan.open, |token| token.frame),
    );
    let first = statement.first().map_or(invocation.start, |token| token.start);
    let text = scan.text.get(first..invocation.start).unwrap_or_default();
    let text = text.trim_end().trim_end_matches('|');
    if text.trim().is_empty() { super::infer::Inferred::default() } else { inference.text(text) }
}
