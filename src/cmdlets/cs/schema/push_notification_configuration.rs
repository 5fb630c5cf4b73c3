//! `CsPushNotificationConfiguration`.

use crate::noun;

noun! {
    "CsPushNotificationConfiguration", "push notification configuration", "Microsoft.Rtc.Management.WriteableConfig.Settings.PushNotificationConfiguration.PushNotificationConfiguration";
    about "A push notification configuration says which devices are woken.";
    scopes [Global, Site] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
    };
    properties {
        /// Whether those of Apple are.
        "EnableApplePushNotificationService": Kind::Truth => Default::Truth(false);
        /// Whether those of Microsoft are.
        "EnableMicrosoftPushNotificationService": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsPushNotificationConfiguration", New, "Makes a push notification configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPushNotificationConfiguration site:Redmond -EnableApplePushNotificationService $true";
    GET = "Get-CsPushNotificationConfiguration", Get, "Shows push notification configurations",
        "Get-CsPushNotificationConfiguration";
    SET = "Set-CsPushNotificationConfiguration", Set, "Changes a push notification configuration: the global one without -Identity",
        "Set-CsPushNotificationConfiguration -EnableApplePushNotificationService $true";
    REMOVE = "Remove-CsPushNotificationConfiguration", Remove, "Removes a push notification configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPushNotificationConfiguration site:Redmond -EnableApplePushNotificationService $true | Out-Null\nRemove-CsPushNotificationConfiguration site:Redmond";
}
