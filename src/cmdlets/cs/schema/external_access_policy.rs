//! `CsExternalAccessPolicy`: what users may do outside of the deployment.

use crate::cmdlets::cs::noun::record::Fields;
use crate::engine::command::{Membership, Pipe};
use crate::noun;
use crate::topology::model::ExternalAccessPolicy;

/// The record can be read by what decides on routes.
fn check(identity: &str, fields: &Fields) -> Result<Vec<String>, String> {
    noun::readable::<ExternalAccessPolicy>(identity, fields).map(|_| Vec::new())
}

const CLOUD: &str = " Accepted: it is about a service that is not part of this deployment.\n";
const IN_TENANT: &[Membership] =
    &[Membership { set: "GrantToTenant", position: None, mandatory: false, pipe: Pipe::No }];

noun! {
    "CsExternalAccessPolicy", "external access policy", "Microsoft.Rtc.Management.WritableConfig.Policy.ExternalAccess.ExternalAccessPolicy";
    about "An external access policy says with whom users may talk outside of the deployment, and whether they may sign in from there.";
    scopes [Global, Site, Tag] {
        check: Some(check),
        extras: &[
            Extra::tenant(Verb::New),
            Extra::tenant(Verb::Set),
            Extra::tenant(Verb::Remove),
            Extra::accepted(Verb::New, "EnableTeamsConsumerAccess", CLOUD, "bool"),
            Extra::accepted(Verb::New, "EnableTeamsConsumerInbound", CLOUD, "bool"),
            Extra::accepted(Verb::Set, "EnableTeamsConsumerAccess", CLOUD, "bool"),
            Extra::accepted(Verb::Set, "EnableTeamsConsumerInbound", CLOUD, "bool"),
            Extra::domain_controller(Verb::Grant),
            Extra::global(),
            Extra::group("Group", "string", true),
            Extra::group("Rank", "int", true),
            Extra { sets: IN_TENANT, ..Extra::accepted(Verb::Grant, "Force", " Asks no questions.\n", "switch") },
        ],
        grant_identity: &[
            Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::Both },
            Membership { set: "GrantToUser", position: Some(0), mandatory: true, pipe: Pipe::Both },
        ],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether users may talk to SIP partners, which the legacy XMPP gateway is one of.
        "EnableFederationAccess": Kind::Truth => Default::Truth(false);
        /// Whether users may talk to XMPP partners.
        "EnableXmppAccess": Kind::Truth => Default::Truth(false);
        /// Whether users may talk to public providers.
        "EnablePublicCloudAccess": Kind::Truth => Default::Truth(false);
        /// Whether users may have audio and video with public providers.
        "EnablePublicCloudAudioVideoAccess": Kind::Truth => Default::Truth(false);
        /// Whether users may sign in from outside.
        "EnableOutsideAccess": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsExternalAccessPolicy", New, "Makes an external access policy for a site or for users one by one",
        "New-CsExternalAccessPolicy XmppUsers -EnableXmppAccess $true -EnableFederationAccess $true";
    GET = "Get-CsExternalAccessPolicy", Get, "Shows external access policies", "Get-CsExternalAccessPolicy";
    SET = "Set-CsExternalAccessPolicy", Set, "Changes an external access policy: the global one without -Identity",
        "Set-CsExternalAccessPolicy -EnableXmppAccess $true";
    REMOVE = "Remove-CsExternalAccessPolicy", Remove, "Removes an external access policy; the global one goes back to its defaults",
        "New-CsExternalAccessPolicy Old | Out-Null\nRemove-CsExternalAccessPolicy Old";
    GRANT = "Grant-CsExternalAccessPolicy", Grant, "Gives users an external access policy",
        "New-CsExternalAccessPolicy XmppUsers -EnableXmppAccess $true | Out-Null\nGet-CsUser | Grant-CsExternalAccessPolicy -PolicyName XmppUsers";
}
