//! The direction in which layers use each other: a single crate has no compiler to check it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// A layer (a folder of `src`), and the layers it may use beside itself. The table of `src/lib.rs`.
const LAYERS: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("engine", &["language"]),
    ("topology", &[]),
    ("federation", &["topology"]),
    ("migration", &["topology", "federation"]),
    ("cmdlets/core", &["language", "engine"]),
    ("cmdlets/cs", &["language", "engine", "topology", "federation", "migration"]),
    ("host", &["language", "engine", "cmdlets"]),
];

#[test]
fn layers_point_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut read = 0;
    for (layer, allowed) in LAYERS {
        for file in rust_files(&root.join(layer)) {
            read += 1;
            let text = fs::read_to_string(&file).unwrap();
            for (number, used) in used_layers(&text) {
                if !is_allowed(layer, allowed, &used) {
                    wrong.push(format!("{}:{number} uses {used}", file.display()));
                }
            }
        }
    }
    assert!(read > 20, "only {read} files were found");
    assert!(wrong.is_empty(), "layers that reach where they may not:\n{}", wrong.join("\n"));
}

/// Paths that begin with `crate::`, as layer names with the line they stand on. Doc comments count
/// too: a layer that must not know another has no reason to link to it.
fn used_layers(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for rest in line.split("crate::").skip(1) {
            for layer in first_segments(rest) {
                found.push((index + 1, layer));
            }
        }
    }
    found
}

/// `a::b` gives `a`; `{a::x, b}` gives both; `cmdlets` keeps its second segment.
fn first_segments(path: &str) -> Vec<String> {
    if let Some(list) = path.strip_prefix('{') {
        return list.split(',').flat_map(|entry| first_segments(entry.trim())).collect();
    }
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let first = word(path);
    if first != "cmdlets" {
        return vec![first];
    }
    let second = path.strip_prefix("cmdlets::").map(word).unwrap_or_default();
    vec![if second.is_empty() { first } else { format!("cmdlets/{second}") }]
}

fn is_allowed(layer: &str, allowed: &[&str], used: &str) -> bool {
    let known = LAYERS.iter().any(|(name, _)| *name == used) || used == "cmdlets";
    let own = used == layer || layer.starts_with(&format!("{used}/"));
    let through_parent = allowed.iter().any(|name| used.starts_with(&format!("{name}/")));
    !known || own || allowed.contains(&used) || through_parent
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn a_wrong_direction_is_noticed() {
    assert_eq!(used_layers("use crate::host::console;"), [(1, "host".to_string())]);
    assert!(!is_allowed("engine", &["language"], "host"));
    assert!(!is_allowed("host", &["cmdlets"], "topology"));
    assert!(is_allowed("host", &["cmdlets"], "cmdlets/core"));
    assert!(!is_allowed("cmdlets/core", &["engine"], "cmdlets/cs"));
}
