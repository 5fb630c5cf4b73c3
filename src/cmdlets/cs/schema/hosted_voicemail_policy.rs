//! `CsHostedVoicemailPolicy`.

use crate::noun;

noun! {
    "CsHostedVoicemailPolicy", "hosted voice mail policy", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.HostedVoicemailPolicy";
    about "A hosted voice mail policy says where voice mail of users is kept.";
    scopes [Global, Site, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant), Extra::tenant(Verb::Grant)],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Name of the service that keeps it.
        "Destination": Kind::Text => Default::Nothing;
        /// Organisations there, with commas between them.
        "Organization": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsHostedVoicemailPolicy", New, "Makes a hosted voice mail policy",
        "New-CsHostedVoicemailPolicy Sales -Description 'For Redmond'";
    GET = "Get-CsHostedVoicemailPolicy", Get, "Shows hosted voice mail policies",
        "Get-CsHostedVoicemailPolicy";
    SET = "Set-CsHostedVoicemailPolicy", Set, "Changes a hosted voice mail policy: the global one without -Identity",
        "Set-CsHostedVoicemailPolicy -Description 'For Redmond'";
    REMOVE = "Remove-CsHostedVoicemailPolicy", Remove, "Removes a hosted voice mail policy; the global one goes back to its defaults",
        "New-CsHostedVoicemailPolicy Sales -Description 'For Redmond' | Out-Null\nRemove-CsHostedVoicemailPolicy Sales";
    GRANT = "Grant-CsHostedVoicemailPolicy", Grant, "Gives users a hosted voice mail policy",
        "New-CsHostedVoicemailPolicy Sales -Description 'For Redmond' | Out-Null\nGet-CsUser | Grant-CsHostedVoicemailPolicy -PolicyName Sales";
}
