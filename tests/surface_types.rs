//! The members of .NET types against those of PowerShell, as recorded from the real program.
//!
//! `tests/surface/types.tsv` has a type a line with the names of its members; `tests/surface/missing_types.txt` lists
//! what is not there, and `tests/surface/without.tsv` what will not be, with the reason. A new gap fails the run, and so does one that is gone: `FEDSH_SURFACE_UPDATE=1` drops what is there by now.

#[path = "common/gaps.rs"]
mod gaps;

use fedsh::engine::types::{self, Class, Type};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn types_have_the_members_of_dotnet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/surface");
    let mut missing = BTreeSet::new();
    let (mut all, mut known) = (0, 0);
    for line in fs::read_to_string(folder.join("types.tsv")).unwrap().lines() {
        let (name, members) = line.split_once('\t').unwrap();
        let members: Vec<&str> = members.split_whitespace().collect();
        all += members.len();
        let found = types::named(name);
        match found.as_ref() {
            Type::Class(class) if class.name == name => {
                let lacking: Vec<&&str> = members.iter().filter(|member| !has(class, member)).collect();
                known += members.len() - lacking.len();
                missing.extend(lacking.into_iter().map(|member| format!("{name} {member}")));
            }
            _ => {
                missing.insert(format!("{name}: the type is not there"));
            }
        }
    }
    let reasons = fs::read_to_string(folder.join("without.tsv")).unwrap();
    let patterns: Vec<&str> = reasons.lines().map(|line| line.split_once('\t').unwrap().0).collect();
    let total = missing.len();
    missing.retain(|member| !patterns.iter().any(|pattern| matches(pattern, member)));
    println!(
        "surface: {known} of {all} members of recorded types are there; {} more have a reason not to be",
        total - missing.len()
    );
    gaps::judge(&missing, &folder.join("missing_types.txt")).unwrap();
}

/// Whether a member is one of those that a pattern with `*` names.
fn matches(pattern: &str, member: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == member,
        Some((start, rest)) => member.strip_prefix(start).is_some_and(|left| {
            (0..=left.len()).filter(|at| left.is_char_boundary(*at)).any(|at| matches(rest, &left[at..]))
        }),
    }
}

/// Whether a class or one of its bases has a member, on instances or the type itself.
fn has(class: &'static Class, name: &str) -> bool {
    std::iter::successors(Some(class), |class| class.base).any(|class| {
        class.properties.iter().any(|property| property.name == name)
            || class.methods.iter().any(|method| method.name == name)
            || class.static_properties.iter().any(|property| property.name == name)
            || class.static_methods.iter().any(|method| method.name == name)
            || class.indexer.is_some_and(|indexer| indexer.signature.contains(&format!(" {name}(")))
    })
}
