//! `Get-CsTopology`.

use super::published;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::document::write_xml;
use crate::topology::kinds;
use crate::topology::model::{EnabledTopology, load};

cmdlet! {
    /// Shows the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsTopology
    /// Get-CsTopology -AsXml
    /// Get-CsTopology -LocalStore
    /// Get-CsTopology -Enabled
    /// ```
    "Get-CsTopology" as GetCsTopology { module: "fedsh.Cs" }
    parameters {
        /// As the XML document that Lync's tools write.
        "AsXml" as_xml: bool,
        /// Accepted: the store here is the local one.
        "LocalStore" local: bool,
        /// The topology that is in force instead of the published one.
        "Enabled" enabled: bool,
    }
}

impl Cmdlet for GetCsTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let found = match self.enabled {
            true => load::<EnabledTopology>(&*session, kinds::ENABLED)
                .map(|found| found.unwrap_or_default().0)
                .map_err(Refusal::from),
            false => published(&*session),
        };
        let topology = match found {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        if self.as_xml {
            return match write_xml(&topology) {
                Ok(text) => context.output(Value::text(text)),
                Err(error) => Refusal::Invalid(error.to_string()).report(context),
            };
        }
        let names = |items: Vec<String>| Value::array(items.into_iter().map(Value::from).collect());
        let fields = [
            ("DefaultDomain", topology.default_domain.clone().map_or(Value::Null, Value::from)),
            ("Domains", names(topology.domains.iter().map(|domain| domain.name.clone()).collect())),
            ("Sites", names(topology.sites.iter().map(|site| site.name.clone()).collect())),
            ("Pools", names(topology.pools.iter().map(|pool| pool.fqdn.clone()).collect())),
            ("Services", names(topology.services.iter().map(|service| service.id().to_string()).collect())),
        ];
        context.output(Value::custom(fields))
    }
}
