//! What the module commands share.

use crate::engine::module::{Module, Wanted};
use crate::engine::types::module_info;
use crate::engine::value::Value;
use crate::engine::{Engine, operators};
use std::rc::Rc;

/// Loaded modules whose names match; all for no pattern.
pub(super) fn loaded(engine: &Engine, patterns: &[String]) -> Vec<Rc<Module>> {
    let mut found: Vec<Rc<Module>> =
        engine.modules.iter().filter(|module| matches(module, patterns)).cloned().collect();
    found.sort_by_key(|module| module.name.to_lowercase());
    found
}

fn matches(module: &Module, patterns: &[String]) -> bool {
    patterns.is_empty()
        || patterns.iter().any(|pattern| {
            operators::like(&module.name, pattern, true) || module.path.eq_ignore_ascii_case(pattern)
        })
}

/// The same among all modules, also those that modules have loaded for themselves.
pub(super) fn loaded_anywhere(engine: &Engine, patterns: &[String]) -> Vec<Rc<Module>> {
    let mut all: Vec<Rc<Module>> = Vec::new();
    let mut waiting = loaded(engine, &[]);
    waiting.reverse();
    while let Some(module) = waiting.pop() {
        if !all.iter().any(|known| Rc::ptr_eq(known, &module)) {
            waiting.extend(module.nested.borrow().iter().rev().cloned());
            all.push(module);
        }
    }
    all.retain(|module| matches(module, patterns));
    all
}

/// The modules behind values.
pub(super) fn of_values(values: &[Value]) -> Vec<Rc<Module>> {
    values.iter().filter_map(module_info::of).collect()
}

/// The versions that parameters ask for.
pub(super) fn wanted(least: &Option<String>, most: &Option<String>, exact: &Option<String>) -> Wanted {
    Wanted { least: least.clone(), most: most.clone(), exact: exact.clone(), guid: None }
}
