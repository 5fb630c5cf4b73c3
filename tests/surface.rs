//! Every command's parameters against those of PowerShell, as recorded from the real program.
//!
//! `tests/surface/missing.txt` and `missing_parameter_types.txt` list what is not there or differs. A new difference fails the run, and so does
//! one that is gone: `FEDSH_SURFACE_UPDATE=1` drops what is there by now.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "common/gaps.rs"]
mod gaps;

use fedsh::cmdlets::TABLES;
use fedsh::engine::bind::BindingTable;
use fedsh::engine::command::{CommandInfo, ParameterInfo, Pipe};
use fedsh::engine::types::command_syntax::{self, short};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Position, mandatory, by value, by name, rest: a parameter's place in one set.
type Place = (Option<u64>, bool, bool, bool, bool);

#[test]
fn parameters_are_those_of_powershell() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/surface");
    let recorded = fs::read_to_string(folder.join("commands.jsonl")).unwrap();
    let mut found = BTreeSet::new();
    let (mut commands, mut parameters) = (0, 0);
    for line in recorded.lines() {
        let command: Value = serde_json::from_str(line).unwrap();
        let name = text(&command, "name");
        commands += 1;
        parameters += list(&command, "parameters").len();
        match TABLES.iter().flat_map(|table| table.iter()).find(|info| info.name.eq_ignore_ascii_case(name)) {
            Some(info) => compare(info, &command, &mut found),
            None => {
                found.insert(format!("{name}: the command is not there"));
            }
        }
    }
    let missing_commands = found.iter().filter(|line| line.ends_with("the command is not there")).count();
    println!(
        "surface: {} of {commands} commands are there; {} differences in {parameters} parameters",
        commands - missing_commands,
        found.len() - missing_commands
    );
    gaps::judge(&found, &folder.join("missing.txt")).unwrap();
}

/// The lines of `Get-Command -Syntax`: the order of sets and of parameters, and where those of providers stand.
#[test]
fn syntax_is_that_of_powershell() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/surface");
    let mut found = BTreeSet::new();
    let mut count = 0;
    for line in fs::read_to_string(folder.join("syntax.tsv")).unwrap().lines() {
        let (command, wanted) = line.split_once('\t').unwrap();
        let native = TABLES.iter().flat_map(|table| table.iter()).find(|info| info.name == command);
        // What is no native command is told by the other test.
        let Some(info) = native else { continue };
        count += 1;
        let table = BindingTable::of_native(info);
        let own: Vec<String> = (0..command_syntax::sets(&table).len())
            .map(|index| if table.sets.is_empty() { u32::MAX } else { 1 << index })
            .map(|bit| command_syntax::line("", &table, bit).trim_start().to_string())
            .collect();
        let wanted: Vec<&str> = wanted.split('\t').collect();
        if own != wanted {
            found.insert(format!("{command}: {}", own.join(" | ")));
        }
    }
    println!("surface: the syntax of {} of {count} commands is PowerShell's", count - found.len());
    let names = found.iter().map(|line| line.split(':').next().unwrap().to_string()).collect();
    gaps::judge(&names, &folder.join("other_syntax.txt")).unwrap();
}

/// Types as `Get-Command -Syntax` shows them.
#[test]
fn parameters_have_the_types_of_powershell() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/surface");
    let recorded = fs::read_to_string(folder.join("parameter_types.tsv")).unwrap();
    let mut found = BTreeSet::new();
    for line in recorded.lines() {
        let [command, parameter, wanted] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let own = TABLES
            .iter()
            .flat_map(|table| table.iter())
            .find(|info| info.name.eq_ignore_ascii_case(command))
            .and_then(|info| info.parameters.iter().find(|own| own.name.eq_ignore_ascii_case(parameter)));
        // What is not there is told by the other test.
        let Some(own) = own else { continue };
        let shown = short(own.type_name);
        if shown != wanted {
            found.insert(format!("{command} -{parameter}: {shown} where PowerShell has {wanted}"));
        }
    }
    println!("surface: {} differences in the types of {} parameters", found.len(), recorded.lines().count());
    gaps::judge(&found, &folder.join("missing_parameter_types.txt")).unwrap();
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn strings(value: &Value, name: &str) -> BTreeSet<String> {
    list(value, name).iter().filter_map(Value::as_str).map(str::to_lowercase).collect()
}

fn lower(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}

fn compare(info: &CommandInfo, command: &Value, found: &mut BTreeSet<String>) {
    let name = info.name;
    if command.get("should_process").and_then(Value::as_bool) != Some(info.should_process.is_some()) {
        found.insert(format!("{name}: -WhatIf and -Confirm"));
    }
    for alias in strings(command, "aliases").difference(&lower(info.aliases)) {
        found.insert(format!("{name}: alias {alias}"));
    }
    for parameter in list(command, "parameters") {
        let wanted = text(parameter, "name");
        let own = info.parameters.iter().find(|own| own.name.eq_ignore_ascii_case(wanted));
        match own {
            None => {
                found.insert(format!("{name} -{wanted}: is not there"));
            }
            Some(own) => compare_parameter(name, own, parameter, found),
        }
    }
    for own in info.parameters {
        let known =
            list(command, "parameters").iter().any(|one| text(one, "name").eq_ignore_ascii_case(own.name));
        if !known {
            found.insert(format!("{name} -{}: PowerShell has no such parameter", own.name));
        }
    }
}

fn compare_parameter(command: &str, own: &ParameterInfo, recorded: &Value, found: &mut BTreeSet<String>) {
    let mut differs = |what: &str| {
        found.insert(format!("{command} -{}: {what}", own.name));
    };
    if recorded.get("switch").and_then(Value::as_bool) != Some(own.is_switch) {
        differs("switch or value");
    }
    if !strings(recorded, "aliases").is_subset(&lower(own.aliases)) {
        differs("aliases");
    }
    let values = strings(recorded, "values");
    if !own.values.is_empty() && !values.is_empty() && lower(own.values) != values {
        differs("values");
    }
    for set in list(recorded, "sets") {
        let set: Vec<&Value> = set.as_array().unwrap().iter().collect();
        let flag = |index: usize| set[index].as_bool().unwrap_or_default();
        let wanted: Place = (set[2].as_u64(), flag(1), flag(3), flag(4), flag(5));
        match place(own, set[0].as_str().unwrap_or_default()) {
            None => differs(&format!("is not in the set {}", set[0])),
            Some(place) if place != wanted => differs("position, mandatory or pipeline input"),
            Some(_) => {}
        }
    }
}

fn place(own: &ParameterInfo, set: &str) -> Option<Place> {
    let (position, mandatory, pipe) = match own.sets {
        [] => (own.position, own.mandatory, own.pipe),
        sets => {
            let found =
                sets.iter().find(|one| one.set.eq_ignore_ascii_case(set) || set == "__AllParameterSets")?;
            (found.position, found.mandatory, found.pipe)
        }
    };
    let by_value = matches!(pipe, Pipe::ByValue | Pipe::Both);
    let by_name = matches!(pipe, Pipe::ByName | Pipe::Both);
    Some((position.map(u64::from), mandatory, by_value, by_name, own.remaining))
}
