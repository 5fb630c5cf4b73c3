//! Users: import, enable, change, move.

mod convert_cs_user_data;
mod disable_cs_user;
mod enable_cs_user;
mod export_cs_user_data;
mod filter;
mod get_cs_ad_user;
mod get_cs_effective_policy;
mod get_cs_user;
mod get_cs_user_pool_info;
mod import_cs_user_data;
mod move_cs_legacy_user;
mod move_cs_user;
mod moving;
mod select;
mod set_cs_user;
mod shown;
mod sync_cs_user_data;
mod update_cs_user_data;
mod user_data;

use crate::cmdlets::cs::gather::Gathering;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{CommandInfo, Context};
use crate::topology::model::{User, check_address, find_users, with_scheme, without_scheme};
use crate::topology::store::{Reader, Record};

pub use shown::{SHOWN, shown, shown_record, shown_text};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    convert_cs_user_data::ConvertCsUserData::INFO,
    disable_cs_user::DisableCsUser::INFO,
    enable_cs_user::EnableCsUser::INFO,
    export_cs_user_data::ExportCsUserData::INFO,
    get_cs_ad_user::GetCsAdUser::INFO,
    get_cs_effective_policy::GetCsEffectivePolicy::INFO,
    get_cs_user::GetCsUser::INFO,
    get_cs_user_pool_info::GetCsUserPoolInfo::INFO,
    import_cs_user_data::ImportCsUserData::INFO,
    move_cs_legacy_user::MoveCsLegacyUser::INFO,
    move_cs_user::MoveCsUser::INFO,
    set_cs_user::SetCsUser::INFO,
    sync_cs_user_data::SyncCsUserData::INFO,
    update_cs_user_data::UpdateCsUserData::INFO,
];

/// Changes one user of a pipeline, and sends the record that it has then when that is asked for.
fn change_user<C: Gathering<Done = Option<Record>>>(
    command: &mut C,
    context: &mut Context<'_>,
    identity: &str,
    pass_thru: bool,
) -> Outcome {
    match command.gather(context, identity)? {
        Ok(done) => match done.flatten().filter(|_| pass_thru) {
            Some(record) => context.output(shown_record(&record)),
            None => Ok(()),
        },
        Err(refusal) => refusal.report(context),
    }
}

/// A SIP address as it is stored. Errors: it is none.
pub fn sip_address(text: &str) -> Result<String, Refusal> {
    let address = with_scheme(text);
    match check_address(without_scheme(&address)) {
        Ok(()) => Ok(address),
        Err(reason) => Err(Refusal::Invalid(format!("The SIP address '{address}' {reason}."))),
    }
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
    Refusal::NotFound(format!(
        "Management object not found for identity \"{identity}\". Get-CsUser lists the users that there are."
    ))
}
