//! Signature help: the parameter sets of the command around the cursor, and the parameter that is being written.

use super::answers;
use super::document::Document;
use crate::engine::Engine;
use crate::engine::types::command_syntax;
use crate::host::completion::invocation::Invocation;
use crate::host::completion::scan::Scan;
use crate::language::ast::FunctionDefinition;
use serde_json::{Value, json};

/// Null where no command is being written.
pub fn help(engine: &mut Engine, document: &Document, place: usize) -> Value {
    let before = document.text.get(..place).unwrap_or_default();
    let scan = Scan::of(before);
    let Some(invocation) = Invocation::read(engine, &scan, scan.open, place) else { return Value::Null };
    // The name of the command itself is still being written.
    if before.ends_with(invocation.typed.as_str()) {
        return Value::Null;
    }
    let last = invocation.arguments.last();
    let written = last.and_then(|argument| argument.parameter.clone());
    let labels = labels(engine, document, &invocation);
    let signatures: Vec<Value> = labels.iter().map(|label| signature(label)).collect();
    if signatures.is_empty() {
        return Value::Null;
    }
    let fits = |label: &String| {
        let names = parameters(label);
        written.as_deref().map(|written| {
            names.iter().position(|(name, _)| {
                let starts = name.get(..written.len());
                starts.is_some_and(|start| start.eq_ignore_ascii_case(written))
            })
        })
    };
    let active = labels.iter().position(|label| matches!(fits(label), Some(Some(_)))).unwrap_or(0);
    let parameter = labels.get(active).and_then(fits).flatten();
    json!({ "signatures": signatures, "activeSignature": active, "activeParameter": parameter })
}

/// One line for each parameter set.
fn labels(engine: &mut Engine, document: &Document, invocation: &Invocation) -> Vec<String> {
    let own = answers::functions(document)
        .into_iter()
        .find(|function| function.name.text.eq_ignore_ascii_case(&invocation.typed));
    let text = match (own, &invocation.found) {
        (Some(function), _) => own_syntax(document, &function),
        (None, Some(found)) => command_syntax::text(engine, found),
        (None, None) => String::new(),
    };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_string).collect()
}

/// The syntax of a function of the document, which does not run here.
pub(super) fn own_syntax(document: &Document, function: &FunctionDefinition) -> String {
    let parameters = function.body.parameters.iter().flatten();
    let words: Vec<String> = parameters
        .map(|parameter| {
            let name = parameter.name.text.trim_start_matches('$');
            let mut types = parameter.attributes.iter().filter_map(|attribute| match attribute {
                crate::language::ast::ParameterAttribute::Type(name) => {
                    document.text.get(name.span.start as usize..name.span.end as usize)
                }
                crate::language::ast::ParameterAttribute::Attribute(_) => None,
            });
            let type_name = types.next_back().unwrap_or("Object").trim_matches(['[', ']']).to_string();
            if type_name.eq_ignore_ascii_case("switch") {
                format!("[-{name}]")
            } else {
                format!("[[-{name}] <{type_name}>]")
            }
        })
        .collect();
    format!("{} {}", function.name.text, words.join(" "))
}

/// A label with the places of its parameters in UTF-16 units.
fn signature(label: &str) -> Value {
    let units = |end: usize| label.get(..end).unwrap_or_default().encode_utf16().count();
    let parameters: Vec<Value> = parameters(label)
        .into_iter()
        .map(|(name, at)| json!({ "label": [units(at), units(at + name.len() + 1)] }))
        .collect();
    json!({ "label": label, "parameters": parameters })
}

/// Names behind `-` in a line of syntax, and where the dash stands.
fn parameters(label: &str) -> Vec<(&str, usize)> {
    let dashes = label
        .match_indices('-')
        .filter(|(at, _)| label.get(..*at).is_some_and(|before| before.ends_with([' ', '['])));
    dashes
        .filter_map(|(at, _)| {
            let rest = label.get(at + 1..)?;
            let end = rest.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(rest.len());
            Some((rest.get(..end)?, at)).filter(|(name, _)| !name.is_empty())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_the_words_behind_a_dash() {
        let found = parameters("Get-Item [-Path] <string[]> [-Force] [<CommonParameters>]");
        assert_eq!(found, [("Path", 10), ("Force", 29)]);
    }
}
