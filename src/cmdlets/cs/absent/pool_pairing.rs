//! Commands of pool pairing and the Windows cluster, which fedsh does not run.

absent! {
    "pool pairing and the Windows cluster";
    "Backup-CsPool" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "Category": "BackupCategory" in { all (None, false, No) };
        "FailedOverPoolOnly": "switch" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "FullBackup": "switch" in { all (None, false, No) };
        "LocalStore": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "RetryCount": "int" in { all (None, false, No) };
        "SteadyState": "switch" in { all (None, false, No) };
        "WaitTime": "timespan" in { all (None, false, No) };
    }
    "Debug-CsInterPoolReplication" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "BackupModule": "BackupModules" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "DatabaseCommandTimeoutInSeconds": "int" in { all (None, false, No) };
        "ResyncSignatureMismatchItems": "switch" in { all (None, false, No) };
        "SuppressMultiMasterDetection": "switch" in { all (None, false, No) };
    }
    "Debug-CsIntraPoolReplication" by "ConferenceDirectory" {
        "ConferenceDirectory": "XdsGlobalRelativeIdentity" in { ["ConferenceDirectory" => (Some(0), true, Both)] };
        "Force": "switch" in { all (None, false, No) };
        "UserUri": "UserIdParameter" in { ["User" => (Some(0), true, Both)] };
        "PoolFqdn": "XdsGlobalRelativeIdentity" in { ["PoolFqdn" => (Some(0), true, Both)] };
        "Service": "string" in { ["PoolFqdn" => (None, false, No)] };
        "ShowAll": "switch" in { ["PoolFqdn" => (None, false, No)] };
        "Type": "ServiceEnumerationType" in { ["PoolFqdn" => (None, false, No)] };
    }
    "Get-CsBackupServiceStatus" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "Category": "BackupCategory" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Get-CsPoolBackupRelationship" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
        "LocalStore": "switch" in { all (None, false, No) };
    }
    "Get-CsPoolFabricState" by "RoutingGroup" {
        "RoutingGroup": "string" in { ["RoutingGroup" => (Some(0), true, No)] };
        "ReplicaBuildProgress": "switch" in { ["RoutingGroup" => (None, false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "MinutesToPoll": "int" in { ["RoutingGroup" => (None, false, No)] };
        "PollInterval": "int" in { ["RoutingGroup" => (None, false, No)] };
        "ReplicaBuildProgressTimeout": "int" in { ["RoutingGroup" => (None, false, No)] };
        "Tenant": "guid" in { ["Tenant" => (Some(0), true, No)] };
        "UserUri": "UserIdParameter" in { ["User" => (Some(0), true, No)] };
        "PoolFqdn": "string" in { ["PoolFqdn" => (None, true, No)] };
        "HealthState": "string" in { ["PoolFqdn" => (None, false, No)] };
        "ShowAll": "switch" in { ["PoolFqdn" => (None, false, No)] };
        "OutputCsvFile": "string" in { ["PoolFqdn" => (None, false, No)] };
        "ServiceName": "string" in { ["PoolFqdn" => (None, false, No)] };
        "Type": "string" in { ["PoolFqdn" => (None, false, No)] };
        "QueryTimeout": "int" in { ["PoolFqdn" => (None, false, No)] };
    }
    "Get-CsPoolUpgradeReadinessState" by "" {
        "Force": "switch" in { all (None, false, No) };
        "SkipIdleSecondaryVerification": "switch" in { all (None, false, No) };
    }
    "Get-CsUpgradeDomainInfo" by "" {
        "Force": "switch" in { all (None, false, No) };
        "QueryTimeout": "int" in { all (None, false, No) };
    }
    "Invoke-CsBackupServiceSync" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, ByValue) };
        "BackupModule": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Invoke-CsComputerFailBack" by "" {
        "ComputerName": "string" in { all (Some(0), false, No) };
        "NoStart": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "WaitTime": "timespan" in { all (None, false, No) };
        "SkipFabricHealthCheck": "switch" in { all (None, false, No) };
    }
    "Invoke-CsComputerFailOver" by "" {
        "ComputerName": "string" in { all (Some(0), false, No) };
        "Force": "switch" in { all (None, false, No) };
        "NoStop": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "WaitTime": "timespan" in { all (None, false, No) };
        "DrainingTimeout": "timespan" in { all (None, false, No) };
        "SkipFabricHealthCheck": "switch" in { all (None, false, No) };
    }
    "Invoke-CsManagementServerFailover" by "Normal" {
        "BackupSqlServerFqdn": "Fqdn" in { ["DisasterRecovery" => (None, true, No)] };
        "Force": "switch" in { ["DisasterRecovery" => (None, false, No)] };
        "BackupMirrorSqlInstanceName": "string" in { ["DisasterRecovery" => (None, false, No)] };
        "BackupMirrorSqlServerFqdn": "Fqdn" in { ["DisasterRecovery" => (None, false, No)] };
        "BackupSqlInstanceName": "string" in { ["DisasterRecovery" => (None, false, No)] };
        "Report": "string" in { all (None, false, No) };
        "Restore": "switch" in { ["Normal" => (None, false, No)] };
    }
    "Invoke-CsPoolFailBack" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "DisasterMode": "switch" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "WaitTime": "timespan" in { all (None, false, No) };
        "DatabaseCommandTimeoutInSeconds": "int" in { all (None, false, No) };
        "SkipDataVerification": "switch" in { all (None, false, No) };
    }
    "Invoke-CsPoolFailOver" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "DisasterMode": "switch" in { all (None, false, No) };
        "FlushStorageService": "switch" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "WaitTime": "timespan" in { all (None, false, No) };
        "DatabaseCommandTimeoutInSeconds": "int" in { all (None, false, No) };
        "ServicesStopDelayMins": "int" in { all (None, false, No) };
        "SkipDataVerification": "switch" in { all (None, false, No) };
    }
    "Reset-CsPoolRegistrarState" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
        "MachineFqdn": "Fqdn" in { all (None, false, No) };
        "NoReStart": "switch" in { all (None, false, No) };
        "ResetLocalDatabases": "switch" in { all (None, false, No) };
        "ResetType": "PoolResetType" in { all (None, false, No) };
        "ServicesStopDelayMins": "int" in { all (None, false, No) };
    }
    "Reset-CsRoutingGroup" by "" {
        "RoutingGroup": "string" in { all (Some(0), true, No) };
        "Binding": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "HostNameStorageService": "string" in { all (None, false, No) };
        "Lyss": "switch" in { all (None, false, No) };
        "ResetType": "RgResetType" in { all (None, false, No) };
        "TargetFqdn": "Fqdn" in { all (None, false, No) };
    }
}
