//! New, Get, Set and Remove over any family.

use super::command::NounCommand;
use super::identity::{self, GLOBAL};
use super::kind::GivenProperties;
use super::record::{self, Fields};
use super::{Noun, Scope, grant};
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::engine::command::Context;
use crate::engine::operators::{has_wildcard, like};
use crate::engine::{Engine, Outcome, convert, member};
use crate::topology::store::Reader;
use serde_json::Value as Json;

fn missing(noun: &Noun, identity: &str) -> Refusal {
    Refusal::NotFound(format!(
        "There is no {} '{identity}'. Get-{} lists those that there are.",
        noun.words, noun.name
    ))
}

/// Runs the family's own rules. Gives their warnings.
fn checked(noun: &Noun, identity: &str, fields: &Fields) -> Result<Vec<String>, Refusal> {
    let Some(check) = noun.check else { return Ok(Vec::new()) };
    let mut whole = Fields::new();
    for property in noun.properties {
        let default = property.default.json();
        let own = fields.get(property.name).cloned().unwrap_or(default);
        whole.insert(property.name.to_owned(), own);
    }
    check(identity, &whole)
        .map_err(|reason| Refusal::Invalid(format!("The {} '{identity}' is refused: {reason}", noun.words)))
}

/// Sends records: one, those that match, or all.
pub fn get(command: &NounCommand, context: &mut Context<'_>) -> Outcome {
    let noun = command.noun;
    let session = session(context)?;
    let given = command.text(context.engine, "Identity")?;
    let pattern = command.text(context.engine, "Filter")?;
    // A name may have brackets in it, which are a pattern otherwise.
    let is_there = |given: &String| {
        identity::canonical(noun, given).is_ok_and(|identity| {
            record::stored(noun, &*session, &identity).is_ok_and(|found| found.is_some())
        })
    };
    if let Some(given) = given.filter(|given| !has_wildcard(given) || is_there(given)) {
        let found = identity::canonical(noun, &given).and_then(|identity| {
            Ok(record::stored(noun, &*session, &identity)?.map(|fields| (identity, fields)))
        });
        return match found {
            Ok(Some((identity, fields))) => {
                let shown = record::shown(context.engine, noun, &identity, &fields)?;
                context.output(shown)
            }
            Ok(None) => missing(noun, &given).report(context),
            Err(refusal) => refusal.report(context),
        };
    }
    let pattern = pattern.or(command.text(context.engine, "Identity")?);
    let all = match record::all(noun, &*session) {
        Ok(all) => all,
        Err(refusal) => return refusal.report(context),
    };
    for (identity, fields) in all {
        let matches = pattern.as_ref().is_none_or(|pattern| like(&identity, pattern, true));
        if matches && command.is_wanted(context.engine, &fields)? {
            let shown = record::shown(context.engine, noun, &identity, &fields)?;
            context.output(shown)?;
        }
    }
    Ok(())
}

/// The identity that `New` was given, whole or in parts.
fn new_identity(command: &NounCommand, engine: &mut Engine) -> Outcome<Result<String, Refusal>> {
    let noun = command.noun;
    if let Some(identity) = command.text(engine, "Identity")? {
        return Ok(identity::canonical(noun, &numbered(noun, identity)));
    }
    let Some(key) = &noun.key else { return Ok(identity::canonical(noun, "")) };
    let parent = match key.parent {
        Some(name) => command.text(engine, name)?,
        None => None,
    };
    let own = match key.name {
        Some(name) => command.text(engine, name)?,
        None => None,
    };
    let whole = match (parent, own) {
        (Some(parent), Some(own)) => format!("{parent}/{own}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => String::new(),
    };
    Ok(identity::canonical(noun, &numbered(noun, whole)))
}

/// The identity of a new record: below the service with a GUID, where the family has it so.
fn numbered(noun: &Noun, identity: String) -> String {
    match noun.numbered && !identity.contains('/') {
        true => format!("{identity}/{}", uuid::Uuid::new_v4()),
        false => identity,
    }
}

/// Makes a record and sends it; `-InMemory` only sends it.
pub fn new(command: &NounCommand, context: &mut Context<'_>) -> Outcome {
    let noun = command.noun;
    let identity = match new_identity(command, context.engine)? {
        Ok(identity) => identity,
        Err(refusal) => return refusal.report(context),
    };
    let mut fields = Fields::new();
    record::patch(noun, &mut fields, command.properties());
    record::complete(noun, &identity, &mut fields);
    let warnings = match checked(noun, &identity, &fields) {
        Ok(warnings) => warnings,
        Err(refusal) => return refusal.report(context),
    };
    for warning in warnings {
        context.warning(&warning)?;
    }
    let shown = record::shown(context.engine, noun, &identity, &fields)?;
    if command.switch("InMemory") {
        return context.output(shown);
    }
    let made = change(context, &identity, |transaction| {
        identity::check_place(transaction, &identity)?;
        let is_global = identity == GLOBAL && noun.has(Scope::Global);
        if is_global || transaction.get(noun.kind, &identity)?.is_some() {
            return Err(Refusal::Exists(format!(
                "The {} '{identity}' exists already. Set-{} changes it.",
                noun.words, noun.name
            )));
        }
        transaction.create(noun.kind, &identity, Json::Object(fields))?;
        Ok(())
    })?;
    if made.is_some() { context.output(shown) } else { Ok(()) }
}

/// The identity and properties of an object that `Get` sent.
fn instance(command: &NounCommand, context: &mut Context<'_>) -> Outcome<Option<(String, GivenProperties)>> {
    let Some(value) = command.plain("Instance").cloned() else { return Ok(None) };
    let engine = &mut *context.engine;
    let identity = match member::property(engine, &value, "Identity")? {
        Some(identity) => convert::to_text(engine, &identity)?,
        None => String::new(),
    };
    let mut given = Vec::new();
    for property in command.noun.properties {
        // What is masked on its way out must not come back in.
        if matches!(property.kind, super::Kind::Secret) {
            continue;
        }
        if let Some(found) = member::property(engine, &value, property.name)? {
            given.push((property.name, property.kind.convert(engine, &found)?));
        }
    }
    Ok(Some((identity, given)))
}

/// Changes a record: the one of `-Identity`, that of an object, or the global one.
pub fn set(command: &NounCommand, context: &mut Context<'_>) -> Outcome {
    let noun = command.noun;
    let (identity, mut given) = match instance(command, context)? {
        Some(from_object) => from_object,
        None => (command.text(context.engine, "Identity")?.unwrap_or_else(|| GLOBAL.to_owned()), Vec::new()),
    };
    let named = command.properties();
    let names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
    given.extend(named);
    let identity = match identity::canonical(noun, &identity) {
        Ok(identity) => identity,
        Err(refusal) => return refusal.report(context),
    };
    let warnings = change(context, &identity, |transaction| {
        let Some(mut fields) = record::stored(noun, transaction, &identity)? else {
            return Err(missing(noun, &identity));
        };
        record::patch(noun, &mut fields, given);
        record::complete(noun, &identity, &mut fields);
        let warnings = checked(noun, &identity, &fields)?;
        if let Some(guard) = noun.guard {
            guard(transaction, &names, &fields)?;
        }
        transaction.put(noun.kind, &identity, Json::Object(fields))?;
        Ok(warnings)
    })?;
    for warning in warnings.unwrap_or_default() {
        context.warning(&warning)?;
    }
    Ok(())
}

/// Removes a record. The global one goes back to its defaults.
pub fn remove(command: &NounCommand, context: &mut Context<'_>) -> Outcome {
    let noun = command.noun;
    let given = command.text(context.engine, "Identity")?.unwrap_or_default();
    let identity = match identity::canonical(noun, &given) {
        Ok(identity) => identity,
        Err(refusal) => return refusal.report(context),
    };
    let users = change(context, &identity, |transaction| {
        if transaction.get(noun.kind, &identity)?.is_some() {
            transaction.delete(noun.kind, &identity)?;
        } else if identity != GLOBAL || !noun.has(Scope::Global) {
            return Err(missing(noun, &identity));
        }
        grant::count_users(noun, transaction, &identity)
    })?;
    match users {
        Some(users) if users > 0 && !command.switch("Force") => {
            let who = if users == 1 {
                "One user still has".to_owned()
            } else {
                format!("{users} users still have")
            };
            context.warning(&format!(
                "{who} the {} '{identity}'; that of the site or the global one holds there now.",
                noun.words
            ))
        }
        _ => Ok(()),
    }
}
