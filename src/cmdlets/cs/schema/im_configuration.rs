//! `CsImConfiguration`.

use crate::noun;

noun! {
    "CsImConfiguration", "IM configuration", "Microsoft.Rtc.Management.ImConfiguration";
    about "An IM configuration says whether messages wait for users who are away.";
    scopes [Global, Site, Service] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
    };
    properties {
        /// Whether they do.
        "EnableOfflineIm": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsImConfiguration", New, "Makes an IM configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsImConfiguration site:Redmond -EnableOfflineIm $true";
    GET = "Get-CsImConfiguration", Get, "Shows IM configurations",
        "Get-CsImConfiguration";
    SET = "Set-CsImConfiguration", Set, "Changes an IM configuration: the global one without -Identity",
        "Set-CsImConfiguration -EnableOfflineIm $true";
    REMOVE = "Remove-CsImConfiguration", Remove, "Removes an IM configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsImConfiguration site:Redmond -EnableOfflineIm $true | Out-Null\nRemove-CsImConfiguration site:Redmond";
}
