//! `CsStaticRoutingConfiguration`.

use crate::noun;

noun! {
    "CsStaticRoutingConfiguration", "static routing configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.RoutingSettings";
    about "A static routing configuration sends SIP messages for some domains to fixed places.";
    scopes [Global, Service] {};
    properties {
        /// The routes, made by New-CsStaticRoute.
        "Route": Kind::Objects => Default::List(&[]), { example: "(New-CsStaticRoute -TCPRoute -Destination 192.168.0.1 -Port 5060 -MatchUri phone.contoso.com)" };
    }
    NEW = "New-CsStaticRoutingConfiguration", New, "Makes a static routing configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nNew-CsStaticRoutingConfiguration service:Registrar:pool02.contoso.net";
    GET = "Get-CsStaticRoutingConfiguration", Get, "Shows static routing configurations",
        "Get-CsStaticRoutingConfiguration";
    SET = "Set-CsStaticRoutingConfiguration", Set, "Changes a static routing configuration: the global one without -Identity",
        "Set-CsStaticRoutingConfiguration";
    REMOVE = "Remove-CsStaticRoutingConfiguration", Remove, "Removes a static routing configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nNew-CsStaticRoutingConfiguration service:Registrar:pool02.contoso.net | Out-Null\nRemove-CsStaticRoutingConfiguration service:Registrar:pool02.contoso.net";
}
