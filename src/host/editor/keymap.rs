//! Which key runs what: the tables of the edit mode, and over them what scripts have bound.

use super::chord::presses;
use super::keyboard::Press;
use super::{Act, act};
use crate::engine::editing::{EditMode, EditorOptions, Group, Layout, default_keys, function};
use crate::engine::script_block::ScriptBlockValue;
use std::rc::Rc;

/// What a key does.
#[derive(Clone)]
pub(super) enum Bound {
    Function(&'static str, Act),
    Block(Rc<ScriptBlockValue>, String),
}

impl Bound {
    pub fn name(&self) -> &str {
        match self {
            Bound::Function(name, _) => name,
            Bound::Block(_, name) => name,
        }
    }
}

#[derive(Clone)]
struct Binding {
    chord: String,
    presses: Vec<Press>,
    bound: Bound,
    vi_command: bool,
}

/// What was found for some keys.
pub(super) enum Found {
    Bound(Bound),
    /// More keys must follow.
    Prefix,
}

#[derive(Default)]
pub(super) struct Keymap(Vec<Binding>);

impl Keymap {
    pub fn new(options: &EditorOptions) -> Keymap {
        let mut keys = Keymap::default();
        for handler in options.handlers.iter().rev() {
            let Some(presses) = presses(&handler.chord) else { continue };
            let bound = match (&handler.block, act(&handler.function)) {
                (Some(block), _) => Bound::Block(block.clone(), handler.brief_description.clone()),
                (None, Some((name, act))) => Bound::Function(name, act),
                (None, None) => continue,
            };
            keys.add(&handler.chord, presses, bound, handler.vi_command);
        }
        for (chord, name) in default_keys(Layout::from(options.edit_mode)) {
            if options.unbound.iter().any(|taken| taken.eq_ignore_ascii_case(chord)) {
                continue;
            }
            if let (Some(presses), Some((name, act))) = (presses(chord), act(name)) {
                keys.add(chord, presses, Bound::Function(name, act), false);
            }
        }
        if options.edit_mode == EditMode::Emacs {
            keys.meta_keys();
        }
        keys
    }

    /// The first binding of a key counts.
    fn add(&mut self, chord: &str, presses: Vec<Press>, bound: Bound, vi_command: bool) {
        if !self.0.iter().any(|known| known.presses == presses && known.vi_command == vi_command) {
            self.0.push(Binding { chord: chord.to_string(), presses, bound, vi_command });
        }
    }

    /// Escape and a key is the key with Alt.
    fn meta_keys(&mut self) {
        let escape = Press::plain(super::keyboard::Code::Escape);
        if self.0.iter().any(|known| known.presses.first() == Some(&escape)) {
            return;
        }
        let with_alt: Vec<Binding> =
            self.0.iter().filter(|known| known.presses.len() == 1).cloned().collect();
        for mut binding in with_alt {
            if let Some(first) = binding.presses.first().copied().filter(|press| press.alt) {
                binding.presses = vec![escape, Press { alt: false, ..first }];
                binding.chord = format!("Escape,{}", binding.chord.replacen("Alt+", "", 1));
                self.0.push(binding);
            }
        }
    }

    /// What some keys run, in Vi's command mode or not.
    pub fn find(&self, keys: &[Press], vi_command: bool) -> Option<Found> {
        let mine = || self.0.iter().filter(|known| known.vi_command == vi_command);
        if let Some(found) = mine().find(|known| known.presses == keys) {
            return Some(Found::Bound(found.bound.clone()));
        }
        mine().any(|known| known.presses.starts_with(keys)).then_some(Found::Prefix)
    }

    /// Key, function and description of what belongs to a group.
    pub fn described(&self, group: Group) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().filter_map(move |known| {
            let found = function(known.bound.name());
            let of = found.map_or(Group::Custom, |function| function.group);
            let what = found.map_or("", |function| function.description);
            (of == group).then_some((known.chord.as_str(), known.bound.name(), what))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_of_the_tables_is_there() {
        for function in crate::engine::editing::FUNCTIONS {
            assert!(act(function.name).is_some(), "{}", function.name);
        }
        for mode in [EditMode::Emacs, EditMode::Windows, EditMode::Vi] {
            let keys = Keymap::new(&EditorOptions { edit_mode: mode, ..EditorOptions::default() });
            for (chord, _) in default_keys(Layout::from(mode)) {
                assert!(
                    matches!(keys.find(&presses(chord).unwrap(), false), Some(Found::Bound(_))),
                    "{chord}"
                );
            }
        }
    }

    #[test]
    fn escape_and_a_letter_is_alt_and_the_letter() {
        let keys = Keymap::new(&EditorOptions::default());
        assert!(matches!(keys.find(&presses("Escape").unwrap(), false), Some(Found::Prefix)));
        let found = keys.find(&presses("Escape,f").unwrap(), false);
        assert!(matches!(found, Some(Found::Bound(bound)) if bound.name() == "ForwardWord"));
    }
}
