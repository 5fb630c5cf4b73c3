//! `Get-CsComputer`.

use super::published;
use crate::cmdlet;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::engine::value::Value;

cmdlet! {
    /// Lists the computers of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsComputer
    /// ```
    "Get-CsComputer" as GetCsComputer { module: "fedsh.Cs" }
    parameters {
        /// Its name, with wildcards.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// Only computers of this pool.
        "Pool" pool: Option<String>,
    }
}

impl Cmdlet for GetCsComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        for pool in topology
            .pools
            .iter()
            .filter(|pool| self.pool.as_ref().is_none_or(|pattern| like(&pool.fqdn, pattern, true)))
        {
            for computer in pool.computers.iter().filter(|computer| {
                self.identity.as_ref().is_none_or(|pattern| like(&computer.fqdn, pattern, true))
            }) {
                let addresses = computer
                    .interfaces
                    .iter()
                    .map(|interface| Value::text(interface.ip_address.to_string()))
                    .collect();
                let fields = [
                    ("Identity", Value::text(computer.fqdn.as_str())),
                    ("Pool", Value::text(pool.fqdn.as_str())),
                    ("Fqdn", Value::text(computer.fqdn.as_str())),
                    ("IPAddresses", Value::array(addresses)),
                ];
                context.output(Value::custom(fields))?;
            }
        }
        Ok(())
    }
}
