//! Commands of the Response Group application, which fedsh does not run.

absent! {
    "the Response Group application";
    "Export-CsRgsConfiguration" by "" {
        "FileName": "string" in { all (None, true, No) };
        "Source": "RgsIdentity" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
        "Owner": "RgsIdentity" in { all (None, false, No) };
        "RemoveExportedConfiguration": "switch" in { all (None, false, No) };
    }
    "Get-CsRgsAgentGroup" by "" {
        "Identity": "RgsIdentity" in { all (Some(0), false, ByValue) };
        "Name": "string" in { all (None, false, No) };
        "Owner": "RgsIdentity" in { all (None, false, No) };
        "ShowAll": "switch" in { all (None, false, No) };
    }
    "Get-CsRgsConfiguration" by "" {
        "Identity": "RgsIdentity" in { all (Some(0), true, ByValue) };
    }
    "Get-CsRgsHolidaySet" by "" {
        "Identity": "RgsIdentity" in { all (Some(0), false, ByValue) };
        "Name": "string" in { all (None, false, No) };
        "Owner": "RgsIdentity" in { all (None, false, No) };
        "ShowAll": "switch" in { all (None, false, No) };
    }
    "Get-CsRgsHoursOfBusiness" by "" {
        "Identity": "RgsIdentity" in { all (Some(0), false, ByValue) };
        "Name": "string" in { all (None, false, No) };
        "Owner": "RgsIdentity" in { all (None, false, No) };
        "ShowAll": "switch" in { all (None, false, No) };
    }
    "Get-CsRgsQueue" by "" {
        "Identity": "RgsIdentity" in { all (Some(0), false, ByValue) };
        "Name": "string" in { all (None, false, No) };
        "Owner": "RgsIdentity" in { all (None, false, No) };
        "ShowAll": "switch" in { all (None, false, No) };
    }
    "Get-CsRgsWorkflow" by "" {
        "Identity": "RgsIdentity" in { all (Some(0), false, ByValue) };
        "Name": "string" in { all (None, false, No) };
        "Owner": "RgsIdentity" in { all (None, false, No) };
        "ShowAll": "switch" in { all (None, false, No) };
    }
    "Import-CSAnnouncementFile" by "" {
        "Parent": "string" in { all (Some(0), true, No) };
        "FileName": "string" in { all (None, true, No) };
        "Content": "Byte[]" in { all (None, true, ByValue) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Import-CsRgsAudioFile" by "" {
        "Identity": "RgsIdentity" in { all (Some(0), true, No) };
        "Content": "Byte[]" in { all (None, true, ByValue) };
        "FileName": "string" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Import-CsRgsConfiguration" by "" {
        "Destination": "RgsIdentity" in { all (None, true, No) };
        "FileName": "string" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
        "OverwriteOwner": "switch" in { all (None, false, No) };
        "ReplaceExistingRgsSettings": "switch" in { all (None, false, No) };
        "ResolveNameConflicts": "switch" in { all (None, false, No) };
    }
    "Invoke-CsRgsStoreReplicateData" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Move-CsRgsConfiguration" by "" {
        "Source": "string" in { all (Some(0), true, No) };
        "Destination": "string" in { all (Some(1), true, No) };
        "Force": "switch" in { all (None, false, No) };
        "ResolveNameConflicts": "switch" in { all (None, false, No) };
    }
    "New-CsRgsAgentGroup" by "" {
        "Parent": "RgsIdentity" in { all (Some(0), true, No) };
        "Name": "string" in { all (None, true, No) };
        "AgentAlertTime": "Int16" in { all (None, false, No) };
        "AgentsByUri": "Collection[Uri]" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
        "DistributionGroupAddress": "string" in { all (None, false, No) };
        "ParticipationPolicy": "ParticipationPolicy" in { all (None, false, No) };
        "RoutingMethod": "RoutingMethod" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "InMemory": "switch" in { all (None, false, No) };
    }
    "New-CsRgsAnswer" by "" {
        "Action": "CallAction" in { all (None, true, No) };
        "DtmfResponse": "string" in { all (None, false, No) };
        "Name": "string" in { all (None, false, No) };
        "VoiceResponseList": "PSListModifier" in { all (None, false, No) };
    }
    "New-CsRgsCallAction" by "" {
        "Action": "Action" in { all (None, true, No) };
        "Prompt": "Prompt" in { all (None, false, No) };
        "Question": "Question" in { all (None, false, No) };
        "QueueID": "RgsIdentity" in { all (None, false, No) };
        "Uri": "string" in { all (None, false, No) };
    }
    "New-CsRgsHoliday" by "" {
        "Name": "string" in { all (None, false, No) };
        "EndDate": "datetime" in { all (None, true, No) };
        "StartDate": "datetime" in { all (None, true, No) };
    }
    "New-CsRgsHolidaySet" by "" {
        "Parent": "RgsIdentity" in { all (Some(0), true, No) };
        "HolidayList": "Collection[Holiday]" in { all (None, true, No) };
        "Name": "string" in { all (None, true, No) };
        "InMemory": "switch" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "New-CsRgsHoursOfBusiness" by "" {
        "Parent": "RgsIdentity" in { all (Some(0), true, No) };
        "Name": "string" in { all (None, true, No) };
        "Custom": "bool" in { all (None, false, No) };
        "MondayHours1": "TimeRange" in { all (None, false, No) };
        "MondayHours2": "TimeRange" in { all (None, false, No) };
        "TuesdayHours1": "TimeRange" in { all (None, false, No) };
        "TuesdayHours2": "TimeRange" in { all (None, false, No) };
        "WednesdayHours1": "TimeRange" in { all (None, false, No) };
        "WednesdayHours2": "TimeRange" in { all (None, false, No) };
        "ThursdayHours1": "TimeRange" in { all (None, false, No) };
        "ThursdayHours2": "TimeRange" in { all (None, false, No) };
        "FridayHours1": "TimeRange" in { all (None, false, No) };
        "FridayHours2": "TimeRange" in { all (None, false, No) };
        "SaturdayHours1": "TimeRange" in { all (None, false, No) };
        "SaturdayHours2": "TimeRange" in { all (None, false, No) };
        "SundayHours1": "TimeRange" in { all (None, false, No) };
        "SundayHours2": "TimeRange" in { all (None, false, No) };
        "InMemory": "switch" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "New-CsRgsPrompt" by "" {
        "TextToSpeechPrompt": "string" in { all (None, false, No) };
        "AudioFilePrompt": "AudioFile" in { all (None, false, No) };
    }
    "New-CsRgsQuestion" by "" {
        "Prompt": "Prompt" in { all (None, true, No) };
        "AnswerList": "PSListModifier" in { all (None, false, No) };
        "InvalidAnswerPrompt": "Prompt" in { all (None, false, No) };
        "Name": "string" in { all (None, false, No) };
        "NoAnswerPrompt": "Prompt" in { all (None, false, No) };
    }
    "New-CsRgsQueue" by "" {
        "Parent": "RgsIdentity" in { all (Some(0), true, No) };
        "Name": "string" in { all (None, true, No) };
        "Description": "string" in { all (None, false, No) };
        "OverflowAction": "CallAction" in { all (None, false, No) };
        "OverflowCandidate": "OverflowCandidate" in { all (None, false, No) };
        "OverflowThreshold": "Int16" in { all (None, false, No) };
        "TimeoutAction": "CallAction" in { all (None, false, No) };
        "TimeoutThreshold": "int" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "InMemory": "switch" in { all (None, false, No) };
        "AgentGroupIDList": "Collection[RgsIdentity]" in { all (None, false, No) };
    }
    "New-CsRgsTimeRange" by "" {
        "CloseTime": "timespan" in { all (None, true, No) };
        "OpenTime": "timespan" in { all (None, true, No) };
        "Name": "string" in { all (None, false, No) };
    }
    "New-CsRgsWorkflow" by "" {
        "Parent": "RgsIdentity" in { all (Some(0), true, No) };
        "Name": "string" in { all (None, true, No) };
        "PrimaryUri": "Uri" in { all (None, true, No) };
        "Active": "bool" in { all (None, false, No) };
        "Anonymous": "bool" in { all (None, false, No) };
        "BusinessHoursID": "RgsIdentity" in { all (None, false, No) };
        "CustomMusicOnHoldFile": "AudioFile" in { all (None, false, No) };
        "DefaultAction": "CallAction" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "EnabledForFederation": "bool" in { all (None, false, No) };
        "HolidayAction": "CallAction" in { all (None, false, No) };
        "Language": "string" in { all (None, false, No) };
        "LineUri": "Uri" in { all (None, false, No) };
        "NonBusinessHoursAction": "CallAction" in { all (None, false, No) };
        "TimeZone": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "InMemory": "switch" in { all (None, false, No) };
        "HolidaySetIDList": "Collection[RgsIdentity]" in { all (None, false, No) };
        "Managed": "bool" in { all (None, false, No) };
        "ManagersByUri": "Collection[Uri]" in { all (None, false, No) };
    }
    "Remove-CsRgsAgentGroup" by "" {
        "Force": "switch" in { all (None, false, No) };
        "Instance": "AgentGroup" in { all (None, true, Both) };
    }
    "Remove-CsRgsHolidaySet" by "" {
        "Force": "switch" in { all (None, false, No) };
        "Instance": "HolidaySet" in { all (None, true, Both) };
    }
    "Remove-CsRgsHoursOfBusiness" by "" {
        "Force": "switch" in { all (None, false, No) };
        "Instance": "BusinessHours" in { all (None, true, Both) };
    }
    "Remove-CsRgsQueue" by "" {
        "Force": "switch" in { all (None, false, No) };
        "Instance": "Queue" in { all (None, true, Both) };
    }
    "Remove-CsRgsWorkflow" by "" {
        "Instance": "Workflow" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsRgsAgentGroup" by "" {
        "Instance": "AgentGroup" in { all (Some(0), true, ByValue) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsRgsConfiguration" by "Direct" {
        "Identity": "RgsIdentity" in { ["Direct" => (Some(0), true, ByValue)] };
        "AgentRingbackGracePeriod": "Int16" in { ["Direct" => (None, false, No)] };
        "DefaultMusicOnHoldFile": "AudioFile" in { ["Direct" => (None, false, No)] };
        "DisableCallContext": "bool" in { ["Direct" => (None, false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Instance": "ServiceSettings" in { ["Instance" => (Some(0), true, ByValue)] };
    }
    "Set-CsRgsHolidaySet" by "" {
        "Instance": "HolidaySet" in { all (Some(0), true, ByValue) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsRgsHoursOfBusiness" by "" {
        "Instance": "BusinessHours" in { all (Some(0), true, ByValue) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsRgsQueue" by "" {
        "Instance": "Queue" in { all (Some(0), true, ByValue) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsRgsWorkflow" by "" {
        "Instance": "Workflow" in { all (Some(0), true, ByValue) };
        "Force": "switch" in { all (None, false, No) };
    }
}
