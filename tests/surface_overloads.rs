//! The overloads of .NET methods against those of PowerShell, as recorded from the real program.
//!
//! `tests/surface/overloads.tsv` has a type a line with the parameter types of its methods and constructors (those
//! with spans and pointers left out: no script has such a value); `tests/surface/missing_overloads.txt` lists what is
//! not there. A new gap fails the run, and so does one that is gone: `FEDSH_SURFACE_UPDATE=1` drops what is there by now.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "common/gaps.rs"]
mod gaps;

use fedsh::engine::types::signature::parts;
use fedsh::engine::types::{self, Class, Type};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn methods_have_the_overloads_of_dotnet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/surface");
    let mut missing = BTreeSet::new();
    let mut all = 0;
    for line in fs::read_to_string(folder.join("overloads.tsv")).unwrap().lines() {
        let mut fields = line.split('\t');
        let name = fields.next().unwrap();
        let found = types::named(name);
        let Type::Class(class) = found.as_ref() else { continue };
        if class.name != name {
            continue;
        }
        let own: BTreeSet<String> = own_overloads(class).collect();
        for overload in fields {
            all += 1;
            let recorded = recorded_form(overload);
            if !own.contains(&recorded) {
                missing.insert(format!("{name}\t{recorded}"));
            }
        }
    }
    println!("surface: {} of {all} overloads of recorded types are there", all - missing.len());
    gaps::judge(&missing, &folder.join("missing_overloads.txt")).unwrap();
}

/// `Name(System.Int32,System.String)` for each method and constructor of a class and its bases.
fn own_overloads(class: &'static Class) -> impl Iterator<Item = String> {
    let constructors = class.constructors.iter().map(|text| own_form(text, Some("new")));
    let chain = std::iter::successors(Some(class), |class| class.base);
    let methods = chain.flat_map(|class| {
        let of_instances = class.methods.iter().flat_map(|method| method.signatures);
        let of_the_type = class.static_methods.iter().flat_map(|method| method.signatures);
        of_instances.chain(of_the_type).map(|text| own_form(text, None))
    });
    constructors.chain(methods)
}

/// A signature as `Get-Member` shows it, reduced to the name and the types of the parameters.
fn own_form(text: &str, name: Option<&str>) -> String {
    let (head, rest) = text.split_once('(').unwrap();
    let name = name.unwrap_or_else(|| head.rsplit(' ').next().unwrap());
    let inside = rest.strip_suffix(')').unwrap();
    let types: Vec<String> = parts(inside)
        .map(|part| {
            let part = part.split(" = ").next().unwrap();
            let part = ["Params ", "[ref] ", "[out] ", "[in] "]
                .iter()
                .fold(part, |part, start| part.strip_prefix(start).unwrap_or(part));
            full(part.rsplit_once(' ').map_or(part, |(of, _)| of))
        })
        .collect();
    format!("{name}({})", types.join(","))
}

/// A recorded overload in the same form.
fn recorded_form(text: &str) -> String {
    let (name, rest) = text.split_once('(').unwrap();
    let inside = rest.strip_suffix(')').unwrap();
    let types: Vec<String> =
        parts(inside).map(|part| full(part.trim_end_matches(" ByRef").trim_end_matches('&'))).collect();
    format!("{name}({})", types.join(","))
}

/// The whole name of a type, however it is written.
fn full(name: &str) -> String {
    if let Some(element) = name.strip_suffix("[]") {
        return full(element) + "[]";
    }
    if let Some((generic, list)) = name.strip_suffix(']').and_then(|name| name.split_once('[')) {
        let arguments: Vec<String> = parts(list).map(full).collect();
        let generic = generic.split('`').next().unwrap();
        return format!("{generic}[{}]", arguments.join(","));
    }
    const PRIMITIVES: [&str; 15] = [
        "Boolean", "Char", "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64",
        "Single", "Double", "IntPtr", "UIntPtr", "Void",
    ];
    match PRIMITIVES.contains(&name) {
        true => format!("System.{name}"),
        false => types::full_name_of(name).to_string(),
    }
}
