//! `CsXmppAllowedPartner`: the XMPP domains that may be talked to.

use crate::cmdlets::cs::noun::Noun;
use crate::cmdlets::cs::object::Truth;
use crate::noun;
use crate::topology::model::XmppAllowedPartner;

const PARTNER: Noun =
    Noun { type_name: "CsXmppAllowedPartner", words: "XMPP allowed partner", key: "Domain" };
const NEGOTIATIONS: &[&str] = &["Required", "Optional", "NotSupported"];

noun! {
    PARTNER over XmppAllowedPartner,
    properties {
        /// More domains of the same partner.
        "AdditionalDomains" additional: Option<Vec<String>>,
        /// How far its users are trusted.
        "PartnerType" partner_type: Option<String> { values: &["Federated", "PublicVerified", "PublicUnverified"] },
        /// Whether TLS is used on streams.
        "TlsNegotiation" tls: Option<String> { values: NEGOTIATIONS },
        /// Whether SASL EXTERNAL is used on streams.
        "SaslNegotiation" sasl: Option<String> { values: NEGOTIATIONS },
        /// Whether server dialback is used and answered.
        "SupportDialbackNegotiation" dialback: Option<Truth>,
        /// Whether idle streams are kept alive.
        "EnableKeepAlive" keep_alive: Option<Truth>,
        /// Most streams with it.
        "ConnectionLimit" connection_limit: Option<i32>,
        /// Where it is reached, instead of by DNS.
        "ProxyFqdn" proxy: Option<String>,
        /// Free text.
        "Description" description: Option<String>,
    }
    new {
        /// Allows an XMPP partner.
        ///
        /// # Examples
        /// ```powershell
        /// New-CsXmppAllowedPartner fabrikam.com -PartnerType Federated -TlsNegotiation Required
        /// ```
        "New-CsXmppAllowedPartner" as NewCsXmppAllowedPartner
    }
    get {
        /// Lists the allowed XMPP partners.
        ///
        /// # Examples
        /// ```powershell
        /// Get-CsXmppAllowedPartner
        /// ```
        "Get-CsXmppAllowedPartner" as GetCsXmppAllowedPartner
    }
    set false {
        /// Changes an allowed XMPP partner.
        ///
        /// # Examples
        /// ```powershell
        /// New-CsXmppAllowedPartner fabrikam.com | Out-Null
        /// Set-CsXmppAllowedPartner fabrikam.com -SaslNegotiation NotSupported
        /// ```
        "Set-CsXmppAllowedPartner" as SetCsXmppAllowedPartner
    }
    remove {
        /// Removes an allowed XMPP partner: its domain is refused from then on.
        ///
        /// # Examples
        /// ```powershell
        /// New-CsXmppAllowedPartner fabrikam.com | Out-Null
        /// Remove-CsXmppAllowedPartner fabrikam.com
        /// ```
        "Remove-CsXmppAllowedPartner" as RemoveCsXmppAllowedPartner
    }
}
