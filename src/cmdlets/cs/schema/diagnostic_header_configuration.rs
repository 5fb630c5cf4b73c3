//! `CsDiagnosticHeaderConfiguration`.

use crate::noun;

noun! {
    "CsDiagnosticHeaderConfiguration", "diagnostic header configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Diagnostics.DiagnosticHeaderSettings";
    about "A diagnostic header configuration says whom error messages tell the reason of a failure.";
    scopes [Global, Site] {};
    properties {
        /// Whether partners are told.
        "SendToExternalNetworks": Kind::Truth => Default::Truth(false);
        /// Whether people who have not signed in are told.
        "SendToOutsideUnauthenticatedUsers": Kind::Truth => Default::Truth(false);
        /// Whether partners are told through an Edge that others share.
        "SendToExternalNetworksOnServiceEdge": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsDiagnosticHeaderConfiguration", New, "Makes a diagnostic header configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDiagnosticHeaderConfiguration site:Redmond -SendToExternalNetworks $true";
    GET = "Get-CsDiagnosticHeaderConfiguration", Get, "Shows diagnostic header configurations",
        "Get-CsDiagnosticHeaderConfiguration";
    SET = "Set-CsDiagnosticHeaderConfiguration", Set, "Changes a diagnostic header configuration: the global one without -Identity",
        "Set-CsDiagnosticHeaderConfiguration -SendToExternalNetworks $true";
    REMOVE = "Remove-CsDiagnosticHeaderConfiguration", Remove, "Removes a diagnostic header configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDiagnosticHeaderConfiguration site:Redmond -SendToExternalNetworks $true | Out-Null\nRemove-CsDiagnosticHeaderConfiguration site:Redmond";
}
