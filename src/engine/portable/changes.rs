//! What a thread changed in the collections that it was given, on its way back to the thread that owns them.

use super::{Packer, Portable, PortableBody, PortableKind, PortableMember, Unpacker};
use crate::engine::object::{ObjectKind, hashtable::Hashtable};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member};
use std::cell::RefCell;

/// Changes by the numbers of the objects.
#[derive(Clone, Debug, Default)]
pub struct Changes(Vec<(usize, Change)>);

#[derive(Clone, Debug)]
enum Change {
    /// Entries set and keys removed.
    Entries { set: Vec<(Portable, Portable)>, removed: Vec<Portable> },
    /// Items that came behind those that were there.
    Appended(Vec<Portable>),
    /// All items of a list that changed otherwise.
    Items(Vec<Portable>),
    /// Note properties set.
    Notes(Vec<(String, Portable)>),
}

impl Changes {
    /// Compares what was given with what the objects hold now.
    pub fn between(engine: &mut Engine, given: &[Portable], unpacker: &Unpacker) -> Outcome<Changes> {
        let mut before = Vec::new();
        given.iter().for_each(|one| collect(one, &mut before));
        let mut changes = Vec::new();
        for (id, kind) in before {
            let Some(Some(now)) = unpacker.objects().get(id) else { continue };
            // Objects that were given keep their numbers; the one that is compared is packed anew.
            let mut known = unpacker.objects().to_vec();
            if let Some(place) = known.get_mut(id) {
                *place = None;
            }
            let Portable::Object(now) = Packer::knowing(&known).pack(engine, now)? else { continue };
            if let Some(change) = compare(kind, &now.kind) {
                changes.push((id, change));
            }
        }
        Ok(Changes(changes))
    }

    /// Makes the changes in the objects that were sent.
    pub fn apply(&self, engine: &mut Engine, packer: &Packer) -> Outcome {
        for (id, change) in &self.0 {
            let Some(target) = packer.objects.get(*id).cloned() else { continue };
            let mut unpacker = Unpacker::knowing(packer);
            apply_one(engine, &target, change, &mut unpacker)?;
        }
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The collections inside of a value.
fn collect<'a>(packed: &'a Portable, found: &mut Vec<(usize, &'a PortableKind)>) {
    match packed {
        Portable::Array { items, .. } => items.iter().for_each(|item| collect(item, found)),
        Portable::Object(object) => {
            match &object.kind {
                PortableKind::Table { entries, .. } => {
                    entries.iter().for_each(|(_, value)| collect(value, found));
                }
                PortableKind::List { items, .. } | PortableKind::Sequence { items, .. } => {
                    items.iter().for_each(|item| collect(item, found));
                }
                PortableKind::Custom(members) => {
                    for member in members {
                        if let PortableBody::Note(value) = &member.body {
                            collect(value, found);
                        }
                    }
                }
                _ => return,
            }
            found.push((object.id, &object.kind));
        }
        _ => {}
    }
}

fn compare(before: &PortableKind, now: &PortableKind) -> Option<Change> {
    match (before, now) {
        (PortableKind::Table { entries: old, .. }, PortableKind::Table { entries: new, .. }) => {
            entries(old, new)
        }
        (PortableKind::List { items: old, .. }, PortableKind::List { items: new, .. }) => {
            let same = old.len() <= new.len() && old.iter().zip(new).all(|(old, new)| alike(old, new));
            match same {
                true if old.len() == new.len() => None,
                true => Some(Change::Appended(new.iter().skip(old.len()).cloned().collect())),
                false => Some(Change::Items(new.clone())),
            }
        }
        (PortableKind::Sequence { items: old, of }, PortableKind::Sequence { items: new, .. }) => {
            let added = new.len().checked_sub(old.len()).filter(|added| *added > 0)?;
            let front = of.contains("Stack") || of.contains("Bag");
            let more = match front {
                true => new.iter().take(added).rev().cloned().collect(),
                false => new.iter().skip(old.len()).cloned().collect(),
            };
            Some(Change::Appended(more))
        }
        (PortableKind::Custom(old), PortableKind::Custom(new)) => notes(old, new),
        _ => None,
    }
}

/// Equal, or the same object: one that was given and is only referred to afterwards.
fn alike(old: &Portable, new: &Portable) -> bool {
    match (old, new) {
        (Portable::Object(object), Portable::Same(id)) => object.id == *id,
        (Portable::Array { id: old, .. }, Portable::Same(id)) => old == id,
        _ => old == new,
    }
}

fn entries(old: &[(Portable, Portable)], new: &[(Portable, Portable)]) -> Option<Change> {
    let key = |key: &Portable| format!("{key:?}");
    let known: std::collections::HashMap<String, &Portable> =
        old.iter().map(|(name, value)| (key(name), value)).collect();
    let left: std::collections::HashSet<String> = new.iter().map(|(name, _)| key(name)).collect();
    let set: Vec<(Portable, Portable)> = new
        .iter()
        .filter(|(name, value)| known.get(&key(name)).is_none_or(|old| !alike(old, value)))
        .cloned()
        .collect();
    let removed: Vec<Portable> =
        old.iter().filter(|(name, _)| !left.contains(&key(name))).map(|(name, _)| name.clone()).collect();
    (!set.is_empty() || !removed.is_empty()).then_some(Change::Entries { set, removed })
}

fn notes(old: &[PortableMember], new: &[PortableMember]) -> Option<Change> {
    let mut set = Vec::new();
    for member in new {
        let PortableBody::Note(value) = &member.body else { continue };
        let known = old.iter().find(|known| known.name == member.name).map(|known| &known.body);
        if !matches!(known, Some(PortableBody::Note(old)) if alike(old, value)) {
            set.push((member.name.clone(), value.clone()));
        }
    }
    (!set.is_empty()).then_some(Change::Notes(set))
}

fn apply_one(engine: &mut Engine, target: &Value, change: &Change, unpacker: &mut Unpacker) -> Outcome {
    match change {
        Change::Entries { set, removed } => {
            let mut made = Vec::with_capacity(set.len());
            for (key, value) in set {
                made.push((unpacker.unpack(engine, key)?, unpacker.unpack(engine, value)?));
            }
            let mut gone = Vec::with_capacity(removed.len());
            for key in removed {
                gone.push(unpacker.unpack(engine, key)?);
            }
            if let Some(table) = table(target) {
                let mut table = table.borrow_mut();
                made.into_iter().for_each(|(key, value)| table.set(key, value));
                gone.iter().for_each(|key| {
                    table.remove(key);
                });
            }
        }
        Change::Appended(items) => {
            for item in items {
                let item = unpacker.unpack(engine, item)?;
                append(engine, target, item)?;
            }
        }
        Change::Items(items) => {
            let mut made = Vec::with_capacity(items.len());
            for item in items {
                made.push(unpacker.unpack(engine, item)?);
            }
            if let Value::Object(object) = target
                && let ObjectKind::List { items, .. } = &object.kind
            {
                *items.borrow_mut() = made;
            }
        }
        Change::Notes(set) => {
            for (name, value) in set {
                let value = unpacker.unpack(engine, value)?;
                if let Value::Object(object) = target
                    && let ObjectKind::Custom(members) = &object.kind
                {
                    members.borrow_mut().set(name.as_str(), value);
                }
            }
        }
    }
    Ok(())
}

fn table(value: &Value) -> Option<&RefCell<Hashtable>> {
    match value {
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table) => Some(table),
            _ => None,
        },
        _ => None,
    }
}

/// Adds an item as the collection's own class does.
fn append(engine: &mut Engine, target: &Value, item: Value) -> Outcome {
    let name = crate::engine::types::type_of(target).full_name();
    let method = match &name {
        name if name.contains("Queue") => "Enqueue",
        name if name.contains("Stack") => "Push",
        name if name.contains("LinkedList") => "AddLast",
        _ => "Add",
    };
    member::invoke(engine, target, method, &[item]).map(|_| ())
}
