//! `CsReportingConfiguration`.

use crate::noun;

noun! {
    "CsReportingConfiguration", "reporting configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Reporting.ReportingConfiguration";
    about "A reporting configuration says where reports of the monitoring server are.";
    scopes [Named] {};
    properties {
        /// Web address of the reports.
        "ReportingUrl": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsReportingConfiguration", New, "Makes a reporting configuration",
        "New-CsReportingConfiguration Redmond -ReportingUrl https://www.contoso.com/";
    GET = "Get-CsReportingConfiguration", Get, "Shows reporting configurations",
        "Get-CsReportingConfiguration";
    SET = "Set-CsReportingConfiguration", Set, "Changes a reporting configuration",
        "New-CsReportingConfiguration Redmond -ReportingUrl https://www.contoso.com/ | Out-Null\nSet-CsReportingConfiguration Redmond -ReportingUrl https://www.contoso.com/";
    REMOVE = "Remove-CsReportingConfiguration", Remove, "Removes a reporting configuration",
        "New-CsReportingConfiguration Redmond -ReportingUrl https://www.contoso.com/ | Out-Null\nRemove-CsReportingConfiguration Redmond";
}
