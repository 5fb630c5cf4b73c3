//! `CsClsConfiguration`.

use crate::noun;

noun! {
    "CsClsConfiguration", "centralized logging configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.CentralizedLogging.CentralizedLoggingConfiguration";
    about "A centralized logging configuration says where agents keep traces and how much.";
    scopes [Global, Site] {};
    properties {
        /// Folders for the cache on each computer.
        "CacheFileLocalFolders": Kind::Text => Default::Text("%TEMP%\\Tracing");
        /// Share of the disk that the cache may take, in percent.
        "CacheFileLocalMaxDiskUsage": Kind::UInt32 => Default::Number(80);
        /// Days for which the cache is kept on each computer.
        "CacheFileLocalRetentionPeriod": Kind::UInt32 => Default::Number(14);
        /// Folder on a share for the cache.
        "CacheFileNetworkFolder": Kind::Text => Default::Nothing;
        /// Most trace lines a second of one component.
        "ComponentThrottleLimit": Kind::UInt32 => Default::Number(5000);
        /// How many seconds in a row may exceed that limit.
        "ComponentThrottleSample": Kind::UInt32 => Default::Number(3);
        /// Folder for trace files.
        "EtlFileFolder": Kind::Text => Default::Text("%TEMP%\\Tracing");
        /// Minutes after which a trace file is closed.
        "EtlFileRolloverMinutes": Kind::UInt32 => Default::Number(60);
        /// Size at which a trace file is closed, in megabytes.
        "EtlFileRolloverSizeMB": Kind::UInt32 => Default::Number(20);
        /// Oldest version of agents that may take part.
        "MinimumClsAgentServiceVersion": Kind::UInt32 => Default::Number(6);
        /// The regions, made by New-CsClsRegion.
        "Regions": Kind::Objects => Default::List(&[]), { example: "(New-CsClsRegion Global/North -OtherRegionAccess Restricted -SecurityGroupSuffix North -InMemory)" };
        /// The scenarios, made by New-CsClsScenario.
        "Scenarios": Kind::Objects => Default::List(&[]), { example: "(New-CsClsScenario Global/Calls -InMemory)" };
        /// What can be searched for.
        "SearchTerms": Kind::Objects => Default::List(&[]), { example: "@{Add = Get-CsClsSearchTerm}" };
        /// Who may search, made by New-CsClsSecurityGroup.
        "SecurityGroups": Kind::Objects => Default::List(&[]), { example: "(New-CsClsSecurityGroup Global/North -AccessLevel Restricted -InMemory)" };
        /// Folder with the files that give traces their text.
        "TmfFileSearchPath": Kind::Text => Default::Nothing;
        /// Size of a packet, in kilobytes.
        "NetworkUsagePacketSize": Kind::UInt32 => Default::Number(32);
        /// Share of the network that copying may take, in percent.
        "NetworkUsageThreshold": Kind::UInt32 => Default::Number(10);
        /// Version of the configuration.
        "Version": Kind::Text => Default::Nothing;
        /// Free bytes on the disk below which tracing stops.
        "ETLMinFreeSpaceInDiskInBytes": Kind::Int64 => Default::Number(2_000_000_000), { on: On::Set };
        /// Free bytes on the disk from which on tracing goes on.
        "ETLEnoughFreeSpaceInDiskInBytes": Kind::Int64 => Default::Number(4_000_000_000), { on: On::Set };
        /// Bytes that traces may always take.
        "ETLMinQuotaInBytes": Kind::Int64 => Default::Number(3_221_225_472), { on: On::Set };
        /// Most bytes that traces may take.
        "ETLMaxQuotaInBytes": Kind::Int64 => Default::Number(400_000_000_000), { on: On::Set };
        /// Bytes to which traces are cut back.
        "ETLEnoughQuotaInBytes": Kind::Int64 => Default::Number(250_000_000_000), { on: On::Set };
        /// Most days for which traces are kept.
        "ETLMaxRetentionInDays": Kind::UInt32 => Default::Number(14), { on: On::Set };
    }
    NEW = "New-CsClsConfiguration", New, "Makes a centralized logging configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsClsConfiguration site:Redmond -CacheFileLocalFolders Redmond";
    GET = "Get-CsClsConfiguration", Get, "Shows centralized logging configurations",
        "Get-CsClsConfiguration";
    SET = "Set-CsClsConfiguration", Set, "Changes a centralized logging configuration: the global one without -Identity",
        "Set-CsClsConfiguration -CacheFileLocalFolders Redmond";
    REMOVE = "Remove-CsClsConfiguration", Remove, "Removes a centralized logging configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsClsConfiguration site:Redmond -CacheFileLocalFolders Redmond | Out-Null\nRemove-CsClsConfiguration site:Redmond";
}
