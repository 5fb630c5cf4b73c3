//! `Set-CsRegistrar`.

use super::{edit, missing};
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::model::{PortUse, Role, ServiceId, SipNextHop, Topology};

cmdlet! {
    /// Changes a registrar of the published topology: its ports, and the pool that takes over for it.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool pool03.contoso.net -Site Redmond | Out-Null
    /// Set-CsRegistrar Registrar:pool02.contoso.net -XmppGatewaySipPort 5099 -BackupRegistrar Registrar:pool03.contoso.net
    /// Set-CsRegistrar -Identity Registrar:pool02.contoso.net -SipPort 5061 -Force
    /// # A SIP server of another maker does the work of the pool.
    /// Set-CsRegistrar -Identity Registrar:pool02.contoso.net -SipNextHop kamailio.contoso.net:5061/Mtls
    /// Set-CsRegistrar -Identity Registrar:pool02.contoso.net -SipNextHop $null -SipServerTcpPort 5060 -SipHealthPort 0
    /// Set-CsRegistrar -Identity Registrar:pool02.contoso.net -EnableAutomaticFailover $true -FailureDetectionInterval 300 -FailbackDetectionInterval 600
    /// Set-CsRegistrar -Identity Registrar:pool02.contoso.net -WebPort 443 -LyssWcfMtlsPort 5077 -WinFabClientConnectionPort 5090 -WinFabFederationPort 5091 -WinFabIPCPort 5092 -WinFabLeaseAgentPort 5093 -WinFabReplicationPort 5094
    /// Set-CsRegistrar -Identity Registrar:pool02.contoso.net -ArchivingServer ArchivingServer:pool02.contoso.net -ArchivingDatabase ArchivingDatabase:sql01.contoso.net -MirrorArchivingDatabase ArchivingDatabase:sql02.contoso.net
    /// Set-CsRegistrar -Identity Registrar:pool02.contoso.net -MonitoringServer MonitoringServer:pool02.contoso.net -MonitoringDatabase MonitoringDatabase:sql01.contoso.net -MirrorMonitoringDatabase MonitoringDatabase:sql02.contoso.net
    /// Set-CsRegistrar -Identity Registrar:pool02.contoso.net -EdgeServer EdgeServer:edge02.contoso.net -UserServer UserServer:pool02.contoso.net -WebServer WebServer:pool02.contoso.net -Registrar Registrar:pool03.contoso.net
    /// ```
    "Set-CsRegistrar" as SetCsRegistrar { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The service: `Registrar:pool02.contoso.net`.
        "Identity" identity: String { position: Some(0), pipe: Pipe::ByName },
        /// Accepted: nothing here depends on it.
        "ArchivingServer" archiving_server: Option<String>,
        /// The registrar that takes over when this one cannot be reached: `Registrar:pool03.contoso.net`; empty
        /// for none.
        "BackupRegistrar" backup_registrar: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
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
        /// Port for SIP without TLS, over TCP and UDP; there is none when never set, and 0 closes it.
        "SipServerTcpPort" sip_server_tcp_port: Option<i32> { validate: &[Validation::Range(0.0, 65535.0)] },
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
        /// A SIP server that does the pool's work instead of the registrar here: `host:port/Protocol`, as
        /// `kamailio.contoso.net:5061/Mtls` or `10.0.0.7:5060/Udp`, or `contoso.net/Udp` for the servers that the SRV
        /// records of a domain name; empty for none.
        "SipNextHop" next_hop: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl SetCsRegistrar {
    fn apply(&self, topology: &mut Topology) -> Result<(), Refusal> {
        if self.identity.trim().is_empty() {
            return Err(missing("registrar", "", "Get-CsService -Registrar"));
        }
        let id: ServiceId = self.identity.parse().map_err(|error| Refusal::Invalid(format!("{error}.")))?;
        let backup = self.backup(topology, &id)?;
        let next_hop = match self.next_hop.as_deref() {
            Some(text) if !text.is_empty() => Some(Some(
                text.parse::<SipNextHop>().map_err(|reason| Refusal::Invalid(format!("{reason}.")))?,
            )),
            Some(_) => Some(None),
            None => None,
        };
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
        match self.sip_server_tcp_port.and_then(|number| u16::try_from(number).ok()) {
            Some(0) => service.ports.retain(|port| !PortUse::RegistrarTcp.is(port)),
            Some(number) => service.set_port(PortUse::RegistrarTcp, number),
            None => {}
        }
        if let Some(next_hop) = next_hop {
            service.sip_next_hop = next_hop;
        }
        if let Some(backup) = backup {
            service.set_backup(backup);
        }
        Ok(())
    }

    /// The backup that is asked for, if any is mentioned.
    fn backup(&self, topology: &Topology, own: &ServiceId) -> Result<Option<Option<ServiceId>>, Refusal> {
        let Some(text) = self.backup_registrar.as_deref() else { return Ok(None) };
        if text.is_empty() {
            return Ok(Some(None));
        }
        let id: ServiceId = text.parse().map_err(|error| Refusal::Invalid(format!("{error}.")))?;
        match topology.service(&id) {
            _ if id == *own => Err(Refusal::Invalid(format!("'{id}' cannot be its own backup."))),
            Some(service) if service.role == Role::Registrar => Ok(Some(Some(id))),
            _ => Err(Refusal::NotFound(format!(
                "There is no registrar '{id}'. Get-CsService -Registrar lists those that there are."
            ))),
        }
    }
}

impl Cmdlet for SetCsRegistrar {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        change(context, &identity, |transaction| edit(transaction, |topology| self.apply(topology)))?;
        Ok(())
    }
}
