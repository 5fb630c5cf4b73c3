//! `CsDialInConferencingLanguageList`.

use crate::noun;

noun! {
    "CsDialInConferencingLanguageList", "dial-in conferencing language list", "Microsoft.Rtc.Management.WritableConfig.Settings.DialInConferencingSettings.DialInConferencingLanguageList";
    about "The dial-in conferencing language list names the languages that callers can choose from.";
    scopes [Global] {};
    properties {
    }
    GET = "Get-CsDialInConferencingLanguageList", Get, "Shows the dial-in conferencing language list",
        "Get-CsDialInConferencingLanguageList";
}
