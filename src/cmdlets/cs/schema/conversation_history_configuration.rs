//! `CsConversationHistoryConfiguration`.

use crate::noun;

noun! {
    "CsConversationHistoryConfiguration", "conversation history configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.ConversationHistory.ConversationHistorySettings";
    about "The conversation history configuration says whether the server saves conversations.";
    scopes [Global] {};
    properties {
        /// Whether it does.
        "EnableServerConversationHistory": Kind::Truth => Default::Truth(false);
        /// How often saving a conversation is tried.
        "MaxContinuedConversationRetry": Kind::UInt32 => Default::Number(20);
        /// Whether addresses are saved with display names.
        "EnableDisplayNameResolution": Kind::Truth => Default::Truth(false);
    }
    GET = "Get-CsConversationHistoryConfiguration", Get, "Shows the conversation history configuration",
        "Get-CsConversationHistoryConfiguration";
    SET = "Set-CsConversationHistoryConfiguration", Set, "Changes the conversation history configuration",
        "Set-CsConversationHistoryConfiguration -EnableServerConversationHistory $true";
    REMOVE = "Remove-CsConversationHistoryConfiguration", Remove, "Puts the conversation history configuration back to its defaults",
        "Remove-CsConversationHistoryConfiguration Global";
}
