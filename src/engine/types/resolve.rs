//! Names of types: accelerators, `System.` left out, script types, generics and arrays.

use super::accelerators::ACCELERATORS;
use super::{Type, registry};
use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use crate::language::ast::TypeName;
use std::rc::Rc;

/// The type that a name in a script means. Errors: `TypeNotFound`.
pub fn resolve(engine: &mut Engine, name: &TypeName) -> Outcome<Rc<Type>> {
    let mut found = match name.arguments.is_empty() {
        true => simple(engine, &name.name).ok_or_else(|| not_found(&shown(name)))?,
        false => {
            let mut arguments = Vec::with_capacity(name.arguments.len());
            for argument in &name.arguments {
                arguments.push(resolve(engine, argument)?);
            }
            generic(engine, &name.name, arguments).ok_or_else(|| not_found(&shown(name)))?
        }
    };
    for rank in &name.array_ranks {
        found = Rc::new(Type::Array { element: found, rank: *rank });
    }
    Ok(found)
}

/// Whether a name means a type, with these namespaces in use as well.
pub fn exists(engine: &Engine, name: &TypeName, namespaces: &[String]) -> bool {
    let known = |name: &str| {
        simple(engine, name).is_some()
            || namespaces.iter().any(|space| registry::find(&format!("{space}.{name}")).is_some())
    };
    name.name.eq_ignore_ascii_case("nullable")
        || known(&name.name)
        || !name.arguments.is_empty() && known(&format!("System.Collections.Generic.{}", name.name))
}

/// As [`resolve`], from text such as `int[]` or `System.Collections.Generic.List[string]`.
pub fn resolve_text(engine: &mut Engine, text: &str) -> Outcome<Rc<Type>> {
    let trimmed = text.trim();
    let inner = trimmed
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(trimmed);
    if let Some(element) = inner.strip_suffix("[]") {
        let element = resolve_text(engine, element)?;
        return Ok(Rc::new(Type::Array { element, rank: 1 }));
    }
    if let Some((element, ranks)) = inner.strip_suffix(']').and_then(|rest| rest.rsplit_once('['))
        && !ranks.is_empty()
        && ranks.bytes().all(|byte| byte == b',')
    {
        let element = resolve_text(engine, element)?;
        return Ok(Rc::new(Type::Array { element, rank: u8::try_from(ranks.len() + 1).unwrap_or(1) }));
    }
    if let Some((name, rest)) = inner.split_once('[')
        && let Some(list) = rest.strip_suffix(']')
    {
        let mut arguments = Vec::new();
        for part in top_level_parts(list) {
            arguments.push(resolve_text(engine, part)?);
        }
        return generic(engine, name, arguments).ok_or_else(|| not_found(inner));
    }
    simple(engine, inner).ok_or_else(|| not_found(inner))
}

/// Parts between commas that are not inside of brackets.
fn top_level_parts(list: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, character) in list.char_indices() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(list.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list.get(start..).unwrap_or_default());
    parts
}

fn simple(engine: &Engine, name: &str) -> Option<Rc<Type>> {
    let folded = name.trim().to_ascii_lowercase();
    if let Some(found) = super::script::find(engine, &folded) {
        return Some(found);
    }
    let full = full_name_of(&folded);
    let spaces = super::script::namespaces(engine);
    let own = |space: &String| super::script::find(engine, &format!("{space}.{folded}"));
    if let Some(found) = spaces.iter().find_map(own) {
        return Some(found);
    }
    registry::find(&full)
        .or_else(|| registry::find(&format!("system.{folded}")))
        .or_else(|| registry::find(&format!("system.management.automation.{folded}")))
        .or_else(|| spaces.iter().find_map(|space| registry::find(&format!("{space}.{folded}"))))
}

fn generic(engine: &Engine, name: &str, arguments: Vec<Rc<Type>>) -> Option<Rc<Type>> {
    let bare = name.split('`').next().unwrap_or(name);
    let short = bare.rsplit('.').next().unwrap_or(bare).to_ascii_lowercase();
    if short == "nullable" {
        return Some(Rc::new(Type::Generic { of: &super::object::NULLABLE, arguments }));
    }
    let candidates = [
        bare.to_string(),
        format!("System.Collections.Generic.{short}"),
        format!("System.Collections.ObjectModel.{short}"),
        format!("System.Collections.Concurrent.{short}"),
    ];
    candidates.iter().find_map(|candidate| {
        let found = simple(engine, candidate)?;
        match found.as_ref() {
            Type::Class(of) if is_generic(of) => {
                Some(Rc::new(Type::Generic { of, arguments: arguments.clone() }))
            }
            _ => None,
        }
    })
}

fn is_generic(class: &super::Class) -> bool {
    !class.parameters.is_empty() || super::delegate::is_delegate(class) || class.name == "System.IComparable"
}

/// Short names as PowerShell shows them, with the full names behind them.
pub fn accelerators() -> &'static [(&'static str, &'static str)] {
    ACCELERATORS
}

/// The full name behind a short one; the name itself when it is none.
pub fn full_name_of(short: &str) -> String {
    let folded = |byte: u8| byte.to_ascii_lowercase();
    let found =
        ACCELERATORS.binary_search_by(|(name, _)| name.bytes().map(folded).cmp(short.bytes().map(folded)));
    let full = found.ok().and_then(|index| ACCELERATORS.get(index)).map(|(_, full)| *full);
    full.unwrap_or(short).to_string()
}

/// What `"$type"` shows: the accelerator when there is one, else the full name.
pub fn shown_name(of: &Type) -> String {
    match of {
        Type::Array { element, rank } => {
            format!("{}[{}]", shown_name(element), ",".repeat(usize::from(rank.saturating_sub(1))))
        }
        Type::Generic { of, arguments } => {
            let names: Vec<String> = arguments.iter().map(|argument| shown_name(argument)).collect();
            format!("{}[{}]", of.name, names.join(","))
        }
        other => short_name(&other.full_name()),
    }
}

/// The preferred accelerator of a full name.
pub fn short_name(full: &str) -> String {
    let preferred = [
        "int", "long", "string", "bool", "double", "float", "byte", "char", "short", "uint", "ulong",
        "ushort", "sbyte", "decimal",
    ];
    let of = |short: &&&str| ACCELERATORS.iter().any(|(name, found)| *name == **short && *found == full);
    if let Some(short) = preferred.iter().find(of) {
        return (*short).to_string();
    }
    match ACCELERATORS.iter().find(|(_, found)| *found == full) {
        Some((name, _)) if !matches!(*name, "ordered" | "object") => (*name).to_string(),
        _ => full.to_string(),
    }
}

fn shown(name: &TypeName) -> String {
    let mut text = name.name.clone();
    if !name.arguments.is_empty() {
        let arguments: Vec<String> = name.arguments.iter().map(shown).collect();
        text.push_str(&format!("[{}]", arguments.join(",")));
    }
    for rank in &name.array_ranks {
        text.push_str(&format!("[{}]", ",".repeat(usize::from(rank.saturating_sub(1)))));
    }
    text
}

fn not_found(name: &str) -> Box<Fault> {
    let exception = Exception::runtime(format!("Unable to find type [{name}]."));
    Fault::error(exception, "TypeNotFound", Category::InvalidOperation, Value::text(name))
}
