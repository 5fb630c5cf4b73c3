//! `CsAutodiscoverConfiguration`.

use crate::noun;

noun! {
    "CsAutodiscoverConfiguration", "autodiscover configuration", "Microsoft.Rtc.Management.WriteableConfig.Settings.AutoDiscoverConfiguration.AutoDiscoverConfiguration";
    about "An autodiscover configuration says what mobile clients are told about where to sign in.";
    scopes [Global, Site] {};
    properties {
        /// Name at which clients outside sign in.
        "ExternalSipClientAccessFqdn": Kind::Text => Default::Nothing;
        /// Port at which clients outside sign in.
        "ExternalSipClientAccessPort": Kind::UInt32 => Default::Nothing;
        /// Web addresses that clients are sent to.
        "WebLinks": Kind::Objects => Default::List(&[]), { example: "@{Add = New-CsWebLink -Token Help -Href https://www.contoso.com/help}" };
        /// Whether clients are told where to get certificates.
        "EnableCertificateProvisioningServiceUrl": Kind::Truth => Default::Truth(true);
        /// Whether pages of other sites may call the service.
        "EnableCORS": Kind::Truth => Default::Truth(false), { on: On::Set };
    }
    NEW = "New-CsAutodiscoverConfiguration", New, "Makes an autodiscover configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsAutodiscoverConfiguration site:Redmond -ExternalSipClientAccessFqdn Redmond";
    GET = "Get-CsAutodiscoverConfiguration", Get, "Shows autodiscover configurations",
        "Get-CsAutodiscoverConfiguration";
    SET = "Set-CsAutodiscoverConfiguration", Set, "Changes an autodiscover configuration: the global one without -Identity",
        "Set-CsAutodiscoverConfiguration -ExternalSipClientAccessFqdn Redmond";
    REMOVE = "Remove-CsAutodiscoverConfiguration", Remove, "Removes an autodiscover configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsAutodiscoverConfiguration site:Redmond -ExternalSipClientAccessFqdn Redmond | Out-Null\nRemove-CsAutodiscoverConfiguration site:Redmond";
}
