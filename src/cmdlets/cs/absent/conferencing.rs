//! Commands of conferencing, which fedsh does not run.

absent! {
    "conferencing";
    "Debug-CsDataConference" by "" {
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "TargetFqdn": "Fqdn" in { all (None, false, No) };
    }
    "Disable-CsMeetingRoom" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Enable-CsMeetingRoom" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "HostingProviderProxyFqdn": "Fqdn" in { all (None, false, No) };
        "OriginatorSid": "SecurityIdentifier" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "ProxyPool": "Fqdn" in { all (None, false, No) };
        "RegistrarPool": "Fqdn" in { all (None, false, No) };
        "SipAddress": "string" in { all (None, false, No) };
        "SipAddressType": "AddressType" in { all (None, false, No) };
        "SipDomain": "Fqdn" in { all (None, false, No) };
    }
    "Get-CsDialInConferencingAccessNumber" by "Identity" {
        "Identity": "UserIdParameter" in { ["Identity" => (Some(0), false, Both)] };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
        "EmptyRegion": "switch" in { ["EmptyRegion" => (None, false, No)] };
        "Region": "string" in { ["Region" => (None, false, No)] };
    }
    "Get-CsMeetingRoom" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "LdapFilter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Get-CsUserAcp" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "LdapFilter": "string" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Move-CsMeetingRoom" by "Identity" {
        "HostedMigrationOverrideUrl": "string" in { all (None, false, No) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "Target": "Fqdn" in { ["Identity" => (Some(1), true, No), "Users" => (Some(0), true, No)] };
        "Report": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "IgnoreBackendStoreException": "switch" in { all (None, false, No) };
        "ProxyPool": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Identity": "UserIdParameter" in { ["Identity" => (Some(0), true, Both)] };
        "PassThru": "switch" in { all (None, false, No) };
        "UserList": "string" in { ["Users" => (None, true, No)] };
    }
    "New-CsDialInConferencingAccessNumber" by "Onprem" {
        "PrimaryUri": "string" in { all (None, true, No) };
        "DisplayNumber": "string" in { all (None, true, No) };
        "LineURI": "string" in { all (None, true, No) };
        "PrimaryLanguage": "string" in { all (None, true, No) };
        "SecondaryLanguages": "MultiValuedProperty[String]" in { all (None, false, No) };
        "Pool": "Fqdn" in { ["Onprem" => (None, true, No)] };
        "Regions": "MultiValuedProperty[String]" in { ["Onprem" => (None, true, No)] };
        "ScopeToSite": "switch" in { all (None, false, No) };
        "Tenant": "guid" in { all (None, false, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "HostingProviderProxyFqdn": "Fqdn" in { ["Hosting" => (None, true, No)] };
    }
    "Remove-CsDialInConferencingAccessNumber" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Remove-CsUserAcp" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Name": "string" in { all (None, false, No) };
        "TollNumber": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "ParticipantPasscode": "string" in { all (None, false, No) };
    }
    "Set-CsConferenceServer" by "" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "AppSharingSipPort": "ushort" in { all (None, false, No) };
        "AppSharingPortCount": "ushort" in { all (None, false, No) };
        "AppSharingPortStart": "ushort" in { all (None, false, No) };
        "AudioPortCount": "ushort" in { all (None, false, No) };
        "AudioPortStart": "ushort" in { all (None, false, No) };
        "AudioVideoSipPort": "ushort" in { all (None, false, No) };
        "DataPsomPort": "ushort" in { all (None, false, No) };
        "EdgeServer": "string" in { all (None, false, No) };
        "ImSipPort": "ushort" in { all (None, false, No) };
        "MeetingPsomPort": "ushort" in { all (None, false, No) };
        "PhoneSipPort": "ushort" in { all (None, false, No) };
        "VideoPortCount": "ushort" in { all (None, false, No) };
        "VideoPortStart": "ushort" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsDialInConferencingAccessNumber" by "Identity" {
        "Identity": "UserIdParameter" in { ["Reorder" => (Some(0), true, Both), "Identity" => (Some(0), true, Both)] };
        "Priority": "int" in { ["Reorder" => (None, true, No)] };
        "ReorderedRegion": "string" in { ["Reorder" => (None, true, No)] };
        "PassThru": "switch" in { all (None, false, No) };
        "DisplayName": "string" in { ["Identity" => (None, false, No)] };
        "DisplayNumber": "string" in { ["Identity" => (None, false, No)] };
        "LineUri": "string" in { ["Identity" => (None, false, No)] };
        "PrimaryLanguage": "string" in { ["Identity" => (None, false, No)] };
        "Regions": "MultiValuedProperty[String]" in { ["Identity" => (None, false, No)] };
        "ScopeToGlobal": "switch" in { ["Identity" => (None, false, No), "Instance" => (None, false, No)] };
        "ScopeToSite": "switch" in { ["Identity" => (None, false, No), "Instance" => (None, false, No)] };
        "SecondaryLanguages": "MultiValuedProperty[String]" in { ["Identity" => (None, false, No)] };
        "Instance": "AccessNumber" in { ["Instance" => (Some(0), true, ByValue)] };
    }
    "Set-CsMeetingRoom" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "AcpInfo": "MultiValuedProperty[AcpInfo]" in { all (None, false, No) };
        "AudioVideoDisabled": "bool" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Enabled": "bool" in { all (None, false, No) };
        "EnterpriseVoiceEnabled": "bool" in { all (None, false, No) };
        "ExchangeArchivingPolicy": "ExchangeArchivingPolicyOptionsEnum" in { all (None, false, No) };
        "HostedVoiceMail": "bool" in { all (None, false, No) };
        "LineServerURI": "string" in { all (None, false, No) };
        "LineURI": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "PrivateLine": "string" in { all (None, false, No) };
        "RemoteCallControlTelephonyEnabled": "bool" in { all (None, false, No) };
        "SipAddress": "string" in { all (None, false, No) };
    }
    "Set-CsUserAcp" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Domain": "string" in { all (None, true, No) };
        "Name": "string" in { all (None, true, No) };
        "ParticipantPasscode": "string" in { all (None, true, No) };
        "TollNumber": "string" in { all (None, true, No) };
        "IsDefault": "bool" in { all (None, false, No) };
        "TollFreeNumbers": "string[]" in { all (None, false, No) };
        "Url": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Test-CsASConference" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ClientPlatform" => (Some(0), false, No), "ServerPlatform" => (Some(0), true, No)] };
        "ReceiverCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "SenderCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "ReceiverSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "SenderSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "TestJoinLauncher": "switch" in { all (None, false, No) };
    }
    "Test-CsAudioConferencingProvider" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "DialoutUserCredential": "PSCredential" in { all (None, false, No) };
        "DialoutUserSipAddress": "string" in { all (None, false, No) };
        "TestJoinLauncher": "switch" in { all (None, false, No) };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsAVConference" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "ReceiverSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "SenderSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "TestJoinLauncher": "switch" in { all (None, false, No) };
        "ReceiverCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "SenderCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsDataConference" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ClientPlatform" => (Some(0), false, No), "ServerPlatform" => (Some(0), true, No)] };
        "ReceiverCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "SenderCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "ReceiverSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "SenderSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "TestJoinLauncher": "switch" in { all (None, false, No) };
        "IPVersion": "string" in { all (None, false, No) };
    }
    "Test-CsDialInConferencing" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "TargetPstnPhoneNumber": "string" in { all (None, false, No) };
        "VerifyConferenceJoin": "bool" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsGroupIM" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "ReceiverSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "SenderSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "TestJoinLauncher": "switch" in { all (None, false, No) };
        "ReceiverCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "SenderCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsMcxConference" by "" with TEST {
        "TargetFqdn": "string" in { all (Some(0), true, No) };
        "Authentication": "AuthenticationMechanism" in { all (None, true, No) };
        "OrganizerCredential": "PSCredential" in { all (None, true, No) };
        "OrganizerSipAddress": "string" in { all (None, true, No) };
        "User2Credential": "PSCredential" in { all (None, true, No) };
        "User2SipAddress": "string" in { all (None, true, No) };
        "UserCredential": "PSCredential" in { all (None, true, No) };
        "UserSipAddress": "string" in { all (None, true, No) };
    }
    "Test-CsUcwaConference" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ClientPlatform" => (Some(0), false, No), "ServerPlatform" => (Some(0), true, No)] };
        "OrganizerCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "ParticipantCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "OrganizerSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No)] };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "ParticipantSipAddress": "string" in { ["ClientPlatform" => (None, true, No), "ServerPlatform" => (None, false, No), "TargetUri" => (None, false, No)] };
        "RegistrarPort": "int" in { ["ClientPlatform" => (None, false, No), "ServerPlatform" => (None, false, No)] };
    }
    "Test-CsWebApp" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "External": "switch" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "RegistrarPort": "int" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No), "TargetUri" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "User2Credential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "User2SipAddress": "string" in { ["ClientPlatform" => (None, true, No)] };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "TargetUri": "string" in { ["TargetUri" => (None, true, No)] };
        "WebCredential": "PSCredential" in { ["TargetUri" => (None, false, No)] };
    }
    "Test-CsWebAppAnonymous" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "External": "switch" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "RegistrarPort": "int" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No), "TargetUri" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "TargetUri": "string" in { ["TargetUri" => (None, true, No)] };
        "WebCredential": "PSCredential" in { ["TargetUri" => (None, false, No)] };
    }
    "Test-CsWebScheduler" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "External": "switch" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "Force": "switch" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "RegistrarPort": "int" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No), "TargetUri" => (None, true, No)] };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "TargetUri": "string" in { ["TargetUri" => (None, true, No)] };
        "WebCredential": "PSCredential" in { ["TargetUri" => (None, false, No)] };
    }
}
