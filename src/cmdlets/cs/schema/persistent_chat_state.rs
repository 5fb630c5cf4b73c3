//! `CsPersistentChatState`.

use crate::noun;

noun! {
    "CsPersistentChatState", "persistent chat state", "Microsoft.Rtc.Management.WritableConfig.Settings.PersistentChat.PersistentChatState";
    about "The persistent chat state says whether a chat pool has failed over.";
    scopes [Global] {};
    properties {
        /// The state.
        "PoolState": Kind::Choice("PoolState", &["Normal", "FailedOver"]) => Default::Text("Normal");
    }
    GET = "Get-CsPersistentChatState", Get, "Shows the persistent chat state",
        "Get-CsPersistentChatState";
    SET = "Set-CsPersistentChatState", Set, "Changes the persistent chat state",
        "Set-CsPersistentChatState -PoolState FailedOver";
}
