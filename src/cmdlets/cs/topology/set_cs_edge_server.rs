//! `Set-CsEdgeServer`.

use super::{edit, missing};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{PortUse, Role, ServiceId, Topology};

cmdlet! {
    /// Changes an Edge of the published topology: its ports, and where it sends what comes in.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
    /// Set-CsEdgeServer EdgeServer:edge02.contoso.net -XmppListeningPort 5270
    /// Set-CsEdgeServer -Identity EdgeServer:edge02.contoso.net -AccessEdgeExternalSipPort 5061 -AccessEdgeInternalSipPort 5061 -AccessEdgeClientSipPort 443 -Force
    /// Set-CsEdgeServer -Identity EdgeServer:edge02.contoso.net -MediaCommunicationPortStart 50000 -MediaCommunicationPortCount 10000 -XmppInternalPort 23456
    /// Set-CsEdgeServer -Identity EdgeServer:edge02.contoso.net -MediaRelayExternalTurnTcpPort 443 -MediaRelayExternalTurnUdpPort 3478 -MediaRelayInternalTurnTcpPort 443 -MediaRelayInternalTurnUdpPort 3478 -MediaRelayAuthEdgePort 5062
    /// Set-CsEdgeServer -Identity EdgeServer:edge02.contoso.net -DataPsomClientPort 444 -DataPsomServerPort 8057 -Registrar Registrar:pool02.contoso.net
    /// Set-CsEdgeServer -Identity EdgeServer:edge02.contoso.net -SkypeSearchProxyPort 4443
    /// ```
    "Set-CsEdgeServer" as SetCsEdgeServer { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The service: `EdgeServer:pool02.contoso.net`.
        "Identity" identity: String { position: Some(0), pipe: Pipe::ByName },
        /// Accepted: nothing here depends on it.
        "AccessEdgeClientSipPort" access_edge_client_sip_port: Option<i32>,
        /// Port for SIP partners, 5061 when never set.
        "AccessEdgeExternalSipPort" access_edge_external_sip_port: Option<i32> { validate: &[Validation::Range(1.0, 65535.0)] },
        /// Port for the pool inside, 5061 when never set.
        "AccessEdgeInternalSipPort" access_edge_internal_sip_port: Option<i32> { validate: &[Validation::Range(1.0, 65535.0)] },
        /// Accepted: nothing here depends on it.
        "DataPsomClientPort" data_psom_client_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "DataPsomServerPort" data_psom_server_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "MediaCommunicationPortCount" media_communication_port_count: Option<i32>,
        /// Accepted: nothing here depends on it.
        "MediaCommunicationPortStart" media_communication_port_start: Option<i32>,
        /// Accepted: nothing here depends on it.
        "MediaRelayAuthEdgePort" media_relay_auth_edge_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "MediaRelayExternalTurnTcpPort" media_relay_external_turn_tcp_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "MediaRelayExternalTurnUdpPort" media_relay_external_turn_udp_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "MediaRelayInternalTurnTcpPort" media_relay_internal_turn_tcp_port: Option<i32>,
        /// Accepted: nothing here depends on it.
        "MediaRelayInternalTurnUdpPort" media_relay_internal_turn_udp_port: Option<i32>,
        /// Where it sends what comes in: `Registrar:pool02.contoso.net`.
        "Registrar" registrar: Option<String>,
        /// Port for gateways inside, 23456 when never set.
        "XmppInternalPort" xmpp_internal_port: Option<i32> { validate: &[Validation::Range(1.0, 65535.0)] },
        /// Port for XMPP partners, 5269 when never set.
        "XmppListeningPort" xmpp_listening_port: Option<i32> { validate: &[Validation::Range(1.0, 65535.0)] },
        /// Accepted: nothing here depends on it.
        "SkypeSearchProxyPort" skype_search_proxy_port: Option<i32>,
        /// Asks no questions.
        "Force" force: bool,
    }
}

/// The service that an Edge sends to.
fn next_hop(topology: &Topology, text: &str) -> Result<ServiceId, Refusal> {
    let id: ServiceId = text.parse().map_err(|error| Refusal::Invalid(format!("{error}.")))?;
    match topology.service(&id) {
        Some(service) => Ok(service.id()),
        None => Err(Refusal::NotFound(format!(
            "There is no service '{id}'. Get-CsService lists those that there are."
        ))),
    }
}

impl SetCsEdgeServer {
    fn apply(&self, topology: &mut Topology) -> Result<(), Refusal> {
        if self.identity.trim().is_empty() {
            return Err(missing("Edge", "", "Get-CsService -EdgeServer"));
        }
        let id: ServiceId = self.identity.parse().map_err(|error| Refusal::Invalid(format!("{error}.")))?;
        let hop = self.registrar.as_deref().map(|text| next_hop(topology, text)).transpose()?;
        let found = topology.service_mut(&id).filter(|service| service.role == Role::EdgeServer);
        let Some(service) = found else {
            return Err(Refusal::NotFound(format!(
                "There is no Edge '{id}'. Get-CsService -EdgeServer lists those that there are."
            )));
        };
        let ports = [
            (PortUse::AccessEdgeFederation, self.access_edge_external_sip_port),
            (PortUse::AccessEdgeInternal, self.access_edge_internal_sip_port),
            (PortUse::XmppInternal, self.xmpp_internal_port),
            (PortUse::XmppListening, self.xmpp_listening_port),
        ];
        for (port_use, number) in ports {
            if let Some(number) = number.and_then(|number| u16::try_from(number).ok()) {
                service.set_port(port_use, number);
            }
        }
        if let Some(hop) = hop {
            service.next_hop = Some(hop);
        }
        Ok(())
    }
}

impl Cmdlet for SetCsEdgeServer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        change(context, &identity, |transaction| edit(transaction, |topology| self.apply(topology)))?;
        Ok(())
    }
}
