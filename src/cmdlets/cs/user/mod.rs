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
mod sync_cs_user_data;
mod update_cs_user_data;
mod user_data;

use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::CommandInfo;
use crate::engine::value::Value;
use crate::topology::model::{Entity, User, find_users};
use crate::topology::store::{Reader, Record};
use serde_json::{Map, Value as Json};

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
    Refusal::NotFound(format!(
        "Management object not found for identity \"{identity}\". Get-CsUser lists the users that there are."
    ))
}
