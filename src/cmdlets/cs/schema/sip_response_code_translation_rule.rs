//! `CsSipResponseCodeTranslationRule`.

use crate::noun;

noun! {
    "CsSipResponseCodeTranslationRule", "SIP response code translation rule", "Microsoft.Rtc.Management.WritableConfig.Settings.TrunkConfiguration.SipResponseCodeTTranslationRule";
    about "A SIP response code translation rule changes an error of a trunk into another one.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// The error that comes out.
        "TranslatedResponseCode": Kind::Int32 => Default::Nothing, { mandatory: true };
        /// Place of the rule: 0 is tried first.
        "Priority": Kind::Int32 => Default::Number(0);
        /// The error that came in.
        "ReceivedResponseCode": Kind::Int32 => Default::Nothing;
        /// The cause of the telephone network that came in.
        "ReceivedISUPCauseValue": Kind::Int32 => Default::Nothing;
    }
    NEW = "New-CsSipResponseCodeTranslationRule", New, "Makes a SIP response code translation rule",
        "New-CsSipResponseCodeTranslationRule global/Redmond -TranslatedResponseCode 480 -Priority 0";
    GET = "Get-CsSipResponseCodeTranslationRule", Get, "Shows SIP response code translation rules",
        "Get-CsSipResponseCodeTranslationRule";
    SET = "Set-CsSipResponseCodeTranslationRule", Set, "Changes a SIP response code translation rule",
        "New-CsSipResponseCodeTranslationRule global/Redmond -TranslatedResponseCode 480 -Priority 0 | Out-Null\nSet-CsSipResponseCodeTranslationRule global/Redmond -Priority 0";
    REMOVE = "Remove-CsSipResponseCodeTranslationRule", Remove, "Removes a SIP response code translation rule",
        "New-CsSipResponseCodeTranslationRule global/Redmond -TranslatedResponseCode 480 -Priority 0 | Out-Null\nRemove-CsSipResponseCodeTranslationRule global/Redmond";
}
