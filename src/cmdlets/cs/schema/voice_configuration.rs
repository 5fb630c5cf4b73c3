//! `CsVoiceConfiguration`.

use crate::noun;

noun! {
    "CsVoiceConfiguration", "voice configuration", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.VoiceConfiguration";
    about "The voice configuration holds the test cases for dial plans and routes.";
    scopes [Global] {};
    properties {
        /// The test cases, made by New-CsVoiceTestConfiguration.
        "VoiceTestConfigurations": Kind::Objects => Default::List(&[]), { example: "(New-CsVoiceTestConfiguration Redmond -InMemory)" };
    }
    GET = "Get-CsVoiceConfiguration", Get, "Shows the voice configuration",
        "Get-CsVoiceConfiguration";
    SET = "Set-CsVoiceConfiguration", Set, "Changes the voice configuration",
        "Set-CsVoiceConfiguration";
    REMOVE = "Remove-CsVoiceConfiguration", Remove, "Puts the voice configuration back to its defaults",
        "Remove-CsVoiceConfiguration Global";
}
