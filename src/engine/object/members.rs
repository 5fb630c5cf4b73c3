//! Named members in order, found without case: the properties of a custom object.

use crate::engine::value::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Up to here a name is looked for from the start; longer lists have an index.
const SHORT: usize = 24;

/// Places by folded name.
type Places = Box<HashMap<Rc<str>, usize>>;

/// Members of one object, in the order they were added.
#[derive(Clone, Debug, Default)]
pub struct Members {
    entries: Vec<Member>,
    /// Of a long list; made when a name is looked for.
    places: RefCell<Option<Places>>,
    /// What `ToString` gave where an object was serialized; this is all that is left of it.
    text: Option<Rc<str>>,
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
    /// What the object's `ToString` gives, of an object that was serialized.
    pub fn text(&self) -> Option<String> {
        self.text.as_deref().map(str::to_string)
    }

    pub fn set_text(&mut self, text: &str) {
        self.text = Some(text.into());
    }

    /// Sets a note property, keeping its place when it exists.
    pub fn set(&mut self, name: impl Into<Rc<str>>, value: Value) {
        let name = name.into();
        self.add(Member { name, body: MemberBody::Note(value), hidden: false });
    }

    /// Adds a note property whose name no member has yet: for lists that are made whole, without looking.
    pub fn push(&mut self, name: impl Into<Rc<str>>, value: Value) {
        self.places.take();
        self.entries.push(Member { name: name.into(), body: MemberBody::Note(value), hidden: false });
    }

    /// Room for so many members, for lists that are made whole.
    pub fn with_capacity(count: usize) -> Members {
        Members { entries: Vec::with_capacity(count), places: RefCell::default(), text: None }
    }

    /// Adds or replaces a member.
    pub fn add(&mut self, member: Member) {
        match self.place(&member.name).and_then(|at| self.entries.get_mut(at)) {
            Some(existing) => existing.body = member.body,
            None => {
                if let Some(places) = self.places.get_mut() {
                    places.insert(fold(&member.name).into(), self.entries.len());
                }
                self.entries.push(member);
            }
        }
    }

    pub fn get(&self, name: &str) -> Option<&Member> {
        self.entries.get(self.place(name)?)
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Member> {
        let at = self.place(name)?;
        self.entries.get_mut(at)
    }

    fn place(&self, name: &str) -> Option<usize> {
        if self.entries.len() <= SHORT {
            return self.entries.iter().position(|member| same_name(&member.name, name));
        }
        let mut places = self.places.borrow_mut();
        let places = places.get_or_insert_with(|| {
            let all = self.entries.iter().enumerate();
            Box::new(all.map(|(at, member)| (fold(&member.name).into(), at)).collect())
        });
        places.get(fold(name).as_str()).copied()
    }

    /// A note property and its place, first looked for at `place`.
    pub fn note_near(&self, place: usize, name: &str) -> Option<(usize, &Value)> {
        let near = self.entries.get(place).filter(|member| *member.name == *name);
        let (place, found) = match near {
            Some(member) => (place, member),
            None => {
                let place = self.place(name)?;
                (place, self.entries.get(place)?)
            }
        };
        match &found.body {
            MemberBody::Note(value) => Some((place, value)),
            _ => None,
        }
    }

    /// The value of a note property.
    pub fn note(&self, name: &str) -> Option<&Value> {
        match self.get(name).map(|member| &member.body) {
            Some(MemberBody::Note(value)) => Some(value),
            _ => None,
        }
    }

    pub fn remove(&mut self, name: &str) -> Option<Member> {
        let at = self.place(name)?;
        self.places.take();
        Some(self.entries.remove(at))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Member> {
        self.entries.iter()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Whether two names are the same member's.
fn same_name(one: &str, other: &str) -> bool {
    if one.len() == other.len() && one.eq_ignore_ascii_case(other) {
        return true;
    }
    !(one.is_ascii() && other.is_ascii()) && fold(one) == fold(other)
}

/// Folds case as member names compare: invariant, simple.
pub fn fold(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase() }
}
