//! `CsOutboundCallingNumberTranslationRule`.

use crate::noun;

noun! {
    "CsOutboundCallingNumberTranslationRule", "outbound calling number translation rule", "Microsoft.Rtc.Management.WritableConfig.Settings.TrunkConfiguration.CallingNumberTranslationRule";
    about "An outbound calling number translation rule changes the caller's number on a trunk.";
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
    NEW = "New-CsOutboundCallingNumberTranslationRule", New, "Makes an outbound calling number translation rule",
        "New-CsOutboundCallingNumberTranslationRule global/Redmond -Description 'For Redmond'";
    GET = "Get-CsOutboundCallingNumberTranslationRule", Get, "Shows outbound calling number translation rules",
        "Get-CsOutboundCallingNumberTranslationRule";
    SET = "Set-CsOutboundCallingNumberTranslationRule", Set, "Changes an outbound calling number translation rule",
        "New-CsOutboundCallingNumberTranslationRule global/Redmond -Description 'For Redmond' | Out-Null\nSet-CsOutboundCallingNumberTranslationRule global/Redmond -Description 'For Redmond'";
    REMOVE = "Remove-CsOutboundCallingNumberTranslationRule", Remove, "Removes an outbound calling number translation rule",
        "New-CsOutboundCallingNumberTranslationRule global/Redmond -Description 'For Redmond' | Out-Null\nRemove-CsOutboundCallingNumberTranslationRule global/Redmond";
}
