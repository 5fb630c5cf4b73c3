//! The Cs cmdlets against the catalogue of Lync's: which exist, and which of their parameter sets bind.
//!
//! `tests/catalogue/cs-cmdlets.jsonl` holds names, sets (`!` mandatory, `@` positional) and pipeline input of the
//! cmdlets of Lync Server 2010 to Skype for Business Server 2019; parameters of the cloud alone are left out.
//! `tests/catalogue/coverage.txt` holds the counts, which only rise (`FEDSH_CATALOGUE_UPDATE=1` writes them).

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::cmdlets::TABLES;
use fedsh::engine::bind::BindingTable;
use fedsh::engine::command::CommandInfo;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What is covered, of how much.
#[derive(Default)]
struct Coverage {
    cmdlets: [usize; 2],
    sets: [usize; 2],
    parameters: [usize; 2],
    pipeline: [usize; 2],
    mandatory: [usize; 2],
    missing: String,
}

#[test]
fn cmdlets_sets_and_parameters_of_the_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue");
    let text = fs::read_to_string(root.join("cs-cmdlets.jsonl")).unwrap();
    let mut coverage = Coverage::default();
    for line in text.lines() {
        compare(&serde_json::from_str(line).unwrap(), &mut coverage);
    }
    let lines = [
        ("cmdlets", coverage.cmdlets),
        ("parameter sets", coverage.sets),
        ("parameters", coverage.parameters),
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
        fs::write(std::env::temp_dir().join("fedsh-catalogue-missing.txt"), &coverage.missing).unwrap();
    }
    let known = fs::read_to_string(&kept).unwrap();
    assert_eq!(known, counts, "the counts changed; if they rose, FEDSH_CATALOGUE_UPDATE=1 writes them");
}

fn compare(wanted: &Value, coverage: &mut Coverage) {
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
        if let Some(info) = found
            && binds(info, &parameters)
        {
            coverage.sets[0] += 1;
        } else if found.is_some() {
            writeln!(coverage.missing, "{name} [{}] {}", set[0].as_str().unwrap(), parameters.join(" "))
                .unwrap();
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
    pipeline(wanted, found, coverage);
}

fn bare(text: &str) -> &str {
    text.trim_start_matches('!').trim_end_matches('@')
}

/// Whether one parameter set has all of the parameters, each found by its name and by its shortest clear
/// abbreviation.
fn binds(info: &CommandInfo, wanted: &[&str]) -> bool {
    let table = BindingTable::of_native(info);
    let mut sets = if table.sets.is_empty() { u32::MAX } else { table.all_sets() };
    for name in wanted {
        let Some(parameter) = table.parameters.iter().find(|own| own.answers_to(name)) else { return false };
        sets &= parameter.sets();
        let shortest = (1..=name.len()).find(|length| {
            let start = &name[..*length];
            let matching = table
                .parameters
                .iter()
                .filter(|own| own.name.get(..*length).is_some_and(|own| own.eq_ignore_ascii_case(start)));
            matching.count() == 1
        });
        let is_prefix_of_another = shortest.is_none();
        if is_prefix_of_another && !table.parameters.iter().any(|own| own.name.eq_ignore_ascii_case(name)) {
            return false;
        }
    }
    sets != 0
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

fn pipeline(wanted: &Value, found: Option<&CommandInfo>, coverage: &mut Coverage) {
    let Some(inputs) = wanted["pipe"].as_object() else { return };
    for (parameter, kinds) in inputs {
        for kind in kinds.as_array().unwrap() {
            coverage.pipeline[1] += 1;
            let takes = found.is_some_and(|info| {
                let table = BindingTable::of_native(info);
                let own = table.parameters.iter().find(|own| own.answers_to(parameter));
                own.is_some_and(|own| {
                    own.memberships.iter().any(|place| match kind.as_str().unwrap() {
                        "ByValue" => place.by_value,
                        _ => place.by_name,
                    })
                })
            });
            if takes {
                coverage.pipeline[0] += 1;
            } else if found.is_some() {
                writeln!(coverage.missing, "{} -{parameter} from the pipeline, {kind}", wanted["name"])
                    .unwrap();
            }
        }
    }
}
