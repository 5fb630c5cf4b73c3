//! Commands of the connection to Exchange, which fedsh does not run.

absent! {
    "the connection to Exchange";
    "Debug-CsUnifiedContactStore" by "Identity" {
        "Identity": "UserIdParameter" in { ["Identity" => (None, true, Both)] };
        "ContactDataExportFileName": "string" in { ["Identity" => (None, false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "PoolFqdn": "Fqdn" in { ["PoolFqdn" => (None, true, Both)] };
    }
    "Get-CsExUmContact" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Filter": "string" in { all (None, false, No) };
        "LdapFilter": "string" in { all (None, false, No) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Invoke-CsUcsRollback" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Move-CsExUmContact" by "Identity" {
        "Target": "Fqdn" in { ["Identity" => (Some(1), true, No), "Users" => (Some(0), true, No)] };
        "Report": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "UseLegacyMode": "switch" in { all (None, false, No) };
        "IgnoreBackendStoreException": "switch" in { all (None, false, No) };
        "ProxyPool": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Identity": "UserIdParameter" in { ["Identity" => (Some(0), true, Both)] };
        "PassThru": "switch" in { all (None, false, No) };
        "UserList": "string" in { ["Users" => (None, true, No)] };
    }
    "New-CsExUmContact" by "" {
        "SipAddress": "string" in { all (None, true, No) };
        "RegistrarPool": "Fqdn" in { all (None, true, No) };
        "DisplayNumber": "string" in { all (None, true, No) };
        "OU": "OUIdParameter" in { all (None, true, No) };
        "AutoAttendant": "bool" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Remove-CsExUmContact" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Set-CsExUmContact" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "AutoAttendant": "bool" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "Enabled": "bool" in { all (None, false, No) };
        "EnterpriseVoiceEnabled": "bool" in { all (None, false, No) };
        "SipAddress": "string" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "ExchangeArchivingPolicy": "ExchangeArchivingPolicyOptionsEnum" in { all (None, false, No) };
    }
    "Test-CsExStorageConnectivity" by "" {
        "SipUri": "string" in { all (Some(0), true, No) };
        "Binding": "string" in { all (None, false, No) };
        "DeleteItem": "switch" in { all (None, false, No) };
        "Folder": "ExchFolder" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "HostNameStorageService": "string" in { all (None, false, No) };
        "UseCache": "switch" in { all (None, false, No) };
    }
    "Test-CsExStorageNotification" by "" {
        "SipUri": "string" in { all (None, true, No) };
        "Binding": "string" in { all (None, false, No) };
        "DeleteItem": "switch" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "HostNameStorageService": "string" in { all (None, false, No) };
    }
    "Test-CsExUMConnectivity" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsExUMVoiceMail" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ClientPlatform" => (Some(0), false, No), "ServerPlatform" => (Some(0), true, No)] };
        "SenderCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "ReceiverSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "SenderSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "WaveFile": "string" in { all (None, false, No) };
    }
    "Test-CsUnifiedContactStore" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "Setup": "switch" in { all (None, false, No) };
        "SetupAndRun": "switch" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
}
