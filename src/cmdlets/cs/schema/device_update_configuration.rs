//! `CsDeviceUpdateConfiguration`.

use crate::noun;

noun! {
    "CsDeviceUpdateConfiguration", "device update configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.DeviceUpdate.DeviceUpdateConfiguration";
    about "A device update configuration says how logs of telephones are kept.";
    scopes [Global, Site] {};
    properties {
        /// Age at which logs are removed.
        "LogCleanUpInterval": Kind::TimeSpan => Default::Text("10.00:00:00");
        /// Time of day at which logs are removed.
        "LogCleanUpTimeOfDay": Kind::DateTime => Default::Nothing;
        /// Time between two writes to the disk.
        "LogFlushInterval": Kind::TimeSpan => Default::Text("00:05:00");
        /// Most bytes of logs in memory.
        "MaxLogCacheLimit": Kind::UInt32 => Default::Number(512_000);
        /// Largest log, in bytes.
        "MaxLogFileSize": Kind::UInt32 => Default::Number(1_024_000);
        /// Endings of files that telephones may upload.
        "ValidLogFileExtensions": Kind::List => Default::List(&[]);
        /// Kinds of files that telephones may upload.
        "ValidLogFileTypes": Kind::List => Default::List(&[]);
    }
    NEW = "New-CsDeviceUpdateConfiguration", New, "Makes a device update configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDeviceUpdateConfiguration site:Redmond -LogCleanUpInterval '00:10:00'";
    GET = "Get-CsDeviceUpdateConfiguration", Get, "Shows device update configurations",
        "Get-CsDeviceUpdateConfiguration";
    SET = "Set-CsDeviceUpdateConfiguration", Set, "Changes a device update configuration: the global one without -Identity",
        "Set-CsDeviceUpdateConfiguration -LogCleanUpInterval '00:10:00'";
    REMOVE = "Remove-CsDeviceUpdateConfiguration", Remove, "Removes a device update configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDeviceUpdateConfiguration site:Redmond -LogCleanUpInterval '00:10:00' | Out-Null\nRemove-CsDeviceUpdateConfiguration site:Redmond";
}
