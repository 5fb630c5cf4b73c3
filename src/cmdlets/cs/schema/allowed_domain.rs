//! `CsAllowedDomain`.

use crate::noun;

noun! {
    "CsAllowedDomain", "allowed domain", "Microsoft.Rtc.Management.WritableConfig.Settings.Edge.AllowedDomain";
    about "An allowed domain is a SIP domain that users may talk to.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("Domain"), type_name: "string", shown: true }),
    };
    properties {
        /// Free text.
        "Comment": Kind::Text => Default::Nothing;
        /// Whether quality of conversations with it is watched.
        "MarkForMonitoring": Kind::Truth => Default::Truth(false);
        /// Name of its Access Edge, instead of looking it up in DNS.
        "ProxyFqdn": Kind::Text => Default::Nothing;
        /// How far its users are trusted to be who they say.
        "VerificationLevel": Kind::Choice("VerificationLevelType", &["AlwaysVerifiable", "AlwaysUnverifiable", "UseSourceVerification"]) => Default::Text("UseSourceVerification");
    }
    NEW = "New-CsAllowedDomain", New, "Makes an allowed domain",
        "New-CsAllowedDomain fabrikam.com -Comment 'Partner'";
    GET = "Get-CsAllowedDomain", Get, "Shows allowed domains",
        "Get-CsAllowedDomain";
    SET = "Set-CsAllowedDomain", Set, "Changes an allowed domain",
        "New-CsAllowedDomain fabrikam.com -Comment 'Partner' | Out-Null\nSet-CsAllowedDomain fabrikam.com -Comment 'Partner'";
    REMOVE = "Remove-CsAllowedDomain", Remove, "Removes an allowed domain",
        "New-CsAllowedDomain fabrikam.com -Comment 'Partner' | Out-Null\nRemove-CsAllowedDomain fabrikam.com";
}
