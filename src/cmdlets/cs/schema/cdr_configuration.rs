//! `CsCdrConfiguration`.

use crate::noun;

noun! {
    "CsCdrConfiguration", "call detail recording configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.CallDetailRecording.CdrSettings";
    about "A call detail recording configuration says for how long call records are kept.";
    scopes [Global, Site] {};
    properties {
        /// Whether calls are recorded.
        "EnableCDR": Kind::Truth => Default::Truth(true);
        /// Whether old records are purged.
        "EnablePurging": Kind::Truth => Default::Truth(true);
        /// Days for which call records are kept.
        "KeepCallDetailForDays": Kind::UInt32 => Default::Number(60);
        /// Days for which error reports are kept.
        "KeepErrorReportForDays": Kind::UInt32 => Default::Number(60);
        /// Hour of the day at which records are purged.
        "PurgeHourOfDay": Kind::UInt32 => Default::Number(2);
        /// Whether reduced records are sent.
        "EnableUdcLite": Kind::Truth => Default::Truth(false), { on: On::Set };
    }
    NEW = "New-CsCdrConfiguration", New, "Makes a call detail recording configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsCdrConfiguration site:Redmond -EnableCDR $false";
    GET = "Get-CsCdrConfiguration", Get, "Shows call detail recording configurations",
        "Get-CsCdrConfiguration";
    SET = "Set-CsCdrConfiguration", Set, "Changes a call detail recording configuration: the global one without -Identity",
        "Set-CsCdrConfiguration -EnableCDR $false";
    REMOVE = "Remove-CsCdrConfiguration", Remove, "Removes a call detail recording configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsCdrConfiguration site:Redmond -EnableCDR $false | Out-Null\nRemove-CsCdrConfiguration site:Redmond";
}
