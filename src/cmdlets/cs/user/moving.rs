//! Moving users between pools: what is checked, what moves along, and what is lost.

use super::no_user;
use crate::cmdlets::cs::gather::{Gathered, Gathering};
use crate::cmdlets::cs::noun::{Scope, identity};
use crate::cmdlets::cs::schema::NOUNS;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::migration::order::unified_contacts;
use crate::topology::kinds;
use crate::topology::model::{HomeKind, Topology, find_user_records, find_users, user_label};
use crate::topology::store::{Reader, Record, Transaction};
use serde_json::Value as Json;

/// One move command.
#[derive(Default)]
pub struct Move {
    pub target: String,
    /// Only from legacy pools to new ones, as `Move-CsLegacyUser` does.
    pub from_legacy: bool,
    /// Moves the account although its contacts cannot follow: they are lost. Source: migration.md E.1.
    pub without_contacts: bool,
    /// Moves users who have no home pool too.
    pub homeless: bool,
    /// Whether the records of those who moved are wanted whole.
    pub gives_back: bool,
    /// Kinds of policies that users lose on their way. Source: migration.md E.1.
    pub without_policies: Vec<&'static str>,
    /// The topology that was published when the command began.
    pub topology: Topology,
    pub gathered: Gathered,
}

impl Gathering for Move {
    type Done = Vec<Record>;
    const ACTIVITY: &'static str = "Moving users";

    fn gathered(&mut self) -> &mut Gathered {
        &mut self.gathered
    }

    fn apply(&self, transaction: &mut Transaction, identity: &str) -> Result<Vec<Record>, Refusal> {
        self.move_users(transaction, identity)
    }
}

impl Move {
    /// Reads the topology, and says what users lose on a survivable branch appliance. Source: migration.md A.
    pub fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        self.topology = match published(&*session) {
            Ok(topology) => topology,
            Err(refusal) => return Err(refusal.terminate(context)),
        };
        match self.topology.home_kind(&self.target) {
            Some(HomeKind::Sba) => context.warning(&format!(
                "'{}' is a survivable branch appliance: its users cannot talk to XMPP partners.",
                self.target
            )),
            Some(HomeKind::Legacy) if !self.from_legacy => match unified_contacts(&*session) {
                Ok(Some(reason)) => context.warning(&reason),
                Ok(None) => Ok(()),
                Err(error) => Err(Refusal::from(error).terminate(context)),
            },
            _ => Ok(()),
        }
    }

    /// Moves the users that an identity means, all or none of them, and gives them back.
    /// The refusal is for the caller to report.
    pub fn run(
        &mut self,
        context: &mut Context<'_>,
        identity: &str,
    ) -> Outcome<Result<Vec<Record>, Refusal>> {
        self.announce_loss(context, identity)?;
        Ok(self.gather(context, identity)?.map(Option::unwrap_or_default))
    }

    /// Changes the users' records. Errors: no such user or pool, or a pool of the wrong kind.
    fn move_users(&self, transaction: &mut Transaction, identity: &str) -> Result<Vec<Record>, Refusal> {
        self.check_target()?;
        let mut users = find_user_records(transaction, identity)?;
        if users.is_empty() {
            return Err(no_user(identity));
        }
        for record in &mut users {
            self.check_user(record)?;
            if text(record, "RegistrarPool").eq_ignore_ascii_case(&self.target) {
                continue;
            }
            if let Json::Object(fields) = &mut record.value {
                fields.insert("RegistrarPool".to_owned(), Json::from(self.target.as_str()));
                if self.without_contacts && fields.contains_key("Contacts") {
                    fields.insert("Contacts".to_owned(), Json::Array(Vec::new()));
                }
            }
            if self.from_legacy {
                self.carry_policies(transaction, record)?;
            }
            let value = match self.gives_back {
                true => record.value.clone(),
                false => std::mem::take(&mut record.value),
            };
            transaction.put(kinds::USER, &record.identity, value)?;
        }
        Ok(users)
    }

    /// Takes excluded policies away, and refuses a move with a policy that the new deployment does not have.
    fn carry_policies(&self, transaction: &Transaction, record: &mut Record) -> Result<(), Refusal> {
        for noun in NOUNS.iter().filter(|noun| noun.has(Scope::Tag)) {
            let Some(name) = record.value.get(noun.kind).and_then(Json::as_str) else { continue };
            if self.without_policies.contains(&noun.kind) {
                if let Some(fields) = record.value.as_object_mut() {
                    fields.shift_remove(noun.kind);
                }
                continue;
            }
            let identity = identity::canonical(noun, name.strip_prefix("Tag:").unwrap_or(name))?;
            if transaction.get(noun.kind, &identity)?.is_none() {
                return Err(Refusal::Invalid(format!(
                    "'{}' has the {} '{name}', which the new deployment does not have. Run Import-CsLegacyConfiguration, or leave it out with an -Exclude switch.",
                    user_label(record),
                    noun.words
                )));
            }
        }
        Ok(())
    }

    fn check_target(&self) -> Result<(), Refusal> {
        let target = &self.target;
        match self.topology.home_kind(target) {
            None => Err(Refusal::NotFound(format!(
                "There is no pool '{target}' that users can live on. Get-CsPool lists the pools."
            ))),
            Some(HomeKind::Legacy) if self.from_legacy => Err(Refusal::Invalid(format!(
                "'{target}' is a legacy pool; Move-CsLegacyUser moves users to a new one."
            ))),
            Some(_) => Ok(()),
        }
    }

    fn check_user(&self, record: &Record) -> Result<(), Refusal> {
        let (home, name) = (text(record, "RegistrarPool"), text(record, "DisplayName"));
        if self.from_legacy && name != name.trim() {
            return Err(Refusal::Invalid(format!(
                "The name '{name}' begins or ends with a blank, which a legacy move does not take. Mend the account first."
            )));
        }
        if home.is_empty() && !self.homeless {
            return Err(Refusal::Invalid(format!(
                "'{}' has no home pool. Enable-CsUser gives one.",
                user_label(record)
            )));
        }
        let stays = home.eq_ignore_ascii_case(&self.target);
        if self.from_legacy && !stays && self.topology.home_kind(home) == Some(HomeKind::New) {
            return Err(Refusal::Invalid(format!(
                "'{}' is not on a legacy pool but on '{home}'. Move-CsUser moves between new pools.",
                user_label(record)
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

/// A text of a record; empty when it is not there.
fn text<'a>(record: &'a Record, name: &str) -> &'a str {
    record.value.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// Where users were before a move, for a report.
pub fn homes(reader: &dyn Reader, identity: &str) -> String {
    let users = find_users(reader, identity).unwrap_or_default();
    let homes: Vec<String> = users.into_iter().filter_map(|user| user.registrar_pool).collect();
    homes.join(" ")
}
