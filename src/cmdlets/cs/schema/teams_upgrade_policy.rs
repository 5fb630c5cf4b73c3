//! `CsTeamsUpgradePolicy`.

use crate::engine::command::{Membership, Pipe};
use crate::noun;

const CLOUD: &str = " Accepted: it is about a service that is not part of this deployment.\n";
const IN_TENANT: &[Membership] =
    &[Membership { set: "GrantToTenant", position: None, mandatory: false, pipe: Pipe::No }];

noun! {
    "CsTeamsUpgradePolicy", "Teams upgrade policy", "Microsoft.Rtc.Management.TeamsUpgradePolicy";
    about "A Teams upgrade policy says whether users are told of their move to Teams.";
    scopes [Global, Tag] {
        extras: &[Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Grant),
            Extra::accepted(Verb::Grant, "MigrateMeetingsToTeams", CLOUD, "bool"),
            Extra::accepted(Verb::Grant, "MsftInternalProcessingMode", CLOUD, "string"),
            Extra { sets: IN_TENANT, ..Extra::global() },
            Extra { sets: IN_TENANT, ..Extra::accepted(Verb::Grant, "Force", " Asks no questions.\n", "switch") },
            Extra::group("Group", "string", true),
            Extra::group("Rank", "int", false),
        ],
        grant_identity: &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::Both }],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether they are told.
        "NotifySfbUsers": Kind::Truth => Default::Truth(false);
    }
    GET = "Get-CsTeamsUpgradePolicy", Get, "Shows Teams upgrade policies",
        "Get-CsTeamsUpgradePolicy";
    SET = "Set-CsTeamsUpgradePolicy", Set, "Changes a Teams upgrade policy: the global one without -Identity",
        "Set-CsTeamsUpgradePolicy -Description 'For Redmond'";
    GRANT = "Grant-CsTeamsUpgradePolicy", Grant, "Gives users a Teams upgrade policy",
        "Get-CsUser | Grant-CsTeamsUpgradePolicy -PolicyName $null";
}
