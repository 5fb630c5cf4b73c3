//! `CsTeamsUpgradeConfiguration`.

use crate::noun;

noun! {
    "CsTeamsUpgradeConfiguration", "Teams upgrade configuration", "Microsoft.Rtc.Management.TeamsUpgradeConfiguration";
    about "The Teams upgrade configuration says what clients do before users move to Teams.";
    scopes [Global] {
        extras: &[Extra::tenant(Verb::Get), Extra::tenant(Verb::Set)],
    };
    properties {
        /// Whether clients download Teams.
        "DownloadTeams": Kind::Truth => Default::Truth(true);
        /// With which program users join meetings.
        "SfBMeetingJoinUx": Kind::Text => Default::Text("NativeLimitedClient");
    }
    GET = "Get-CsTeamsUpgradeConfiguration", Get, "Shows the Teams upgrade configuration",
        "Get-CsTeamsUpgradeConfiguration";
    SET = "Set-CsTeamsUpgradeConfiguration", Set, "Changes the Teams upgrade configuration",
        "Set-CsTeamsUpgradeConfiguration -DownloadTeams $false";
}
