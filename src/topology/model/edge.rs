//! Settings of the Access Edge, one for the deployment.

use super::Entity;
use super::names::name_enum;
use crate::topology::kinds;
use serde::{Deserialize, Serialize};

name_enum! {
    /// How SIP partners are found.
    RoutingMethod {
        /// By their SRV records.
        UseDnsSrvRouting = "UseDnsSrvRouting",
        /// All through one next hop.
        UseDefaultRouting = "UseDefaultRouting",
    }
}

/// Access Edge settings. Source: migration.md C.6; limits that nothing here depends on stay in the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct AccessEdgeConfiguration {
    /// Whether there is federation at all, SIP and XMPP alike.
    pub allow_federated_users: bool,
    /// Whether users may sign in from outside.
    pub allow_outside_users: bool,
    /// Whether people without an account may join meetings.
    pub allow_anonymous_users: bool,
    /// Whether SIP partners that are not listed are looked up.
    pub enable_partner_discovery: bool,
    /// How SIP partners are found.
    pub routing_method: RoutingMethod,
    /// The next hop of default routing.
    pub default_route_fqdn: Option<String>,
}

impl Default for AccessEdgeConfiguration {
    fn default() -> AccessEdgeConfiguration {
        AccessEdgeConfiguration {
            allow_federated_users: false,
            allow_outside_users: true,
            allow_anonymous_users: false,
            enable_partner_discovery: false,
            routing_method: RoutingMethod::UseDnsSrvRouting,
            default_route_fqdn: None,
        }
    }
}

impl Entity for AccessEdgeConfiguration {
    const KIND: &'static str = kinds::ACCESS_EDGE_CONFIGURATION;

    fn identity(&self) -> String {
        kinds::GLOBAL.to_owned()
    }
}
