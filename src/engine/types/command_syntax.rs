//! How commands are called: a line for each parameter set.

use super::command_info::Found;
use crate::engine::Engine;
use crate::engine::bind::{BindingTable, Parameter};
use std::rc::Rc;

/// Names of a command's sets; the one that all share when it has none.
pub fn sets(table: &BindingTable) -> Vec<String> {
    match table.sets.is_empty() {
        true => vec!["__AllParameterSets".into()],
        false => table.sets.iter().map(|set: &Rc<str>| set.to_string()).collect(),
    }
}

/// All lines of a command, with an empty one between.
pub fn text(engine: &mut Engine, found: &Found) -> String {
    let name = found.name();
    let Some(table) = found.table(engine) else { return found.name() };
    let lines: Vec<String> = (0..sets(&table).len())
        .map(|index| line(&name, &table, if table.sets.is_empty() { u32::MAX } else { 1 << index }))
        .collect();
    lines.join("\n\n")
}

/// `Verb-Noun [-Name] <type> [-Switch] [<CommonParameters>]` of one set.
pub fn line(name: &str, table: &BindingTable, set: u32) -> String {
    let mut words = vec![name.to_string()];
    let (mut positional, mut rest, mut of_provider) = (Vec::new(), Vec::new(), Vec::new());
    for parameter in table.parameters.iter().take(table.own).filter(|parameter| is_shown(parameter)) {
        let Some(place) = parameter.memberships.iter().find(|place| place.sets & set != 0) else { continue };
        match place.position.filter(|_| !parameter.is_switch) {
            _ if parameter.provider.is_some() => of_provider.push(word(parameter, false, place.mandatory)),
            Some(position) => positional.push((position, word(parameter, true, place.mandatory))),
            None => rest.push((!place.mandatory, word(parameter, false, place.mandatory))),
        }
    }
    positional.sort_by_key(|(position, _)| *position);
    rest.sort_by_key(|(optional, _)| *optional);
    words.extend(positional.into_iter().map(|(_, word)| word));
    words.extend(rest.into_iter().map(|(_, word)| word));
    if table.should_process {
        words.extend(["[-WhatIf]".into(), "[-Confirm]".into()]);
    }
    words.extend(of_provider);
    if table.advanced {
        words.push("[<CommonParameters>]".into());
    }
    words.join(" ")
}

/// Whether a parameter is there in a session that works with files.
pub fn is_shown(parameter: &Parameter) -> bool {
    parameter.provider.is_none_or(|provider| provider == "FileSystem")
}

fn word(parameter: &Parameter, positional: bool, mandatory: bool) -> String {
    if parameter.is_switch {
        let name = format!("-{}", parameter.name);
        return if mandatory { name } else { format!("[{name}]") };
    }
    let name = match positional {
        true => format!("[-{}]", parameter.name),
        false => format!("-{}", parameter.name),
    };
    let kind = format!("<{}>", short(&parameter.type_name));
    if mandatory { format!("{name} {kind}") } else { format!("[{name} {kind}]") }
}

/// A type as syntax shows it: its accelerator, or its name without the namespace.
pub fn short(name: &str) -> String {
    if let Some(element) = name.strip_suffix("[]") {
        return format!("{}[]", short(element));
    }
    let shown = super::short_name(&super::full_name_of(name));
    match shown.as_str() {
        "System.Object" | "object" => "Object".into(),
        other => other.rsplit('.').next().unwrap_or(other).to_string(),
    }
}
