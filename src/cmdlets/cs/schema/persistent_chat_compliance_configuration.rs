//! `CsPersistentChatComplianceConfiguration`.

use crate::noun;

noun! {
    "CsPersistentChatComplianceConfiguration", "persistent chat compliance configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.PersistentChat.PersistentChatComplianceConfiguration";
    about "A persistent chat compliance configuration says how chat rooms are recorded.";
    scopes [Global, Site, Service] {};
    properties {
        /// Name of the adapter.
        "AdapterName": Kind::Text => Default::Nothing;
        /// Folder that the adapter writes to.
        "AdapterOutputDirectory": Kind::Text => Default::Nothing;
        /// Kind of the adapter.
        "AdapterType": Kind::Text => Default::Nothing;
        /// Whether records describe the rooms.
        "AddChatRoomDetails": Kind::Truth => Default::Truth(false);
        /// Whether records describe the users.
        "AddUserDetails": Kind::Truth => Default::Truth(false);
        /// Whether there is a list of files.
        "CreateFileAttachmentsManifest": Kind::Truth => Default::Truth(false);
        /// Settings of an adapter of one's own.
        "CustomConfiguration": Kind::Text => Default::Nothing;
        /// Whether each room has its own record.
        "OneChatRoomPerOutputFile": Kind::Truth => Default::Truth(false);
        /// Time between two records.
        "RunInterval": Kind::TimeSpan => Default::Text("00:15:00");
    }
    NEW = "New-CsPersistentChatComplianceConfiguration", New, "Makes a persistent chat compliance configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPersistentChatComplianceConfiguration site:Redmond -AdapterName Redmond";
    GET = "Get-CsPersistentChatComplianceConfiguration", Get, "Shows persistent chat compliance configurations",
        "Get-CsPersistentChatComplianceConfiguration";
    SET = "Set-CsPersistentChatComplianceConfiguration", Set, "Changes a persistent chat compliance configuration: the global one without -Identity",
        "Set-CsPersistentChatComplianceConfiguration -AdapterName Redmond";
    REMOVE = "Remove-CsPersistentChatComplianceConfiguration", Remove, "Removes a persistent chat compliance configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPersistentChatComplianceConfiguration site:Redmond -AdapterName Redmond | Out-Null\nRemove-CsPersistentChatComplianceConfiguration site:Redmond";
}
