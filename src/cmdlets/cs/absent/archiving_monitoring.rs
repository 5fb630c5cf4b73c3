//! Commands of archiving and monitoring, which fedsh does not run.

absent! {
    "archiving and monitoring";
    "Export-CsArchivingData" by "ByDbInstance" {
        "DBInstance": "string" in { ["ExcludeWebConfArchiveSet" => (None, true, No), "PurgeSet" => (None, true, No), "ByDbInstance" => (None, true, No)] };
        "OutputFolder": "string" in { all (None, true, No) };
        "StartDate": "datetime" in { all (None, true, No) };
        "EndDate": "datetime" in { all (None, false, No) };
        "UserUri": "string" in { all (None, false, No) };
        "ExcludeWebConfArchive": "switch" in { all (None, false, No) };
        "IncludeTrustedApplication": "switch" in { all (None, false, No) };
        "Identity": "XdsIdentity" in { ["ExcludeWebConfArchiveSet" => (None, true, Both), "PurgeSet" => (None, true, Both), "ByIdentity" => (None, true, Both)] };
        "Force": "switch" in { all (None, false, No) };
        "Purge": "switch" in { all (None, false, No) };
    }
    "Get-CsClientAccessLicense" by "LicenseSet" {
        "License": "switch" in { ["LicenseSet" => (None, false, No)] };
        "LicenseBasedType": "string" in { ["DefaultSet" => (None, true, No)] };
        "LicenseName": "string" in { ["DefaultSet" => (None, true, No)] };
        "MonitoringDatabase": "string" in { ["DefaultSet" => (None, true, No)] };
        "StartDate": "datetime" in { ["DefaultSet" => (None, true, No)] };
        "EndDate": "datetime" in { ["DefaultSet" => (None, false, No)] };
        "DailyUsage": "switch" in { ["DefaultSet" => (None, false, No)] };
    }
    "Set-CsArchivingServer" by "" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "ArchivingDatabase": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsMonitoringServer" by "" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "MonitoringDatabase": "string" in { all (None, false, No) };
        "ReportingUrl": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Test-CsWatcherNodeConfiguration" by "" {
        "FileName": "string" in { all (None, false, No) };
        "ReadCredentialsFromCurrentUserStore": "switch" in { all (None, false, No) };
    }
}
