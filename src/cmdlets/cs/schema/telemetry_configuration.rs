//! `CsTelemetryConfiguration`.

use crate::noun;

noun! {
    "CsTelemetryConfiguration", "telemetry configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.SignInTelemetry.SignInTelemetryConfiguration";
    about "A telemetry configuration says whether clients report on their use.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether they do.
        "EnableClientTelemetry": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsTelemetryConfiguration", New, "Makes a telemetry configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsTelemetryConfiguration site:Redmond -EnableClientTelemetry $true";
    GET = "Get-CsTelemetryConfiguration", Get, "Shows telemetry configurations",
        "Get-CsTelemetryConfiguration";
    SET = "Set-CsTelemetryConfiguration", Set, "Changes a telemetry configuration: the global one without -Identity",
        "Set-CsTelemetryConfiguration -EnableClientTelemetry $true";
    REMOVE = "Remove-CsTelemetryConfiguration", Remove, "Removes a telemetry configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsTelemetryConfiguration site:Redmond -EnableClientTelemetry $true | Out-Null\nRemove-CsTelemetryConfiguration site:Redmond";
}
