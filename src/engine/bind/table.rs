//! What can be bound: parameters, their names, and their places in parameter sets.

use super::common;
use crate::engine::command::{CommandInfo, ParameterInfo, Pipe, Validation};
use std::rc::Rc;

/// Sets as bits: a command has at most 31.
pub type Sets = u32;

/// All sets.
pub const ALL: Sets = Sets::MAX;

/// The parameters of one command.
#[derive(Clone, Debug)]
pub struct BindingTable {
    /// The command's own, then the common ones.
    pub parameters: Vec<Parameter>,
    /// How many are the command's own.
    pub own: usize,
    pub sets: Vec<Rc<str>>,
    pub default_set: Option<Sets>,
    /// Takes common parameters and refuses what it does not know.
    pub advanced: bool,
    pub should_process: bool,
    pub paging: bool,
    /// How many common parameters there are.
    common: usize,
    /// Parameters that take pipeline objects, in their order: few of many, and asked for each object.
    pub(super) takers: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: Rc<str>,
    pub aliases: Vec<Rc<str>>,
    pub type_name: Rc<str>,
    pub is_switch: bool,
    pub memberships: Vec<Membership>,
    /// Of a function or script: its conversion errors read differently.
    pub script: bool,
    /// Accepts `$null`, `''` and empty collections although mandatory.
    pub allow_null: bool,
    pub allow_empty_string: bool,
    pub allow_empty_collection: bool,
    /// The provider that brings it; none for a parameter that is always there.
    pub provider: Option<&'static str>,
}

/// A parameter's place in some sets.
#[derive(Clone, Debug)]
pub struct Membership {
    pub sets: Sets,
    pub position: Option<i32>,
    pub mandatory: bool,
    pub by_value: bool,
    pub by_name: bool,
    pub remaining: bool,
    pub help: Option<Rc<str>>,
    pub hidden: bool,
}

impl Parameter {
    /// An optional parameter without a place.
    pub fn named(name: &str, type_name: &str) -> Parameter {
        Parameter {
            name: name.into(),
            aliases: Vec::new(),
            type_name: type_name.into(),
            is_switch: false,
            memberships: Vec::new(),
            script: false,
            allow_null: false,
            allow_empty_string: false,
            allow_empty_collection: false,
            provider: None,
        }
    }

    pub fn sets(&self) -> Sets {
        self.memberships.iter().fold(0, |sets, membership| sets | membership.sets)
    }

    /// Takes several values.
    pub fn is_array(&self) -> bool {
        self.type_name.ends_with("[]")
    }

    /// The places in the given sets.
    pub fn places(&self, sets: Sets) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(move |place| place.sets == ALL || place.sets & sets != 0)
    }

    /// Whether pipeline objects bind to it.
    pub fn takes_input(&self) -> bool {
        self.memberships.iter().any(|place| place.by_value || place.by_name)
    }

    pub fn answers_to(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
            || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}

impl BindingTable {
    /// A table with the common parameters that the command takes.
    pub fn new(
        own: Vec<Parameter>,
        sets: Vec<Rc<str>>,
        default_set: Option<Sets>,
        advanced: bool,
        should_process: bool,
        paging: bool,
    ) -> BindingTable {
        let count = own.len();
        let mut parameters = own;
        if advanced {
            parameters.extend(common::parameters(should_process, paging));
        }
        let all = parameters.iter().enumerate();
        let takers = all.filter(|(_, parameter)| parameter.takes_input()).map(|(index, _)| index).collect();
        let common = parameters.len() - count;
        BindingTable {
            parameters,
            own: count,
            sets,
            default_set,
            advanced,
            should_process,
            paging,
            common,
            takers,
        }
    }

    /// Adds a parameter that was not known before: one of `dynamicparam`.
    pub fn push(&mut self, parameter: Parameter) {
        if parameter.takes_input() {
            self.takers.push(self.parameters.len());
        }
        self.parameters.push(parameter);
    }

    /// The table of a native command.
    pub fn of_native(info: &CommandInfo) -> BindingTable {
        // The default set is the first, if there is any other.
        let named = info.parameters.iter().any(|parameter| !parameter.sets.is_empty());
        let mut sets: Vec<Rc<str>> =
            if named && !info.default_set.is_empty() { vec![info.default_set.into()] } else { Vec::new() };
        for membership in info.parameters.iter().flat_map(|parameter| parameter.sets) {
            if !sets.iter().any(|known| known.eq_ignore_ascii_case(membership.set)) {
                sets.push(membership.set.into());
            }
        }
        let bit = |name: &str| {
            sets.iter().position(|known| known.eq_ignore_ascii_case(name)).map_or(ALL, |index| 1 << index)
        };
        let own = info.parameters.iter().map(|parameter| native(parameter, bit)).collect();
        let default_set = (!info.default_set.is_empty() && !sets.is_empty()).then(|| bit(info.default_set));
        let default_set = default_set.filter(|bits| *bits != ALL);
        BindingTable::new(own, sets, default_set, true, info.should_process.is_some(), false)
    }

    /// Bits of all named sets.
    pub fn all_sets(&self) -> Sets {
        match self.sets.len() {
            count if count >= 32 => ALL,
            count => (1 << count) - 1,
        }
    }

    pub fn is_common(&self, index: usize) -> bool {
        // They stand behind the command's own; dynamic ones behind those.
        (self.own..self.own + self.common).contains(&index)
    }

    pub fn name(&self, index: usize) -> Rc<str> {
        self.parameters.get(index).map_or_else(|| "".into(), |parameter| parameter.name.clone())
    }

    /// Whether a parameter is in one of the sets.
    pub fn belongs(&self, index: usize, sets: Sets) -> bool {
        self.parameters.get(index).is_some_and(|parameter| parameter.places(sets).next().is_some())
    }

    /// The name of the one set among the bits.
    pub fn set_name(&self, sets: Sets) -> Rc<str> {
        if sets == ALL || sets.count_ones() != 1 {
            return "__AllParameterSets".into();
        }
        match self.sets.get(sets.trailing_zeros() as usize) {
            Some(name) => name.clone(),
            None => "__AllParameterSets".into(),
        }
    }
}

fn native(parameter: &ParameterInfo, bit: impl Fn(&str) -> Sets) -> Parameter {
    let mut memberships: Vec<Membership> = parameter
        .sets
        .iter()
        .map(|place| {
            let sets = bit(place.set);
            membership(sets, place.position, place.mandatory, place.pipe, parameter.remaining)
        })
        .collect();
    if memberships.is_empty() {
        let remaining = parameter.remaining;
        memberships.push(membership(ALL, parameter.position, parameter.mandatory, parameter.pipe, remaining));
    }
    let allows = |wanted: fn(&Validation) -> bool| parameter.validate.iter().any(wanted);
    Parameter {
        aliases: parameter.aliases.iter().map(|alias| (*alias).into()).collect(),
        is_switch: parameter.is_switch,
        memberships,
        allow_null: allows(|check| matches!(check, Validation::AllowNull)),
        allow_empty_string: allows(|check| matches!(check, Validation::AllowEmptyString)),
        allow_empty_collection: allows(|check| matches!(check, Validation::AllowEmptyCollection)),
        provider: parameter.provider,
        ..Parameter::named(parameter.name, parameter.type_name)
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
        help: None,
        hidden: false,
    }
}
