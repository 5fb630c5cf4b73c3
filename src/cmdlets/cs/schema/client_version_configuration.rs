//! `CsClientVersionConfiguration`.

use crate::noun;

noun! {
    "CsClientVersionConfiguration", "client version configuration", "Microsoft.Rtc.Management.WritableConfig.Policy.ClientVersion.ClientVersionConfiguration";
    about "A client version configuration says what happens to clients that no rule names.";
    scopes [Global, Site, Service] {};
    properties {
        /// What is done with such a client.
        "DefaultAction": Kind::Choice("DefaultAction", &["Allow", "AllowWithUrl", "Block", "BlockWithUrl"]) => Default::Text("Allow");
        /// Whether versions are checked.
        "Enabled": Kind::Truth => Default::Truth(true);
        /// Web address that a refused client is sent to.
        "DefaultURL": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsClientVersionConfiguration", New, "Makes a client version configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsClientVersionConfiguration site:Redmond -DefaultAction BlockWithUrl";
    GET = "Get-CsClientVersionConfiguration", Get, "Shows client version configurations",
        "Get-CsClientVersionConfiguration";
    SET = "Set-CsClientVersionConfiguration", Set, "Changes a client version configuration: the global one without -Identity",
        "Set-CsClientVersionConfiguration -DefaultAction BlockWithUrl";
    REMOVE = "Remove-CsClientVersionConfiguration", Remove, "Removes a client version configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsClientVersionConfiguration site:Redmond -DefaultAction BlockWithUrl | Out-Null\nRemove-CsClientVersionConfiguration site:Redmond";
}
