//! The Cs cmdlets against the catalogue of Lync's: which exist, and which of their parameter sets bind.
//!
//! The engine itself binds them: every set by names, by abbreviations, and from the pipeline where that is documented.
//! `tests/catalogue/cs-cmdlets.jsonl` holds names, sets (`!` mandatory, `@` positional) and pipeline input of the
//! cmdlets of Lync Server 2010 to Skype for Business Server 2019; parameters of the cloud alone are left out.
//! `tests/catalogue/differences.tsv` says of each that does not bind why it cannot.
//! `tests/catalogue/coverage.txt` holds the counts, which only rise (`FEDSH_CATALOGUE_UPDATE=1` writes them).

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::cmdlets::TABLES;
use fedsh::engine::bind::{Binder, Binding, BindingTable, Bound, Element, Parameter, Target};
use fedsh::engine::command::CommandInfo;
use fedsh::engine::value::Value;
use fedsh::engine::{Engine, Outcome};
use fedsh::host::console::Console;
use serde_json::Value as Json;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::rc::Rc;

/// What is covered, of how much.
#[derive(Default)]
struct Coverage {
    cmdlets: [usize; 2],
    sets: [usize; 2],
    parameters: [usize; 2],
    abbreviated: [usize; 2],
    pipeline: [usize; 2],
    mandatory: [usize; 2],
    missing: String,
}

#[test]
fn cmdlets_sets_and_parameters_of_the_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue");
    let text = fs::read_to_string(root.join("cs-cmdlets.jsonl")).unwrap();
    let mut coverage = Coverage::default();
    let mut engine = Engine::new(Box::new(Console::new(false)), TABLES);
    for line in text.lines() {
        compare(&mut engine, &serde_json::from_str(line).unwrap(), &mut coverage);
    }
    let lines = [
        ("cmdlets", coverage.cmdlets),
        ("parameter sets", coverage.sets),
        ("parameters", coverage.parameters),
        ("parameter sets by abbreviations", coverage.abbreviated),
        ("pipeline inputs", coverage.pipeline),
        ("sets with the same mandatory parameters", coverage.mandatory),
    ];
    let mut counts = String::new();
    for (what, [covered, all]) in lines {
        println!("catalogue: {covered} of {all} {what}");
        writeln!(counts, "{what}: {covered}").unwrap();
    }
    let kept = root.join("coverage.txt");
    if std::env::var_os("FEDSH_CATALOGUE_UPDATE").is_some() {
        fs::write(&kept, &counts).unwrap();
    }
    let differences = fs::read_to_string(root.join("differences.tsv")).unwrap();
    let mut expected: Vec<&str> =
        differences.lines().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
    expected.sort_unstable();
    let mut found: Vec<&str> = coverage.missing.lines().collect();
    found.sort_unstable();
    assert_eq!(expected, found, "what does not bind, and tests/catalogue/differences.tsv");
    let known = fs::read_to_string(&kept).unwrap();
    assert_eq!(known, counts, "the counts changed; if they rose, FEDSH_CATALOGUE_UPDATE=1 writes them");
}

fn compare(engine: &mut Engine, wanted: &Json, coverage: &mut Coverage) {
    let name = wanted["name"].as_str().unwrap();
    let found = TABLES.iter().flat_map(|table| table.iter()).find(|info| info.name == name);
    coverage.cmdlets[1] += 1;
    if found.is_some() {
        coverage.cmdlets[0] += 1;
    } else {
        writeln!(coverage.missing, "{name}").unwrap();
    }
    let mut names: Vec<&str> = Vec::new();
    for set in wanted["sets"].as_array().unwrap() {
        let parameters: Vec<&str> =
            set[1].as_array().unwrap().iter().map(|text| bare(text.as_str().unwrap())).collect();
        coverage.sets[1] += 1;
        coverage.abbreviated[1] += 1;
        if let Some(info) = found
            && binds(engine, info, &parameters, true)
        {
            coverage.abbreviated[0] += 1;
        } else if found.is_some() {
            writeln!(coverage.missing, "{name} [{}] by abbreviations", set[0].as_str().unwrap()).unwrap();
        }
        if let Some(info) = found
            && binds(engine, info, &parameters, false)
        {
            coverage.sets[0] += 1;
        } else if found.is_some() {
            writeln!(coverage.missing, "{name} [{}] by names", set[0].as_str().unwrap()).unwrap();
        }
        coverage.mandatory[1] += 1;
        let needed: Vec<&str> = set[1]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|text| text.as_str().unwrap().strip_prefix('!'))
            .map(bare)
            .collect();
        if let Some(info) = found {
            match needs_the_same(info, set[0].as_str().unwrap(), &needed) {
                true => coverage.mandatory[0] += 1,
                false => {
                    writeln!(coverage.missing, "{name} [{}] needs {}", set[0], needed.join(" ")).unwrap()
                }
            }
        }
        names.extend(parameters.iter().filter(|own| !names.contains(own)).copied().collect::<Vec<_>>());
    }
    for parameter in names {
        coverage.parameters[1] += 1;
        let there = found
            .is_some_and(|info| info.parameters.iter().any(|own| own.name.eq_ignore_ascii_case(parameter)));
        if there {
            coverage.parameters[0] += 1;
        } else if found.is_some() {
            writeln!(coverage.missing, "{name} -{parameter}").unwrap();
        }
    }
    pipeline(engine, wanted, found, coverage);
}

fn bare(text: &str) -> &str {
    text.trim_start_matches('!').trim_end_matches('@')
}

/// Binds the parameters of a set as the engine does, each by its name or by its shortest clear abbreviation: whether
/// they are of one parameter set and nothing mandatory is missing.
fn binds(engine: &mut Engine, info: &'static CommandInfo, wanted: &[&str], abbreviated: bool) -> bool {
    let table = Rc::new(BindingTable::of_native(info));
    let mut elements = Vec::new();
    for name in wanted {
        let Some(parameter) = table.parameters.iter().find(|own| own.answers_to(name)) else { return false };
        let short = if abbreviated { shortest(&table, name) } else { (*name).to_owned() };
        elements.push(argument(parameter, &short));
    }
    bind(engine, table, elements, None).is_some()
}

/// The shortest start of a name that means no other parameter; the whole name when there is none.
fn shortest(table: &BindingTable, name: &str) -> String {
    let means = |start: &str| {
        let begins = |own: &str| own.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
        table
            .parameters
            .iter()
            .filter(|own| begins(&own.name) || own.aliases.iter().any(|alias| begins(alias)))
            .count()
    };
    let found = (1..name.len()).map(|length| &name[..length]).find(|start| means(start) == 1);
    found.unwrap_or(name).to_owned()
}

fn argument(parameter: &Parameter, name: &str) -> Element {
    let value = if parameter.is_switch { Value::Bool(true) } else { Value::text("1") };
    Element::named(name, value)
}

/// Takes every argument.
struct Anything;

impl Target for Anything {
    fn assign(&mut self, _engine: &mut Engine, _parameter: usize, _value: Value) -> Outcome {
        Ok(())
    }

    fn restore(&mut self, _engine: &mut Engine, _parameter: usize) -> Outcome {
        Ok(())
    }
}

/// What the engine binds of a command line, and of an object that comes down the pipeline behind it.
fn bind(
    engine: &mut Engine,
    table: Rc<BindingTable>,
    elements: Vec<Element>,
    piped: Option<&Value>,
) -> Option<Bound> {
    let binder = Binder { name: "test".into(), class: "test".into(), position: None };
    let mut bound = Bound::new(table, binder, piped.is_some());
    let mut binding = Binding { engine, bound: &mut bound, target: &mut Anything };
    binding.start(elements).ok()?;
    binding.finish().ok()?;
    if let Some(value) = piped
        && !matches!(binding.input(value), Ok(None))
    {
        return None;
    }
    Some(bound)
}

/// Whether a parameter set of that name needs the same parameters; the only set there is stands for any.
fn needs_the_same(info: &CommandInfo, set: &str, needed: &[&str]) -> bool {
    let table = BindingTable::of_native(info);
    let at = table.sets.iter().position(|own| own.eq_ignore_ascii_case(set));
    let mask = match (at, table.sets.len()) {
        (Some(at), _) => 1_u32 << at,
        (None, 0 | 1) => u32::MAX,
        (None, _) => return false,
    };
    table.parameters.iter().all(|own| {
        let own_needs = own.places(mask).any(|place| place.mandatory);
        own_needs == needed.iter().any(|name| own.answers_to(name))
    })
}

/// Sends an object to each parameter that takes one, behind a command line of a set that has the parameter.
fn pipeline(
    engine: &mut Engine,
    wanted: &Json,
    found: Option<&'static CommandInfo>,
    coverage: &mut Coverage,
) {
    let Some(inputs) = wanted["pipe"].as_object() else { return };
    for (parameter, kinds) in inputs {
        for kind in kinds.as_array().unwrap() {
            coverage.pipeline[1] += 1;
            let by_value = kind == "ByValue";
            if found.is_some_and(|info| takes_input(engine, info, wanted, parameter, by_value)) {
                coverage.pipeline[0] += 1;
            } else if found.is_some() {
                let name = wanted["name"].as_str().unwrap();
                let how = kind.as_str().unwrap();
                writeln!(coverage.missing, "{name} -{parameter} from the pipeline, {how}").unwrap();
            }
        }
    }
}

fn takes_input(
    engine: &mut Engine,
    info: &'static CommandInfo,
    wanted: &Json,
    name: &str,
    by_value: bool,
) -> bool {
    let table = Rc::new(BindingTable::of_native(info));
    let Some(index) = table.parameters.iter().position(|own| own.answers_to(name)) else { return false };
    let object = match by_value {
        true => Value::text("sip:ken@contoso.com"),
        false => Value::custom([(name, Value::text("sip:ken@contoso.com"))]),
    };
    wanted["sets"].as_array().unwrap().iter().any(|set| {
        let needed =
            set[1].as_array().unwrap().iter().filter_map(|text| text.as_str().unwrap().strip_prefix('!'));
        let others = needed.map(bare).filter(|own| !own.eq_ignore_ascii_case(name));
        let elements = others.filter_map(|own| {
            Some(argument(table.parameters.iter().find(|known| known.answers_to(own))?, own))
        });
        let elements: Vec<Element> = elements.collect();
        bind(engine, table.clone(), elements, Some(&object)).is_some_and(|bound| bound.is_bound(index))
    })
}

/// The table says what each golden script covers: none is forgotten, and none is named that is not there.
#[test]
fn golden_scripts_are_in_their_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/cs");
    let table = fs::read_to_string(folder.join("README.md")).unwrap();
    let rows = table.lines().filter_map(|line| line.strip_suffix('|')?.rsplit_once('|'));
    let mut named: Vec<String> = rows
        .flat_map(|(_, names)| names.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>())
        .filter(|name| name != "script" && name != "---")
        .collect();
    for name in &named {
        let file = if name.ends_with(".rs") { name.clone() } else { format!("{name}.ps1") };
        assert!(folder.join(&file).exists(), "the table names {file}, which is not there");
    }
    named.retain(|name| !name.starts_with(".."));
    named.sort();
    let mut scripts: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".ps1").map(str::to_owned))
        .collect();
    scripts.sort();
    assert_eq!(named, scripts);
}

/// `Get-Help` says something of each command and of each of its parameters.
#[test]
fn every_command_and_parameter_has_help() {
    let mut silent = Vec::new();
    let mut parameters = 0;
    for info in TABLES.iter().flat_map(|table| table.iter()).filter(|info| info.module == "fedsh.Cs") {
        if info.help.trim().is_empty() {
            silent.push(info.name.to_owned());
        }
        for parameter in info.parameters {
            parameters += 1;
            if parameter.help.trim().is_empty() {
                silent.push(format!("{} -{}", info.name, parameter.name));
            }
        }
    }
    println!("help: {parameters} parameters");
    assert!(silent.is_empty(), "{silent:?}");
}
