//! `CsVoiceTestConfiguration`.

use crate::noun;

noun! {
    "CsVoiceTestConfiguration", "voice test configuration", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.TestConfiguration";
    about "A voice test configuration is a test case for dial plans and routes.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// Number that is dialled.
        "DialedNumber": Kind::Text => Default::Text("1234");
        /// Route that should be taken.
        "ExpectedRoute": Kind::Text => Default::Nothing;
        /// Number that should come out.
        "ExpectedTranslatedNumber": Kind::Text => Default::Text("+1234");
        /// Phone usage that should hold.
        "ExpectedUsage": Kind::Text => Default::Nothing;
        /// Dial plan under test.
        "TargetDialplan": Kind::Text => Default::Nothing;
        /// Voice policy under test.
        "TargetVoicePolicy": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsVoiceTestConfiguration", New, "Makes a voice test configuration",
        "New-CsVoiceTestConfiguration Redmond -DialedNumber Redmond";
    GET = "Get-CsVoiceTestConfiguration", Get, "Shows voice test configurations",
        "Get-CsVoiceTestConfiguration";
    SET = "Set-CsVoiceTestConfiguration", Set, "Changes a voice test configuration",
        "New-CsVoiceTestConfiguration Redmond -DialedNumber Redmond | Out-Null\nSet-CsVoiceTestConfiguration Redmond -DialedNumber Redmond";
    REMOVE = "Remove-CsVoiceTestConfiguration", Remove, "Removes a voice test configuration",
        "New-CsVoiceTestConfiguration Redmond -DialedNumber Redmond | Out-Null\nRemove-CsVoiceTestConfiguration Redmond";
}
