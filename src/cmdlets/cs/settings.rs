//! `CsAccessEdgeConfiguration` and `CsXmppGatewayConfiguration`: one record each.

use super::noun::Noun;
use super::object::Truth;
use crate::noun;
use crate::topology::model::{AccessEdgeConfiguration, XmppGatewayConfiguration};

const ACCESS_EDGE: Noun =
    Noun { type_name: "CsAccessEdgeConfiguration", words: "Access Edge configuration", key: "Identity" };
const GATEWAY: Noun =
    Noun { type_name: "CsXmppGatewayConfiguration", words: "XMPP gateway configuration", key: "Identity" };

noun! {
    ACCESS_EDGE over AccessEdgeConfiguration,
    properties {
        /// Whether users may talk to partners.
        "AllowFederatedUsers" federated: Option<Truth>,
        /// Whether users may sign in from outside.
        "AllowOutsideUsers" outside: Option<Truth>,
        /// Whether anonymous users may join meetings.
        "AllowAnonymousUsers" anonymous: Option<Truth>,
        /// Whether partners are found by DNS.
        "EnablePartnerDiscovery" discovery: Option<Truth>,
    }
    get {
        /// Shows what the Edges allow.
        ///
        /// # Examples
        /// ```powershell
        /// Get-CsAccessEdgeConfiguration
        /// ```
        "Get-CsAccessEdgeConfiguration" as GetAccessEdge
    }
    set true {
        /// Changes what the Edges allow.
        ///
        /// # Examples
        /// ```powershell
        /// Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
        /// ```
        "Set-CsAccessEdgeConfiguration" as SetAccessEdge
    }
}

noun! {
    GATEWAY over XmppGatewayConfiguration,
    properties {
        /// Most streams with one partner.
        "PartnerConnectionLimit" partner_limit: Option<i32>,
        /// The secret that dialback keys are made from.
        "DialbackPassphrase" passphrase: Option<String>,
        /// Seconds between signs of life.
        "KeepAliveInterval" keep_alive: Option<i32>,
    }
    get {
        /// Shows how the gateway talks to XMPP partners.
        ///
        /// # Examples
        /// ```powershell
        /// Get-CsXmppGatewayConfiguration
        /// ```
        "Get-CsXmppGatewayConfiguration" as GetGateway
    }
    set true {
        /// Changes how the gateway talks to XMPP partners.
        ///
        /// # Examples
        /// ```powershell
        /// Set-CsXmppGatewayConfiguration -PartnerConnectionLimit 4
        /// ```
        "Set-CsXmppGatewayConfiguration" as SetGateway
    }
}
