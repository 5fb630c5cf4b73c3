//! `CsUserReplicatorConfiguration`.

use crate::noun;

noun! {
    "CsUserReplicatorConfiguration", "user replicator configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.UserReplicator.UserReplicatorConfiguration";
    about "The user replicator configuration says how users are read from the directory.";
    scopes [Global, Site] {};
    properties {
        /// Domains that are read.
        "ADDomainNamingContextList": Kind::List => Default::List(&[]);
        /// Time between two readings.
        "ReplicationCycleInterval": Kind::TimeSpan => Default::Text("00:01:00");
        /// Domain controllers that are asked.
        "DomainControllerList": Kind::List => Default::List(&[]), { on: On::Set };
        /// Longest pause after which a full reading is not needed.
        "SkipFirstSyncAllowedDowntime": Kind::TimeSpan => Default::Text("00:30:00");
    }
    NEW = "New-CsUserReplicatorConfiguration", New, "Makes a user replicator configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsUserReplicatorConfiguration site:Redmond -ReplicationCycleInterval '00:10:00'";
    GET = "Get-CsUserReplicatorConfiguration", Get, "Shows user replicator configurations",
        "Get-CsUserReplicatorConfiguration";
    SET = "Set-CsUserReplicatorConfiguration", Set, "Changes a user replicator configuration: the global one without -Identity",
        "Set-CsUserReplicatorConfiguration -ReplicationCycleInterval '00:10:00'";
    REMOVE = "Remove-CsUserReplicatorConfiguration", Remove, "Removes a user replicator configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsUserReplicatorConfiguration site:Redmond -ReplicationCycleInterval '00:10:00' | Out-Null\nRemove-CsUserReplicatorConfiguration site:Redmond";
}
