//! Presence as the gateway sees it, whichever side it comes from.

use std::collections::BTreeMap;

/// How available a person is, the most available first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Show {
    /// Wants to talk.
    Chat,
    /// Simply there.
    #[default]
    Online,
    /// Away for a while.
    Away,
    /// Away for long.
    ExtendedAway,
    /// Not to be disturbed.
    DoNotDisturb,
}

const SHOWS: [(Show, &str); 4] =
    [(Show::Chat, "chat"), (Show::Away, "away"), (Show::ExtendedAway, "xa"), (Show::DoNotDisturb, "dnd")];

impl Show {
    /// The text of XMPP's `<show/>`; none for simply there.
    pub fn name(self) -> Option<&'static str> {
        SHOWS.iter().find(|(show, _)| *show == self).map(|(_, name)| *name)
    }

    /// Reads `<show/>`; what is unknown counts as simply there.
    pub fn from_name(name: &str) -> Show {
        SHOWS.iter().find(|(_, known)| *known == name.trim()).map_or(Show::Online, |(show, _)| *show)
    }
}

/// A text that a person set, in a language where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// `xml:lang`.
    pub language: Option<String>,
    /// The text.
    pub text: String,
}

/// One device or client of a person: an XMPP resource, or a tuple of a presence document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resource {
    /// How available.
    pub show: Show,
    /// 0 to 127, where given and not negative.
    pub priority: Option<u8>,
    /// Status texts.
    pub notes: Vec<Note>,
}

/// A person's resources that are there, by name. Empty: the person is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presence {
    resources: BTreeMap<String, Resource>,
    /// What was said when the last resource left.
    pub farewell: Vec<Note>,
}

impl Presence {
    /// Adds a resource or changes it.
    pub fn insert(&mut self, name: &str, resource: Resource) {
        self.resources.insert(name.to_owned(), resource);
        self.farewell.clear();
    }

    /// Takes a resource away. Without a name all leave.
    pub fn remove(&mut self, name: &str, farewell: Vec<Note>) {
        match name {
            "" => self.resources.clear(),
            name => drop(self.resources.remove(name)),
        }
        if self.resources.is_empty() {
            self.farewell = farewell;
        }
    }

    /// Whether anything is there.
    pub fn is_available(&self) -> bool {
        !self.resources.is_empty()
    }

    /// A resource.
    pub fn get(&self, name: &str) -> Option<&Resource> {
        self.resources.get(name)
    }

    /// The resources, the most available first; among equals the one with the higher priority.
    pub fn sorted(&self) -> Vec<(&str, &Resource)> {
        let mut all: Vec<_> = self.resources.iter().map(|(name, one)| (name.as_str(), one)).collect();
        all.sort_by_key(|(_, one)| (one.show, std::cmp::Reverse(one.priority)));
        all
    }

    /// The same without texts, for those who may not see them.
    pub fn without_notes(mut self) -> Presence {
        self.resources.values_mut().for_each(|resource| resource.notes.clear());
        self.farewell.clear();
        self
    }

    /// What has to be told to somebody who knows `old`: resources that are new or changed, and the names of
    /// those that left.
    pub fn since<'a>(&'a self, old: &'a Presence) -> (Vec<(&'a str, &'a Resource)>, Vec<&'a str>) {
        let changed = self.sorted().into_iter().filter(|(name, one)| old.get(name) != Some(one)).collect();
        let left = old.resources.keys().filter(|name| !self.resources.contains_key(*name));
        (changed, left.map(String::as_str).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(entries: &[(&str, Show, u8)]) -> Presence {
        let mut presence = Presence::default();
        for (name, show, priority) in entries {
            let resource = Resource { show: *show, priority: Some(*priority), notes: Vec::new() };
            presence.insert(name, resource);
        }
        presence
    }

    #[test]
    fn the_most_available_comes_first() {
        let presence = with(&[
            ("a", Show::DoNotDisturb, 9),
            ("b", Show::Away, 1),
            ("c", Show::Online, 1),
            ("d", Show::Online, 5),
        ]);
        let names: Vec<&str> = presence.sorted().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["d", "c", "b", "a"]);
    }

    #[test]
    fn differences_are_what_is_new_and_what_has_left() {
        let old = with(&[("a", Show::Online, 1), ("b", Show::Away, 1)]);
        let new = with(&[("a", Show::Away, 1), ("c", Show::Online, 1)]);
        let (changed, left) = new.since(&old);
        assert_eq!(changed.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["c", "a"]);
        assert_eq!(left, ["b"]);
        assert_eq!(new.since(&new), (Vec::new(), Vec::new()));
    }

    #[test]
    fn without_a_name_all_leave() {
        let mut presence = with(&[("a", Show::Online, 1), ("b", Show::Away, 1)]);
        presence.remove("a", Vec::new());
        assert!(presence.is_available());
        presence.remove("", vec![Note { language: None, text: "bye".to_owned() }]);
        assert!(!presence.is_available() && presence.farewell.len() == 1);
    }
}
