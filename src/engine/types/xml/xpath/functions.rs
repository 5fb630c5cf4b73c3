//! The functions of XPath 1.0, section 4.

use super::evaluate::{Context, Found, value};
use super::parser::Expression;

pub fn call(context: &Context<'_>, name: &str, arguments: &[Expression]) -> Result<Found, String> {
    let tree = context.tree;
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments {
        values.push(value(context, argument)?);
    }
    let here = Found::Nodes(vec![context.node]);
    let first = values.first().unwrap_or(&here);
    let text = |index: usize| match values.get(index) {
        Some(found) => Ok(found.text(tree)),
        None => Err(format!("Function '{name}' in '{name}()' has an invalid number of arguments.")),
    };
    let number = |index: usize| values.get(index).map(|found| found.number(tree));
    let nodes = || match first {
        Found::Nodes(nodes) => Ok(nodes.clone()),
        _ => Err("Expression must evaluate to a node-set.".to_string()),
    };
    Ok(match name {
        "last" => Found::Number(context.size as f64),
        "position" => Found::Number(context.position as f64),
        "count" => Found::Number(nodes()?.len() as f64),
        "sum" => Found::Number(nodes()?.iter().map(|id| Found::Text(tree.text(*id)).number(tree)).sum()),
        "name" => Found::Text(
            nodes()?.first().map(|id| tree.read(*id, |node| node.name.clone())).unwrap_or_default(),
        ),
        "local-name" => Found::Text(
            nodes()?
                .first()
                .map(|id| tree.read(*id, |node| node.local_name().to_string()))
                .unwrap_or_default(),
        ),
        "namespace-uri" => Found::Text(
            nodes()?.first().map(|id| tree.read(*id, |node| node.namespace.clone())).unwrap_or_default(),
        ),
        "string" => Found::Text(first.text(tree)),
        "concat" => Found::Text(values.iter().map(|found| found.text(tree)).collect()),
        "starts-with" => Found::Truth(text(0)?.starts_with(&text(1)?)),
        "contains" => Found::Truth(text(0)?.contains(&text(1)?)),
        "substring-before" => {
            let (whole, mark) = (text(0)?, text(1)?);
            Found::Text(whole.split_once(&mark).map(|(before, _)| before.to_string()).unwrap_or_default())
        }
        "substring-after" => {
            let (whole, mark) = (text(0)?, text(1)?);
            Found::Text(whole.split_once(&mark).map(|(_, after)| after.to_string()).unwrap_or_default())
        }
        "substring" => {
            let start = number(1).unwrap_or(f64::NAN).round();
            let end = number(2).map_or(f64::INFINITY, |length| start + length.round());
            let inside = |index: usize| (index + 1) as f64 >= start && ((index + 1) as f64) < end;
            Found::Text(
                text(0)?.chars().enumerate().filter(|(index, _)| inside(*index)).map(|(_, c)| c).collect(),
            )
        }
        "string-length" => Found::Number(first.text(tree).encode_utf16().count() as f64),
        "normalize-space" => Found::Text(first.text(tree).split_whitespace().collect::<Vec<_>>().join(" ")),
        "translate" => {
            let (from, to) = (text(1)?.chars().collect::<Vec<_>>(), text(2)?.chars().collect::<Vec<_>>());
            let map = |c: char| match from.iter().position(|known| *known == c) {
                Some(at) => to.get(at).copied(),
                None => Some(c),
            };
            Found::Text(text(0)?.chars().filter_map(map).collect())
        }
        "boolean" => Found::Truth(first.truth()),
        "not" => Found::Truth(!first.truth()),
        "true" => Found::Truth(true),
        "false" => Found::Truth(false),
        "number" => Found::Number(first.number(tree)),
        "floor" => Found::Number(number(0).unwrap_or(f64::NAN).floor()),
        "ceiling" => Found::Number(number(0).unwrap_or(f64::NAN).ceil()),
        "round" => Found::Number((number(0).unwrap_or(f64::NAN) + 0.5).floor()),
        "lang" => Found::Truth(false),
        other => return Err(format!("'{other}()' is an unknown function.")),
    })
}
