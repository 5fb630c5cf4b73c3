//! `Get-CsNetworkInterface`.

use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::session;
use crate::cmdlets::cs::topology::{missing, published};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::operators::{has_wildcard, like};
use crate::engine::value::Value;
use crate::topology::model::{Computer, NetInterface};

const BY_IDENTITY: &[Membership] =
    &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::ByName }];
const BY_FILTER: &[Membership] =
    &[Membership { set: "Filter", position: None, mandatory: false, pipe: Pipe::No }];

cmdlet! {
    /// Lists the network interfaces of the computers of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond -IPAddress 192.0.2.7 | Out-Null
    /// Get-CsNetworkInterface -ComputerFqdn pool02.contoso.net
    /// Get-CsNetworkInterface -Filter *pool02*
    /// Get-CsNetworkInterface -Identity pool02.contoso.net:Primary:1
    /// ```
    "Get-CsNetworkInterface" as GetCsNetworkInterface { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// Computer, side and number: `pool02.contoso.net:Primary:1`.
        "Identity" identity: Option<String> { sets: BY_IDENTITY, wildcards: true },
        /// A pattern of identities, with wildcards.
        "Filter" filter: Option<String> { sets: BY_FILTER, wildcards: true },
        /// Only interfaces of this computer.
        "ComputerFqdn" computer: Option<String>,
    }
}

impl Cmdlet for GetCsNetworkInterface {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let pattern = self.identity.as_ref().or(self.filter.as_ref());
        let mut found = false;
        for computer in topology.pools.iter().flat_map(|pool| &pool.computers) {
            if self.computer.as_ref().is_some_and(|name| !like(&computer.fqdn, name, true)) {
                continue;
            }
            for interface in &computer.interfaces {
                let identity = identity(computer, interface);
                if pattern.is_none_or(|pattern| like(&identity, pattern, true)) {
                    found = true;
                    context.output(shown(&identity, computer, interface))?;
                }
            }
        }
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => {
                missing("network interface", identity, "Get-CsNetworkInterface").report(context)
            }
            _ => Ok(()),
        }
    }
}

fn identity(computer: &Computer, interface: &NetInterface) -> String {
    format!("{}:{}:{}", computer.fqdn, interface.interface_side, interface.interface_number)
}

fn shown(identity: &str, computer: &Computer, interface: &NetInterface) -> Value {
    let configured = interface.configured_ip_address;
    object::with_type(
        "Microsoft.Rtc.Management.Xds.DisplayNetworkInterface",
        vec![
            ("Identity", Value::text(identity)),
            ("ComputerFqdn", Value::text(computer.fqdn.as_str())),
            ("InterfaceSide", Value::text(interface.interface_side.to_string())),
            ("InterfaceNumber", Value::Long(i64::from(interface.interface_number))),
            ("IPAddress", Value::text(interface.ip_address.to_string())),
            (
                "ConfiguredIPAddress",
                configured.map_or(Value::Null, |address| Value::text(address.to_string())),
            ),
        ],
    )
}
