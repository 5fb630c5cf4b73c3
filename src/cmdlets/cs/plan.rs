//! Changes as the lines of a plan.

use super::object;
use crate::engine::command::{ActionPreference, Context};
use crate::topology::store::Change;
use indexmap::IndexMap;

/// So many changes of one sort are listed one by one; more are one group.
const LISTED: usize = 5;

/// So many different values of a property are listed in a group.
const VALUES: usize = 3;

/// Prints a plan: groups of like changes, and with `-Verbose` each one.
pub fn show(context: &mut Context<'_>, changes: &[Change]) {
    let verbose = match context.invocation.common.verbose {
        Some(on) => on,
        None => !matches!(
            context.engine.preference("verbosepreference", ActionPreference::SilentlyContinue),
            ActionPreference::SilentlyContinue | ActionPreference::Ignore
        ),
    };
    let text = if verbose { plan(changes) } else { grouped(changes) };
    context.engine.host.write(&text, None, None);
}

/// Every change with its properties.
pub fn plan(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "What if: Nothing would change.\n".into();
    }
    changes.iter().map(single).collect()
}

fn verb(change: &Change) -> &'static str {
    match (change.before(), change.after()) {
        (None, _) => "Create",
        (_, None) => "Remove",
        _ => "Change",
    }
}

fn differences(change: &Change) -> Vec<(String, String, String)> {
    object::differences(change.before().map(|record| &record.value), change.after())
}

fn single(change: &Change) -> String {
    let mut text = format!("What if: {} {} {}\n", verb(change), change.kind(), change.identity());
    for (name, old, new) in differences(change) {
        text.push_str(&format!("           {name}: {old} -> {new}\n"));
    }
    text
}

/// As [`plan`], with many changes of one sort as one.
fn grouped(changes: &[Change]) -> String {
    let mut groups: IndexMap<(&str, &str), Vec<&Change>> = IndexMap::new();
    for change in changes {
        groups.entry((verb(change), change.kind())).or_default().push(change);
    }
    let mut written = std::collections::HashSet::new();
    let mut text = String::new();
    for change in changes {
        let key = (verb(change), change.kind());
        match groups.get(&key) {
            Some(group) if group.len() > LISTED => {
                if written.insert(key) {
                    text.push_str(&group_lines(key, group));
                }
            }
            _ => text.push_str(&single(change)),
        }
    }
    if text.is_empty() { plan(changes) } else { text }
}

fn group_lines((verb, kind): (&str, &str), group: &[&Change]) -> String {
    let ends = [group.first(), group.last()].map(|change| change.map_or("", |change| change.identity()));
    let mut text = format!("What if: {verb} {} {kind} records: {} to {}\n", group.len(), ends[0], ends[1]);
    let mut properties: IndexMap<String, IndexMap<(String, String), usize>> = IndexMap::new();
    for change in group {
        for (name, old, new) in differences(change) {
            *properties.entry(name).or_default().entry((old, new)).or_default() += 1;
        }
    }
    for (name, values) in properties {
        let count: usize = values.values().sum();
        if values.len() > VALUES {
            text.push_str(&format!("           {name}: {} different values in {count}\n", values.len()));
            continue;
        }
        for ((old, new), count) in values {
            let all = count == group.len();
            let of = if all { String::new() } else { format!(" ({count})") };
            text.push_str(&format!("           {name}: {old} -> {new}{of}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::store::Record;
    use serde_json::json;

    fn moved(index: usize, from: &str) -> Change {
        let value = json!({"RegistrarPool": from, "Id": index});
        let before = Record { kind: "User".into(), identity: format!("u{index}"), value, revision: 1 };
        Change::Update { before, after: json!({"RegistrarPool": "new", "Id": index, "Name": index}) }
    }

    #[test]
    fn many_changes_of_one_sort_are_one_group() {
        let mut changes: Vec<Change> = (0..6).map(|index| moved(index, "old")).collect();
        changes.push(moved(6, "other"));
        changes.push(Change::Create {
            kind: "Site".into(),
            identity: "R".into(),
            after: json!({"Name": "R"}),
        });
        assert_eq!(
            grouped(&changes),
            "What if: Change 7 User records: u0 to u6\n           Name: 7 different values in 7\n           \
             RegistrarPool: old -> new (6)\n           RegistrarPool: other -> new (1)\n\
             What if: Create Site R\n           Name: (none) -> R\n"
        );
        assert_eq!(plan(&changes).matches("What if: Change User").count(), 7);
        assert_eq!(grouped(&[]), "What if: Nothing would change.\n");
    }
}
