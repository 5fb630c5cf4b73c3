//! `CsClientVersionPolicy`.

use crate::noun;

noun! {
    "CsClientVersionPolicy", "client version policy", "Microsoft.Rtc.Management.WritableConfig.Policy.ClientVersion.ClientVersionPolicy";
    about "A client version policy is a list of rules on which clients may sign in.";
    scopes [Global, Site, Service, Tag] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// The rules, in the order in which they are tried.
        "Rules": Kind::Objects => Default::List(&[]), { example: "(New-CsClientVersionPolicyRule -Parent Global -RuleId 2496c3fb-9f5d-4d42-b7b1-3b2b2a7d2f2a -UserAgent OC -MajorVersion 4 -MinorVersion 0 -BuildNumber 1 -QfeNumber 2 -Action Block -CompareOp EQL -InMemory)" };
    }
    NEW = "New-CsClientVersionPolicy", New, "Makes a client version policy",
        "New-CsClientVersionPolicy Sales -Description 'For Redmond'";
    GET = "Get-CsClientVersionPolicy", Get, "Shows client version policies",
        "Get-CsClientVersionPolicy";
    SET = "Set-CsClientVersionPolicy", Set, "Changes a client version policy: the global one without -Identity",
        "Set-CsClientVersionPolicy -Description 'For Redmond'";
    REMOVE = "Remove-CsClientVersionPolicy", Remove, "Removes a client version policy; the global one goes back to its defaults",
        "New-CsClientVersionPolicy Sales -Description 'For Redmond' | Out-Null\nRemove-CsClientVersionPolicy Sales";
    GRANT = "Grant-CsClientVersionPolicy", Grant, "Gives users a client version policy",
        "New-CsClientVersionPolicy Sales -Description 'For Redmond' | Out-Null\nGet-CsUser | Grant-CsClientVersionPolicy -PolicyName Sales";
}
