//! `CsServerApplication`.

use crate::noun;

noun! {
    "CsServerApplication", "server application", "Microsoft.Rtc.Management.WritableConfig.Settings.ServerApplication.Application";
    about "A server application is a program that sees the messages of a service.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// Whether the service does not start without it.
        "Critical": Kind::Truth => Default::Truth(false);
        /// Whether it runs.
        "Enabled": Kind::Truth => Default::Truth(true);
        /// Its place: 0 sees messages first.
        "Priority": Kind::Int32 => Default::Number(0);
        /// File with its script.
        "ScriptName": Kind::Text => Default::Nothing;
        /// Its identity as a web address.
        "Uri": Kind::Text => Default::Nothing, { mandatory: true };
        /// Its script.
        "Script": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsServerApplication", New, "Makes a server application",
        "New-CsServerApplication global/Redmond -Uri sip:help@contoso.com -Critical $true";
    GET = "Get-CsServerApplication", Get, "Shows server applications",
        "Get-CsServerApplication";
    SET = "Set-CsServerApplication", Set, "Changes a server application",
        "New-CsServerApplication global/Redmond -Uri sip:help@contoso.com -Critical $true | Out-Null\nSet-CsServerApplication global/Redmond -Critical $true";
    REMOVE = "Remove-CsServerApplication", Remove, "Removes a server application",
        "New-CsServerApplication global/Redmond -Uri sip:help@contoso.com -Critical $true | Out-Null\nRemove-CsServerApplication global/Redmond";
}
