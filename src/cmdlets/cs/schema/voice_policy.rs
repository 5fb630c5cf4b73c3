//! `CsVoicePolicy`.

use crate::engine::command::{Membership, Pipe};
use crate::noun;

noun! {
    "CsVoicePolicy", "voice policy", "Microsoft.Rtc.Management.WritableConfig.Voice.VoicePolicy";
    about "A voice policy says which telephone features users have and whom they may call.";
    scopes [Global, Site, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant), Extra::tenant(Verb::Grant), Extra::global()],
        grant_identity: &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::Both }],
    };
    properties {
        /// Whether users may forward calls.
        "AllowCallForwarding": Kind::Truth => Default::Truth(true);
        /// Whether calls may take the telephone network when the network is full.
        "AllowPSTNReRouting": Kind::Truth => Default::Truth(true);
        /// Whether several telephones may ring at once.
        "AllowSimulRing": Kind::Truth => Default::Truth(true);
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether calls are made although there is no bandwidth.
        "EnableBWPolicyOverride": Kind::Truth => Default::Truth(false);
        /// Whether users may park calls.
        "EnableCallPark": Kind::Truth => Default::Truth(false);
        /// Whether users may transfer calls.
        "EnableCallTransfer": Kind::Truth => Default::Truth(true);
        /// Whether users may have delegates.
        "EnableDelegation": Kind::Truth => Default::Truth(true);
        /// Whether users may mark malicious calls.
        "EnableMaliciousCallTracing": Kind::Truth => Default::Truth(false);
        /// Whether users may have a team.
        "EnableTeamCall": Kind::Truth => Default::Truth(true);
        /// Display name.
        "Name": Kind::Text => Default::Nothing;
        /// Whether calls may not save tolls.
        "PreventPSTNTollBypass": Kind::Truth => Default::Truth(false);
        /// The phone usages.
        "PstnUsages": Kind::List => Default::List(&[]);
        /// Which phone usages forwarded calls may use.
        "CallForwardingSimulRingUsageType": Kind::Choice("CallForwardingSimulRingUsageType", &["VoicePolicyUsage", "InternalOnly", "CustomUsage"]) => Default::Text("VoicePolicyUsage");
        /// Own phone usages of forwarded calls.
        "CustomCallForwardingSimulRingUsages": Kind::List => Default::List(&[]);
        /// Whether a mobile telephone's voice mail is told from an answer.
        "EnableVoicemailEscapeTimer": Kind::Truth => Default::Truth(false);
        /// Milliseconds within which an answer counts as voice mail.
        "PSTNVoicemailEscapeTimer": Kind::Int64 => Default::Number(1500);
        /// Where telephony of users is.
        "VoiceDeploymentMode": Kind::Choice("VoiceDeploymentMode", &["OnPrem", "Online", "OnlineBasic", "OnPremOnlineHybrid"]) => Default::Text("OnPrem");
        /// Whether users may choose what happens while they are busy.
        "EnableBusyOptions": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsVoicePolicy", New, "Makes a voice policy",
        "New-CsVoicePolicy Sales -AllowCallForwarding $false";
    GET = "Get-CsVoicePolicy", Get, "Shows voice policies",
        "Get-CsVoicePolicy";
    SET = "Set-CsVoicePolicy", Set, "Changes a voice policy: the global one without -Identity",
        "Set-CsVoicePolicy -AllowCallForwarding $false";
    REMOVE = "Remove-CsVoicePolicy", Remove, "Removes a voice policy; the global one goes back to its defaults",
        "New-CsVoicePolicy Sales -AllowCallForwarding $false | Out-Null\nRemove-CsVoicePolicy Sales";
    GRANT = "Grant-CsVoicePolicy", Grant, "Gives users a voice policy",
        "New-CsVoicePolicy Sales -AllowCallForwarding $false | Out-Null\nGet-CsUser | Grant-CsVoicePolicy -PolicyName Sales";
}
