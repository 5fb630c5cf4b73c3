//! Commands of the centralized logging service, which fedsh does not run.

absent! {
    "the centralized logging service";
    "Get-CsClsAgentStatus" by "" {
        "CacheFileLocalFolders": "string" in { all (None, false, No) };
        "DefaultXml": "switch" in { all (None, false, No) };
    }
    "Search-CsClsLogging" by "" {
        "AsXml": "switch" in { all (None, false, No) };
        "CallId": "string" in { all (None, false, No) };
        "Components": "string[]" in { all (None, false, No) };
        "Computers": "string[]" in { all (None, false, No) };
        "ConferenceId": "string" in { all (None, false, No) };
        "CorrelationIds": "string[]" in { all (None, false, No) };
        "EndTime": "datetime" in { all (None, false, No) };
        "IP": "IPAddress" in { all (None, false, No) };
        "LogLevel": "string" in { all (None, false, No) };
        "MatchAll": "switch" in { all (None, false, No) };
        "MatchAny": "switch" in { all (None, false, No) };
        "OutputFilePath": "string" in { all (None, false, No) };
        "Phone": "string" in { all (None, false, No) };
        "Pools": "string[]" in { all (None, false, No) };
        "SipContents": "string" in { all (None, false, No) };
        "SkipNetworkLogs": "switch" in { all (None, false, No) };
        "StartTime": "datetime" in { all (None, false, No) };
        "Uri": "string" in { all (None, false, No) };
    }
    "Show-CsClsLogging" by "" {
        "AsXml": "switch" in { all (None, false, No) };
        "Computers": "string[]" in { all (None, false, No) };
        "Pools": "string[]" in { all (None, false, No) };
    }
    "Start-CsClsLogging" by "" {
        "Scenario": "string" in { all (None, true, No) };
        "AsXml": "switch" in { all (None, false, No) };
        "Computers": "string[]" in { all (None, false, No) };
        "Duration": "string" in { all (None, false, No) };
        "Pools": "string[]" in { all (None, false, No) };
    }
    "Stop-CsClsLogging" by "" {
        "Scenario": "string" in { all (None, true, No) };
        "AsXml": "switch" in { all (None, false, No) };
        "Computers": "string[]" in { all (None, false, No) };
        "Pools": "string[]" in { all (None, false, No) };
    }
    "Sync-CsClsLogging" by "" {
        "AsXml": "switch" in { all (None, false, No) };
        "Computers": "string[]" in { all (None, false, No) };
        "Pools": "string[]" in { all (None, false, No) };
    }
    "Update-CsClsLogging" by "" {
        "Duration": "string" in { all (None, true, No) };
        "AsXml": "switch" in { all (None, false, No) };
        "Computers": "string[]" in { all (None, false, No) };
        "Pools": "string[]" in { all (None, false, No) };
    }
}
