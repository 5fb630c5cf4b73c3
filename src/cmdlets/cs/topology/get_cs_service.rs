//! `Get-CsService`.

use super::published;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;

cmdlet! {
    /// Lists the services of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsService -EdgeServer
    /// ```
    "Get-CsService" as GetCsService { module: "fedsh.Cs" }
    parameters {
        /// Its identity, with wildcards.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// Only services of this pool.
        "PoolFqdn" pool: Option<String>,
        /// Only Edges.
        "EdgeServer" edge: bool,
        /// Only registrars.
        "Registrar" registrar: bool,
    }
}

impl Cmdlet for GetCsService {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        for service in &topology.services {
            let identity = service.id().to_string();
            let named = self.identity.as_ref().is_none_or(|pattern| like(&identity, pattern, true));
            let placed = self.pool.as_ref().is_none_or(|pattern| like(&service.pool, pattern, true));
            let role = service.role.as_str();
            let of_role = (!self.edge && !self.registrar)
                || (self.edge && role == "EdgeServer")
                || (self.registrar && role == "Registrar");
            if named && placed && of_role {
                let mut value = serde_json::to_value(service).unwrap_or_default();
                value["Role"] = role.into();
                value["NextHop"] =
                    service.next_hop.as_ref().map_or(serde_json::Value::Null, |hop| hop.to_string().into());
                context.output(object::typed("CsService", Some(&identity), &value))?;
            }
        }
        Ok(())
    }
}
