//! `CsBandwidthPolicyServiceConfiguration`.

use crate::noun;

noun! {
    "CsBandwidthPolicyServiceConfiguration", "bandwidth policy service configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.BandwidthPolicyServiceConfiguration.BandwidthPolicyServiceConfiguration";
    about "A bandwidth policy service configuration says how the service that admits calls logs and how long its tokens last.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether the use of links is logged.
        "EnableLogging": Kind::Truth => Default::Truth(true);
        /// Age at which logs are removed.
        "LogCleanUpInterval": Kind::TimeSpan => Default::Text("10.00:00:00");
        /// Largest log, in megabytes.
        "MaxLogFileSizeMb": Kind::UInt32 => Default::Number(50);
        /// Time for which a token is good.
        "MaxTokenLifetime": Kind::TimeSpan => Default::Text("08:00:00");
    }
    NEW = "New-CsBandwidthPolicyServiceConfiguration", New, "Makes a bandwidth policy service configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsBandwidthPolicyServiceConfiguration site:Redmond -EnableLogging $false";
    GET = "Get-CsBandwidthPolicyServiceConfiguration", Get, "Shows bandwidth policy service configurations",
        "Get-CsBandwidthPolicyServiceConfiguration";
    SET = "Set-CsBandwidthPolicyServiceConfiguration", Set, "Changes a bandwidth policy service configuration: the global one without -Identity",
        "Set-CsBandwidthPolicyServiceConfiguration -EnableLogging $false";
    REMOVE = "Remove-CsBandwidthPolicyServiceConfiguration", Remove, "Removes a bandwidth policy service configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsBandwidthPolicyServiceConfiguration site:Redmond -EnableLogging $false | Out-Null\nRemove-CsBandwidthPolicyServiceConfiguration site:Redmond";
}
