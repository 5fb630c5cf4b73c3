//! Commands over one kind of stored record: New, Get, Set and Remove by one table.

use super::object;
use super::state::{Refusal, change, session};
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::topology::model::{Entity, list, load, save};
use crate::topology::store::{Reader, Record, Transaction};
use serde_json::{Map, Value as Json};

/// What tells one noun from another.
pub struct Noun {
    /// Type name of the objects that `Get` sends.
    pub type_name: &'static str,
    /// In messages: `XMPP allowed partner`.
    pub words: &'static str,
    /// Name of the property that is the identity.
    pub key: &'static str,
}

/// Properties that were given.
pub type Given = Vec<(&'static str, Option<Json>)>;

/// Sends the records whose identity matches.
pub fn get<T: Entity + serde::Serialize>(
    context: &mut Context<'_>,
    noun: &Noun,
    pattern: Option<&str>,
) -> Outcome {
    let session = session(context)?;
    let entities: Vec<T> = match list(&*session) {
        Ok(entities) => entities,
        Err(error) => return Refusal::from(error).report(context),
    };
    let mut found = false;
    for entity in entities {
        let identity = entity.identity();
        if pattern.is_none_or(|pattern| crate::engine::operators::like(&identity, pattern, true)) {
            found = true;
            context.output(object::typed(noun.type_name, Some(&identity), &entity))?;
        }
    }
    match pattern {
        Some(pattern) if !found && !crate::engine::operators::has_wildcard(pattern) => {
            missing(noun, pattern).report(context)
        }
        _ => Ok(()),
    }
}

fn missing(noun: &Noun, identity: &str) -> Refusal {
    Refusal::NotFound(format!(
        "There is no {} '{identity}'. Get-{} lists those that there are.",
        noun.words, noun.type_name
    ))
}

/// An entity from its stored or default properties with the given ones on top.
fn patched<T: Entity>(noun: &Noun, base: &T, identity: &str, given: &Given) -> Result<T, Refusal> {
    let mut fields = match base.to_value()? {
        Json::Object(fields) => fields,
        _ => Map::new(),
    };
    fields.insert(noun.key.to_string(), Json::from(identity));
    for (name, value) in given {
        if let Some(value) = value {
            fields.insert((*name).to_string(), value.clone());
        }
    }
    let record =
        Record { kind: T::KIND.into(), identity: identity.into(), value: Json::Object(fields), revision: 0 };
    T::from_record(&record).map_err(|error| Refusal::Invalid(error.to_string()))
}

/// Makes a record and sends it. `InMemory` only sends it.
pub fn new<T: Entity + Default + serde::Serialize>(
    context: &mut Context<'_>,
    noun: &Noun,
    identity: &str,
    given: &Given,
    in_memory: bool,
) -> Outcome {
    let made: T = match patched(noun, &T::default(), identity, given) {
        Ok(made) => made,
        Err(refusal) => return refusal.report(context),
    };
    let shown = object::typed(noun.type_name, Some(identity), &made);
    if in_memory {
        return context.output(shown);
    }
    let changed = change(context, identity, |transaction| {
        if transaction.get(T::KIND, identity)?.is_some() {
            return Err(Refusal::Exists(format!(
                "The {} '{identity}' exists already. Set-{} changes it.",
                noun.words, noun.type_name
            )));
        }
        save(transaction, &made)?;
        Ok(())
    })?;
    if changed.is_some() { context.output(shown) } else { Ok(()) }
}

/// Changes a record; one that has a default may not be stored yet.
pub fn set<T: Entity + Default>(
    context: &mut Context<'_>,
    noun: &Noun,
    identity: &str,
    given: &Given,
    has_default: bool,
) -> Outcome {
    change(context, identity, |transaction: &mut Transaction| {
        let known: Option<T> = load(transaction, identity)?;
        let base = match known {
            Some(known) => known,
            None if has_default => T::default(),
            None => return Err(missing(noun, identity)),
        };
        save(transaction, &patched(noun, &base, identity, given)?)?;
        Ok(())
    })?;
    Ok(())
}

/// Removes a record.
pub fn remove<T: Entity>(context: &mut Context<'_>, noun: &Noun, identity: &str) -> Outcome {
    change(context, identity, |transaction| {
        if transaction.get(T::KIND, identity)?.is_none() {
            return Err(missing(noun, identity));
        }
        transaction.delete(T::KIND, identity)?;
        Ok(())
    })?;
    Ok(())
}

/// Declares commands over one kind of record. Verbs that are not listed do not exist.
#[macro_export]
macro_rules! noun {
    (
        $noun:ident over $entity:ty,
        properties $properties:tt
        $(new $new:tt)?
        $(get $get:tt)?
        $(set $default:literal $set:tt)?
        $(remove $remove:tt)?
    ) => {
        $($crate::noun!(@new $noun, $entity, $properties, $new);)?
        $($crate::noun!(@get $noun, $entity, $get);)?
        $($crate::noun!(@set $noun, $entity, $default, $properties, $set);)?
        $($crate::noun!(@remove $noun, $entity, $remove);)?
    };
    (@new $noun:ident, $entity:ty, { $($(#[doc = $text:literal])* $property:literal $field:ident : $kind:ty $({ $($key:ident : $value:expr),* $(,)? })?),* $(,)? }, { $(#[doc = $help:literal])* $name:literal as $type:ident }) => {
        $crate::cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
            parameters {
                /// Its identity.
                "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
                $($(#[doc = $text])* $property $field: $kind $({ $($key: $value),* })?,)*
                /// Only makes the object, without storing it.
                "InMemory" in_memory: bool,
                /// Accepted: there are no further questions.
                "Force" force: bool,
            }
        }

        impl $crate::engine::command::Cmdlet for $type {
            fn process(&mut self, context: &mut $crate::engine::command::Context<'_>) -> $crate::engine::Outcome {
                let given = vec![$(($property, $crate::cmdlets::cs::object::Given::json(&self.$field))),*];
                let identity = self.identity.clone();
                $crate::cmdlets::cs::noun::new::<$entity>(context, &$noun, &identity, &given, self.in_memory)
            }
        }
    };
    (@get $noun:ident, $entity:ty, { $(#[doc = $help:literal])* $name:literal as $type:ident }) => {
        $crate::cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs" }
            parameters {
                /// Its identity, with wildcards.
                "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
                /// A pattern of identities.
                "Filter" filter: Option<String>,
                /// Accepted: this store is the local one.
                "LocalStore" local: bool,
            }
        }

        impl $crate::engine::command::Cmdlet for $type {
            fn process(&mut self, context: &mut $crate::engine::command::Context<'_>) -> $crate::engine::Outcome {
                let pattern = self.identity.clone().or(self.filter.clone());
                $crate::cmdlets::cs::noun::get::<$entity>(context, &$noun, pattern.as_deref())
            }
        }
    };
    (@set $noun:ident, $entity:ty, $default:literal, { $($(#[doc = $text:literal])* $property:literal $field:ident : $kind:ty $({ $($key:ident : $value:expr),* $(,)? })?),* $(,)? }, { $(#[doc = $help:literal])* $name:literal as $type:ident }) => {
        $crate::cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
            parameters {
                /// Its identity.
                "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
                $($(#[doc = $text])* $property $field: $kind $({ $($key: $value),* })?,)*
                /// Accepted: there are no further questions.
                "Force" force: bool,
            }
        }

        impl $crate::engine::command::Cmdlet for $type {
            fn process(&mut self, context: &mut $crate::engine::command::Context<'_>) -> $crate::engine::Outcome {
                let given = vec![$(($property, $crate::cmdlets::cs::object::Given::json(&self.$field))),*];
                let identity = self.identity.clone().unwrap_or_else(|| "Global".into());
                $crate::cmdlets::cs::noun::set::<$entity>(context, &$noun, &identity, &given, $default)
            }
        }
    };
    (@remove $noun:ident, $entity:ty, { $(#[doc = $help:literal])* $name:literal as $type:ident }) => {
        $crate::cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
            parameters {
                /// Its identity.
                "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
                /// Accepted: there are no further questions.
                "Force" force: bool,
            }
        }

        impl $crate::engine::command::Cmdlet for $type {
            fn process(&mut self, context: &mut $crate::engine::command::Context<'_>) -> $crate::engine::Outcome {
                let identity = self.identity.clone();
                $crate::cmdlets::cs::noun::remove::<$entity>(context, &$noun, &identity)
            }
        }
    };
}
