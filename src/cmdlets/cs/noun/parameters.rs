//! The parameter tables of a family's commands, built while compiling.

use super::{Extra, Kind, Noun, On, Property, Scope, Verb};
use crate::engine::command::{Cmdlet, CommandInfo, Impact, Membership, ParameterInfo, Pipe, Validation};
use crate::engine::value::Value;

const POSITIONAL: Option<u16> = Some(0);

/// A parameter's place in one set.
const fn place(set: &'static str, position: Option<u16>, mandatory: bool, pipe: Pipe) -> Membership {
    Membership { set, position, mandatory, pipe }
}

const IN_IDENTITY: &[Membership] = &[place("Identity", POSITIONAL, false, Pipe::No)];
const IN_IDENTITY_MANDATORY: &[Membership] = &[place("Identity", POSITIONAL, true, Pipe::No)];
const IN_INSTANCE: &[Membership] = &[place("Instance", None, false, Pipe::ByValue)];
const IN_FILTER: &[Membership] = &[place("Filter", None, false, Pipe::No)];
const IN_KEY: &[Membership] = &[place("ParentAndRelativeKey", None, true, Pipe::No)];
const NULL_IS_NONE: &[Validation] = &[Validation::AllowNull, Validation::AllowEmptyString];

/// Whether a verb has a parameter for the property.
pub(super) const fn takes(property: &Property, verb: Verb) -> bool {
    matches!(
        (property.on, verb),
        (On::NewAndSet, Verb::New | Verb::Set) | (On::New, Verb::New) | (On::Set, Verb::Set)
    )
}

/// How many parameters a verb has.
pub const fn count(noun: &Noun, verb: Verb) -> usize {
    let mut count = fixed_count(noun, verb);
    let mut at = 0;
    while at < noun.properties.len() {
        if takes(&noun.properties[at], verb) {
            count += 1;
        }
        at += 1;
    }
    at = 0;
    while at < noun.extras.len() {
        if noun.extras[at].verb as u8 == verb as u8 {
            count += 1;
        }
        at += 1;
    }
    if matches!(verb, Verb::Get) { count + noun.filters.len() } else { count }
}

pub(super) const fn fixed_count(noun: &Noun, verb: Verb) -> usize {
    match verb {
        Verb::New => {
            let key = match &noun.key {
                Some(key) => key.parent.is_some() as usize + key.name.is_some() as usize,
                None => 0,
            };
            3 + key
        }
        Verb::Get | Verb::Set | Verb::Grant => 3,
        Verb::Remove => 2,
    }
}

const fn plain(name: &'static str, help: &'static str, type_name: &'static str) -> ParameterInfo {
    ParameterInfo { type_name, ..ParameterInfo::of::<Value>(name, help) }
}

const fn switch(name: &'static str, help: &'static str) -> ParameterInfo {
    ParameterInfo::of::<bool>(name, help)
}

const fn identity_type(noun: &Noun) -> &'static str {
    if noun.has(Scope::Named) { "XdsGlobalRelativeIdentity" } else { "XdsIdentity" }
}

/// The parameters that every family has: `Identity` first.
const fn fixed(noun: &Noun, verb: Verb, index: usize) -> ParameterInfo {
    let identity = plain("Identity", " Its identity.\n", identity_type(noun));
    let force = switch("Force", " Asks no questions.\n");
    match (verb, index) {
        (Verb::New, 0) => match noun.key {
            Some(_) => ParameterInfo { sets: IN_IDENTITY_MANDATORY, ..identity },
            None => ParameterInfo {
                position: POSITIONAL,
                mandatory: noun.new_needs_identity,
                pipe: noun.new_pipe,
                ..identity
            },
        },
        (Verb::New, 1) => force,
        (Verb::New, 2) => switch("InMemory", " Only makes the object, without storing it.\n"),
        (Verb::New, _) => match &noun.key {
            Some(key) => key_parameter(key, index - 3),
            None => force,
        },
        (Verb::Get, 0) if noun.one_set => ParameterInfo { position: POSITIONAL, ..identity },
        (Verb::Get, 0) => ParameterInfo { sets: IN_IDENTITY, wildcards: false, ..identity },
        (Verb::Get, 1) => ParameterInfo {
            sets: if noun.one_set { &[] } else { IN_FILTER },
            wildcards: true,
            ..plain("Filter", " A pattern of identities, with wildcards.\n", "string")
        },
        (Verb::Get, _) => switch("LocalStore", " Accepted: the store here is the local one.\n"),
        (Verb::Set, 0) => ParameterInfo { sets: or(noun.set_identity, IN_IDENTITY), ..identity },
        (Verb::Set, 1) => ParameterInfo {
            sets: or(noun.set_instance, IN_INSTANCE),
            ..plain(
                "Instance",
                " A changed object that Get sent: all its properties are stored.\n",
                "psobject",
            )
        },
        (Verb::Remove, 0) => {
            ParameterInfo { position: POSITIONAL, mandatory: true, pipe: Pipe::ByName, ..identity }
        }
        (Verb::Grant, 0) => ParameterInfo {
            position: POSITIONAL,
            mandatory: true,
            pipe: Pipe::Both,
            sets: noun.grant_identity,
            ..plain(
                "Identity",
                " The user: SIP address, sign-in name, display name or distinguished name.\n",
                "UserIdParameter",
            )
        },
        (Verb::Grant, 1) => ParameterInfo {
            position: Some(1),
            mandatory: noun.grant_needs_policy,
            validate: NULL_IS_NONE,
            ..plain("PolicyName", " The policy; `$null` leaves the user with that of the site.\n", "string")
        },
        (Verb::Grant, _) => switch("PassThru", " Sends the user on.\n"),
        (Verb::Set | Verb::Remove, _) => force,
    }
}

const fn key_parameter(key: &super::Key, index: usize) -> ParameterInfo {
    match (key.parent, key.name, index) {
        (Some(parent), _, 0) => ParameterInfo {
            sets: IN_KEY,
            ..plain(
                parent,
                " The scope that it lies in: `global`, `site:Redmond`, or the record above it.\n",
                "string",
            )
        },
        (_, Some(name), _) => {
            ParameterInfo { sets: IN_KEY, ..plain(name, " Its name within that scope.\n", key.type_name) }
        }
        (_, None, _) => plain("", "", "string"),
    }
}

/// The first sets, or the others when there are none.
const fn or(sets: &'static [Membership], others: &'static [Membership]) -> &'static [Membership] {
    if sets.is_empty() { others } else { sets }
}

/// The parameter that takes a property.
pub const fn of_property(property: &Property) -> ParameterInfo {
    ParameterInfo {
        aliases: property.aliases,
        sets: property.sets,
        is_switch: matches!(property.kind, Kind::Switch),
        mandatory: property.mandatory,
        suggestions: property.kind.values(),
        validate: property.validate,
        ..plain(property.name, property.help, property.kind.type_name())
    }
}

const fn of_extra(extra: &Extra) -> ParameterInfo {
    let parameter = match extra.is_switch {
        true => switch(extra.name, extra.help),
        false => plain(extra.name, extra.help, extra.type_name),
    };
    ParameterInfo { sets: extra.sets, ..parameter }
}

/// The parameter of `Get` that filters by a property.
const fn filter(noun: &Noun, name: &'static str) -> ParameterInfo {
    let mut at = 0;
    while at < noun.properties.len() {
        let property = &noun.properties[at];
        if same_text(property.name, name) {
            return ParameterInfo {
                suggestions: property.kind.values(),
                ..plain(name, " Only those that have this.\n", property.kind.type_name())
            };
        }
        at += 1;
    }
    plain(name, " Only those that have this.\n", "string")
}

const fn same_text(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// The parameters of a verb: the fixed ones, then properties, then extras. `N` is [`count`].
pub const fn list<const N: usize>(noun: &Noun, verb: Verb) -> [ParameterInfo; N] {
    let mut all = [plain("", "", ""); N];
    let mut filled = 0;
    while filled < fixed_count(noun, verb) {
        all[filled] = fixed(noun, verb, filled);
        filled += 1;
    }
    let mut at = 0;
    while at < noun.properties.len() {
        if takes(&noun.properties[at], verb) {
            let property = &noun.properties[at];
            let parameter = of_property(property);
            all[filled] = match verb {
                Verb::Set => ParameterInfo {
                    sets: or(property.set_sets, property.sets),
                    mandatory: false,
                    ..parameter
                },
                _ => parameter,
            };
            filled += 1;
        }
        at += 1;
    }
    at = 0;
    while at < noun.extras.len() {
        if noun.extras[at].verb as u8 == verb as u8 {
            all[filled] = of_extra(&noun.extras[at]);
            filled += 1;
        }
        at += 1;
    }
    at = 0;
    while matches!(verb, Verb::Get) && at < noun.filters.len() {
        all[filled] = filter(noun, noun.filters[at]);
        filled += 1;
        at += 1;
    }
    all
}

/// The row of a command in its table.
pub const fn info(
    name: &'static str,
    help: &'static str,
    (noun, verb): (&Noun, Verb),
    parameters: &'static [ParameterInfo],
    create: fn() -> Box<dyn Cmdlet>,
) -> CommandInfo {
    CommandInfo {
        module: "fedsh.Cs",
        default_set: match verb {
            Verb::Grant if !noun.grant_identity.is_empty() => "Identity",
            Verb::Remove | Verb::Grant => "",
            Verb::New => noun.new_set,
            Verb::Get | Verb::Set => "Identity",
        },
        should_process: match verb {
            Verb::Get => None,
            _ => Some(Impact::Medium),
        },
        ..CommandInfo::of(name, help, parameters, create)
    }
}
