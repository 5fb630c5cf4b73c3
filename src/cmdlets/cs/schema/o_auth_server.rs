//! `CsOAuthServer`.

use crate::engine::command::{Membership, Pipe};
use crate::noun;

noun! {
    "CsOAuthServer", "OAuth server", "Microsoft.Rtc.Management.WritableConfig.Settings.SSAuth.OAuthServer";
    about "An OAuth server signs tokens that this deployment trusts.";
    scopes [Named] {
        new_needs_identity: false,
        more_examples: &[(Verb::Set, "Set-CsOAuthServer -Identity Redmond -Instance (Get-CsOAuthServer Redmond)")],
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
        set_identity: &[Membership { set: "Identity", position: Some(0), mandatory: true, pipe: Pipe::No }],
        set_instance: &[Membership { set: "Identity", position: None, mandatory: false, pipe: Pipe::ByValue }],
    };
    properties {
        /// Web address of its description.
        "MetadataUrl": Kind::Text => Default::Nothing, { mandatory: true };
        /// Realm of its tokens.
        "Realm": Kind::Text => Default::Nothing;
        /// Whether its tokens may name users by security identifier.
        "AcceptSecurityIdentifierInformation": Kind::Truth => Default::Truth(false);
        /// Web address at which users sign in, instead of its own.
        "AuthorizationUriOverride": Kind::Text => Default::Nothing;
        /// Kind of the server.
        "Type": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsOAuthServer", New, "Makes an OAuth server",
        "New-CsOAuthServer Redmond -MetadataUrl https://www.contoso.com/";
    GET = "Get-CsOAuthServer", Get, "Shows OAuth servers",
        "Get-CsOAuthServer";
    SET = "Set-CsOAuthServer", Set, "Changes an OAuth server",
        "New-CsOAuthServer Redmond -MetadataUrl https://www.contoso.com/ | Out-Null\nSet-CsOAuthServer Redmond -MetadataUrl https://login.contoso.com/";
    REMOVE = "Remove-CsOAuthServer", Remove, "Removes an OAuth server",
        "New-CsOAuthServer Redmond -MetadataUrl https://www.contoso.com/ | Out-Null\nRemove-CsOAuthServer Redmond";
}
