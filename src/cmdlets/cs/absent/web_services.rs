//! Commands of the web services, which fedsh does not run.

absent! {
    "the web services";
    "Approve-CsDeviceUpdateRule" by "Identity" {
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Instance": "PSObject" in { ["Instance" => (None, false, ByValue)] };
    }
    "Clear-CsDeviceUpdateFile" by "" {
        "Identity": "XdsIdentity" in { all (Some(0), true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Clear-CsDeviceUpdateLog" by "" {
        "Identity": "XdsIdentity" in { all (Some(0), true, No) };
        "DaysBack": "int" in { all (Some(1), true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Debug-CsAddressBookReplication" by "" {
        "DomainController": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "PoolFqdn": "Fqdn" in { all (None, false, No) };
        "User": "string" in { all (None, false, No) };
        "VerifyNormalization": "switch" in { all (None, false, No) };
        "VerifyReplication": "switch" in { all (None, false, No) };
        "AnalyzeFailures": "switch" in { all (None, false, No) };
        "StartDate": "datetime" in { all (None, false, No) };
        "Tenant": "guid" in { all (None, false, No) };
    }
    "Get-CsApplicationEndpoint" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "ApplicationId": "string" in { all (None, false, No) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "PoolFqdn": "string" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Get-CsAuthConfig" by "" {
        "Pool": "string" in { all (Some(0), false, Both) };
    }
    "Get-CsClientCertificate" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Get-CsDeviceUpdateRule" by "Identity" {
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), false, No)] };
        "LocalStore": "switch" in { all (None, false, No) };
        "Filter": "string" in { ["Filter" => (None, false, No)] };
    }
    "Get-CsHybridApplicationEndpoint" by "" {
        "Filter": "string" in { all (None, false, No) };
        "LdapFilter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "ResultSize": "uint" in { all (None, false, No) };
    }
    "Get-CsTestUserCredential" by "" {
        "SipAddress": "string" in { all (Some(0), true, No) };
    }
    "Get-CsTrustedApplicationEndpoint" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Filter": "string" in { all (None, false, No) };
        "ApplicationId": "string" in { all (None, false, No) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
        "TrustedApplicationPoolFqdn": "string" in { all (None, false, No) };
    }
    "Import-CsDeviceUpdate" by "" {
        "Identity": "XdsIdentity" in { all (Some(0), true, No) };
        "FileName": "string" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Move-CsApplicationEndpoint" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "TargetApplicationPool": "Fqdn" in { all (Some(1), true, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "IgnoreBackendStoreException": "switch" in { all (None, false, No) };
    }
    "New-CsHybridApplicationEndpoint" by "" {
        "OU": "OUIdParameter" in { all (None, true, No) };
        "DisplayName": "string" in { all (None, true, No) };
        "SipAddress": "string" in { all (None, true, No) };
        "ApplicationId": "guid" in { all (None, true, No) };
        "LineUri": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "New-CsTrustedApplicationEndpoint" by "" {
        "ApplicationId": "string" in { all (None, true, No) };
        "TrustedApplicationPoolFqdn": "Fqdn" in { all (None, true, No) };
        "SipAddress": "string" in { all (None, false, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "LineURI": "string" in { all (None, false, No) };
        "PrimaryLanguage": "string" in { all (None, false, No) };
        "SecondaryLanguages": "MultiValuedProperty[String]" in { all (None, false, No) };
        "Tenant": "guid" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Remove-CsDeviceUpdateRule" by "" {
        "Identity": "XdsIdentity" in { all (Some(0), true, ByName) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Remove-CsHybridApplicationEndpoint" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Remove-CsTestUserCredential" by "" {
        "SipAddress": "string" in { all (Some(0), true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Remove-CsTrustedApplicationEndpoint" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Remove-CsUserStoreBackupData" by "" {
        "PoolFqdn": "Fqdn" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Reset-CsDeviceUpdateRule" by "Identity" {
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Instance": "PSObject" in { ["Instance" => (None, false, ByValue)] };
    }
    "Reset-CsNotificationQueues" by "" {
        "Fqdn": "Fqdn" in { all (Some(0), false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Restore-CsDeviceUpdateRule" by "Identity" {
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Instance": "PSObject" in { ["Instance" => (None, false, ByValue)] };
    }
    "Revoke-CsClientCertificate" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsAuthConfig" by "" {
        "Scenario": "AuthConfigScenario" in { all (Some(1), true, Both) };
        "Pool": "string" in { all (Some(0), false, Both) };
    }
    "Set-CsHybridApplicationEndpoint" by "" {
        "Identity": "HybridApplicationEndpointIdParameter" in { all (Some(0), true, Both) };
        "DisplayName": "string" in { all (None, false, No) };
        "LineUri": "string" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Set-CsTestUserCredential" by "UsePSCredential" {
        "SipAddress": "string" in { all (Some(0), true, No) };
        "Credential": "PSCredential" in { ["UsePSCredential" => (None, true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Password": "string" in { ["UseRawText" => (None, true, No)] };
        "UserName": "string" in { ["UseRawText" => (None, true, No)] };
    }
    "Set-CsTrustedApplicationEndpoint" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "DisplayName": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "Enabled": "bool" in { all (None, false, No) };
        "EnabledForFederation": "bool" in { all (None, false, No) };
        "EnterpriseVoiceEnabled": "bool" in { all (None, false, No) };
        "LineURI": "string" in { all (None, false, No) };
        "PrimaryLanguage": "string" in { all (None, false, No) };
        "SecondaryLanguages": "MultiValuedProperty[String]" in { all (None, false, No) };
        "SipAddress": "string" in { all (None, false, No) };
        "Type": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "ExchangeArchivingPolicy": "ExchangeArchivingPolicyOptionsEnum" in { all (None, false, No) };
    }
    "Set-CsWebServer" by "" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "AppSharingPortCount": "ushort" in { all (None, false, No) };
        "AppSharingPortStart": "ushort" in { all (None, false, No) };
        "ExternalFqdn": "Fqdn" in { all (None, false, No) };
        "ExternalHttpPort": "ushort" in { all (None, false, No) };
        "ExternalHttpsPort": "ushort" in { all (None, false, No) };
        "PrimaryHttpPort": "ushort" in { all (None, false, No) };
        "PrimaryHttpsPort": "ushort" in { all (None, false, No) };
        "ReachExternalPsomServerPort": "ushort" in { all (None, false, No) };
        "ReachPrimaryPsomServerPort": "ushort" in { all (None, false, No) };
        "UserServer": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "InternalFqdn": "Fqdn" in { all (None, false, No) };
        "PublishedExternalHttpPort": "ushort" in { all (None, false, No) };
        "PublishedExternalHttpsPort": "ushort" in { all (None, false, No) };
        "PublishedPrimaryHttpPort": "ushort" in { all (None, false, No) };
        "PublishedPrimaryHttpsPort": "ushort" in { all (None, false, No) };
        "McxSipExternalListeningPort": "ushort" in { all (None, false, No) };
        "McxSipPrimaryListeningPort": "ushort" in { all (None, false, No) };
        "RmWebSipExternalListeningPort": "ushort" in { all (None, false, No) };
        "RmWebSipPrimaryListeningPort": "ushort" in { all (None, false, No) };
        "SupportConferenceConsoleSipExternalListeningPort": "ushort" in { all (None, false, No) };
        "SupportConferenceConsoleSipPrimaryListeningPort": "ushort" in { all (None, false, No) };
        "UcwaSipExternalListeningPort": "ushort" in { all (None, false, No) };
        "UcwaSipPrimaryListeningPort": "ushort" in { all (None, false, No) };
        "MeetingRoomAdminPortalExternalListeningPort": "ushort" in { all (None, false, No) };
        "MeetingRoomAdminPortalInternalListeningPort": "ushort" in { all (None, false, No) };
        "UcapSipPrimaryListeningPort": "ushort" in { all (None, false, No) };
        "VxmlSipPrimaryListeningPort": "ushort" in { all (None, false, No) };
    }
    "Test-CsAddressBookService" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ClientPlatform" => (Some(0), false, No), "ServerPlatform" => (Some(0), true, No)] };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "UserSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No), "TargetUri" => (None, true, No)] };
        "External": "switch" in { ["ClientPlatform" => (None, false, No), "ServerPlatform" => (None, false, No)] };
        "RegistrarPort": "int" in { ["ClientPlatform" => (None, false, No), "ServerPlatform" => (None, false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "TargetUri": "string" in { ["TargetUri" => (None, true, No)] };
        "WebCredential": "PSCredential" in { ["TargetUri" => (None, false, No)] };
    }
    "Test-CsAddressBookWebQuery" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "TargetSipAddress": "string" in { all (None, false, No) };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No), "TargetUri" => (None, true, No)] };
        "External": "switch" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "RegistrarPort": "int" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "SkypeSearchQuery": "string" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "TargetUri": "string" in { ["TargetUri" => (None, true, No)] };
        "WebCredential": "PSCredential" in { ["TargetUri" => (None, false, No)] };
    }
    "Test-CsClientAuth" by "" {
        "TargetFqdn": "string" in { all (Some(0), false, No) };
        "UserCredential": "PSCredential" in { all (None, true, No) };
        "UserSipAddress": "string" in { all (None, true, No) };
        "RegistrarPort": "int" in { all (None, false, No) };
        "TargetUri": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
    }
    "Test-CsClientAuthentication" by "" with TEST {
        "TargetFqdn": "string" in { all (Some(0), false, No) };
        "UserCredential": "PSCredential" in { all (None, true, No) };
        "UserSipAddress": "string" in { all (None, true, No) };
        "LiveIdAuthentication": "switch" in { all (None, false, No) };
        "TargetUri": "string" in { all (None, false, No) };
    }
    "Test-CsMcxP2PIM" by "" {
        "TargetFqdn": "string" in { all (Some(0), true, No) };
        "Authentication": "AuthenticationMechanism" in { all (None, true, No) };
        "ReceiverCredential": "PSCredential" in { all (None, true, No) };
        "ReceiverSipAddress": "string" in { all (None, true, No) };
        "SenderCredential": "PSCredential" in { all (None, true, No) };
        "SenderSipAddress": "string" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "RegistrarPort": "int" in { all (None, false, No) };
    }
    "Test-CsMcxPushNotification" by "" {
        "AccessEdgeFqdn": "string" in { all (Some(0), true, No) };
        "Certificate": "X509Certificate2" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
    }
    "Test-CsPhoneBootstrap" by "" with TEST {
        "TargetFqdn": "string" in { all (Some(0), false, No) };
        "PIN": "string" in { all (None, true, No) };
        "TargetUri": "string" in { all (None, false, No) };
        "UserSipAddress": "string" in { all (None, false, No) };
        "PhoneOrExtension": "string" in { all (None, true, No) };
    }
    "Update-CsAddressBook" by "" {
        "Fqdn": "Fqdn" in { all (Some(0), false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
}
