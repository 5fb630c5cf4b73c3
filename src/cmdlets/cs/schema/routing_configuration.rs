//! `CsRoutingConfiguration`.

use crate::noun;

noun! {
    "CsRoutingConfiguration", "routing configuration", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.PstnRoutingSettings";
    about "The routing configuration holds the voice routes.";
    scopes [Global, Site] {};
    properties {
        /// The routes, made by New-CsVoiceRoute.
        "Route": Kind::Objects => Default::List(&[]), { example: "(New-CsVoiceRoute Redmond -InMemory)" };
        /// Number that calls by the telephone on the desk show.
        "CallViaWorkCallerId": Kind::Text => Default::Nothing;
        /// Whether calls are routed by place.
        "EnableLocationBasedRouting": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsRoutingConfiguration", New, "Makes a routing configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsRoutingConfiguration site:Redmond -CallViaWorkCallerId Redmond";
    GET = "Get-CsRoutingConfiguration", Get, "Shows routing configurations",
        "Get-CsRoutingConfiguration";
    SET = "Set-CsRoutingConfiguration", Set, "Changes a routing configuration: the global one without -Identity",
        "Set-CsRoutingConfiguration -CallViaWorkCallerId Redmond";
    REMOVE = "Remove-CsRoutingConfiguration", Remove, "Removes a routing configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsRoutingConfiguration site:Redmond -CallViaWorkCallerId Redmond | Out-Null\nRemove-CsRoutingConfiguration site:Redmond";
}
