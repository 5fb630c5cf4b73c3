//! `CsImTranslationConfiguration`.

use crate::noun;

noun! {
    "CsImTranslationConfiguration", "IM translation configuration", "Microsoft.Rtc.Management.ImTranslationConfiguration";
    about "An IM translation configuration names the service that translates messages.";
    scopes [Global, Site] {};
    properties {
        /// Web address that gives tokens.
        "AccessTokenUri": Kind::Text => Default::Nothing;
        /// Name of the application there.
        "ApplicationId": Kind::Text => Default::Nothing;
        /// Name of the client there.
        "ClientId": Kind::Text => Default::Nothing;
        /// Secret of the client; it is never shown.
        "ClientSecret": Kind::Secret => Default::Nothing;
        /// Web address of the service.
        "ServiceUri": Kind::Text => Default::Nothing;
        /// Which service it is.
        "TranslationType": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsImTranslationConfiguration", New, "Makes an IM translation configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsImTranslationConfiguration site:Redmond -AccessTokenUri sip:help@contoso.com";
    GET = "Get-CsImTranslationConfiguration", Get, "Shows IM translation configurations",
        "Get-CsImTranslationConfiguration";
    SET = "Set-CsImTranslationConfiguration", Set, "Changes an IM translation configuration: the global one without -Identity",
        "Set-CsImTranslationConfiguration -AccessTokenUri sip:help@contoso.com";
    REMOVE = "Remove-CsImTranslationConfiguration", Remove, "Removes an IM translation configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsImTranslationConfiguration site:Redmond -AccessTokenUri sip:help@contoso.com | Out-Null\nRemove-CsImTranslationConfiguration site:Redmond";
}
