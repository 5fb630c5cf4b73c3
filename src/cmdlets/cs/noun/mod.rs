//! Commands over one kind of stored record: New, Get, Set, Remove and Grant by one table.
//!
//! A family is data: a [`Noun`] with its scopes and properties, declared with [`noun!`](crate::noun) in a file of
//! `schema`. Parameters, defaults, conversion, validation, identity scopes, output and help of all
//! its verbs come from that table; nothing here knows one family from another.

mod command;
mod example_values;
mod examples;
mod grant;
pub mod identity;
mod kind;
mod parameters;
pub mod record;
mod verbs;

pub use command::NounCommand;
pub use examples::{of_noun as examples, of_properties as made_examples};
pub use kind::{Default, Given, Kind};
pub use parameters::{count, info, list, of_property as parameter};

use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{Membership, Pipe, Validation};
use crate::topology::model::Entity;
use crate::topology::store::{Reader, Record};
use record::Fields;
use serde_json::Value as Json;

/// A family of commands over one kind of record.
pub struct Noun {
    /// Noun of the commands: `CsMeetingConfiguration`.
    pub name: &'static str,
    /// In messages, in the singular: `meeting configuration`.
    pub words: &'static str,
    /// Kind of the records in the store: the noun without `Cs`.
    pub kind: &'static str,
    /// Type name of the objects that `Get` sends.
    pub type_name: &'static str,
    /// Where its records live.
    pub scopes: &'static [Scope],
    /// In the order in which objects show them.
    pub properties: &'static [Property],
    /// What the declaration shows of each verb.
    pub examples: &'static [(Verb, &'static str)],
    /// Further examples of what cannot be made from the table, each ready to run.
    pub more_examples: &'static [(Verb, &'static str)],
    /// Parameters of the `ParentAndRelativeKey` set of `New`.
    pub key: Option<Key>,
    /// Parameters that are no property, by verb.
    pub extras: &'static [Extra],
    /// Completes what was given, before it is checked and stored.
    pub prepare: Option<fn(&mut Fields)>,
    /// Rules over a whole record; gives the warnings, or why it is refused.
    pub check: Option<Check>,
    /// Rules of `Set` over the names of its arguments, the record as it will be, and others.
    pub guard: Option<Guard>,
    /// Whether a record shows a property; without it all are shown.
    pub is_shown: Option<fn(&Fields, &str) -> bool>,
    /// `New` is given the service, and numbers the record below it with a GUID.
    pub numbered: bool,
    /// Properties by which `Get` filters.
    pub filters: &'static [&'static str],
    /// `-Identity` and `-Filter` of `Get` are in one parameter set.
    pub one_set: bool,
    /// Default parameter set of `New`.
    pub new_set: &'static str,
    /// Whether `New` has to be told an identity before it begins.
    pub new_needs_identity: bool,
    /// How `New` takes its identity from the pipeline.
    pub new_pipe: Pipe,
    /// Parameter sets of `-Identity` of `Set`, where they are not the usual one.
    pub set_identity: &'static [Membership],
    /// Parameter sets of `-Instance` of `Set`, where they are not the usual one.
    pub set_instance: &'static [Membership],
    /// Parameter sets of `-Identity` of `Grant`, where there are several.
    pub grant_identity: &'static [Membership],
    /// Whether `Grant` has to be told a policy, or `$null`.
    pub grant_needs_policy: bool,
}

/// Rules over the properties of one record.
pub type Check = fn(identity: &str, properties: &Fields) -> Result<Vec<String>, String>;

/// Rules over what `Set` was told and what is in the store; gives why it is refused.
pub type Guard = fn(reader: &dyn Reader, given: &[&str], properties: &Fields) -> Result<(), Refusal>;

impl Noun {
    /// A family without anything, to be filled by struct update.
    pub const EMPTY: Noun = Noun {
        name: "",
        words: "",
        kind: "",
        type_name: "",
        scopes: &[],
        properties: &[],
        examples: &[],
        more_examples: &[],
        key: None,
        extras: &[],
        prepare: None,
        check: None,
        guard: None,
        is_shown: None,
        numbered: false,
        filters: &[],
        one_set: false,
        new_set: "Identity",
        new_needs_identity: true,
        new_pipe: Pipe::No,
        set_identity: &[],
        set_instance: &[],
        grant_identity: &[],
        grant_needs_policy: false,
    };

    /// Whether records live in a scope.
    pub const fn has(&self, wanted: Scope) -> bool {
        let mut at = 0;
        while at < self.scopes.len() {
            if self.scopes[at] as u8 == wanted as u8 {
                return true;
            }
            at += 1;
        }
        false
    }

    /// The property of that name, without regard to case.
    pub fn property(&self, name: &str) -> Option<&'static Property> {
        self.properties.iter().find(|property| property.name.eq_ignore_ascii_case(name))
    }
}

/// The record as the type that the gateway reads. Errors: why it cannot be read.
pub fn readable<T: Entity>(identity: &str, fields: &Fields) -> Result<T, String> {
    let value = Json::Object(fields.clone());
    let record = Record { kind: T::KIND.into(), identity: identity.into(), value, revision: 0 };
    T::from_record(&record).map_err(|error| error.to_string())
}

/// Where a record of a family can live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Scope {
    /// One record, `Global`, that always exists.
    Global,
    /// `Site:<name>`
    Site,
    /// `Service:<role>:<fqdn>`
    Service,
    /// `Tag:<name>`: given to users one by one.
    Tag,
    /// A name of its own below the global scope, as domains and routes have it.
    Named,
    /// `<scope>/<name>`: a record below another one.
    Child,
}

/// The names that make an identity in the `ParentAndRelativeKey` set.
pub struct Key {
    /// `Parent`, where the record lies below one that is named too.
    pub parent: Option<&'static str>,
    /// `Name`, `Domain`, `NetworkSiteID` …; `None` where every parent has one record.
    pub name: Option<&'static str>,
    /// Type of the name, as help writes it.
    pub type_name: &'static str,
    /// The record shows the name as a property too.
    pub shown: bool,
}

/// A property of a family's records.
pub struct Property {
    pub name: &'static str,
    pub help: &'static str,
    pub kind: Kind,
    pub default: Default,
    /// Checks after conversion.
    pub validate: &'static [Validation],
    /// Parameter sets that have it; empty: all.
    pub sets: &'static [Membership],
    /// Those of `Set`, where they are others.
    pub set_sets: &'static [Membership],
    pub aliases: &'static [&'static str],
    /// Verbs that take it.
    pub on: On,
    /// Whether `New` has to be given it.
    pub mandatory: bool,
    /// An argument for examples, as a script writes it; empty: one is made from the kind, the name and the checks.
    pub example: &'static str,
}

/// Which verbs take a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum On {
    NewAndSet,
    New,
    Set,
    /// Shown only.
    Neither,
}

/// A parameter that no record keeps: accepted, and `-Verbose` says that it has no effect here.
pub struct Extra {
    pub verb: Verb,
    pub name: &'static str,
    pub help: &'static str,
    pub type_name: &'static str,
    pub is_switch: bool,
    pub sets: &'static [Membership],
    /// Why it is refused, where ignoring it would mislead.
    pub refused: Option<&'static str>,
}

impl Extra {
    /// A parameter that changes nothing here.
    pub const fn accepted(
        verb: Verb,
        name: &'static str,
        help: &'static str,
        type_name: &'static str,
    ) -> Extra {
        let is_switch = matches!(type_name.as_bytes(), b"switch");
        Extra { verb, name, help, type_name, is_switch, sets: &[], refused: None }
    }

    /// `-Global` of `Grant`, in its set.
    pub const fn global() -> Extra {
        Extra {
            sets: &[Membership { set: "GrantToTenant", position: None, mandatory: false, pipe: Pipe::No }],
            refused: Some(
                "There is no tenant here. The record 'Global' holds for everybody; its Set- command changes it.",
            ),
            ..Extra::accepted(Verb::Grant, "Global", " Checked: there is no tenant here.\n", "switch")
        }
    }

    /// `-Group` or `-Rank` of `Grant`, in their set.
    pub const fn group(name: &'static str, type_name: &'static str, mandatory: bool) -> Extra {
        let sets: &'static [Membership] = match mandatory {
            true => &[Membership { set: "GrantToGroup", position: None, mandatory: true, pipe: Pipe::No }],
            false => &[Membership { set: "GrantToGroup", position: None, mandatory: false, pipe: Pipe::No }],
        };
        Extra {
            sets,
            refused: Some(
                "There are no groups here. Get-CsUser -OU or -Filter finds users to grant to by pipeline.",
            ),
            ..Extra::accepted(Verb::Grant, name, " Checked: there are no groups here.\n", type_name)
        }
    }

    /// `-Tenant`
    pub const fn tenant(verb: Verb) -> Extra {
        let help = " Accepted: there is one tenant here.\n";
        Extra::accepted(verb, "Tenant", help, "guid")
    }

    /// `-DomainController`
    pub const fn domain_controller(verb: Verb) -> Extra {
        let help = " Accepted: users are in this store.\n";
        Extra::accepted(verb, "DomainController", help, "string")
    }
}

/// What is done with records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Verb {
    New,
    Get,
    Set,
    Remove,
    Grant,
}

/// Declares a family: a `Noun` as `NOUN` and a row of the command table for each verb, `NEW`, `GET` ….
///
/// ```text
/// noun! {
///     "CsMeetingConfiguration", "meeting configuration", "Microsoft.Rtc…MeetingConfiguration";
///     about "A meeting configuration says what people may do in meetings.";
///     scopes [Global, Site, Service] { check: Some(people) };
///     properties {
///         /// Most people in one meeting, in people.
///         "MaxMeetingSize": Kind::UInt32 => Default::Number(250), { validate: &[Validation::Range(2.0, 250.0)] };
///     }
///     NEW = "New-CsMeetingConfiguration", New, "Makes a meeting configuration", "New-CsMeetingConfiguration …";
/// }
/// ```
#[macro_export]
macro_rules! noun {
    (
        $name:literal, $words:literal, $type_name:literal;
        about $about:literal;
        scopes [$($scope:ident),* $(,)?] { $($field:ident: $setting:expr),* $(,)? };
        properties {
            $($(#[doc = $text:literal])* $property:literal: $kind:expr => $default:expr $(, { $($option:ident: $value:expr),* })?;)*
        }
        $($row:ident = $command:literal, $verb:ident, $does:literal, $example:literal;)*
    ) => {
        #[allow(unused_imports)]
        use $crate::cmdlets::cs::noun::{self, Default, Extra, Key, Kind, Noun, NounCommand, On, Property, Scope, Verb};
        #[allow(unused_imports)]
        use $crate::engine::command::Validation;

        #[doc = $about]
        pub static NOUN: Noun = TABLE;

        const TABLE: Noun = Noun {
            name: $name,
            words: $words,
            kind: match $name.split_at(2) { (_, kind) => kind },
            type_name: $type_name,
            scopes: &[$(Scope::$scope),*],
            properties: &[$(
                Property {
                    $($($option: $value,)*)?
                    ..Property::of($property, concat!($($text, "\n",)* ""), $kind, $default)
                },
            )*],
            examples: &[$((Verb::$verb, $example)),*],
            $($field: $setting,)*
            ..Noun::EMPTY
        };

        $(
            #[doc = $command]
            pub const $row: $crate::engine::command::CommandInfo = {
                const COUNT: usize = noun::count(&TABLE, Verb::$verb);
                const PARAMETERS: [$crate::engine::command::ParameterInfo; COUNT] = noun::list(&TABLE, Verb::$verb);
                $crate::engine::command::CommandInfo {
                    made_examples: Some(|| noun::examples(&NOUN, Verb::$verb, &$row)),
                    ..noun::info(
                        $command,
                        concat!(
                            " ", $does, ".\n\n ", $about, "\n\n # Examples\n ```powershell\n", $example, "\n ```\n",
                        ),
                        (&TABLE, Verb::$verb),
                        &PARAMETERS,
                        || Box::new(NounCommand::new(&NOUN, Verb::$verb, &$row)),
                    )
                }
            };
        )*
    };
}

impl Property {
    /// An optional property that `New` and `Set` take, for struct update.
    pub const fn of(name: &'static str, help: &'static str, kind: Kind, default: Default) -> Property {
        Property {
            name,
            help,
            kind,
            default,
            validate: &[],
            sets: &[],
            set_sets: &[],
            aliases: &[],
            on: On::NewAndSet,
            mandatory: false,
            example: "",
        }
    }
}
