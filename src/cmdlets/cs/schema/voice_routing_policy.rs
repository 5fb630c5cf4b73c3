//! `CsVoiceRoutingPolicy`.

use crate::noun;

noun! {
    "CsVoiceRoutingPolicy", "voice routing policy", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.VoiceRoutingPolicy";
    about "A voice routing policy says whom users whose telephony is online may call here.";
    scopes [Global, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::domain_controller(Verb::Grant), Extra::tenant(Verb::Grant)],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Display name.
        "Name": Kind::Text => Default::Nothing;
        /// The phone usages.
        "PstnUsages": Kind::List => Default::List(&[]);
    }
    NEW = "New-CsVoiceRoutingPolicy", New, "Makes a voice routing policy",
        "New-CsVoiceRoutingPolicy Sales -Description 'For Redmond'";
    GET = "Get-CsVoiceRoutingPolicy", Get, "Shows voice routing policies",
        "Get-CsVoiceRoutingPolicy";
    SET = "Set-CsVoiceRoutingPolicy", Set, "Changes a voice routing policy: the global one without -Identity",
        "Set-CsVoiceRoutingPolicy -Description 'For Redmond'";
    REMOVE = "Remove-CsVoiceRoutingPolicy", Remove, "Removes a voice routing policy; the global one goes back to its defaults",
        "New-CsVoiceRoutingPolicy Sales -Description 'For Redmond' | Out-Null\nRemove-CsVoiceRoutingPolicy Sales";
    GRANT = "Grant-CsVoiceRoutingPolicy", Grant, "Gives users a voice routing policy",
        "New-CsVoiceRoutingPolicy Sales -Description 'For Redmond' | Out-Null\nGet-CsUser | Grant-CsVoiceRoutingPolicy -PolicyName Sales";
}
