//! `CsTeamsUpgradePolicy`.

use crate::noun;

noun! {
    "CsTeamsUpgradePolicy", "Teams upgrade policy", "Microsoft.Rtc.Management.TeamsUpgradePolicy";
    about "A Teams upgrade policy says whether users are told of their move to Teams.";
    scopes [Global, Tag] {
        extras: &[Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Grant)],
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
