//! How commands are called, from their tables.

use crate::engine::command::{CommandInfo, ParameterInfo};

/// `Verb-Noun [-Name] <type> [-Switch] [<CommonParameters>]`, a line for each parameter set.
pub(super) fn syntax(info: &CommandInfo) -> String {
    let mut sets: Vec<&str> = Vec::new();
    for membership in info.parameters.iter().flat_map(|parameter| parameter.sets) {
        if !sets.contains(&membership.set) {
            sets.push(membership.set);
        }
    }
    if sets.is_empty() {
        sets.push("");
    }
    let lines: Vec<String> = sets
        .iter()
        .map(|set| {
            let mut words = vec![info.name.to_string()];
            words.extend(
                info.parameters
                    .iter()
                    .filter(|parameter| !parameter.hidden)
                    .filter_map(|parameter| word(parameter, set)),
            );
            if info.should_process.is_some() {
                words.extend(["[-WhatIf]".into(), "[-Confirm]".into()]);
            }
            words.push("[<CommonParameters>]".into());
            words.join(" ")
        })
        .collect();
    lines.join("\n\n")
}

/// How a parameter is written in one set; `None` when it is not in it.
pub(super) fn word(parameter: &ParameterInfo, set: &str) -> Option<String> {
    let (position, mandatory) = match parameter.sets {
        [] => (parameter.position, parameter.mandatory),
        places => {
            places.iter().find(|place| place.set == set).map(|place| (place.position, place.mandatory))?
        }
    };
    if parameter.is_switch {
        return Some(format!("[-{}]", parameter.name));
    }
    let name =
        if position.is_some() { format!("[-{}]", parameter.name) } else { format!("-{}", parameter.name) };
    let kind = if parameter.values.is_empty() {
        format!("<{}>", parameter.type_name)
    } else {
        format!("{{{}}}", parameter.values.join(" | "))
    };
    Some(match (mandatory, position.is_some()) {
        (true, _) => format!("{name} {kind}"),
        (false, _) => format!("[{name} {kind}]"),
    })
}
