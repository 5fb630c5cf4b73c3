//! Names of parameters.

use super::invocation::Invocation;
use super::words::begins;
use crate::engine::bind::is_common_name;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::types::command_syntax;

/// Parameters that a typed `-word` may become: the command's own, then the common ones.
pub fn complete(invocation: &Invocation, typed: &str, at: usize) -> Vec<CompletionResult> {
    let Some(table) = &invocation.table else { return Vec::new() };
    let colon = if typed.ends_with(':') { ":" } else { "" };
    let word = typed.trim_start_matches('-').trim_end_matches(':');
    let sets = invocation.sets();
    let bound = invocation.bound(at);
    let (mut own, mut common) = (Vec::new(), Vec::new());
    for parameter in &table.parameters {
        let hidden =
            parameter.memberships.iter().all(|place| place.hidden) && !parameter.memberships.is_empty();
        if hidden || bound.contains(&parameter.name) || parameter.sets() & sets == 0 {
            continue;
        }
        let is_common = is_common_name(&parameter.name)
            && !parameter.name.eq_ignore_ascii_case("WhatIf")
            && !parameter.name.eq_ignore_ascii_case("Confirm")
            && table.advanced;
        let list = if is_common { &mut common } else { &mut own };
        let kind = command_syntax::short(&parameter.type_name);
        let help = parameter.memberships.iter().find_map(|place| place.help.as_deref());
        let help = help.filter(|help| !help.is_empty());
        if begins(&parameter.name, word) {
            list.push(result(&parameter.name, colon, &kind, help));
        } else if !word.is_empty() {
            let aliases = parameter.aliases.iter().filter(|alias| begins(alias, word));
            list.extend(aliases.map(|alias| result(alias, colon, &kind, help)));
        }
    }
    own.extend(common);
    own
}

/// A parameter with its type and its `HelpMessage`.
fn result(name: &str, colon: &str, kind: &str, help: Option<&str>) -> CompletionResult {
    let help = help.map(|help| format!(" - {help}")).unwrap_or_default();
    CompletionResult {
        text: format!("-{name}{colon}"),
        item: name.to_string(),
        kind: CompletionKind::ParameterName,
        tool_tip: format!("[{kind}] {name}{help}"),
    }
}
