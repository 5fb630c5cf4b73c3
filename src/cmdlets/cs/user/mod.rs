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

mod enable_cs_user;
mod get_cs_user;
mod import_cs_user_data;
mod move_cs_legacy_user;
mod move_cs_user;
mod set_cs_user;

use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::{CommandInfo, Context};
use crate::engine::value::Value;
use crate::topology::model::{HomeKind, User, find_users, save};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    enable_cs_user::EnableCsUser::INFO,
    get_cs_user::GetCsUser::INFO,
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
