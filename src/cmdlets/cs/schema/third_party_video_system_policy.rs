//! `CsThirdPartyVideoSystemPolicy`.

use crate::noun;

noun! {
    "CsThirdPartyVideoSystemPolicy", "third-party video system policy", "Microsoft.Rtc.Management.WritableConfig.Policy.ThirdPartyVideoSystem.ThirdPartyVideoSystemPolicy";
    about "A third-party video system policy says what video systems of others are sent.";
    scopes [Global, Site, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Whether they can send small video.
        "SupportsSendingLowResolution": Kind::Truth => Default::Truth(true);
    }
    NEW = "New-CsThirdPartyVideoSystemPolicy", New, "Makes a third-party video system policy",
        "New-CsThirdPartyVideoSystemPolicy Sales -SupportsSendingLowResolution $false";
    GET = "Get-CsThirdPartyVideoSystemPolicy", Get, "Shows third-party video system policies",
        "Get-CsThirdPartyVideoSystemPolicy";
    SET = "Set-CsThirdPartyVideoSystemPolicy", Set, "Changes a third-party video system policy: the global one without -Identity",
        "Set-CsThirdPartyVideoSystemPolicy -SupportsSendingLowResolution $false";
    REMOVE = "Remove-CsThirdPartyVideoSystemPolicy", Remove, "Removes a third-party video system policy; the global one goes back to its defaults",
        "New-CsThirdPartyVideoSystemPolicy Sales -SupportsSendingLowResolution $false | Out-Null\nRemove-CsThirdPartyVideoSystemPolicy Sales";
    GRANT = "Grant-CsThirdPartyVideoSystemPolicy", Grant, "Gives users a third-party video system policy",
        "New-CsThirdPartyVideoSystemPolicy Sales -SupportsSendingLowResolution $false | Out-Null\nGet-CsUser | Grant-CsThirdPartyVideoSystemPolicy -PolicyName Sales";
}
