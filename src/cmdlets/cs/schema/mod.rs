//! Stored records with their verbs: one file a family, as a table.

mod access_edge_configuration;
mod external_access_policy;
mod grant_cs_external_access_policy;
mod xmpp_allowed_partner;
mod xmpp_gateway_configuration;

use crate::engine::command::CommandInfo;

/// The commands of these families, by name.
pub static COMMANDS: &[CommandInfo] = &[
    access_edge_configuration::GetCsAccessEdgeConfiguration::INFO,
    external_access_policy::GetCsExternalAccessPolicy::INFO,
    xmpp_allowed_partner::GetCsXmppAllowedPartner::INFO,
    xmpp_gateway_configuration::GetCsXmppGatewayConfiguration::INFO,
    grant_cs_external_access_policy::GrantCsExternalAccessPolicy::INFO,
    external_access_policy::NewCsExternalAccessPolicy::INFO,
    xmpp_allowed_partner::NewCsXmppAllowedPartner::INFO,
    external_access_policy::RemoveCsExternalAccessPolicy::INFO,
    xmpp_allowed_partner::RemoveCsXmppAllowedPartner::INFO,
    access_edge_configuration::SetCsAccessEdgeConfiguration::INFO,
    external_access_policy::SetCsExternalAccessPolicy::INFO,
    xmpp_allowed_partner::SetCsXmppAllowedPartner::INFO,
    xmpp_gateway_configuration::SetCsXmppGatewayConfiguration::INFO,
];
