//! Users: import, enable, change, move.

macro_rules! mover {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $legacy:literal) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
            parameters {
                /// The user.
                "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
                /// The pool to move to.
                "Target" target: String { position: Some(1), mandatory: true },
                /// Moves users without a home pool too.
                "Force" force: bool,
                /// Accepted: contacts are in the same store.
                "MoveConferenceData" conference: bool,
                /// Accepted: policies are in the same store.
                "ExcludeArchivingPolicy" archiving: bool,
                /// Sends the user on.
                "PassThru" pass_thru: bool,
            }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let (identity, target) = (self.identity.clone(), self.target.clone());
                let moved = move_users(context, &identity, &target, $legacy, self.force)?;
                if self.pass_thru {
                    for user in &moved {
                        context.output(shown(user))?;
                    }
                }
                Ok(())
            }
        }
    };
}

mod disable_cs_user;
mod enable_cs_user;
mod filter;
mod get_cs_ad_user;
mod get_cs_user;
mod get_cs_user_pool_info;
mod import_cs_user_data;
mod move_cs_legacy_user;
mod move_cs_user;
mod select;
mod set_cs_user;

use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::{CommandInfo, Context};
use crate::engine::value::Value;
use crate::topology::model::{Entity, HomeKind, User, find_users, save};
use crate::topology::store::{Reader, Record};
use serde_json::{Map, Value as Json};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    disable_cs_user::DisableCsUser::INFO,
    enable_cs_user::EnableCsUser::INFO,
    get_cs_ad_user::GetCsAdUser::INFO,
    get_cs_user::GetCsUser::INFO,
    get_cs_user_pool_info::GetCsUserPoolInfo::INFO,
    import_cs_user_data::ImportCsUserData::INFO,
    move_cs_legacy_user::MoveCsLegacyUser::INFO,
    move_cs_user::MoveCsUser::INFO,
    set_cs_user::SetCsUser::INFO,
];

/// A user as an object; the credential is not shown.
pub fn shown(user: &User) -> Value {
    let identity = user.distinguished_name.clone().unwrap_or_else(|| user.id.clone());
    let public = User { sip_digest_secret: None, ..user.clone() };
    object::typed("CsUser", Some(&identity), &public)
}

/// A user's record as an object, with the properties that only Lync's own commands know.
pub fn shown_record(record: &Record) -> Value {
    let mut fields = match User::from_record(record).and_then(|user| user.to_value()) {
        Ok(Json::Object(fields)) => fields,
        _ => Map::new(),
    };
    if let Json::Object(own) = &record.value {
        for (name, value) in own {
            fields.entry(name.as_str()).or_insert_with(|| value.clone());
        }
    }
    fields.shift_remove("SipDigestSecret");
    let identity =
        fields.get("DistinguishedName").and_then(Json::as_str).unwrap_or(&record.identity).to_owned();
    object::typed("CsUser", Some(&identity), &Json::Object(fields))
}

/// The one user that an identity means. Errors: nobody, or several.
pub fn one_user(reader: &dyn Reader, identity: &str) -> Result<User, Refusal> {
    let mut users = find_users(reader, identity)?;
    match (users.len(), users.pop()) {
        (1, Some(user)) => Ok(user),
        (0, _) | (_, None) => Err(no_user(identity)),
        (count, _) => Err(Refusal::Invalid(format!("'{identity}' means {count} users; one was expected."))),
    }
}

/// How an object or text names a user: its SIP address, sign-in name or identity.
pub fn no_user(identity: &str) -> Refusal {
    Refusal::NotFound(format!("There is no user '{identity}'. Get-CsUser lists those that there are."))
}

/// Moves the users that an identity means to a pool.
fn move_users(
    context: &mut Context<'_>,
    identity: &str,
    target: &str,
    from_legacy: bool,
    force: bool,
) -> Outcome<Vec<User>> {
    let moved = change(context, identity, |transaction| {
        let topology = published(transaction)?;
        match topology.home_kind(target) {
            None => {
                return Err(Refusal::NotFound(format!(
                    "There is no pool '{target}'. Get-CsPool lists those that there are."
                )));
            }
            Some(HomeKind::Legacy) if from_legacy => {
                return Err(Refusal::Invalid(format!(
                    "'{target}' is a legacy pool; Move-CsLegacyUser moves users to a new one."
                )));
            }
            Some(_) => {}
        }
        let users = find_users(transaction, identity)?;
        if users.is_empty() {
            return Err(no_user(identity));
        }
        let mut moved = Vec::new();
        for mut user in users {
            let home = user.registrar_pool.clone().unwrap_or_default();
            if home.is_empty() && !force {
                return Err(Refusal::Invalid(format!(
                    "'{}' has no home pool. Enable-CsUser gives one.",
                    user.label()
                )));
            }
            if from_legacy
                && topology.home_kind(&home) == Some(HomeKind::New)
                && !home.eq_ignore_ascii_case(target)
            {
                return Err(Refusal::Invalid(format!(
                    "'{}' is not on a legacy pool but on '{home}'. Move-CsUser moves between new pools.",
                    user.label()
                )));
            }
            if !home.eq_ignore_ascii_case(target) {
                user.registrar_pool = Some(target.to_string());
                save(transaction, &user)?;
            }
            moved.push(user);
        }
        Ok(moved)
    })?;
    Ok(moved.unwrap_or_default())
}
