//! What can be bound: parameters, their names, and their places in parameter sets.

use crate::engine::command::{CommandInfo, Pipe};
use std::rc::Rc;

/// Sets as bits: a command has at most 32.
pub type Sets = u32;

/// All sets.
pub const ALL: Sets = Sets::MAX;

/// The parameters of one command.
#[derive(Debug)]
pub struct BindingTable {
    pub parameters: Vec<Parameter>,
    pub sets: Vec<Rc<str>>,
    pub default_set: Option<Sets>,
    /// Takes common parameters and refuses what it does not know.
    pub advanced: bool,
    pub should_process: bool,
}

#[derive(Debug)]
pub struct Parameter {
    pub name: Rc<str>,
    pub aliases: Vec<Rc<str>>,
    pub type_name: Rc<str>,
    pub is_switch: bool,
    pub is_array: bool,
    pub memberships: Vec<Membership>,
    pub help: String,
    /// Accepts `$null`, `''` and empty collections although mandatory.
    pub allow_null: bool,
    pub allow_empty_string: bool,
    pub allow_empty_collection: bool,
}

/// A parameter's place in some sets.
#[derive(Clone, Copy, Debug)]
pub struct Membership {
    pub sets: Sets,
    pub position: Option<i32>,
    pub mandatory: bool,
    pub by_value: bool,
    pub by_name: bool,
    pub remaining: bool,
}

impl Parameter {
    pub fn sets(&self) -> Sets {
        self.memberships.iter().fold(0, |sets, membership| sets | membership.sets)
    }

    /// The place in the given sets.
    pub fn in_sets(&self, sets: Sets) -> Option<&Membership> {
        self.memberships.iter().find(|membership| membership.sets & sets != 0)
    }

    pub fn answers_to(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
            || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}

impl BindingTable {
    /// The table of a native command.
    pub fn of_native(info: &CommandInfo) -> BindingTable {
        let mut sets: Vec<Rc<str>> = Vec::new();
        for membership in info.parameters.iter().flat_map(|parameter| parameter.sets) {
            if !sets.iter().any(|known| known.eq_ignore_ascii_case(membership.set)) {
                sets.push(membership.set.into());
            }
        }
        let bit = |name: &str| {
            sets.iter().position(|known| known.eq_ignore_ascii_case(name)).map_or(ALL, |index| 1 << index)
        };
        let parameters = info
            .parameters
            .iter()
            .map(|parameter| {
                let mut memberships: Vec<Membership> = parameter
                    .sets
                    .iter()
                    .map(|place| {
                        membership(bit(place.set), place.position, place.mandatory, place.pipe, false)
                    })
                    .collect();
                if memberships.is_empty() {
                    let whole = membership(
                        ALL,
                        parameter.position,
                        parameter.mandatory,
                        parameter.pipe,
                        parameter.remaining,
                    );
                    memberships.push(whole);
                }
                let allows = |wanted: fn(&crate::engine::command::Validation) -> bool| {
                    parameter.validate.iter().any(wanted)
                };
                use crate::engine::command::Validation;
                Parameter {
                    name: parameter.name.into(),
                    aliases: parameter.aliases.iter().map(|alias| (*alias).into()).collect(),
                    type_name: parameter.type_name.into(),
                    is_switch: parameter.is_switch,
                    is_array: parameter.type_name.ends_with("[]"),
                    memberships,
                    help: String::new(),
                    allow_null: allows(|check| matches!(check, Validation::AllowNull)),
                    allow_empty_string: allows(|check| matches!(check, Validation::AllowEmptyString)),
                    allow_empty_collection: allows(|check| matches!(check, Validation::AllowEmptyCollection)),
                }
            })
            .collect();
        let default_set = (!info.default_set.is_empty() && !sets.is_empty()).then(|| bit(info.default_set));
        BindingTable {
            parameters,
            sets,
            default_set,
            advanced: true,
            should_process: info.should_process.is_some(),
        }
    }

    /// Bits of all named sets, or [`ALL`] when there are none.
    pub fn all_sets(&self) -> Sets {
        match self.sets.len() {
            0 => ALL,
            count if count >= 32 => ALL,
            count => (1 << count) - 1,
        }
    }

    /// Narrows the possible sets to those whose mandatory parameters are there; `None` when several
    /// stay possible and none is the default.
    pub fn resolve_sets(&self, sets: Sets, given: &[bool]) -> Option<Sets> {
        if self.sets.is_empty() || sets.count_ones() == 1 {
            return Some(sets);
        }
        let bits = (0..self.sets.len()).map(|index| 1 << index).filter(|bit| sets & bit != 0);
        let complete: Vec<Sets> = bits.filter(|bit| self.missing(*bit, given).is_empty()).collect();
        let default = self.default_set.filter(|default| default & sets != 0);
        match (complete.as_slice(), default) {
            ([one], _) => Some(*one),
            ([], Some(default)) => Some(default),
            ([], None) => None,
            (several, Some(default)) if several.contains(&default) => Some(default),
            (several, _) => {
                let with_mandatory: Vec<Sets> =
                    several.iter().copied().filter(|bit| self.has_mandatory(*bit)).collect();
                match with_mandatory.as_slice() {
                    [one] => Some(*one),
                    _ if self.default_set.is_none() && given.contains(&true) => None,
                    _ => several.first().copied(),
                }
            }
        }
    }

    fn has_mandatory(&self, sets: Sets) -> bool {
        self.parameters.iter().any(|parameter| parameter.in_sets(sets).is_some_and(|place| place.mandatory))
    }

    /// Mandatory parameters of a set that are not bound.
    pub fn missing(&self, sets: Sets, given: &[bool]) -> Vec<usize> {
        let all = self.parameters.iter().enumerate();
        all.filter(|(index, parameter)| {
            given.get(*index) != Some(&true) && parameter.in_sets(sets).is_some_and(|place| place.mandatory)
        })
        .map(|(index, _)| index)
        .collect()
    }

    /// The name of the lowest set among the bits.
    pub fn set_name(&self, sets: Sets) -> Rc<str> {
        let chosen = match self.default_set {
            Some(default) if default & sets != 0 => default,
            _ => sets,
        };
        match self.sets.get(chosen.trailing_zeros() as usize) {
            Some(name) => name.clone(),
            None => "__AllParameterSets".into(),
        }
    }
}

fn membership(sets: Sets, position: Option<u16>, mandatory: bool, pipe: Pipe, remaining: bool) -> Membership {
    Membership {
        sets,
        position: position.map(i32::from),
        mandatory,
        by_value: matches!(pipe, Pipe::ByValue | Pipe::Both),
        by_name: matches!(pipe, Pipe::ByName | Pipe::Both),
        remaining,
    }
}
