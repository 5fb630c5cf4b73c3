//! Verbs and nouns of commands, as `Get-Verb` and `Get-Command` take them.

use super::values::Place;
use super::words::unquoted;
use crate::cmdlets::core::utility::approved_verbs;
use crate::engine::Engine;

/// The parts of a parameter's argument that is written: `Json, Job`.
fn given(place: &Place<'_, '_>, parameter: &str) -> Vec<String> {
    let text = place.invocation.argument_text(place.scan, parameter).unwrap_or_default();
    let parts = text.split(',').map(|part| unquoted(part.trim()).0);
    parts.filter(|part| !part.is_empty()).collect()
}

fn fits(wanted: &[String], name: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|one| crate::engine::operators::like(name, one, true))
}

/// Verb and noun of the commands of some modules; of all when none is named.
fn of_commands(engine: &Engine, modules: &[String]) -> Vec<(String, String)> {
    let natives = engine.native_commands().filter(|info| fits(modules, info.module));
    let mut names: Vec<String> = natives.map(|info| info.name.to_string()).collect();
    for module in engine.modules.iter().filter(|module| fits(modules, &module.name)) {
        names.extend(module.functions.borrow().iter().map(|function| function.name.to_string()));
    }
    let split = |name: &String| name.split_once('-').map(|(verb, noun)| (verb.to_string(), noun.to_string()));
    names.iter().filter_map(split).collect()
}

/// The approved verbs, of the groups that are given; those of commands where their nouns or modules are given.
pub(super) fn verbs(engine: &Engine, place: &Place<'_, '_>) -> Vec<String> {
    let (nouns, modules) = (given(place, "Noun"), given(place, "Module"));
    if nouns.is_empty() && modules.is_empty() {
        let groups = given(place, "Group");
        let approved = approved_verbs().filter(|(_, group)| fits(&groups, group));
        return approved.map(|(verb, _)| verb.to_string()).collect();
    }
    let fitting = of_commands(engine, &modules).into_iter().filter(|(_, noun)| fits(&nouns, noun));
    fitting.map(|(verb, _)| verb).collect()
}

/// The nouns of the commands that have the given verbs and modules.
pub(super) fn nouns(engine: &Engine, place: &Place<'_, '_>) -> Vec<String> {
    let (verbs, modules) = (given(place, "Verb"), given(place, "Module"));
    let fitting = of_commands(engine, &modules).into_iter().filter(|(verb, _)| fits(&verbs, verb));
    fitting.map(|(_, noun)| noun).collect()
}
