//! Grant: which record of a family holds for a user.

use super::command::NounCommand;
use super::identity;
use super::{Noun, Scope};
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::user;
use crate::engine::command::Context;
use crate::engine::{Engine, Outcome};
use crate::topology::kinds;
use crate::topology::model::find_user_records;
use crate::topology::store::{Reader, Record, Transaction, fold};
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

/// What progress calls it.
const ACTIVITY: &str = "Granting";

/// Gives users a record, or takes it away again with `$null`.
pub fn grant(command: &mut NounCommand, context: &mut Context<'_>) -> Outcome {
    let noun = command.noun;
    let Some(user) = command.text(context.engine, "Identity")? else {
        let reason = "-Identity has to name the user who is given the policy.".to_owned();
        return Refusal::Invalid(reason).report(context);
    };
    let policy = command.text(context.engine, "PolicyName")?;
    let pass_thru = command.switch("PassThru");
    if !command.policy_is_there
        && let Some(name) = &policy
    {
        if let Err(refusal) = find_policy(noun, &*session(context)?, name) {
            return refusal.report(context);
        }
        command.policy_is_there = true;
    }
    let granted = command.gathered.change(context, &user, &|transaction, user| {
        give(noun, transaction, user, (policy.as_deref(), pass_thru))
    })?;
    command.gathered.count(context, ACTIVITY);
    match granted {
        Ok(users) if pass_thru => {
            let users = users.unwrap_or_default();
            users.iter().try_for_each(|record| context.output(user::shown_record(record)))
        }
        Ok(_) => Ok(()),
        Err(refusal) => refusal.report(context),
    }
}

/// Commits what [`grant`] gathered.
pub fn end(command: &mut NounCommand, context: &mut Context<'_>) -> Outcome {
    let noun = command.noun;
    let policy = command.text(context.engine, "PolicyName")?;
    command.gathered.counted(context, ACTIVITY);
    command
        .gathered
        .end(context, &|transaction, user| give(noun, transaction, user, (policy.as_deref(), false)))
}

/// As [`end`], after an error.
pub fn clean(command: &mut NounCommand, engine: &mut Engine) {
    let noun = command.noun;
    let Ok(policy) = command.text(engine, "PolicyName") else { return };
    command
        .gathered
        .clean(engine, &|transaction, user| give(noun, transaction, user, (policy.as_deref(), false)));
}

/// Looks for the policy to grant: once a command, however many users there are. Errors: it is not there.
fn find_policy(noun: &Noun, reader: &dyn Reader, name: &str) -> Result<(), Refusal> {
    let identity = identity::canonical(noun, &format!("Tag:{}", bare(name)))?;
    match reader.get(noun.kind, &identity)? {
        Some(_) => Ok(()),
        None => Err(Refusal::NotFound(format!(
            "There is no {} '{name}' to grant. New-{} makes one.",
            noun.words, noun.name
        ))),
    }
}

/// Gives the users that an identity means a record, or takes it away. Gives their records back when they are wanted.
fn give(
    noun: &Noun,
    transaction: &mut Transaction,
    user: &str,
    (policy, wanted): (Option<&str>, bool),
) -> Result<Vec<Record>, Refusal> {
    let mut users = find_user_records(transaction, user)?;
    if users.is_empty() {
        return Err(user::no_user(user));
    }
    for record in &mut users {
        // The user's other properties stay as they are.
        if let Json::Object(fields) = &mut record.value {
            match policy {
                Some(name) => fields.insert(noun.kind.to_owned(), Json::from(bare(name))),
                None => fields.shift_remove(noun.kind),
            };
        }
        let value = if wanted { record.value.clone() } else { std::mem::take(&mut record.value) };
        transaction.put(kinds::USER, &record.identity, value)?;
    }
    Ok(users)
}
