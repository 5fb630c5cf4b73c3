//! `CsXmppFederation`: everything that XMPP federation of a site needs, in one step.

macro_rules! enabling {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $new:literal) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
            parameters {
                /// The site.
                "Identity" site: String { aliases: &["Site"], position: Some(0), mandatory: true, pipe: Pipe::ByName },
                /// The Edge that carries it.
                "EdgeServer" edge: String { aliases: &["EdgeFqdn"], mandatory: true },
                /// The port that partners connect to.
                "ListeningPort" port: Option<i32>,
                /// Accepted: there are no further questions.
                "Force" force: bool,
            }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let (site, edge, port) = (self.site.clone(), self.edge.clone(), self.port);
                let made = change(context, &site, |transaction| {
                    edit(transaction, |topology| {
                        let routed = topology.site(&site).is_some_and(|site| site.xmpp_federation_route.is_some());
                        if $new && routed {
                            return Err(Refusal::Exists(format!("The site '{site}' has XMPP federation already. Set-CsXmppFederation changes it.")));
                        }
                        if !$new && !routed {
                            return Err(Refusal::NotFound(format!("The site '{site}' has no XMPP federation. New-CsXmppFederation enables it.")));
                        }
                        enable(topology, &site, &edge, port)?;
                        Ok(described(topology, &site))
                    })
                })?;
                match made.flatten() {
                    Some(value) => context.output(value),
                    None => Ok(()),
                }
            }
        }
    };
}

mod get_cs_xmpp_federation;
mod new_cs_xmpp_federation;
mod providers;
mod remove_cs_xmpp_federation;
mod set_cs_xmpp_federation;

use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::CommandInfo;
use crate::engine::value::Value;
use crate::topology::model::{PortUse, Role, ServiceId, Topology};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    providers::DisableCsHostingProvider::INFO,
    providers::DisableCsPublicProvider::INFO,
    providers::EnableCsHostingProvider::INFO,
    providers::EnableCsPublicProvider::INFO,
    get_cs_xmpp_federation::GetCsXmppFederation::INFO,
    new_cs_xmpp_federation::NewCsXmppFederation::INFO,
    remove_cs_xmpp_federation::RemoveCsXmppFederation::INFO,
    set_cs_xmpp_federation::SetCsXmppFederation::INFO,
];

/// What the site's federation is now.
fn described(topology: &Topology, name: &str) -> Option<Value> {
    let site = topology.site(name)?;
    let route = site.xmpp_federation_route.as_ref();
    let edge = topology.xmpp_route(site);
    let gateways = topology.services_of(&Role::Registrar).filter(|service| {
        service.xmpp_enabled
            && topology.site_of_pool(&service.pool).is_some_and(|own| own.site_id == site.site_id)
    });
    Some(Value::custom([
        ("Identity", Value::text(site.identity())),
        ("Enabled", Value::Bool(edge.is_some_and(|edge| edge.xmpp_enabled))),
        ("EdgeServer", route.map_or(Value::Null, |route| Value::text(route.pool.as_str()))),
        (
            "ListeningPort",
            edge.map_or(Value::Null, |edge| Value::Int(i32::from(edge.port(PortUse::XmppListening)))),
        ),
        ("Gateways", Value::array(gateways.map(|service| Value::text(service.pool.as_str())).collect())),
    ]))
}

/// Points a site's XMPP route at an Edge, opens its port and switches the gateways on.
fn enable(topology: &mut Topology, site: &str, edge: &str, port: Option<i32>) -> Result<(), Refusal> {
    let id = ServiceId::edge(edge);
    let Some(found) = topology.site(site).map(|site| site.site_id.clone()) else {
        return Err(Refusal::NotFound(format!(
            "There is no site '{site}'. Get-CsSite lists those that there are."
        )));
    };
    let number = match port {
        Some(port) => Some(
            u16::try_from(port)
                .ok()
                .filter(|port| *port > 0)
                .ok_or_else(|| Refusal::Invalid(format!("{port} is not a port.")))?,
        ),
        None => None,
    };
    let Some(service) = topology.service_mut(&id) else {
        return Err(Refusal::NotFound(format!(
            "There is no Edge '{edge}'. New-CsPool -Role EdgeServer makes one."
        )));
    };
    service.xmpp_enabled = true;
    service.federation_enabled = true;
    if let Some(number) = number {
        service.set_port(PortUse::XmppListening, number);
    }
    let pools: Vec<String> =
        topology.pools.iter().filter(|pool| pool.site_id == found).map(|pool| pool.fqdn.clone()).collect();
    for service in &mut topology.services {
        if service.role == Role::Registrar && pools.contains(&service.pool) {
            service.xmpp_enabled = true;
        }
    }
    if let Some(site) = topology.site_mut(site) {
        site.xmpp_federation_route = Some(id.clone());
        site.federation_route.get_or_insert(id);
    }
    Ok(())
}
