//! `CsImFilterConfiguration`.

use crate::noun;

noun! {
    "CsImFilterConfiguration", "IM filter configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.ImFilter.ImFilterConfiguration";
    about "An IM filter configuration says what happens to web addresses in messages.";
    scopes [Global, Site] {};
    properties {
        /// What is done with a message that has one.
        "Action": Kind::Choice("UrlFilterAction", &["Allow", "Block", "Warn"]) => Default::Text("Block");
        /// Text before a message that has one and is let through.
        "AllowMessage": Kind::Text => Default::Nothing;
        /// Whether addresses of refused kinds of files are blocked too.
        "BlockFileExtension": Kind::Truth => Default::Truth(true);
        /// Whether messages are checked.
        "Enabled": Kind::Truth => Default::Truth(false);
        /// Whether addresses inside are let through.
        "IgnoreLocal": Kind::Truth => Default::Truth(true);
        /// Beginnings of web addresses.
        "Prefixes": Kind::List => Default::List(&["callto:", "file:", "ftp.", "ftp:", "gopher:", "href", "http:", "https:", "ldap:", "mailto:", "news:", "nntp:", "sip:", "sips:", "tel:", "telnet:", "www*."]);
        /// Text before a message that has one, as a warning.
        "WarnMessage": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsImFilterConfiguration", New, "Makes an IM filter configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsImFilterConfiguration site:Redmond -Action Allow";
    GET = "Get-CsImFilterConfiguration", Get, "Shows IM filter configurations",
        "Get-CsImFilterConfiguration";
    SET = "Set-CsImFilterConfiguration", Set, "Changes an IM filter configuration: the global one without -Identity",
        "Set-CsImFilterConfiguration -Action Allow";
    REMOVE = "Remove-CsImFilterConfiguration", Remove, "Removes an IM filter configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsImFilterConfiguration site:Redmond -Action Allow | Out-Null\nRemove-CsImFilterConfiguration site:Redmond";
}
