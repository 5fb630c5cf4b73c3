//! `CsVoiceNormalizationRule`.

use crate::noun;

noun! {
    "CsVoiceNormalizationRule", "voice normalization rule", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.NormalizationRule";
    about "A voice normalization rule turns a dialled number of one form into a full phone number.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Regular expression of the numbers that the rule is for.
        "Pattern": Kind::Text => Default::Text("^(\\d{11})$");
        /// The number that comes out, with `$1` for the first group of the pattern.
        "Translation": Kind::Text => Default::Text("+$1");
        /// Whether the number is an extension inside.
        "IsInternalExtension": Kind::Truth => Default::Truth(false);
        /// Place of the rule: 0 is tried first.
        "Priority": Kind::Int32 => Default::Number(0);
    }
    NEW = "New-CsVoiceNormalizationRule", New, "Makes a voice normalization rule",
        "New-CsVoiceNormalizationRule global/Redmond -Description 'For Redmond'";
    GET = "Get-CsVoiceNormalizationRule", Get, "Shows voice normalization rules",
        "Get-CsVoiceNormalizationRule";
    SET = "Set-CsVoiceNormalizationRule", Set, "Changes a voice normalization rule",
        "New-CsVoiceNormalizationRule global/Redmond -Description 'For Redmond' | Out-Null\nSet-CsVoiceNormalizationRule global/Redmond -Description 'For Redmond'";
    REMOVE = "Remove-CsVoiceNormalizationRule", Remove, "Removes a voice normalization rule",
        "New-CsVoiceNormalizationRule global/Redmond -Description 'For Redmond' | Out-Null\nRemove-CsVoiceNormalizationRule global/Redmond";
}
