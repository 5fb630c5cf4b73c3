//! Grant: which record of a family holds for a user.

use super::command::NounCommand;
use super::identity;
use super::{Noun, Scope};
use crate::cmdlets::cs::state::{Refusal, change};
use crate::cmdlets::cs::user;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::topology::kinds;
use crate::topology::model::{Entity, find_users};
use crate::topology::store::{Reader, StoreError, Transaction, fold};
use serde_json::Value as Json;

/// How many users have been given the record.
pub fn count_users(noun: &Noun, reader: &dyn Reader, identity: &str) -> Result<usize, Refusal> {
    let Some(name) = identity.strip_prefix("Tag:").filter(|_| noun.has(Scope::Tag)) else { return Ok(0) };
    let wanted = fold(name);
    let has = |value: &Json| {
        let given = value.get(noun.kind).and_then(Json::as_str).unwrap_or_default();
        fold(bare(given)) == wanted
    };
    Ok(reader.list(kinds::USER)?.iter().filter(|record| has(&record.value)).count())
}

/// The name without `Tag:`.
fn bare(name: &str) -> &str {
    match name.get(..4) {
        Some(prefix) if prefix.eq_ignore_ascii_case("tag:") => name.get(4..).unwrap_or_default(),
        _ => name,
    }
}

/// Gives users a record, or takes it away again with `$null`.
pub fn grant(command: &NounCommand, context: &mut Context<'_>) -> Outcome {
    let noun = command.noun;
    let user = command.text(context.engine, "Identity")?.unwrap_or_default();
    let policy = command.text(context.engine, "PolicyName")?;
    let granted = change(context, &user, |transaction| {
        if let Some(name) = &policy {
            let identity = identity::canonical(noun, &format!("Tag:{}", bare(name)))?;
            if transaction.get(noun.kind, &identity)?.is_none() {
                return Err(Refusal::NotFound(format!(
                    "There is no {} '{name}' to grant. New-{} makes one.",
                    noun.words, noun.name
                )));
            }
        }
        let users = find_users(transaction, &user)?;
        if users.is_empty() {
            return Err(user::no_user(&user));
        }
        for found in &users {
            assign(noun, transaction, &found.identity(), policy.as_deref())?;
        }
        Ok(find_users(transaction, &user)?)
    })?;
    if command.switch("PassThru") {
        for user in granted.unwrap_or_default() {
            context.output(user::shown(&user))?;
        }
    }
    Ok(())
}

/// Writes the name into the user's record, whose other properties stay as they are.
fn assign(
    noun: &Noun,
    transaction: &mut Transaction,
    user: &str,
    policy: Option<&str>,
) -> Result<(), StoreError> {
    let Some(record) = transaction.get(kinds::USER, user)? else { return Ok(()) };
    let mut value = record.value;
    if let Json::Object(fields) = &mut value {
        match policy {
            Some(name) => fields.insert(noun.kind.to_owned(), Json::from(bare(name))),
            None => fields.shift_remove(noun.kind),
        };
    }
    transaction.put(kinds::USER, user, value)
}
