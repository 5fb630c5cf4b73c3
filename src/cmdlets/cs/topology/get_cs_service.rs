//! `Get-CsService`.

use super::{missing, published};
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::operators::{has_wildcard, like};
use crate::engine::value::Value;
use crate::topology::model::{Role, Service, Topology};
use serde_json::Value as Json;

/// The switch that is a parameter set of its own.
const fn only(set: &'static str) -> Membership {
    Membership { set, position: None, mandatory: false, pipe: Pipe::No }
}

cmdlet! {
    /// Lists the services of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsService -EdgeServer
    /// Get-CsService -Filter *:pool02.*
    /// Get-CsService -Registrar
    /// Get-CsService -MediationServer
    /// Get-CsService -WebServer
    /// Get-CsService -UserServer
    /// Get-CsService -CentralManagement
    /// Get-CsService -ConferencingServer
    /// Get-CsService -TrustedApplicationPool
    /// Get-CsService -FileStore
    /// Get-CsService -Director
    /// Get-CsService -ApplicationServer
    /// Get-CsService -PstnGateway
    /// Get-CsService -ManagementServer
    /// Get-CsService -UserDatabase
    /// Get-CsService -ApplicationDatabase
    /// Get-CsService -ArchivingDatabase
    /// Get-CsService -ArchivingServer
    /// Get-CsService -BackupServer
    /// Get-CsService -CentralManagementDatabase
    /// Get-CsService -LegalInterceptServer
    /// Get-CsService -MonitoringDatabase
    /// Get-CsService -MonitoringServer
    /// Get-CsService -PersistentChatComplianceDatabase
    /// Get-CsService -PersistentChatDatabase
    /// Get-CsService -PersistentChatServer
    /// Get-CsService -ProvisionDatabase
    /// Get-CsService -ProvisionServer
    /// Get-CsService -VideoGateway
    /// Get-CsService -VideoInteropServer
    /// Get-CsService -WacServer
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Get-CsService -PoolFqdn pool02.contoso.net
    /// Get-CsService -Identity Registrar:pool02.contoso.net
    /// ```
    "Get-CsService" as GetCsService { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// Its identity: `Registrar:pool02.contoso.net`; wildcards are allowed.
        "Identity" identity: Option<String> { sets: &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::ByName }], wildcards: true },
        /// A pattern of identities, with wildcards.
        "Filter" filter: Option<String> { sets: &[only("Filter")], wildcards: true },
        /// Only services of this pool.
        "PoolFqdn" pool: Option<String> { wildcards: true },
        /// Only application databases.
        "ApplicationDatabase" application_database: bool { sets: &[only("ApplicationDatabase")] },
        /// Only application servers.
        "ApplicationServer" application_server: bool { sets: &[only("ApplicationServer")] },
        /// Only archiving databases.
        "ArchivingDatabase" archiving_database: bool { sets: &[only("ArchivingDatabase")] },
        /// Only archiving servers.
        "ArchivingServer" archiving_server: bool { sets: &[only("ArchivingServer")] },
        /// Only backup servers.
        "BackupServer" backup_server: bool { sets: &[only("BackupServer")] },
        /// Only central management services.
        "CentralManagement" central_management: bool { sets: &[only("CentralManagement")] },
        /// Only central management databases.
        "CentralManagementDatabase" central_management_database: bool { sets: &[only("CentralManagementDatabase")] },
        /// Only conferencing servers.
        "ConferencingServer" conferencing_server: bool { aliases: &["ConferenceServer"], sets: &[only("ConferenceServer")] },
        /// Only directors.
        "Director" director: bool { sets: &[only("Director")] },
        /// Only Edges.
        "EdgeServer" edge_server: bool { sets: &[only("EdgeServer")] },
        /// Only file stores.
        "FileStore" file_store: bool { sets: &[only("FileStore")] },
        /// Only legal intercept servers.
        "LegalInterceptServer" legal_intercept_server: bool { sets: &[only("LegalInterceptServer")] },
        /// Only management servers.
        "ManagementServer" management_server: bool { sets: &[only("ManagementServer")] },
        /// Only mediation servers.
        "MediationServer" mediation_server: bool { sets: &[only("MediationServer")] },
        /// Only monitoring databases.
        "MonitoringDatabase" monitoring_database: bool { sets: &[only("MonitoringDatabase")] },
        /// Only monitoring servers.
        "MonitoringServer" monitoring_server: bool { sets: &[only("MonitoringServer")] },
        /// Only persistent chat compliance databases.
        "PersistentChatComplianceDatabase" persistent_chat_compliance_database: bool { sets: &[only("PersistentChatComplianceDatabase")] },
        /// Only persistent chat databases.
        "PersistentChatDatabase" persistent_chat_database: bool { sets: &[only("PersistentChatDatabase")] },
        /// Only persistent chat servers.
        "PersistentChatServer" persistent_chat_server: bool { sets: &[only("PersistentChatServer")] },
        /// Only provision databases.
        "ProvisionDatabase" provision_database: bool { sets: &[only("ProvisionDatabase")] },
        /// Only provision servers.
        "ProvisionServer" provision_server: bool { sets: &[only("ProvisionServer")] },
        /// Only gateways to the telephone network.
        "PstnGateway" pstn_gateway: bool { sets: &[only("PstnGateway")] },
        /// Only registrars.
        "Registrar" registrar: bool { sets: &[only("Registrar")] },
        /// Only trusted application pools.
        "TrustedApplicationPool" trusted_application_pool: bool { aliases: &["ExternalServer"], sets: &[only("TrustedApplicationPool")] },
        /// Only user databases.
        "UserDatabase" user_database: bool { sets: &[only("UserDatabase")] },
        /// Only user servers.
        "UserServer" user_server: bool { sets: &[only("UserServer")] },
        /// Only video gateways.
        "VideoGateway" video_gateway: bool { sets: &[only("VideoGateway")] },
        /// Only video interop servers.
        "VideoInteropServer" video_interop_server: bool { sets: &[only("VideoInteropServer")] },
        /// Only wac servers.
        "WacServer" wac_server: bool { sets: &[only("WacServer")] },
        /// Only web servers.
        "WebServer" web_server: bool { sets: &[only("WebServer")] },
    }
}

impl GetCsService {
    /// The role that a switch names.
    fn role(&self) -> Option<Role> {
        let switches = [
            (self.application_database, "ApplicationDatabase"),
            (self.application_server, "ApplicationServer"),
            (self.archiving_database, "ArchivingDatabase"),
            (self.archiving_server, "ArchivingServer"),
            (self.backup_server, "BackupServer"),
            (self.central_management, "CentralManagement"),
            (self.central_management_database, "CentralManagementDatabase"),
            (self.conferencing_server, "ConferencingServer"),
            (self.director, "Director"),
            (self.edge_server, "EdgeServer"),
            (self.file_store, "FileStore"),
            (self.legal_intercept_server, "LegalInterceptServer"),
            (self.management_server, "ManagementServer"),
            (self.mediation_server, "MediationServer"),
            (self.monitoring_database, "MonitoringDatabase"),
            (self.monitoring_server, "MonitoringServer"),
            (self.persistent_chat_compliance_database, "PersistentChatComplianceDatabase"),
            (self.persistent_chat_database, "PersistentChatDatabase"),
            (self.persistent_chat_server, "PersistentChatServer"),
            (self.provision_database, "ProvisionDatabase"),
            (self.provision_server, "ProvisionServer"),
            (self.pstn_gateway, "PstnGateway"),
            (self.registrar, "Registrar"),
            (self.trusted_application_pool, "TrustedApplicationPool"),
            (self.user_database, "UserDatabase"),
            (self.user_server, "UserServer"),
            (self.video_gateway, "VideoGateway"),
            (self.video_interop_server, "VideoInteropServer"),
            (self.wac_server, "WacServer"),
            (self.web_server, "WebServer"),
        ];
        switches.into_iter().find(|(given, _)| *given).map(|(_, name)| Role::from_name(name))
    }

    fn wants(&self, service: &Service) -> bool {
        let named = |pattern: &Option<String>| {
            pattern.as_ref().is_none_or(|pattern| {
                like(&shown_id(service), pattern, true) || like(&service.id().to_string(), pattern, true)
            })
        };
        named(&self.identity)
            && named(&self.filter)
            && self.pool.as_ref().is_none_or(|pattern| like(&service.pool, pattern, true))
            && self.role().is_none_or(|role| role == service.role)
    }
}

impl Cmdlet for GetCsService {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let mut found = false;
        for service in topology.services.iter().filter(|service| self.wants(service)) {
            found = true;
            context.output(shown(&topology, service))?;
        }
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => {
                missing("service", identity, "Get-CsService").report(context)
            }
            _ => Ok(()),
        }
    }
}

/// The identity as cmdlets show it.
pub fn shown_id(service: &Service) -> String {
    format!("{}:{}", service.role.shown_name(), service.pool)
}

/// A service as an object: its settings among its properties.
pub fn shown(topology: &Topology, service: &Service) -> Value {
    let mut value = serde_json::to_value(service).unwrap_or_default();
    value["NextHop"] = service.next_hop.as_ref().map_or(Json::Null, |hop| hop.to_string().into());
    if let Json::Object(fields) = &mut value {
        fields.shift_remove("Settings");
        fields.extend(service.settings.clone());
        let pool = topology.pool(&service.pool);
        let site = topology.site_of_pool(&service.pool).map(|site| site.identity());
        let number = pool.map_or("", |pool| pool.site_id.as_str());
        let id = format!("{number}-{}-{}", service.role, service.instance);
        fields.insert("ServiceId".to_owned(), id.into());
        fields.insert("SiteId".to_owned(), site.map_or(Json::Null, Json::from));
        fields.insert("PoolFqdn".to_owned(), service.pool.as_str().into());
        fields.insert("Version".to_owned(), service.service_version.into());
        fields.insert("Role".to_owned(), service.role.shown_name().into());
    }
    object::typed("CsService", Some(&shown_id(service)), &value)
}
