//! `CsQoEConfiguration`.

use crate::noun;

noun! {
    "CsQoEConfiguration", "quality of experience configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.QoE.QoESettings";
    about "A quality of experience configuration says for how long quality records are kept.";
    scopes [Global, Site] {};
    properties {
        /// Whether records are sent to another system.
        "EnableExternalConsumer": Kind::Truth => Default::Truth(false);
        /// Whether old records are purged.
        "EnablePurging": Kind::Truth => Default::Truth(true);
        /// Whether quality is recorded.
        "EnableQoE": Kind::Truth => Default::Truth(true);
        /// Certificate of the other system.
        "ExternalConsumerIssuedCertId": Kind::Object => Default::Nothing, { example: "(New-CsIssuedCertId -Issuer 'CN=contoso CA' -SerialNumber 1, 226, 64)" };
        /// Name of the other system.
        "ExternalConsumerName": Kind::Text => Default::Nothing;
        /// Web address of the other system.
        "ExternalConsumerURL": Kind::Text => Default::Nothing;
        /// Days for which records are kept.
        "KeepQoEDataForDays": Kind::UInt32 => Default::Number(60);
        /// Hour of the day at which records are purged.
        "PurgeHourOfDay": Kind::UInt32 => Default::Number(1);
    }
    NEW = "New-CsQoEConfiguration", New, "Makes a quality of experience configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsQoEConfiguration site:Redmond -EnableExternalConsumer $true";
    GET = "Get-CsQoEConfiguration", Get, "Shows quality of experience configurations",
        "Get-CsQoEConfiguration";
    SET = "Set-CsQoEConfiguration", Set, "Changes a quality of experience configuration: the global one without -Identity",
        "Set-CsQoEConfiguration -EnableExternalConsumer $true";
    REMOVE = "Remove-CsQoEConfiguration", Remove, "Removes a quality of experience configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsQoEConfiguration site:Redmond -EnableExternalConsumer $true | Out-Null\nRemove-CsQoEConfiguration site:Redmond";
}
