//! `CsSimpleUrlConfiguration`.

use crate::noun;

noun! {
    "CsSimpleUrlConfiguration", "simple URL configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.SimpleUrl.SimpleUrlConfiguration";
    about "A simple URL configuration holds the short web addresses of meetings and administration.";
    scopes [Global, Site] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
    };
    properties {
        /// The addresses, made by New-CsSimpleUrl.
        "SimpleUrl": Kind::Objects => Default::List(&[]), { example: "(New-CsSimpleUrl -Component Meet -Domain contoso.com -SimpleUrlEntry (New-CsSimpleUrlEntry -Url https://meet.contoso.com) -ActiveUrl https://meet.contoso.com)" };
    }
    NEW = "New-CsSimpleUrlConfiguration", New, "Makes a simple URL configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsSimpleUrlConfiguration site:Redmond";
    GET = "Get-CsSimpleUrlConfiguration", Get, "Shows simple URL configurations",
        "Get-CsSimpleUrlConfiguration";
    SET = "Set-CsSimpleUrlConfiguration", Set, "Changes a simple URL configuration: the global one without -Identity",
        "Set-CsSimpleUrlConfiguration";
    REMOVE = "Remove-CsSimpleUrlConfiguration", Remove, "Removes a simple URL configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsSimpleUrlConfiguration site:Redmond | Out-Null\nRemove-CsSimpleUrlConfiguration site:Redmond";
}
