//! `CsXmppGatewayConfiguration`: how the gateway talks to partners, one record.

use crate::cmdlets::cs::noun::Noun;
use crate::noun;
use crate::topology::model::XmppGatewayConfiguration;

const GATEWAY: Noun =
    Noun { type_name: "CsXmppGatewayConfiguration", words: "XMPP gateway configuration", key: "Identity" };

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
        "Get-CsXmppGatewayConfiguration" as GetCsXmppGatewayConfiguration
    }
    set true {
        /// Changes how the gateway talks to XMPP partners.
        ///
        /// # Examples
        /// ```powershell
        /// Set-CsXmppGatewayConfiguration -PartnerConnectionLimit 4
        /// ```
        "Set-CsXmppGatewayConfiguration" as SetCsXmppGatewayConfiguration
    }
}
