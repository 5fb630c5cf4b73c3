//! `CsOutboundTranslationRule`.

use crate::noun;

noun! {
    "CsOutboundTranslationRule", "outbound translation rule", "Microsoft.Rtc.Management.WritableConfig.Settings.TrunkConfiguration.TranslationRule";
    about "An outbound translation rule changes the called number on a trunk.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Regular expression of the numbers that the rule is for.
        "Pattern": Kind::Text => Default::Nothing;
        /// Place of the rule: 0 is tried first.
        "Priority": Kind::Int32 => Default::Number(0);
        /// The number that comes out.
        "Translation": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsOutboundTranslationRule", New, "Makes an outbound translation rule",
        "New-CsOutboundTranslationRule global/Redmond -Description 'For Redmond'";
    GET = "Get-CsOutboundTranslationRule", Get, "Shows outbound translation rules",
        "Get-CsOutboundTranslationRule";
    SET = "Set-CsOutboundTranslationRule", Set, "Changes an outbound translation rule",
        "New-CsOutboundTranslationRule global/Redmond -Description 'For Redmond' | Out-Null\nSet-CsOutboundTranslationRule global/Redmond -Description 'For Redmond'";
    REMOVE = "Remove-CsOutboundTranslationRule", Remove, "Removes an outbound translation rule",
        "New-CsOutboundTranslationRule global/Redmond -Description 'For Redmond' | Out-Null\nRemove-CsOutboundTranslationRule global/Redmond";
}
