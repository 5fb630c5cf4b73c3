//! `CsCpsConfiguration`.

use crate::noun;

noun! {
    "CsCpsConfiguration", "call park service configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.CallParkServiceSettings.CallParkServiceSettings";
    about "A call park service configuration says what happens to parked calls.";
    scopes [Global, Site] {};
    properties {
        /// Time after which a parked call goes back to who parked it.
        "CallPickupTimeoutThreshold": Kind::TimeSpan => Default::Text("00:01:30");
        /// Whether parked callers hear music.
        "EnableMusicOnHold": Kind::Truth => Default::Truth(true);
        /// How often a call goes back before it goes elsewhere.
        "MaxCallPickupAttempts": Kind::Int32 => Default::Number(1);
        /// SIP address for calls that nobody takes.
        "OnTimeoutURI": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsCpsConfiguration", New, "Makes a call park service configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsCpsConfiguration site:Redmond -CallPickupTimeoutThreshold '00:10:00'";
    GET = "Get-CsCpsConfiguration", Get, "Shows call park service configurations",
        "Get-CsCpsConfiguration";
    SET = "Set-CsCpsConfiguration", Set, "Changes a call park service configuration: the global one without -Identity",
        "Set-CsCpsConfiguration -CallPickupTimeoutThreshold '00:10:00'";
    REMOVE = "Remove-CsCpsConfiguration", Remove, "Removes a call park service configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsCpsConfiguration site:Redmond -CallPickupTimeoutThreshold '00:10:00' | Out-Null\nRemove-CsCpsConfiguration site:Redmond";
}
