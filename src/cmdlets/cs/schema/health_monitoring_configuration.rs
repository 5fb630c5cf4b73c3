//! `CsHealthMonitoringConfiguration`.

use crate::noun;

noun! {
    "CsHealthMonitoringConfiguration", "health monitoring configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.HealthMonitoring.HealthMonitoringSettings";
    about "A health monitoring configuration names the two test users of a pool.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("TargetFqdn"), type_name: "string", shown: true }),
    };
    properties {
        /// Logon name of the first test user.
        "FirstTestSamAccountName": Kind::Text => Default::Nothing;
        /// SIP address of the first test user.
        "FirstTestUserSipUri": Kind::Text => Default::Nothing, { mandatory: true };
        /// Logon name of the second test user.
        "SecondTestSamAccountName": Kind::Text => Default::Nothing;
        /// SIP address of the second test user.
        "SecondTestUserSipUri": Kind::Text => Default::Nothing, { mandatory: true };
    }
    NEW = "New-CsHealthMonitoringConfiguration", New, "Makes a health monitoring configuration",
        "New-CsHealthMonitoringConfiguration pool02.contoso.net -FirstTestUserSipUri sip:help@contoso.com -SecondTestUserSipUri sip:help@contoso.com -FirstTestSamAccountName Redmond";
    GET = "Get-CsHealthMonitoringConfiguration", Get, "Shows health monitoring configurations",
        "Get-CsHealthMonitoringConfiguration";
    SET = "Set-CsHealthMonitoringConfiguration", Set, "Changes a health monitoring configuration",
        "New-CsHealthMonitoringConfiguration pool02.contoso.net -FirstTestUserSipUri sip:help@contoso.com -SecondTestUserSipUri sip:help@contoso.com -FirstTestSamAccountName Redmond | Out-Null\nSet-CsHealthMonitoringConfiguration pool02.contoso.net -FirstTestSamAccountName Redmond";
    REMOVE = "Remove-CsHealthMonitoringConfiguration", Remove, "Removes a health monitoring configuration",
        "New-CsHealthMonitoringConfiguration pool02.contoso.net -FirstTestUserSipUri sip:help@contoso.com -SecondTestUserSipUri sip:help@contoso.com -FirstTestSamAccountName Redmond | Out-Null\nRemove-CsHealthMonitoringConfiguration pool02.contoso.net";
}
