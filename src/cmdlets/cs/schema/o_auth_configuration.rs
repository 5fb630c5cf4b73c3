//! `CsOAuthConfiguration`.

use crate::noun;

noun! {
    "CsOAuthConfiguration", "OAuth configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.SSAuth.OAuthSettings";
    about "The OAuth configuration says how this deployment signs tokens for other servers.";
    scopes [Global] {
        extras: &[Extra::tenant(Verb::Get), Extra::tenant(Verb::Set)],
    };
    properties {
        /// Realm of the tokens.
        "Realm": Kind::Text => Default::Nothing;
        /// Name of this service in tokens.
        "ServiceName": Kind::Text => Default::Nothing;
        /// Token server that clients are sent to.
        "ClientAuthorizationOAuthServerIdentity": Kind::Text => Default::Nothing;
        /// Domains that may answer for Exchange.
        "ExchangeAutodiscoverAllowedDomains": Kind::Text => Default::Nothing;
        /// Web address at which Exchange is found.
        "ExchangeAutodiscoverUrl": Kind::Text => Default::Nothing;
        /// Whether clients use modern sign-in.
        "ClientAdalAuthOverride": Kind::Choice("ClientAdalAuthOverride", &["NoOverride", "Allowed", "Disallowed"]) => Default::Text("NoOverride");
        /// Another audience of tokens.
        "AlternateAudienceUrl": Kind::Text => Default::Nothing;
        /// More audiences of tokens.
        "AdditionalAudienceUrls": Kind::Text => Default::Nothing;
    }
    GET = "Get-CsOAuthConfiguration", Get, "Shows the OAuth configuration",
        "Get-CsOAuthConfiguration";
    SET = "Set-CsOAuthConfiguration", Set, "Changes the OAuth configuration",
        "Set-CsOAuthConfiguration -Realm Redmond";
}
