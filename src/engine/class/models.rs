//! Assemblies of .NET that modules bring along and that fedsh has its own types for: what `Add-Type -Path` finds
//! in their place. The code of the file itself never runs.

use super::of_type;
use crate::engine::evaluate::Discard;
use crate::engine::types::Type;
use crate::engine::{Engine, Outcome};
use crate::language::Source;
use crate::language::csharp::Translation;
use std::rc::Rc;

/// The types of one assembly.
struct Model {
    /// The name of the assembly, which its file has.
    assembly: &'static str,
    /// Statements of classes and enumerations; `__` in a name stands for a dot.
    types: &'static str,
    /// Runs once they are there: members that classes cannot say.
    members: &'static str,
}

const MODELS: &[Model] = &[Model {
    assembly: "Pester",
    types: include_str!("models/pester.ps1"),
    members: include_str!("models/pester_members.ps1"),
}];

/// Whether fedsh has types for an assembly.
pub fn is_modelled(assembly: &str) -> bool {
    find(assembly).is_some()
}

fn find(assembly: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.assembly.eq_ignore_ascii_case(assembly))
}

impl Engine {
    /// Makes the types of a modelled assembly known to the whole session; once they are, this only finds them.
    pub fn add_model(&mut self, assembly: &str) -> Outcome<Vec<Rc<Type>>> {
        let Some(model) = find(assembly) else { return Ok(Vec::new()) };
        if let Some(known) = self.added_from(model.types) {
            return Ok(known);
        }
        let translation = Translation { script: model.types.to_string(), names: names(model.types) };
        let found = self.define_source(translation)?;
        for of in &found {
            if let Some(class) = of_type(of) {
                class.computed.set(true);
            }
        }
        self.keep_added(model.types, &found);
        let members = Source::inline(model.members);
        self.in_scope(self.global.clone(), |engine| engine.run_text(members, &mut Discard))?;
        Ok(found)
    }
}

/// The names of a model's types in its text, and those that scripts know.
fn names(types: &str) -> Vec<(String, String)> {
    let head = |line: &str| {
        let rest = line.strip_prefix("class ").or_else(|| line.strip_prefix("enum "))?;
        rest.split_whitespace().next().map(str::to_string)
    };
    let found = types.lines().filter_map(head);
    found
        .map(|alias| {
            let full = alias.replace("__", ".");
            (alias, full)
        })
        .collect()
}
