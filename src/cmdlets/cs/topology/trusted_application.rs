//! What the commands over trusted applications share: pools of servers that the deployment trusts, and the
//! applications on them. A pool is a service of the role `ExternalServer`; its applications are a setting of it.

use super::get_cs_service::{shown as shown_service, shown_id};
use super::missing;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::value::Value;
use crate::topology::model::{Role, Service, ServiceId, Topology};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// The setting that lists a pool's applications.
const APPLICATIONS: &str = "Applications";

/// An application on a pool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Application {
    /// `urn:application:tapp`
    pub application_id: String,
    /// Port at which it listens.
    pub port: u16,
    /// Whether it is spoken to without TLS.
    pub enable_tcp: bool,
    /// Name that older commands use.
    pub legacy_application_name: String,
}

/// The role of trusted pools.
pub fn role() -> Role {
    Role::from_name("ExternalServer")
}

/// The applications of a pool.
pub fn applications(service: &Service) -> Vec<Application> {
    let listed = service.settings.get(APPLICATIONS).cloned().unwrap_or_default();
    serde_json::from_value(listed).unwrap_or_default()
}

/// Puts the applications of a pool in place of those it had.
pub fn set_applications(service: &mut Service, all: &[Application]) {
    service.settings.insert(APPLICATIONS.to_owned(), json!(all));
}

/// The trusted pool of that name, given with or without its role. Errors: there is none.
pub fn pool<'a>(topology: &'a mut Topology, name: &str) -> Result<&'a mut Service, Refusal> {
    let bare = pool_name(name).to_owned();
    let id = ServiceId::new(role(), bare.as_str());
    topology
        .service_mut(&id)
        .ok_or_else(|| missing("trusted application pool", &bare, "Get-CsTrustedApplicationPool"))
}

/// The pool's name in `TrustedApplicationPool:<name>`.
pub fn pool_name(text: &str) -> &str {
    match text.split_once(':') {
        Some((prefix, name)) if Role::from_name(prefix) == role() => name,
        _ => text,
    }
}

/// `urn:application:<name>`, which may be given as the name alone.
pub fn application_id(text: &str) -> Result<String, Refusal> {
    let name = text.trim().strip_prefix("urn:application:").unwrap_or(text.trim());
    match name.is_empty() || name.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        true => Err(Refusal::Invalid(format!("'{text}' is not the identity of an application."))),
        false => Ok(format!("urn:application:{name}")),
    }
}

/// Pool and application in `<pool>/<application>`.
pub fn parts(identity: &str) -> Result<(String, String), Refusal> {
    match identity.split_once('/') {
        Some((pool, name)) if !pool.is_empty() => Ok((pool_name(pool).to_owned(), application_id(name)?)),
        _ => Err(Refusal::Invalid(format!(
            "'{identity}' is not the identity of a trusted application; its form is <pool>/<application>."
        ))),
    }
}

/// An application as an object.
pub fn shown_application(topology: &Topology, pool: &str, application: &Application) -> Value {
    let computers = topology.pool(pool).map(|pool| pool.computers.as_slice()).unwrap_or_default();
    let short = application.legacy_application_name.as_str();
    let domain = topology.default_domain.as_deref().unwrap_or_default();
    let gruu = |host: &str| format!("sip:{host}@{domain};gruu;opaque=srvr:{short}");
    let value = json!({
        "ComputerGruus": computers.iter().map(|own| format!("{} {}", own.fqdn, gruu(&own.fqdn))).collect::<Vec<_>>(),
        "ServiceGruu": gruu(pool),
        "Protocol": if application.enable_tcp { "Tcp" } else { "Mtls" },
        "ApplicationId": application.application_id,
        "TrustedApplicationPoolFqdn": pool,
        "Port": application.port,
        "LegacyApplicationName": short,
    });
    let identity = format!("{pool}/{}", application.application_id);
    object::typed("Microsoft.Rtc.Management.Xds.DisplayTrustedApplication", Some(&identity), &value)
}

/// A pool as an object.
pub fn shown_pool(topology: &Topology, service: &Service) -> Value {
    let mut own = service.clone();
    let names: Vec<String> = applications(service).into_iter().map(|one| one.application_id).collect();
    own.settings.insert(APPLICATIONS.to_owned(), Json::from(names));
    debug_assert!(shown_id(&own).starts_with("TrustedApplicationPool"));
    shown_service(topology, &own)
}
