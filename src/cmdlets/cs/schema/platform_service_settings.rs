//! `CsPlatformServiceSettings`.

use crate::noun;

noun! {
    "CsPlatformServiceSettings", "platform service settings", "Microsoft.Rtc.Management.PlatformServiceSettings";
    about "Platform service settings say what applications on the web services may do.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether delegates are managed.
        "EnableDelegateManagement": Kind::Truth => Default::Truth(false);
        /// Whether access from outside is checked.
        "EnableExternalAccessCheck": Kind::Truth => Default::Truth(true);
        /// Whether clients are woken.
        "EnablePushNotifications": Kind::Truth => Default::Truth(false);
        /// Whether clients are woken in the old way.
        "UseLegacyPushNotifications": Kind::Truth => Default::Truth(false);
        /// Whether emergency calls carry a location.
        "EnableE911": Kind::Truth => Default::Truth(false);
        /// Whether files may be sent.
        "EnableFileTransfer": Kind::Truth => Default::Truth(true);
        /// Whether pages of other sites may call the service.
        "EnableCORS": Kind::Truth => Default::Truth(false);
        /// Whether what an application may do is checked.
        "EnableUcwaScopeCheck": Kind::Truth => Default::Truth(false);
        /// Most registrations of one application.
        "MaxRegistrationsPerPublicApplication": Kind::Int32 => Default::Number(10);
    }
    NEW = "New-CsPlatformServiceSettings", New, "Makes a platform service settings",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPlatformServiceSettings site:Redmond -EnableDelegateManagement $true";
    GET = "Get-CsPlatformServiceSettings", Get, "Shows platform service settings",
        "Get-CsPlatformServiceSettings";
    SET = "Set-CsPlatformServiceSettings", Set, "Changes a platform service settings: the global one without -Identity",
        "Set-CsPlatformServiceSettings -EnableDelegateManagement $true";
    REMOVE = "Remove-CsPlatformServiceSettings", Remove, "Removes a platform service settings; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPlatformServiceSettings site:Redmond -EnableDelegateManagement $true | Out-Null\nRemove-CsPlatformServiceSettings site:Redmond";
}
