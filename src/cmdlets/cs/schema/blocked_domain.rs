//! `CsBlockedDomain`.

use crate::noun;

noun! {
    "CsBlockedDomain", "blocked domain", "Microsoft.Rtc.Management.WritableConfig.Settings.Edge.BlockedDomain";
    about "A blocked domain is a SIP domain that users may not talk to.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("Domain"), type_name: "string", shown: true }),
    };
    properties {
        /// Free text.
        "Comment": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsBlockedDomain", New, "Makes a blocked domain",
        "New-CsBlockedDomain fabrikam.com -Comment 'Partner'";
    GET = "Get-CsBlockedDomain", Get, "Shows blocked domains",
        "Get-CsBlockedDomain";
    SET = "Set-CsBlockedDomain", Set, "Changes a blocked domain",
        "New-CsBlockedDomain fabrikam.com -Comment 'Partner' | Out-Null\nSet-CsBlockedDomain fabrikam.com -Comment 'Partner'";
    REMOVE = "Remove-CsBlockedDomain", Remove, "Removes a blocked domain",
        "New-CsBlockedDomain fabrikam.com -Comment 'Partner' | Out-Null\nRemove-CsBlockedDomain fabrikam.com";
}
