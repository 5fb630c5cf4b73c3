//! `CsDialPlan`.

use crate::noun;

noun! {
    "CsDialPlan", "dial plan", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.LocationProfile";
    about "A dial plan turns what users dial into full phone numbers.";
    scopes [Global, Site, Service, Tag] {
        extras: &[Extra::tenant(Verb::Get), Extra::domain_controller(Verb::Grant), Extra::tenant(Verb::Grant)],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Region whose numbers people dial to join a meeting.
        "DialinConferencingRegion": Kind::Text => Default::Nothing;
        /// Digits before a number outside.
        "ExternalAccessPrefix": Kind::Text => Default::Nothing;
        /// The rules, in the order in which they are tried.
        "NormalizationRules": Kind::Objects => Default::List(&[]), { example: "(New-CsVoiceNormalizationRule Global/Ten -Pattern '^(\\d{10})$' -Translation '+1$1' -InMemory)" };
        /// Whether the prefix is left out of what is dialled.
        "OptimizeDeviceDialing": Kind::Truth => Default::Truth(false);
        /// Short name.
        "SimpleName": Kind::Text => Default::Nothing;
        /// State that the dial plan is for.
        "State": Kind::Text => Default::Nothing;
        /// City that the dial plan is for.
        "City": Kind::Text => Default::Nothing;
        /// Code of the country that the dial plan is for.
        "CountryCode": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsDialPlan", New, "Makes a dial plan",
        "New-CsDialPlan Sales -Description 'For Redmond'";
    GET = "Get-CsDialPlan", Get, "Shows dial plans",
        "Get-CsDialPlan";
    SET = "Set-CsDialPlan", Set, "Changes a dial plan: the global one without -Identity",
        "Set-CsDialPlan -Description 'For Redmond'";
    REMOVE = "Remove-CsDialPlan", Remove, "Removes a dial plan; the global one goes back to its defaults",
        "New-CsDialPlan Sales -Description 'For Redmond' | Out-Null\nRemove-CsDialPlan Sales";
    GRANT = "Grant-CsDialPlan", Grant, "Gives users a dial plan",
        "New-CsDialPlan Sales -Description 'For Redmond' | Out-Null\nGet-CsUser | Grant-CsDialPlan -PolicyName Sales";
}
