//! `Set-CsApplicationServer`, `Set-CsDirector`, …: settings of a role that fedsh keeps and does not run.

use super::get_cs_service::shown_id;
use super::{edit, missing};
use crate::cmdlets::cs::noun::{Given, Property, parameter};
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::command::{Cmdlet, CmdletBinding, CommandInfo, Context, ParameterInfo, Pipe};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, parameter as argument};
use crate::topology::model::{Role, ServiceId, Topology};
use serde_json::Value as Json;

/// A command that changes the settings of a role.
pub struct Server {
    /// Its role, as cmdlets show it.
    pub role: &'static str,
    /// Its settings.
    pub properties: &'static [Property],
}

/// Parameters before the properties: `-Identity` and `-Force`.
const FIXED: usize = 2;

/// The parameters of a command. `N` is the number of properties and two.
pub const fn parameters<const N: usize>(properties: &[Property]) -> [ParameterInfo; N] {
    let mut all = [ParameterInfo::of::<bool>("Force", " Asks no questions.\n"); N];
    all[0] = ParameterInfo {
        position: Some(0),
        pipe: Pipe::ByName,
        ..ParameterInfo::of::<Option<String>>("Identity", " The service: `<role>:<pool>`.\n")
    };
    let mut at = FIXED;
    while at < N {
        all[at] = parameter(&properties[at - FIXED]);
        at += 1;
    }
    all
}

/// A use of the command.
pub struct SetServer {
    server: &'static Server,
    info: &'static CommandInfo,
    identity: Option<String>,
    given: Vec<(&'static str, Json)>,
}

impl SetServer {
    pub fn new(server: &'static Server, info: &'static CommandInfo) -> SetServer {
        SetServer { server, info, identity: None, given: Vec::new() }
    }

    /// Puts the settings into the service. Errors: it is not there, or there are several to choose from.
    fn apply(&self, topology: &mut Topology) -> Result<(), Refusal> {
        let role = Role::from_name(self.server.role);
        let id = match &self.identity {
            Some(text) if text.contains(':') => {
                text.parse().map_err(|error| Refusal::Invalid(format!("{error}.")))?
            }
            Some(pool) => ServiceId::new(role.clone(), pool.as_str()),
            None => {
                let mut all = topology.services_of(&role);
                match (all.next(), all.next()) {
                    (Some(only), None) => only.id(),
                    (None, _) => {
                        let reason = format!(
                            "The published topology has no service of the role {}.",
                            self.server.role
                        );
                        return Err(Refusal::NotFound(reason));
                    }
                    _ => {
                        let reason = format!(
                            "There are several of the role {}; -Identity says which.",
                            self.server.role
                        );
                        return Err(Refusal::Invalid(reason));
                    }
                }
            }
        };
        let known: Vec<String> = topology.services.iter().map(shown_id).collect();
        let Some(service) = topology.service_mut(&id).filter(|service| service.role == role) else {
            return Err(missing(self.server.role, &id.to_string(), "Get-CsService"));
        };
        for (name, value) in &self.given {
            // Where a setting names a service, that has to be there.
            let other = value.as_str().filter(|text| text.contains(':'));
            if let Some(other) =
                other.filter(|other| !known.iter().any(|own| own.eq_ignore_ascii_case(other)))
            {
                return Err(missing("service", other, "Get-CsService"));
            }
            match value {
                Json::Null => service.settings.shift_remove(*name),
                value => service.settings.insert((*name).to_owned(), value.clone()),
            };
        }
        Ok(())
    }
}

impl CmdletBinding for SetServer {
    fn info(&self) -> &'static CommandInfo {
        self.info
    }

    fn set(&mut self, engine: &mut Engine, index: usize, value: Value) -> Result<(), Box<Fault>> {
        if index == 0 {
            self.identity = Some(convert::to_text(engine, &value)?).filter(|text| !text.is_empty());
        }
        let Some(property) = index.checked_sub(FIXED).and_then(|at| self.server.properties.get(at)) else {
            return Ok(());
        };
        let converted = property.kind.convert(engine, &value);
        let given = converted.map_err(|fault| argument::binding_fault(property.name, fault))?;
        if let Given::Value(value) = given {
            self.given.push((property.name, value));
        }
        Ok(())
    }

    fn unset(&mut self, index: usize) {
        if index == 0 {
            self.identity = None;
        }
    }
}

impl Cmdlet for SetServer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let target = self.identity.clone().unwrap_or_else(|| self.server.role.to_owned());
        change(context, &target, |transaction| edit(transaction, |topology| self.apply(topology)))?;
        Ok(())
    }
}

/// Declares a command as a row of the table.
macro_rules! server {
    (
        $row:ident = $name:literal, $role:literal, $words:literal;
        properties { $($property:literal: $kind:ident, $help:literal;)* }
    ) => {
        #[doc = $name]
        pub const $row: CommandInfo = {
            const PROPERTIES: &[Property] = &[$(
                Property::of($property, concat!(" ", $help, "\n"), crate::cmdlets::cs::noun::Kind::$kind, crate::cmdlets::cs::noun::Default::Nothing),
            )*];
            const SERVER: Server = Server { role: $role, properties: PROPERTIES };
            const PARAMETERS: [ParameterInfo; PROPERTIES.len() + FIXED] = parameters(PROPERTIES);
            CommandInfo {
                module: "fedsh.Cs",
                should_process: Some(crate::engine::command::Impact::Medium),
                made_examples: Some(|| crate::cmdlets::cs::noun::made_examples(PROPERTIES, &$row)),
                ..CommandInfo::of(
                    $name,
                    concat!(
                        " Changes the settings of ", $words, " in the published topology. They are kept for documents of Lync; fedsh does not run the role.\n\n",
                        " # Examples\n ```powershell\n Get-CsService | Where-Object Role -eq ", $role, " | ", $name, "\n try { ", $name, " -Identity ", $role, ":pool02.contoso.net -Force -ErrorAction Stop } catch { $_.Exception.Message }\n Get-CsService | Where-Object Role -eq ", $role, " | ", $name, " -Force\n ```\n",
                    ),
                    &PARAMETERS,
                    || Box::new(SetServer::new(&SERVER, &$row)),
                )
            }
        };
    };
}

server! {
    APPLICATION_SERVER = "Set-CsApplicationServer", "ApplicationServer", "an application server";
    properties {
        "ApplicationDatabase": Text, "The service that keeps its data.";
        "Registrar": Text, "The registrar it belongs to.";
        "AppSharingPortStart": UInt16, "First port of application sharing.";
        "AppSharingPortCount": UInt16, "Number of those ports.";
        "AudioPortStart": UInt16, "First port of audio.";
        "AudioPortCount": UInt16, "Number of those ports.";
        "VideoPortStart": UInt16, "First port of video.";
        "VideoPortCount": UInt16, "Number of those ports.";
        "AtsSipPort": UInt16, "Port of the audio test service.";
        "CaaSipPort": UInt16, "Port of the conferencing attendant.";
        "CasSipPort": UInt16, "Port of the conferencing announcement service.";
        "CpsSipPort": UInt16, "Port of the call park service.";
        "PdpSipPort": UInt16, "Port of the bandwidth policy service.";
        "PdpTurnPort": UInt16, "Port at which it authenticates.";
        "RgsSipPort": UInt16, "Port of the response group service.";
        "RgsWcfMtlsPort": UInt16, "Port at which that service is managed.";
    }
}

server! {
    DIRECTOR = "Set-CsDirector", "Director", "a Director";
    properties {
        "ArchivingServer": Text, "The archiving server.";
        "EdgeServer": Text, "The Edge for media.";
        "MonitoringServer": Text, "The monitoring server.";
        "MonitoringDatabase": Text, "The service that keeps monitoring data.";
        "MirrorMonitoringDatabase": Text, "Its mirror.";
        "WebServer": Text, "The web server.";
        "SipPort": UInt16, "Port for SIP.";
        "SipHealthPort": UInt16, "Port at which load balancers look.";
        "SipServerTcpPort": UInt16, "Port for SIP without TLS.";
        "WebPort": UInt16, "Port of the web components.";
    }
}

server! {
    MANAGEMENT_SERVER = "Set-CsManagementServer", "ManagementServer", "a management server";
    properties {
        "ReplicationServicePort": UInt16, "Port of replication.";
    }
}

server! {
    USER_SERVER = "Set-CsUserServer", "UserServer", "a user server";
    properties {
        "ConferenceServer": Text, "The conferencing server.";
        "UserDatabase": Text, "The service that keeps its data.";
        "McuFactorySipPort": UInt16, "Port at which conferences are made.";
        "ConfDirManagementWcfTcpPort": UInt16, "Port at which conference directories are managed.";
        "UserPinManagementWcfHttpPort": UInt16, "Port at which PINs are managed.";
    }
}
