//! Commands of SQL Server databases, which fedsh does not run.

absent! {
    "SQL Server databases";
    "Debug-CsStorageServiceFailures" by "" {
        "AdapterId": "guid" in { all (None, false, No) };
        "Binding": "string" in { all (None, false, No) };
        "Component": "Component" in { all (None, false, No) };
        "EndTime": "datetime" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "HostNameStorageService": "string" in { all (None, false, No) };
        "OutFileName": "string" in { all (None, false, No) };
        "SipUri": "string" in { all (None, false, No) };
        "StartTime": "datetime" in { all (None, false, No) };
    }
    "Get-CsDatabaseMirrorState" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "DatabaseType": "DatabaseNameType" in { all (None, false, No) };
        "LocalStore": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Get-CsUserDatabaseState" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), false, No)] };
        "RegistrarPool": "Fqdn" in { ["RegistrarPool" => (None, false, No)] };
    }
    "Install-CsDatabase" by "ByLocal" {
        "CentralManagementDatabase": "switch" in { ["ByCMS" => (None, false, No)] };
        "Clean": "switch" in { all (None, false, No) };
        "Collocated": "switch" in { ["ByCMS" => (None, false, No), "ByDatabase" => (None, false, No)] };
        "DatabasePaths": "string[]" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "GlobalSettingsDomainController": "Fqdn" in { all (None, false, No) };
        "SkipPrepareCheck": "switch" in { all (None, false, No) };
        "SqlInstanceName": "string" in { ["ByCMS" => (None, false, No), "ByDatabase" => (None, false, No)] };
        "SqlServerFqdn": "Fqdn" in { ["ByCMS" => (None, true, No), "ByDatabase" => (None, true, No), "ByConfigured" => (None, true, No)] };
        "Update": "switch" in { all (None, false, No) };
        "UseDefaultSqlPaths": "switch" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "Backup": "switch" in { ["ByCMS" => (None, false, No)] };
        "DatabasePathMap": "Hashtable" in { all (None, false, No) };
        "NoReindex": "switch" in { all (None, false, No) };
        "DatabaseType": "DatabaseNameType" in { ["ByDatabase" => (None, true, No)] };
        "ConfiguredDatabases": "switch" in { ["ByConfigured" => (None, false, No)] };
        "ExcludeCollocatedStores": "switch" in { ["ByConfigured" => (None, false, No)] };
        "ForDefaultInstance": "switch" in { ["ByConfigured" => (None, false, No), "ByLocal" => (None, false, No)] };
        "ForInstance": "string" in { ["ByConfigured" => (None, false, No), "ByLocal" => (None, false, No)] };
        "LocalDatabases": "switch" in { ["ByLocal" => (None, false, No)] };
    }
    "Install-CsMirrorDatabase" by "ByConfigured" {
        "ConfiguredDatabases": "switch" in { ["ByConfigured" => (None, false, No)] };
        "FileShare": "string" in { all (None, true, No) };
        "SqlServerFqdn": "Fqdn" in { all (None, true, No) };
        "DatabasePathMap": "Hashtable" in { all (None, false, No) };
        "DropExistingDatabasesOnMirror": "switch" in { all (None, false, No) };
        "ExcludeDatabaseList": "string[]" in { all (None, false, No) };
        "ForDefaultInstance": "switch" in { ["ByConfigured" => (None, false, No)] };
        "ForInstance": "string" in { ["ByConfigured" => (None, false, No)] };
        "Report": "string" in { all (None, false, No) };
        "DatabaseType": "DatabaseNameType" in { ["ByDatabase" => (None, true, No)] };
        "SqlInstanceName": "string" in { ["ByDatabase" => (None, false, No)] };
    }
    "Invoke-CsArchivingDatabasePurge" by "Identity" {
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), true, Both)] };
        "PurgeArchivingDataOlderThanHours": "int" in { ["Identity" => (Some(1), true, No), "SqlServer" => (Some(0), true, No)] };
        "PurgeExportedArchivesOnly": "bool" in { ["Identity" => (Some(2), true, No), "SqlServer" => (Some(1), true, No)] };
        "MaxArchivingRecordsToDelete": "int" in { ["Identity" => (Some(3), false, No), "SqlServer" => (Some(2), false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "SqlServerFqdn": "string" in { ["SqlServer" => (None, true, No)] };
        "SqlInstanceName": "string" in { ["SqlServer" => (None, false, No)] };
    }
    "Invoke-CsCdrDatabasePurge" by "Identity" {
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), true, Both)] };
        "PurgeCallDetailDataOlderThanDays": "int" in { ["Identity" => (Some(1), true, No), "SqlServer" => (Some(0), true, No)] };
        "PurgeDiagnosticDataOlderThanDays": "int" in { ["Identity" => (Some(2), true, No), "SqlServer" => (Some(1), true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "SqlServerFqdn": "string" in { ["SqlServer" => (None, true, No)] };
        "SqlInstanceName": "string" in { ["SqlServer" => (None, false, No)] };
    }
    "Invoke-CsDatabaseFailover" by "" {
        "DatabaseType": "DatabaseNameType" in { all (None, true, No) };
        "NewPrincipal": "MirrorRole" in { all (None, true, No) };
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "ExcludeDatabaseList": "string[]" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "LocalStore": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Invoke-CsQoEDatabasePurge" by "Identity" {
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), true, Both)] };
        "PurgeQoEDataOlderThanDays": "int" in { ["Identity" => (Some(1), true, No), "SqlServer" => (Some(0), true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "SqlServerFqdn": "string" in { ["SqlServer" => (None, true, No)] };
        "SqlInstanceName": "string" in { ["SqlServer" => (None, false, No)] };
    }
    "Invoke-CsStorageServiceFlush" by "" {
        "FlushType": "FlushType" in { all (None, true, No) };
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "Binding": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "HostNameStorageService": "string" in { all (None, false, No) };
        "WaitTime": "timespan" in { all (None, false, No) };
    }
    "Set-CsUserDatabaseState" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), true, ByValue)] };
        "Online": "bool" in { ["Identity" => (Some(1), true, No), "RegistrarPool" => (Some(0), true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "RegistrarPool": "Fqdn" in { ["RegistrarPool" => (None, true, No)] };
    }
    "Test-CsDatabase" by "ByCMS" {
        "CentralManagementDatabase": "switch" in { ["ByCMS" => (None, false, No)] };
        "SqlServerFqdn": "Fqdn" in { ["ByCMS" => (None, false, No), "ByConfigured" => (None, true, No), "ByDatabase" => (None, true, No)] };
        "Report": "string" in { all (None, false, No) };
        "SqlInstanceName": "string" in { ["ByCMS" => (None, false, No), "ByDatabase" => (None, false, No)] };
        "ConfiguredDatabases": "switch" in { ["ByConfigured" => (None, false, No)] };
        "DatabaseType": "DatabaseNameType" in { ["ByDatabase" => (None, true, No)] };
        "LocalService": "switch" in { ["ByLocal" => (None, false, No)] };
    }
    "Uninstall-CsDatabase" by "ByCMS" {
        "SqlServerFqdn": "Fqdn" in { all (None, true, No) };
        "CentralManagementDatabase": "switch" in { ["ByCMS" => (None, false, No)] };
        "Detach": "switch" in { all (None, false, No) };
        "SqlInstanceName": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "DatabaseType": "DatabaseNameType" in { ["ByDatabase" => (None, true, No)] };
    }
    "Uninstall-CsMirrorDatabase" by "" {
        "DatabaseType": "DatabaseNameType" in { all (None, true, No) };
        "SqlServerFqdn": "Fqdn" in { all (None, true, No) };
        "DropExistingDatabasesOnMirror": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "SqlInstanceName": "string" in { all (None, false, No) };
    }
    "Update-CsUserDatabase" by "" {
        "Fqdn": "Fqdn" in { all (Some(0), false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
}
