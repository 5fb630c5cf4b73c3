//! Commands of an online deployment, which fedsh does not run.

absent! {
    "an online deployment";
    "Get-CsCloudCallDataConnector" by "" {
        "LocalStore": "switch" in { all (None, false, No) };
    }
    "Grant-CsGraphPolicy" by "Identity" {
        "Identity": "UserIdParameter" in { ["Identity" => (Some(0), false, Both)] };
        "PolicyName": "string" in { all (Some(1), false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Global": "switch" in { ["GrantToTenant" => (None, false, No)] };
    }
    "New-CsTeamsUpgradePolicy" by "" {
        "Identity": "XdsIdentity" in { all (Some(0), true, No) };
        "NotifySfbUsers": "bool" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
    }
    "Remove-CsTeamsUpgradePolicy" by "" {
        "Identity": "XdsIdentity" in { all (Some(0), true, ByName) };
    }
    "Set-CsCloudCallDataConnector" by "" {
        "Token": "string" in { all (None, false, Both) };
        "TenantId": "string" in { all (None, false, No) };
        "Instance": "PSObject" in { all (None, false, ByValue) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsCloudCallDataConnectorConfiguration" by "Identity" {
        "EnableCallDataConnector": "bool" in { all (None, false, No) };
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Instance": "PSObject" in { ["Instance" => (None, false, ByValue)] };
    }
}
