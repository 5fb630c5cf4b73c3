//! Moving users between pools: what is checked, what moves along, and what is lost.

use super::no_user;
use crate::cmdlets::cs::noun::{Scope, identity};
use crate::cmdlets::cs::schema::NOUNS;
use crate::cmdlets::cs::state::{Refusal, attempt, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::topology::kinds;
use crate::topology::model::{Entity, HomeKind, Topology, User, find_users, save};
use crate::topology::store::{Reader, Transaction};
use serde_json::Value as Json;

/// One move command.
#[derive(Default)]
pub struct Move<'a> {
    pub target: &'a str,
    /// Only from legacy pools to new ones, as `Move-CsLegacyUser` does.
    pub from_legacy: bool,
    /// Moves the account although its contacts cannot follow: they are lost. Source: migration.md E.1.
    pub without_contacts: bool,
    /// Moves users who have no home pool too.
    pub homeless: bool,
    /// Kinds of policies that users lose on their way. Source: migration.md E.1.
    pub without_policies: &'a [&'static str],
}

impl Move<'_> {
    /// Moves the users that an identity means, all or none of them, and gives them back.
    /// The refusal is for the caller to report.
    pub fn run(&self, context: &mut Context<'_>, identity: &str) -> Outcome<Result<Vec<User>, Refusal>> {
        self.announce_loss(context, identity)?;
        let moved = attempt(context, identity, |transaction| self.apply(transaction, identity))?;
        Ok(moved.map(Option::unwrap_or_default))
    }

    /// Changes the users' records. Errors: no such user or pool, or a pool of the wrong kind.
    pub fn apply(&self, transaction: &mut Transaction, identity: &str) -> Result<Vec<User>, Refusal> {
        let topology = published(transaction)?;
        self.check_target(&topology)?;
        let mut users = find_users(transaction, identity)?;
        if users.is_empty() {
            return Err(no_user(identity));
        }
        for user in &mut users {
            self.check_user(&topology, user)?;
            let home = user.registrar_pool.clone().unwrap_or_default();
            if !home.eq_ignore_ascii_case(self.target) {
                user.registrar_pool = Some(self.target.to_owned());
                if self.without_contacts {
                    user.contacts.clear();
                }
                save(transaction, user)?;
                if self.from_legacy {
                    self.carry_policies(transaction, user)?;
                }
            }
        }
        Ok(users)
    }

    /// Takes excluded policies away, and refuses a move with a policy that the new deployment does not have.
    fn carry_policies(&self, transaction: &mut Transaction, user: &User) -> Result<(), Refusal> {
        let Some(record) = transaction.get(kinds::USER, &user.identity())? else { return Ok(()) };
        let mut value = record.value.clone();
        for noun in NOUNS.iter().filter(|noun| noun.has(Scope::Tag)) {
            let Some(name) = value.get(noun.kind).and_then(Json::as_str).map(str::to_owned) else { continue };
            if self.without_policies.contains(&noun.kind) {
                if let Some(fields) = value.as_object_mut() {
                    fields.shift_remove(noun.kind);
                }
                continue;
            }
            let identity = identity::canonical(noun, name.strip_prefix("Tag:").unwrap_or(&name))?;
            if transaction.get(noun.kind, &identity)?.is_none() {
                return Err(Refusal::Invalid(format!(
                    "'{}' has the {} '{name}', which the new deployment does not have. Run Import-CsLegacyConfiguration, or leave it out with an -Exclude switch.",
                    user.label(),
                    noun.words
                )));
            }
        }
        if value != record.value {
            transaction.put(kinds::USER, &user.identity(), value)?;
        }
        Ok(())
    }

    fn check_target(&self, topology: &Topology) -> Result<(), Refusal> {
        let target = self.target;
        match topology.home_kind(target) {
            None => Err(Refusal::NotFound(format!(
                "There is no pool '{target}' that users can live on. Get-CsPool lists the pools."
            ))),
            Some(HomeKind::Legacy) if self.from_legacy => Err(Refusal::Invalid(format!(
                "'{target}' is a legacy pool; Move-CsLegacyUser moves users to a new one."
            ))),
            Some(_) => Ok(()),
        }
    }

    fn check_user(&self, topology: &Topology, user: &User) -> Result<(), Refusal> {
        let home = user.registrar_pool.as_deref().unwrap_or_default();
        let name = user.display_name.as_deref().unwrap_or_default();
        if self.from_legacy && name != name.trim() {
            return Err(Refusal::Invalid(format!(
                "The name '{name}' begins or ends with a blank, which a legacy move does not take. Mend the account first."
            )));
        }
        if home.is_empty() && !self.homeless {
            return Err(Refusal::Invalid(format!(
                "'{}' has no home pool. Enable-CsUser gives one.",
                user.label()
            )));
        }
        let stays = home.eq_ignore_ascii_case(self.target);
        if self.from_legacy && !stays && topology.home_kind(home) == Some(HomeKind::New) {
            return Err(Refusal::Invalid(format!(
                "'{}' is not on a legacy pool but on '{home}'. Move-CsUser moves between new pools.",
                user.label()
            )));
        }
        Ok(())
    }

    /// Says before a forced move what will be gone after it.
    fn announce_loss(&self, context: &mut Context<'_>, identity: &str) -> Outcome {
        if !self.without_contacts {
            return Ok(());
        }
        let session = session(context)?;
        let users = find_users(&*session, identity).unwrap_or_default();
        for user in users.iter().filter(|user| !user.contacts.is_empty()) {
            let count = user.contacts.len();
            context.warning(&format!(
                "-Force moves '{}' without contacts and meetings: {count} contacts are lost for good.",
                user.label()
            ))?;
        }
        Ok(())
    }
}

/// Says before users move to a survivable branch appliance what they lose there. Source: migration.md A.
pub fn warn_of_appliance(context: &mut Context<'_>, target: &str) -> Outcome {
    let topology = published(&*session(context)?).unwrap_or_default();
    match topology.home_kind(target) {
        Some(HomeKind::Sba) => context.warning(&format!(
            "'{target}' is a survivable branch appliance: its users cannot talk to XMPP partners."
        )),
        _ => Ok(()),
    }
}

/// Where users were before a move, for a report.
pub fn homes(reader: &dyn Reader, identity: &str) -> String {
    let users = find_users(reader, identity).unwrap_or_default();
    let homes: Vec<String> = users.into_iter().filter_map(|user| user.registrar_pool).collect();
    homes.join(" ")
}
