//! Settings of the XMPP gateway, one for the deployment.

use super::Entity;
use crate::topology::kinds;
use serde::{Deserialize, Serialize};

/// Gateway settings; times are in seconds. Source: migration.md C.7.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct XmppGatewayConfiguration {
    /// Most streams with all partners together.
    pub connection_limit: u32,
    /// Most streams with one partner.
    pub partner_connection_limit: u32,
    /// Seconds between keep-alives on an idle stream.
    pub keep_alive_interval: u32,
    /// Seconds in which a stream has to be established.
    pub stream_establishment_timeout: u32,
    /// Seconds after which a stream without traffic is closed.
    pub stream_inactivity_timeout: u32,
    /// Seconds between renewals of presence subscriptions.
    pub subscription_refresh_interval: u32,
    /// Whether message texts may be logged.
    pub enable_logging_all_message_bodies: bool,
    /// Secret from which dialback keys are made (XEP-0185); masked in diffs.
    pub dialback_passphrase: Option<String>,
}

impl Default for XmppGatewayConfiguration {
    fn default() -> XmppGatewayConfiguration {
        XmppGatewayConfiguration {
            connection_limit: 1000,
            partner_connection_limit: 20,
            keep_alive_interval: 300,
            stream_establishment_timeout: 60,
            stream_inactivity_timeout: 600,
            subscription_refresh_interval: 28800,
            enable_logging_all_message_bodies: false,
            dialback_passphrase: None,
        }
    }
}

impl Entity for XmppGatewayConfiguration {
    const KIND: &'static str = kinds::XMPP_GATEWAY_CONFIGURATION;

    fn identity(&self) -> String {
        kinds::GLOBAL.to_owned()
    }
}
