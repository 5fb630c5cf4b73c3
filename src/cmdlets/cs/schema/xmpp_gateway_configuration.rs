//! `CsXmppGatewayConfiguration`: how the gateway talks to partners, one record.

use crate::cmdlets::cs::noun::record::Fields;
use crate::noun;
use crate::topology::model::XmppGatewayConfiguration;

fn check(identity: &str, fields: &Fields) -> Result<Vec<String>, String> {
    noun::readable::<XmppGatewayConfiguration>(identity, fields).map(|_| Vec::new())
}

noun! {
    "CsXmppGatewayConfiguration", "XMPP gateway configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.XmppFederation.XmppGatewaySettings";
    about "The XMPP gateway configuration limits streams with XMPP partners and says when they are given up.";
    scopes [Global] { check: Some(check) };
    properties {
        /// Most streams with all partners together.
        "ConnectionLimit": Kind::UInt32 => Default::Number(1000), { validate: &[Validation::Range(1.0, 1_000_000.0)] };
        /// The secret that dialback keys are made from. All Edges of the deployment share it; it is never shown.
        "DialbackPassphrase": Kind::Secret => Default::Nothing;
        /// Whether message texts may stand in the log.
        "EnableLoggingAllMessageBodies": Kind::Truth => Default::Truth(false);
        /// Seconds between signs of life on an idle stream.
        "KeepAliveInterval": Kind::UInt32 => Default::Number(300), { validate: &[Validation::Range(1.0, 86_400.0)] };
        /// Most streams with one partner.
        "PartnerConnectionLimit": Kind::UInt32 => Default::Number(20), { validate: &[Validation::Range(1.0, 100_000.0)] };
        /// Seconds in which a stream has to be established.
        "StreamEstablishmentTimeout": Kind::UInt32 => Default::Number(60), { validate: &[Validation::Range(1.0, 3600.0)] };
        /// Seconds after which a stream without traffic is closed.
        "StreamInactivityTimeout": Kind::UInt32 => Default::Number(600), { validate: &[Validation::Range(1.0, 86_400.0)] };
        /// Seconds between renewals of presence subscriptions.
        "SubscriptionRefreshInterval": Kind::UInt32 => Default::Number(28800), { validate: &[Validation::Range(60.0, 604_800.0)] };
    }
    GET = "Get-CsXmppGatewayConfiguration", Get, "Shows how the gateway talks to XMPP partners", "Get-CsXmppGatewayConfiguration";
    SET = "Set-CsXmppGatewayConfiguration", Set, "Changes how the gateway talks to XMPP partners",
        "Set-CsXmppGatewayConfiguration -PartnerConnectionLimit 4";
}
