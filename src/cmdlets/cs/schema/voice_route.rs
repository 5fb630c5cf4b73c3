//! `CsVoiceRoute`.

use crate::noun;

noun! {
    "CsVoiceRoute", "voice route", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.Route";
    about "A voice route says by which gateways some numbers are called.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// Number that is shown instead of the caller's.
        "AlternateCallerId": Kind::Text => Default::Nothing;
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Regular expression of the numbers.
        "NumberPattern": Kind::Text => Default::Text("^(\\+1[0-9]{10})$");
        /// Place of the route: 0 is tried first.
        "Priority": Kind::Int32 => Default::Number(0);
        /// The gateways.
        "PstnGatewayList": Kind::List => Default::List(&[]);
        /// The phone usages.
        "PstnUsages": Kind::List => Default::List(&[]);
        /// Whether the caller's number is not shown.
        "SuppressCallerId": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsVoiceRoute", New, "Makes a voice route",
        "New-CsVoiceRoute Redmond -AlternateCallerId Redmond";
    GET = "Get-CsVoiceRoute", Get, "Shows voice routes",
        "Get-CsVoiceRoute";
    SET = "Set-CsVoiceRoute", Set, "Changes a voice route",
        "New-CsVoiceRoute Redmond -AlternateCallerId Redmond | Out-Null\nSet-CsVoiceRoute Redmond -AlternateCallerId Redmond";
    REMOVE = "Remove-CsVoiceRoute", Remove, "Removes a voice route",
        "New-CsVoiceRoute Redmond -AlternateCallerId Redmond | Out-Null\nRemove-CsVoiceRoute Redmond";
}
