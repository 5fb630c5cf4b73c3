//! `Set-CsRegistrar`.

use super::edit;
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::model::{PortUse, Role, ServiceId, Topology};

cmdlet! {
    /// Changes a registrar of the published topology: its ports.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Set-CsRegistrar Registrar:pool02.contoso.net -XmppGatewaySipPort 5099
    /// ```
    "Set-CsRegistrar" as SetCsRegistrar { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The service: `Registrar:pool02.contoso.net`.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Accepted: nothing here depends on it.
        "ArchivingServer" archiving_server: Option<String>,
        /// Accepted: nothing here depends on it.
        "BackupRegistrar" backup_registrar: Option<String>,
        /// Accepted: nothing here depends on it.
        "EdgeServer" edge_server: Option<String>,
        /// Accepted: nothing here depends on it.
        "EnableAutomaticFailover" enable_automatic_failover: Option<Truth>,
        /// Accepted: nothing here depends on it.
        "FailbackDetectionInterval" failback_detection_interval: Option<Value>,
        /// Accepted: nothing here depends on it.
        "FailureDetectionInterval" failure_detection_interval: Option<Value>,
        /// Accepted: nothing here depends on it.
        "MonitoringServer" monitoring_server: Option<String>,
        /// Port for SIP, 5061 when never set.
        "SipPort" sip_port: Option<i32> { validate: &[Validation::Range(1.0, 65535.0)] },
        /// Accepted: nothing here depends on it.
        "UserServer" user_server: Option<String>,
        /// Accepted: nothing here depends on it.
        "WebPort" web_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "WebServer" web_server: Option<String>,
        /// Accepted: nothing here depends on it.
        "Registrar" registrar: Option<String>,
        /// Accepted: nothing here depends on it.
        "SipHealthPort" sip_health_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "SipServerTcpPort" sip_server_tcp_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "ArchivingDatabase" archiving_database: Option<String>,
        /// Accepted: nothing here depends on it.
        "LyssWcfMtlsPort" lyss_wcf_mtls_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "MirrorArchivingDatabase" mirror_archiving_database: Option<String>,
        /// Accepted: nothing here depends on it.
        "MirrorMonitoringDatabase" mirror_monitoring_database: Option<String>,
        /// Accepted: nothing here depends on it.
        "MonitoringDatabase" monitoring_database: Option<String>,
        /// Accepted: nothing here depends on it.
        "WinFabClientConnectionPort" win_fab_client_connection_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "WinFabFederationPort" win_fab_federation_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "WinFabIPCPort" win_fab_ipc_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "WinFabLeaseAgentPort" win_fab_lease_agent_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "WinFabReplicationPort" win_fab_replication_port: Option<i32>,
        /// Port for SIP to the XMPP gateway, 5098 when never set.
        "XmppGatewaySipPort" xmpp_gateway_sip_port: Option<i32> { validate: &[Validation::Range(1.0, 65535.0)] },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl SetCsRegistrar {
    fn apply(&self, topology: &mut Topology) -> Result<(), Refusal> {
        let id: ServiceId = self.identity.parse().map_err(|error| Refusal::Invalid(format!("{error}.")))?;
        let found = topology.service_mut(&id).filter(|service| service.role == Role::Registrar);
        let Some(service) = found else {
            return Err(Refusal::NotFound(format!(
                "There is no registrar '{id}'. Get-CsService -Registrar lists those that there are."
            )));
        };
        let ports =
            [(PortUse::RegistrarSip, self.sip_port), (PortUse::XmppGatewaySip, self.xmpp_gateway_sip_port)];
        for (port_use, number) in ports {
            if let Some(number) = number.and_then(|number| u16::try_from(number).ok()) {
                service.set_port(port_use, number);
            }
        }
        Ok(())
    }
}

impl Cmdlet for SetCsRegistrar {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        change(context, &identity, |transaction| edit(transaction, |topology| self.apply(topology)))?;
        Ok(())
    }
}
