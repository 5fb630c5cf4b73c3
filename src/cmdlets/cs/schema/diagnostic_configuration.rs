//! `CsDiagnosticConfiguration`.

use crate::noun;

noun! {
    "CsDiagnosticConfiguration", "diagnostic configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Diagnostics.DiagnosticFilterSettings";
    about "A diagnostic configuration says where failed messages are traced.";
    scopes [Global, Site] {};
    properties {
        /// What is left out, made by New-CsDiagnosticsFilter.
        "Filter": Kind::Object => Default::Nothing, { example: "(New-CsDiagnosticsFilter -Fqdn @{Add = 'pool02.contoso.net'} -Enabled $true)" };
        /// Share for the traces.
        "LoggingShare": Kind::Text => Default::Nothing;
        /// Whether all headers are traced.
        "LogAllSipHeaders": Kind::Truth => Default::Truth(true);
    }
    NEW = "New-CsDiagnosticConfiguration", New, "Makes a diagnostic configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDiagnosticConfiguration site:Redmond -LoggingShare Redmond";
    GET = "Get-CsDiagnosticConfiguration", Get, "Shows diagnostic configurations",
        "Get-CsDiagnosticConfiguration";
    SET = "Set-CsDiagnosticConfiguration", Set, "Changes a diagnostic configuration: the global one without -Identity",
        "Set-CsDiagnosticConfiguration -LoggingShare Redmond";
    REMOVE = "Remove-CsDiagnosticConfiguration", Remove, "Removes a diagnostic configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDiagnosticConfiguration site:Redmond -LoggingShare Redmond | Out-Null\nRemove-CsDiagnosticConfiguration site:Redmond";
}
