//! `CsVideoTrunkConfiguration`.

use crate::noun;

noun! {
    "CsVideoTrunkConfiguration", "video trunk configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.VideoTrunkConfiguration";
    about "A video trunk configuration says how a video system of others is spoken to.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether media are encrypted.
        "EnableMediaEncryptionForSipOverTls": Kind::Truth => Default::Truth(true);
        /// Whether calls that died are noticed.
        "EnableSessionTimer": Kind::Truth => Default::Truth(true);
        /// How video is protected against loss.
        "ForwardErrorCorrectionType": Kind::Text => Default::Text("Cisco");
        /// Whether the system sends control packets during calls.
        "GatewaySendsRtcpForActiveCalls": Kind::Truth => Default::Truth(true);
        /// Whether the system sends control packets for calls on hold.
        "GatewaySendsRtcpForCallsOnHold": Kind::Truth => Default::Truth(true);
    }
    NEW = "New-CsVideoTrunkConfiguration", New, "Makes a video trunk configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsVideoTrunkConfiguration site:Redmond -EnableMediaEncryptionForSipOverTls $false";
    GET = "Get-CsVideoTrunkConfiguration", Get, "Shows video trunk configurations",
        "Get-CsVideoTrunkConfiguration";
    SET = "Set-CsVideoTrunkConfiguration", Set, "Changes a video trunk configuration: the global one without -Identity",
        "Set-CsVideoTrunkConfiguration -EnableMediaEncryptionForSipOverTls $false";
    REMOVE = "Remove-CsVideoTrunkConfiguration", Remove, "Removes a video trunk configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsVideoTrunkConfiguration site:Redmond -EnableMediaEncryptionForSipOverTls $false | Out-Null\nRemove-CsVideoTrunkConfiguration site:Redmond";
}
