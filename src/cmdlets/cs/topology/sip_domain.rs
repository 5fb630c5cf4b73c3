//! What the commands over SIP domains share.

use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::value::Value;
use crate::topology::model::Topology;

/// A domain as an object.
pub fn shown(topology: &Topology, name: &str) -> Value {
    let is_default = topology.default_domain.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name));
    object::with_type(
        "Microsoft.Rtc.Management.Xds.SipDomain",
        vec![
            ("Identity", Value::text(name)),
            ("Name", Value::text(name)),
            ("IsDefault", Value::Bool(is_default)),
        ],
    )
}

/// A domain that the deployment does not have.
pub fn missing(name: &str) -> Refusal {
    super::missing("SIP domain", name, "Get-CsSipDomain")
}
