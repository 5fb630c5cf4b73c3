//! `CsPresencePolicy`.

use crate::noun;

noun! {
    "CsPresencePolicy", "presence policy", "Microsoft.Rtc.Management.WritableConfig.Policy.Presence.PresencePolicy";
    about "A presence policy limits how many people may follow a user.";
    scopes [Global, Site, Tag] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Most subscriptions to a kind of information.
        "MaxCategorySubscription": Kind::UInt16 => Default::Number(1000);
        /// Most people who wait for the user's consent.
        "MaxPromptedSubscriber": Kind::UInt16 => Default::Number(200);
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsPresencePolicy", New, "Makes a presence policy",
        "New-CsPresencePolicy Sales -MaxCategorySubscription 1000";
    GET = "Get-CsPresencePolicy", Get, "Shows presence policies",
        "Get-CsPresencePolicy";
    SET = "Set-CsPresencePolicy", Set, "Changes a presence policy: the global one without -Identity",
        "Set-CsPresencePolicy -MaxCategorySubscription 1000";
    REMOVE = "Remove-CsPresencePolicy", Remove, "Removes a presence policy; the global one goes back to its defaults",
        "New-CsPresencePolicy Sales -MaxCategorySubscription 1000 | Out-Null\nRemove-CsPresencePolicy Sales";
    GRANT = "Grant-CsPresencePolicy", Grant, "Gives users a presence policy",
        "New-CsPresencePolicy Sales -MaxCategorySubscription 1000 | Out-Null\nGet-CsUser | Grant-CsPresencePolicy -PolicyName Sales";
}
