//! `CsXmppAllowedPartner`: the XMPP domains that may be talked to.

use crate::cmdlets::cs::noun::record::Fields;
use crate::noun;
use crate::topology::model::XmppAllowedPartner;
use crate::topology::negotiation::methods_of;

const NEGOTIATION: &[&str] = &["Required", "Optional", "NotSupported"];

/// The negotiation matrix: five combinations are refused, others come with a warning.
/// Source: migration.md C.3.
fn check(identity: &str, fields: &Fields) -> Result<Vec<String>, String> {
    let partner: XmppAllowedPartner = noun::readable(identity, fields)?;
    match methods_of(&partner) {
        Ok((_, warning)) => Ok(warning.map(|warning| warning.message().to_owned()).into_iter().collect()),
        Err(impossible) => Err(impossible.to_string()),
    }
}

noun! {
    "CsXmppAllowedPartner", "XMPP allowed partner", "Microsoft.Rtc.Management.WritableConfig.Settings.XmppFederation.XmppAllowedPartner";
    about "An XMPP allowed partner is a domain that users may talk to by XMPP. Adding one switches all users to the new gateway for that domain; without any partner there is no XMPP.";
    scopes [Named] {
        check: Some(check),
        key: Some(Key { parent: None, name: Some("Domain"), type_name: "string", shown: true }),
    };
    properties {
        /// More domains of the same partner.
        "AdditionalDomains": Kind::List => Default::List(&[]);
        /// How far its users are trusted: Federated and PublicVerified users may write unasked, and only Federated ones see status notes.
        "PartnerType": Kind::Choice("PartnerType", &["Federated", "PublicVerified", "PublicUnverified"]) => Default::Text("PublicUnverified");
        /// Whether TLS is used on streams.
        "TlsNegotiation": Kind::Choice("TlsNegotiation", NEGOTIATION) => Default::Text("Required");
        /// Whether SASL EXTERNAL is used on streams.
        "SaslNegotiation": Kind::Choice("SaslNegotiation", NEGOTIATION) => Default::Text("Required");
        /// Whether server dialback is used and answered.
        "SupportDialbackNegotiation": Kind::Truth => Default::Truth(true), { example: "$true" };
        /// Whether idle streams are kept alive.
        "EnableKeepAlive": Kind::Truth => Default::Truth(true);
        /// Most streams with it; without it that of the gateway configuration holds.
        "ConnectionLimit": Kind::UInt32 => Default::Nothing;
        /// Where it is reached, instead of looking it up in DNS. The certificate must still name the domain.
        "ProxyFqdn": Kind::Text => Default::Nothing;
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsXmppAllowedPartner", New, "Allows an XMPP partner",
        "New-CsXmppAllowedPartner fabrikam.com -PartnerType Federated -SaslNegotiation Optional";
    GET = "Get-CsXmppAllowedPartner", Get, "Shows the allowed XMPP partners", "Get-CsXmppAllowedPartner";
    SET = "Set-CsXmppAllowedPartner", Set, "Changes an allowed XMPP partner",
        "New-CsXmppAllowedPartner fabrikam.com | Out-Null\nSet-CsXmppAllowedPartner fabrikam.com -SaslNegotiation NotSupported -AdditionalDomains @{Add='conference.fabrikam.com'}";
    REMOVE = "Remove-CsXmppAllowedPartner", Remove, "Removes an allowed XMPP partner: its domain is refused from then on",
        "New-CsXmppAllowedPartner fabrikam.com | Out-Null\nRemove-CsXmppAllowedPartner fabrikam.com";
}
