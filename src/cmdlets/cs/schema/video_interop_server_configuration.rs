//! `CsVideoInteropServerConfiguration`.

use crate::noun;

noun! {
    "CsVideoInteropServerConfiguration", "video interop server configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.VideoInteropServer.VideoInteropServerConfiguration";
    about "A video interop server configuration says how video systems of others are joined.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether they are sent better video.
        "EnableEnhancedVideoExperience": Kind::Truth => Default::Truth(true);
    }
    NEW = "New-CsVideoInteropServerConfiguration", New, "Makes a video interop server configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsVideoInteropServerConfiguration site:Redmond -EnableEnhancedVideoExperience $false";
    GET = "Get-CsVideoInteropServerConfiguration", Get, "Shows video interop server configurations",
        "Get-CsVideoInteropServerConfiguration";
    SET = "Set-CsVideoInteropServerConfiguration", Set, "Changes a video interop server configuration: the global one without -Identity",
        "Set-CsVideoInteropServerConfiguration -EnableEnhancedVideoExperience $false";
    REMOVE = "Remove-CsVideoInteropServerConfiguration", Remove, "Removes a video interop server configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsVideoInteropServerConfiguration site:Redmond -EnableEnhancedVideoExperience $false | Out-Null\nRemove-CsVideoInteropServerConfiguration site:Redmond";
}
