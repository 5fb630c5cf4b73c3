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

use crate::cmdlets::cs::gather::Gathering;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{CommandInfo, Context};
use crate::engine::object::Members;
use crate::engine::value::Value;
use crate::topology::model::{User, find_users};
use crate::topology::store::{Reader, Record};
use serde_json::Value as Json;

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

/// A user as an object; the credential is not shown.
pub fn shown(user: &User) -> Value {
    let identity = user.distinguished_name.clone().unwrap_or_else(|| user.id.clone());
    let public = User { sip_digest_secret: None, ..user.clone() };
    object::typed("CsUser", Some(&identity), &public)
}

/// What every user shows, in this order; what is not there is `$null`.
const SHOWN: &[&str] = &[
    "Id",
    "DistinguishedName",
    "DisplayName",
    "FirstName",
    "LastName",
    "SipAddress",
    "UserPrincipalName",
    "SamAccountName",
    "WindowsEmailAddress",
    "RegistrarPool",
    "Enabled",
    "ExternalAccessPolicy",
    "Contacts",
];

/// A user's record as an object, with the properties that only Lync's own commands know.
pub fn shown_record(record: &Record) -> Value {
    static NULL: Json = Json::Null;
    static FALSE: Json = Json::Bool(false);
    static NONE: Json = Json::Array(Vec::new());
    let own = record.value.as_object();
    let get = |name: &str| own.and_then(|own| own.get(name)).filter(|value| !value.is_null());
    let key = Json::from(record.identity.as_str());
    let default = |name: &str| match name {
        "Id" => &key,
        "Enabled" => &FALSE,
        "Contacts" => &NONE,
        _ => &NULL,
    };
    let identity = get("DistinguishedName").and_then(Json::as_str).unwrap_or(&record.identity);
    // Directories have many users: names are shared, and none is looked for among those before it.
    let mut members = Members::with_capacity(SHOWN.len() + 3);
    members.push(object::shared("Identity"), Value::text(identity));
    for name in SHOWN {
        let value = get(name).unwrap_or_else(|| default(name));
        members.push(object::shared(name), object::from_json(value));
    }
    for (name, value) in own.into_iter().flatten() {
        if !is_shown(name) && name != "SipDigestSecret" {
            members.set(object::shared(name), object::shown_field(name, value));
        }
    }
    object::of_type("CsUser", members)
}

/// Whether a property has its place among the first ones, or is the identity.
fn is_shown(name: &str) -> bool {
    name.eq_ignore_ascii_case("Identity") || SHOWN.contains(&name)
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
