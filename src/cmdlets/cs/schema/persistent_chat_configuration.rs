//! `CsPersistentChatConfiguration`.

use crate::noun;

noun! {
    "CsPersistentChatConfiguration", "persistent chat configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.PersistentChat.PersistentChatConfiguration";
    about "A persistent chat configuration limits chat rooms.";
    scopes [Global, Site, Service] {};
    properties {
        /// How many messages a user sees on entering a room.
        "DefaultChatHistory": Kind::Int16 => Default::Number(30);
        /// Largest file, in kilobytes.
        "MaxFileSizeKB": Kind::UInt32 => Default::Number(20480);
        /// Most people in a room whose presence is followed.
        "ParticipantUpdateLimit": Kind::UInt32 => Default::Number(75);
        /// Web address at which rooms are managed.
        "RoomManagementUrl": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsPersistentChatConfiguration", New, "Makes a persistent chat configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPersistentChatConfiguration site:Redmond -DefaultChatHistory 30";
    GET = "Get-CsPersistentChatConfiguration", Get, "Shows persistent chat configurations",
        "Get-CsPersistentChatConfiguration";
    SET = "Set-CsPersistentChatConfiguration", Set, "Changes a persistent chat configuration: the global one without -Identity",
        "Set-CsPersistentChatConfiguration -DefaultChatHistory 30";
    REMOVE = "Remove-CsPersistentChatConfiguration", Remove, "Removes a persistent chat configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPersistentChatConfiguration site:Redmond -DefaultChatHistory 30 | Out-Null\nRemove-CsPersistentChatConfiguration site:Redmond";
}
