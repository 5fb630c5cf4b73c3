//! `CsPublicProvider`.

use crate::noun;

noun! {
    "CsPublicProvider", "public provider", "Microsoft.Rtc.Management.WritableConfig.Settings.Edge.DisplayPublicProvider";
    about "A public provider is a service for everybody whose users may be talked to.";
    scopes [Named] {};
    properties {
        /// Whether users may talk to its users.
        "Enabled": Kind::Truth => Default::Truth(false), { mandatory: true };
        /// How far its users are trusted to be who they say.
        "VerificationLevel": Kind::Choice("VerificationLevelType", &["AlwaysVerifiable", "AlwaysUnverifiable", "UseSourceVerification"]) => Default::Text("UseSourceVerification");
        /// Name of its Access Edge.
        "ProxyFqdn": Kind::Text => Default::Nothing, { on: On::New, mandatory: true };
        /// Web address of its picture.
        "IconUrl": Kind::Text => Default::Nothing, { on: On::New };
        /// Domain that is added to its users' names.
        "NameDecorationDomain": Kind::Text => Default::Nothing, { on: On::New };
        /// Whether its directory can be searched.
        "EnableSkypeDirectorySearch": Kind::Truth => Default::Truth(false), { on: On::New };
        /// Whether its users are reached by their Skype names.
        "EnableSkypeIdRouting": Kind::Truth => Default::Truth(false), { on: On::New };
        /// Domains whose names are left as they are.
        "NameDecorationExcludedDomainList": Kind::Text => Default::Nothing, { on: On::New };
        /// Domain by which decorated names are reached.
        "NameDecorationRoutingDomain": Kind::Text => Default::Nothing, { on: On::New };
    }
    NEW = "New-CsPublicProvider", New, "Makes a public provider",
        "New-CsPublicProvider Fabrikam -Enabled $true -ProxyFqdn Redmond -VerificationLevel AlwaysVerifiable";
    GET = "Get-CsPublicProvider", Get, "Shows public providers",
        "Get-CsPublicProvider";
    SET = "Set-CsPublicProvider", Set, "Changes a public provider",
        "New-CsPublicProvider Fabrikam -Enabled $true -ProxyFqdn Redmond -VerificationLevel AlwaysVerifiable | Out-Null\nSet-CsPublicProvider Fabrikam -VerificationLevel AlwaysVerifiable";
    REMOVE = "Remove-CsPublicProvider", Remove, "Removes a public provider",
        "New-CsPublicProvider Fabrikam -Enabled $true -ProxyFqdn Redmond -VerificationLevel AlwaysVerifiable | Out-Null\nRemove-CsPublicProvider Fabrikam";
}
