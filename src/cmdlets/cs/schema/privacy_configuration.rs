//! `CsPrivacyConfiguration`.

use crate::noun;

noun! {
    "CsPrivacyConfiguration", "privacy configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.UserServices.PrivacyConfiguration";
    about "A privacy configuration says who sees the presence of users who did not choose.";
    scopes [Global, Site, Service] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Remove)],
    };
    properties {
        /// Whether only contacts see presence.
        "EnablePrivacyMode": Kind::Truth => Default::Truth(false);
        /// Whether managers and colleagues become contacts by themselves.
        "AutoInitiateContacts": Kind::Truth => Default::Truth(true);
        /// Whether locations are shown.
        "PublishLocationDataDefault": Kind::Truth => Default::Truth(true);
        /// Whether photos are shown.
        "DisplayPublishedPhotoDefault": Kind::Truth => Default::Truth(true);
    }
    NEW = "New-CsPrivacyConfiguration", New, "Makes a privacy configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPrivacyConfiguration site:Redmond -EnablePrivacyMode $true";
    GET = "Get-CsPrivacyConfiguration", Get, "Shows privacy configurations",
        "Get-CsPrivacyConfiguration";
    SET = "Set-CsPrivacyConfiguration", Set, "Changes a privacy configuration: the global one without -Identity",
        "Set-CsPrivacyConfiguration -EnablePrivacyMode $true";
    REMOVE = "Remove-CsPrivacyConfiguration", Remove, "Removes a privacy configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPrivacyConfiguration site:Redmond -EnablePrivacyMode $true | Out-Null\nRemove-CsPrivacyConfiguration site:Redmond";
}
