//! `CsStorageServiceConfiguration`.

use crate::noun;

noun! {
    "CsStorageServiceConfiguration", "storage service configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.StorageService.StorageServiceSettings";
    about "A storage service configuration says how the store of a pool recovers.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether a task that hangs is ended.
        "EnableAsyncAdaptorTaskAbort": Kind::Truth => Default::Truth(false);
        /// Whether data that were put aside are read again.
        "EnableAutoImportFlushedData": Kind::Truth => Default::Truth(true);
        /// Whether the group of copies may shrink.
        "EnableFabricReplicationSetReduction": Kind::Truth => Default::Truth(false);
        /// Seconds after which a broken state is given up.
        "FabricInvalidStateTimeoutDuration": Kind::UInt64 => Default::Number(0);
    }
    NEW = "New-CsStorageServiceConfiguration", New, "Makes a storage service configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsStorageServiceConfiguration site:Redmond -EnableAsyncAdaptorTaskAbort $true";
    GET = "Get-CsStorageServiceConfiguration", Get, "Shows storage service configurations",
        "Get-CsStorageServiceConfiguration";
    SET = "Set-CsStorageServiceConfiguration", Set, "Changes a storage service configuration: the global one without -Identity",
        "Set-CsStorageServiceConfiguration -EnableAsyncAdaptorTaskAbort $true";
    REMOVE = "Remove-CsStorageServiceConfiguration", Remove, "Removes a storage service configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsStorageServiceConfiguration site:Redmond -EnableAsyncAdaptorTaskAbort $true | Out-Null\nRemove-CsStorageServiceConfiguration site:Redmond";
}
