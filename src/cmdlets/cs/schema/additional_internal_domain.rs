//! `CsAdditionalInternalDomain`.

use crate::noun;

noun! {
    "CsAdditionalInternalDomain", "additional internal domain", "Microsoft.Rtc.Management.AdditionalInternalDomain";
    about "An additional internal domain is a domain that counts as inside although it is no SIP domain.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("Domain"), type_name: "string", shown: true }),
    };
    properties {
    }
    NEW = "New-CsAdditionalInternalDomain", New, "Makes an additional internal domain",
        "New-CsAdditionalInternalDomain fabrikam.com";
    GET = "Get-CsAdditionalInternalDomain", Get, "Shows additional internal domains",
        "Get-CsAdditionalInternalDomain";
    REMOVE = "Remove-CsAdditionalInternalDomain", Remove, "Removes an additional internal domain",
        "New-CsAdditionalInternalDomain fabrikam.com | Out-Null\nRemove-CsAdditionalInternalDomain fabrikam.com";
}
