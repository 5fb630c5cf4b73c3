//! `CsVideoInteropServerSyntheticTransactionConfiguration`.

use crate::noun;

noun! {
    "CsVideoInteropServerSyntheticTransactionConfiguration", "video interop test configuration", "Microsoft.Rtc.Management.VideoInteropServerSyntheticTransactionConfiguration";
    about "A video interop test configuration names the computers that test video systems of others.";
    scopes [Global, Site, Service] {};
    properties {
        /// The computers.
        "WatcherNodeFqdns": Kind::List => Default::List(&[]);
    }
    NEW = "New-CsVideoInteropServerSyntheticTransactionConfiguration", New, "Makes a video interop test configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsVideoInteropServerSyntheticTransactionConfiguration site:Redmond";
    GET = "Get-CsVideoInteropServerSyntheticTransactionConfiguration", Get, "Shows video interop test configurations",
        "Get-CsVideoInteropServerSyntheticTransactionConfiguration";
    SET = "Set-CsVideoInteropServerSyntheticTransactionConfiguration", Set, "Changes a video interop test configuration: the global one without -Identity",
        "Set-CsVideoInteropServerSyntheticTransactionConfiguration";
    REMOVE = "Remove-CsVideoInteropServerSyntheticTransactionConfiguration", Remove, "Removes a video interop test configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsVideoInteropServerSyntheticTransactionConfiguration site:Redmond | Out-Null\nRemove-CsVideoInteropServerSyntheticTransactionConfiguration site:Redmond";
}
