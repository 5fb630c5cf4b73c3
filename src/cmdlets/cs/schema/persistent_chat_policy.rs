//! `CsPersistentChatPolicy`.

use crate::noun;

noun! {
    "CsPersistentChatPolicy", "persistent chat policy", "Microsoft.Rtc.Management.WritableConfig.Policy.PersistentChat.PersistentChatPolicy";
    about "A persistent chat policy says whether users may use chat rooms.";
    scopes [Global, Site, Tag] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether they may.
        "EnablePersistentChat": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsPersistentChatPolicy", New, "Makes a persistent chat policy",
        "New-CsPersistentChatPolicy Sales -Description 'For Redmond'";
    GET = "Get-CsPersistentChatPolicy", Get, "Shows persistent chat policies",
        "Get-CsPersistentChatPolicy";
    SET = "Set-CsPersistentChatPolicy", Set, "Changes a persistent chat policy: the global one without -Identity",
        "Set-CsPersistentChatPolicy -Description 'For Redmond'";
    REMOVE = "Remove-CsPersistentChatPolicy", Remove, "Removes a persistent chat policy; the global one goes back to its defaults",
        "New-CsPersistentChatPolicy Sales -Description 'For Redmond' | Out-Null\nRemove-CsPersistentChatPolicy Sales";
    GRANT = "Grant-CsPersistentChatPolicy", Grant, "Gives users a persistent chat policy",
        "New-CsPersistentChatPolicy Sales -Description 'For Redmond' | Out-Null\nGet-CsUser | Grant-CsPersistentChatPolicy -PolicyName Sales";
}
