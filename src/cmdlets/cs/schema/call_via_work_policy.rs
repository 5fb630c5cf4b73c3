//! `CsCallViaWorkPolicy`.

use crate::noun;

noun! {
    "CsCallViaWorkPolicy", "call via work policy", "Microsoft.Rtc.Management.WritableConfig.Policy.CallViaWork.CallViaWorkPolicy";
    about "A call via work policy says whether users may call with the telephone on their desk.";
    scopes [Global, Site, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Number at which users are called back.
        "AdminCallbackNumber": Kind::Text => Default::Nothing;
        /// Whether users may do so.
        "Enabled": Kind::Truth => Default::Truth(false);
        /// Whether that number is used instead of the users' own.
        "UseAdminCallbackNumber": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsCallViaWorkPolicy", New, "Makes a call via work policy",
        "New-CsCallViaWorkPolicy Sales -AdminCallbackNumber Redmond";
    GET = "Get-CsCallViaWorkPolicy", Get, "Shows call via work policies",
        "Get-CsCallViaWorkPolicy";
    SET = "Set-CsCallViaWorkPolicy", Set, "Changes a call via work policy: the global one without -Identity",
        "Set-CsCallViaWorkPolicy -AdminCallbackNumber Redmond";
    REMOVE = "Remove-CsCallViaWorkPolicy", Remove, "Removes a call via work policy; the global one goes back to its defaults",
        "New-CsCallViaWorkPolicy Sales -AdminCallbackNumber Redmond | Out-Null\nRemove-CsCallViaWorkPolicy Sales";
    GRANT = "Grant-CsCallViaWorkPolicy", Grant, "Gives users a call via work policy",
        "New-CsCallViaWorkPolicy Sales -AdminCallbackNumber Redmond | Out-Null\nGet-CsUser | Grant-CsCallViaWorkPolicy -PolicyName Sales";
}
