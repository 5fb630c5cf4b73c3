//! Named members in order, found without case: the properties of a custom object.

use crate::engine::value::Value;
use indexmap::IndexMap;
use std::rc::Rc;

/// Members of one object, in the order they were added.
#[derive(Clone, Debug, Default)]
pub struct Members {
    /// Keyed by the name in lower case.
    entries: IndexMap<Rc<str>, Member>,
}

/// One member.
#[derive(Clone, Debug)]
pub struct Member {
    /// As written.
    pub name: Rc<str>,
    pub body: MemberBody,
    pub hidden: bool,
}

#[derive(Clone, Debug)]
pub enum MemberBody {
    /// `NoteProperty`
    Note(Value),
    /// `AliasProperty`
    Alias(Rc<str>),
    /// `ScriptProperty`: getter and setter blocks (`Null` when absent).
    ScriptProperty {
        get: Value,
        set: Value,
    },
    /// `ScriptMethod`
    ScriptMethod(Value),
    /// `PropertySet` (`DefaultDisplayPropertySet` and the like) or a nested member set.
    PropertySet(Vec<Rc<str>>),
    MemberSet(Box<Members>),
}

impl Members {
    /// Sets a note property, keeping its place when it exists.
    pub fn set(&mut self, name: impl Into<Rc<str>>, value: Value) {
        let name = name.into();
        self.add(Member { name, body: MemberBody::Note(value), hidden: false });
    }

    /// Adds or replaces a member.
    pub fn add(&mut self, member: Member) {
        let key: Rc<str> = fold(&member.name).into();
        match self.entries.get_mut(&key) {
            Some(existing) => existing.body = member.body,
            None => {
                self.entries.insert(key, member);
            }
        }
    }

    pub fn get(&self, name: &str) -> Option<&Member> {
        self.entries.get(name).or_else(|| self.entries.get(fold(name).as_str()))
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Member> {
        self.entries.get_mut(fold(name).as_str())
    }

    /// The value of a note property.
    pub fn note(&self, name: &str) -> Option<&Value> {
        match self.get(name).map(|member| &member.body) {
            Some(MemberBody::Note(value)) => Some(value),
            _ => None,
        }
    }

    pub fn remove(&mut self, name: &str) -> Option<Member> {
        self.entries.shift_remove(fold(name).as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Member> {
        self.entries.values()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Folds case as member names compare: invariant, simple.
pub fn fold(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase() }
}
