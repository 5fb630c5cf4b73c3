//! `@{}` and `[ordered]@{}`: keys of any type, text without case, in insertion order.

use super::members::fold;
use crate::engine::object::ObjectKind;
use crate::engine::types::{Type, comparer};
use crate::engine::value::Value;
use indexmap::{Equivalent, IndexMap};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// A hash table. Both kinds keep insertion order (a decision of the design).
#[derive(Clone, Debug, Default)]
pub struct Hashtable {
    entries: IndexMap<Key, (Value, Value), foldhash::fast::RandomState>,
    /// `[ordered]`: takes an integer index.
    pub ordered: bool,
    /// `[hashtable]::new()` in .NET compares keys exactly; literals do not.
    pub case_sensitive: bool,
    /// The exact class of a dictionary other than `Hashtable` and `OrderedDictionary`.
    pub of: Option<Rc<Type>>,
    /// Enumerates by key, as `SortedDictionary` and `SortedList` do.
    pub sorted: bool,
    /// Refuses changes (`AsReadOnly`).
    pub read_only: bool,
    /// Places in order of key, for a sorted table; made when it is enumerated.
    order: RefCell<Option<Rc<[usize]>>>,
    /// Keys whose own methods say which of them are the same.
    instances: Option<Box<Instances>>,
}

/// The keys of a table that are instances of a script's class.
#[derive(Clone, Debug, Default)]
struct Instances {
    /// Not asked for their hash yet.
    new: Vec<Value>,
    by_hash: HashMap<i32, Vec<Value>>,
}

/// How a key is compared: by type and value, text by folded case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Text(Rc<str>),
    Bool(bool),
    Char(u16),
    Int(i32),
    Long(i64),
    /// Other numbers and values by their type and text.
    Other(Rc<str>),
    /// Objects by identity.
    Identity(usize),
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            // As [`Looked`] hashes a text that it folds on the way.
            Key::Text(text) => hash_text(text.bytes(), state),
            Key::Bool(value) => (1_u8, value).hash(state),
            Key::Char(value) => (2_u8, value).hash(state),
            Key::Int(value) => (3_u8, value).hash(state),
            Key::Long(value) => (4_u8, value).hash(state),
            Key::Other(text) => (5_u8, text).hash(state),
            Key::Identity(address) => (6_u8, address).hash(state),
        }
    }
}

fn hash_text<H: Hasher>(bytes: impl Iterator<Item = u8>, state: &mut H) {
    let mut chunk = [0_u8; 16];
    let mut length = 0;
    for byte in bytes {
        if let Some(place) = chunk.get_mut(length) {
            *place = byte;
        }
        length += 1;
        if length == chunk.len() {
            state.write_u128(u128::from_ne_bytes(chunk));
            length = 0;
        }
    }
    let rest = chunk.get(..length).unwrap_or_default();
    state.write(rest);
    state.write_u8(0xff);
}

/// ASCII text to look for, without regard to case and without a folded copy.
struct Looked<'a>(&'a str);

impl Hash for Looked<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_text(self.0.bytes().map(|byte| byte.to_ascii_lowercase()), state);
    }
}

impl Equivalent<Key> for Looked<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(key, Key::Text(text) if text.len() == self.0.len() && text.eq_ignore_ascii_case(self.0))
    }
}

impl Hashtable {
    pub fn new(ordered: bool) -> Self {
        Hashtable { ordered, ..Default::default() }
    }

    fn key(&self, key: &Value) -> Key {
        match key.unwrapped() {
            Value::String(text) if self.case_sensitive => Key::Text(text.as_str().into()),
            Value::String(text) => Key::Text(fold(text).into()),
            Value::Bool(value) => Key::Bool(*value),
            Value::Char(value) => Key::Char(*value),
            Value::Int(value) => Key::Int(*value),
            Value::Long(value) => Key::Long(*value),
            Value::Object(object) => match &object.kind {
                ObjectKind::Native(native) if native.equals(native.as_ref()) == Some(true) => {
                    let text = native.to_text().unwrap_or_default();
                    Key::Other(format!("{}:{text}", native.class().name).into())
                }
                _ => Key::Identity(Rc::as_ptr(object).cast::<()>() as usize),
            },
            Value::Array(array) => Key::Identity(Rc::as_ptr(array).cast::<()>() as usize),
            Value::Block(block) => Key::Identity(Rc::as_ptr(block).cast::<()>() as usize),
            other => Key::Other(format!("{other:?}").into()),
        }
    }

    pub fn get(&self, key: &Value) -> Option<&Value> {
        match key {
            Value::String(text) if !self.case_sensitive && text.is_ascii() => {
                self.entries.get(&Looked(text)).map(|(_, value)| value)
            }
            key => self.entries.get(&self.key(key)).map(|(_, value)| value),
        }
    }

    /// Looks up a text key, without case unless the table is case sensitive.
    pub fn get_text(&self, key: &str) -> Option<&Value> {
        if !self.case_sensitive && key.is_ascii() {
            return self.entries.get(&Looked(key)).map(|(_, value)| value);
        }
        self.get(&Value::text(key))
    }

    /// Adds or replaces; a replaced entry keeps its place and its key as first written.
    pub fn set(&mut self, key: Value, value: Value) {
        if let Value::String(text) = &key
            && !self.case_sensitive
            && text.is_ascii()
            && let Some(entry) = self.entries.get_mut(&Looked(text))
        {
            entry.1 = value;
            return;
        }
        let folded = self.key(&key);
        match self.entries.get_mut(&folded) {
            Some(entry) => entry.1 = value,
            None => {
                self.note_instance(&key);
                self.entries.insert(folded, (key, value));
                self.order.take();
            }
        }
    }

    pub fn remove(&mut self, key: &Value) -> Option<Value> {
        self.order.take();
        let key = self.key(key);
        match self.sorted {
            true => self.entries.swap_remove(&key).map(|(_, value)| value),
            false => self.entries.shift_remove(&key).map(|(_, value)| value),
        }
    }

    pub fn contains(&self, key: &Value) -> bool {
        self.get(key).is_some()
    }

    /// The entry at a place (for `[ordered]`).
    pub fn at(&self, index: usize) -> Option<(&Value, &Value)> {
        let index = if self.sorted { *self.ordered_places().get(index)? } else { index };
        self.entries.get_index(index).map(|(_, (key, value))| (key, value))
    }

    /// Replaces the value at a place; false when there is none.
    pub fn set_at(&mut self, index: usize, value: Value) -> bool {
        let index = match self.sorted {
            true => self.ordered_places().get(index).copied().unwrap_or(usize::MAX),
            false => index,
        };
        self.entries.get_index_mut(index).map(|(_, entry)| entry.1 = value).is_some()
    }

    pub fn insert_at(&mut self, index: usize, key: Value, value: Value) {
        let folded = self.key(&key);
        self.note_instance(&key);
        self.entries.shift_insert(index.min(self.entries.len()), folded, (key, value));
    }

    pub fn clear(&mut self) {
        self.order.take();
        self.instances.take();
        self.entries.clear();
    }

    fn note_instance(&mut self, key: &Value) {
        if let Value::Object(object) = key.unwrapped()
            && matches!(object.kind, ObjectKind::Instance { .. })
        {
            self.instances.get_or_insert_default().new.push(key.clone());
        }
    }

    /// The instances that nobody asked for their hash yet, for [`Hashtable::note_hash`].
    pub fn take_unhashed(&mut self) -> Vec<Value> {
        self.instances.as_mut().map(|instances| std::mem::take(&mut instances.new)).unwrap_or_default()
    }

    /// Keeps the hash of a key; keys of that hash that are gone are forgotten.
    pub fn note_hash(&mut self, hash: i32, key: Value) {
        let Some(mut instances) = self.instances.take() else { return };
        let alike = instances.by_hash.entry(hash).or_default();
        alike.retain(|key| self.contains(key));
        alike.push(key);
        self.instances = Some(instances);
    }

    /// The keys with a hash.
    pub fn hashed(&self, hash: i32) -> Vec<Value> {
        let alike = self.instances.as_ref().and_then(|instances| instances.by_hash.get(&hash));
        alike.into_iter().flatten().filter(|key| self.contains(key)).cloned().collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Value, &Value)> {
        (0..self.entries.len()).filter_map(|index| self.at(index))
    }

    /// The entry of a key, with the key as it was first written.
    pub fn entry(&self, key: &Value) -> Option<(&Value, &Value)> {
        self.entries.get(&self.key(key)).map(|(key, value)| (key, value))
    }

    fn ordered_places(&self) -> Rc<[usize]> {
        if let Some(known) = self.order.borrow().as_ref() {
            return known.clone();
        }
        let mut places: Vec<usize> = (0..self.entries.len()).collect();
        let key = |place: usize| self.entries.get_index(place).map(|(_, (key, _))| key);
        places.sort_by(|a, b| match (key(*a), key(*b)) {
            (Some(a), Some(b)) => comparer::natural(a, b, !self.case_sensitive),
            _ => std::cmp::Ordering::Equal,
        });
        let made: Rc<[usize]> = places.into();
        *self.order.borrow_mut() = Some(made.clone());
        made
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
