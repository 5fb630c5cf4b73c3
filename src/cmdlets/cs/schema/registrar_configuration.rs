//! `CsRegistrarConfiguration`.

use crate::noun;

noun! {
    "CsRegistrarConfiguration", "registrar configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Registrar.RegistrarSettings";
    about "A registrar configuration says for how long clients stay signed in and what a pool can hold.";
    scopes [Global, Site, Service] {};
    properties {
        /// Seconds for which a client that does not ask stays signed in.
        "DefaultEndpointExpiration": Kind::Int32 => Default::Number(600);
        /// Whether telephones are told their settings by DHCP.
        "EnableDHCPServer": Kind::Truth => Default::Truth(false);
        /// Most seconds for which a client stays signed in.
        "MaxEndpointExpiration": Kind::Int32 => Default::Number(900);
        /// Most clients of one user.
        "MaxEndpointsPerUser": Kind::UInt16 => Default::Number(8);
        /// Fewest seconds for which a client stays signed in.
        "MinEndpointExpiration": Kind::Int32 => Default::Number(300);
        /// Time without the backup store after which it counts as gone.
        "BackupStoreUnavailableThreshold": Kind::TimeSpan => Default::Text("00:30:00");
        /// Most users.
        "MaxUserCount": Kind::UInt64 => Default::Nothing;
        /// Whether the pool has failed over.
        "PoolState": Kind::Choice("PoolState", &["Active", "FailedOver", "FailingOver", "FailedBack"]) => Default::Text("Active");
        /// Whether logs of the cluster are uploaded.
        "EnableWinFabLogUpload": Kind::Truth => Default::Truth(false);
        /// Users from which on certificates are copied.
        "UserCertificateReplicationThreshold": Kind::UInt64 => Default::Nothing;
        /// Most logs of the cluster, in megabytes.
        "WinFabMaxLogsSizeMb": Kind::Int32 => Default::Nothing;
    }
    NEW = "New-CsRegistrarConfiguration", New, "Makes a registrar configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsRegistrarConfiguration site:Redmond -DefaultEndpointExpiration 600";
    GET = "Get-CsRegistrarConfiguration", Get, "Shows registrar configurations",
        "Get-CsRegistrarConfiguration";
    SET = "Set-CsRegistrarConfiguration", Set, "Changes a registrar configuration: the global one without -Identity",
        "Set-CsRegistrarConfiguration -DefaultEndpointExpiration 600";
    REMOVE = "Remove-CsRegistrarConfiguration", Remove, "Removes a registrar configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsRegistrarConfiguration site:Redmond -DefaultEndpointExpiration 600 | Out-Null\nRemove-CsRegistrarConfiguration site:Redmond";
}
