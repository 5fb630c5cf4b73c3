//! `CsUserServicesConfiguration`.

use crate::noun;

noun! {
    "CsUserServicesConfiguration", "user services configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.UserServices.UserServicesSettings";
    about "A user services configuration limits contacts, subscriptions and meetings of users.";
    scopes [Global, Site, Service] {};
    properties {
        /// Time for which anonymous people stay in a meeting without anybody else.
        "AnonymousUserGracePeriod": Kind::TimeSpan => Default::Text("00:15:00");
        /// Time for which a meeting lives without anybody who may start it.
        "DeactivationGracePeriod": Kind::TimeSpan => Default::Text("01:00:00");
        /// Seconds for which a subscription lasts.
        "DefaultSubscriptionExpiration": Kind::Int64 => Default::Number(28800);
        /// Time of day at which the store is tidied up.
        "MaintenanceTimeOfDay": Kind::DateTime => Default::Nothing;
        /// Most contacts of a user.
        "MaxContacts": Kind::UInt16 => Default::Number(250);
        /// Most personal notes that are remembered.
        "MaxPersonalNotes": Kind::UInt32 => Default::Number(3);
        /// Most meetings that one user may schedule.
        "MaxScheduledMeetingsPerOrganizer": Kind::UInt32 => Default::Number(1000);
        /// Most seconds for which a subscription lasts.
        "MaxSubscriptionExpiration": Kind::Int64 => Default::Number(86400);
        /// Most subscriptions of a user.
        "MaxSubscriptions": Kind::UInt16 => Default::Number(200);
        /// Whether members of folded groups are followed.
        "SubscribeToCollapsedDG": Kind::Truth => Default::Truth(true);
        /// Fewest seconds for which a subscription lasts.
        "MinSubscriptionExpiration": Kind::Int64 => Default::Number(1200);
        /// Applications that publish presence, made by New-CsPresenceProvider.
        "PresenceProviders": Kind::Objects => Default::List(&[]), { example: "(New-CsPresenceProvider -Parent Global -Fqdn pool02.contoso.net -InMemory)" };
        /// Whether others than rooms are told of meetings.
        "AllowNonRoomSystemNotification": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsUserServicesConfiguration", New, "Makes a user services configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsUserServicesConfiguration site:Redmond -AnonymousUserGracePeriod '00:10:00'";
    GET = "Get-CsUserServicesConfiguration", Get, "Shows user services configurations",
        "Get-CsUserServicesConfiguration";
    SET = "Set-CsUserServicesConfiguration", Set, "Changes a user services configuration: the global one without -Identity",
        "Set-CsUserServicesConfiguration -AnonymousUserGracePeriod '00:10:00'";
    REMOVE = "Remove-CsUserServicesConfiguration", Remove, "Removes a user services configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsUserServicesConfiguration site:Redmond -AnonymousUserGracePeriod '00:10:00' | Out-Null\nRemove-CsUserServicesConfiguration site:Redmond";
}
