//! `CsMcxConfiguration`.

use crate::noun;

noun! {
    "CsMcxConfiguration", "mobility configuration", "Microsoft.Rtc.Management.WriteableConfig.Settings.McxConfiguration.McxConfiguration";
    about "A mobility configuration says how the service for mobile clients is reached.";
    scopes [Global, Site, Service] {};
    properties {
        /// Which web address clients are told.
        "ExposedWebURL": Kind::Choice("ExposedWebURL", &["Internal", "External"]) => Default::Text("External");
        /// SIP address of the service that wakes clients.
        "PushNotificationProxyUri": Kind::Text => Default::Nothing;
        /// Seconds after which a session ends.
        "SessionExpirationInterval": Kind::UInt32 => Default::Number(259_200);
        /// Seconds after which a session of a client that cannot be woken ends.
        "SessionShortExpirationInterval": Kind::UInt32 => Default::Number(3600);
    }
    NEW = "New-CsMcxConfiguration", New, "Makes a mobility configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsMcxConfiguration site:Redmond -ExposedWebURL Internal";
    GET = "Get-CsMcxConfiguration", Get, "Shows mobility configurations",
        "Get-CsMcxConfiguration";
    SET = "Set-CsMcxConfiguration", Set, "Changes a mobility configuration: the global one without -Identity",
        "Set-CsMcxConfiguration -ExposedWebURL Internal";
    REMOVE = "Remove-CsMcxConfiguration", Remove, "Removes a mobility configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsMcxConfiguration site:Redmond -ExposedWebURL Internal | Out-Null\nRemove-CsMcxConfiguration site:Redmond";
}
