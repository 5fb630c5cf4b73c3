//! `CsPresenceProvider`.

use crate::noun;

noun! {
    "CsPresenceProvider", "presence provider", "Microsoft.Rtc.Management.WritableConfig.Settings.UserServices.PresenceProvider";
    about "A presence provider is an application that may publish presence for users.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Fqdn"), type_name: "string", shown: true }),
    };
    properties {
    }
    NEW = "New-CsPresenceProvider", New, "Makes a presence provider",
        "New-CsPresenceProvider global/Redmond";
    GET = "Get-CsPresenceProvider", Get, "Shows presence providers",
        "Get-CsPresenceProvider";
    SET = "Set-CsPresenceProvider", Set, "Changes a presence provider",
        "New-CsPresenceProvider global/Redmond | Out-Null\nSet-CsPresenceProvider global/Redmond";
    REMOVE = "Remove-CsPresenceProvider", Remove, "Removes a presence provider",
        "New-CsPresenceProvider global/Redmond | Out-Null\nRemove-CsPresenceProvider global/Redmond";
}
