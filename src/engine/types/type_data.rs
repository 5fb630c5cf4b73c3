//! Members that types have beyond their classes: PowerShell's own, and those of `Update-TypeData`.
//!
//! The table belongs to the runspace, which has its thread to itself; views and conversions read it
//! where no engine is at hand.

use crate::engine::member;
use crate::engine::object::{Member, MemberBody, Members};
use crate::engine::value::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What is known of one type name.
#[derive(Clone, Debug, Default)]
pub struct TypeData {
    /// As written.
    pub name: Rc<str>,
    pub members: Members,
    /// `DefaultDisplayPropertySet`, `DefaultKeyPropertySet` and the like.
    pub standard: Members,
}

thread_local! {
    static TABLE: RefCell<HashMap<String, TypeData>> = RefCell::new(HashMap::new());
}

/// Aliases that PowerShell gives classes: type, alias, what it stands for.
const ALIASES: &[(&str, &str, &str)] =
    &[("System.Collections.DictionaryEntry", "Name", "Key"), ("System.Array", "Count", "Length")];

/// Forgets everything: a new runspace starts with PowerShell's own members.
pub fn reset() {
    TABLE.with_borrow_mut(HashMap::clear);
}

/// Whether there is any data at all; most sessions have none.
/// Whether no type has data, as in most sessions.
pub fn is_empty() -> bool {
    TABLE.with_borrow(HashMap::is_empty)
}

/// The data of a type name.
pub fn find(name: &str) -> Option<TypeData> {
    TABLE.with_borrow(|table| table.get(&name.to_lowercase()).cloned())
}

/// All type names with data.
pub fn all() -> Vec<TypeData> {
    let mut all: Vec<TypeData> = TABLE.with_borrow(|table| table.values().cloned().collect());
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// Changes the data of a type name, making it when there is none.
pub fn change<T>(name: &str, how: impl FnOnce(&mut TypeData) -> T) -> T {
    TABLE.with_borrow_mut(|table| {
        let data = table
            .entry(name.to_lowercase())
            .or_insert_with(|| TypeData { name: name.into(), ..TypeData::default() });
        how(data)
    })
}

/// Removes the data of a type name; whether there was some.
pub fn remove(name: &str) -> bool {
    TABLE.with_borrow_mut(|table| table.remove(&name.to_lowercase()).is_some())
}

/// A member that the type names of a value give it, the most derived first.
pub fn member_of(value: &Value, name: &str) -> Option<Member> {
    if is_empty() {
        return None;
    }
    member::type_names(value).iter().find_map(|of| {
        TABLE.with_borrow(|table| {
            table.get(&of.to_lowercase()).and_then(|data| data.members.get(name).cloned())
        })
    })
}

/// All members that the type names of a value give it.
pub fn members_of(value: &Value) -> Vec<Member> {
    if is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Member> = Vec::new();
    // Members of base types come first; a derived type replaces those of the same name.
    for of in member::type_names(value).iter().rev() {
        TABLE.with_borrow(|table| {
            let Some(data) = table.get(&of.to_lowercase()) else { return };
            for member in data.members.iter() {
                match found.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&member.name)) {
                    Some(known) => *known = member.clone(),
                    None => found.push(member.clone()),
                }
            }
        });
    }
    found
}

/// A standard member (`DefaultDisplayPropertySet` …) of a value's type names.
pub fn standard_of(value: &Value, name: &str) -> Option<MemberBody> {
    if is_empty() {
        return None;
    }
    member::type_names(value).iter().find_map(|of| {
        TABLE.with_borrow(|table| {
            table
                .get(&of.to_lowercase())
                .and_then(|data| data.standard.get(name))
                .map(|member| member.body.clone())
        })
    })
}

/// The property behind one of PowerShell's own aliases.
pub fn own_alias(value: &Value, name: &str) -> Option<&'static str> {
    let mut class = Some(super::class_of(value));
    while let Some(found) = class {
        let alias = ALIASES
            .iter()
            .find(|(of, alias, _)| *of == found.name && alias.eq_ignore_ascii_case(name))
            .map(|(_, _, target)| *target);
        if alias.is_some() {
            return alias;
        }
        class = found.base;
    }
    None
}
