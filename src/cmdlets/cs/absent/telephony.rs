//! Commands of Enterprise Voice, which fedsh does not run.

absent! {
    "Enterprise Voice";
    "Add-CsSlaDelegates" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Delegate": "Uri" in { all (None, true, Both) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Copy-CsVoicePolicy" by "" {
    }
    "Get-CsAnalogDevice" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "LdapFilter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Get-CsAudioTestServiceApplication" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
    }
    "Get-CsBusyOptions" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Get-CsClientPinInfo" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Get-CsCommonAreaPhone" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "LdapFilter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Get-CsGroupPickupUserOrbit" by "" {
        "User": "string" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Get-CsSlaConfiguration" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Get-CsThirdPartyVideoSystem" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "LdapFilter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Get-CsTrunk" by "Identity" {
        "Filter": "string" in { ["Filter" => (None, false, No)] };
        "PoolFqdn": "string" in { all (None, false, No) };
        "Identity": "XdsGlobalRelativeIdentity" in { ["Identity" => (Some(0), false, No)] };
    }
    "Get-CsUserCallForwardingSettings" by "" {
        "User": "string" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Get-CsUserDelegates" by "" {
        "User": "string" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Get-CsUserTeamMembers" by "" {
        "User": "string" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Get-CsVideoTrunk" by "Identity" {
        "Filter": "string" in { ["Filter" => (None, false, No)] };
        "PoolFqdn": "string" in { all (None, false, No) };
        "Identity": "XdsGlobalRelativeIdentity" in { ["Identity" => (Some(0), false, No)] };
    }
    "Import-CsCompanyPhoneNormalizationRules" by "Identity" {
        "Identity": "XdsIdentity" in { ["Identity" => (Some(0), false, No)] };
        "FileName": "string" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
        "Instance": "PSObject" in { ["Instance" => (None, false, ByValue)] };
    }
    "Lock-CsClientPin" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Move-CsAnalogDevice" by "Identity" {
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
    "Move-CsCommonAreaPhone" by "Identity" {
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
    "Move-CsThirdPartyVideoSystem" by "Identity" {
        "Identity": "UserIdParameter" in { ["Identity" => (Some(0), true, Both)] };
        "Target": "Fqdn" in { ["Identity" => (Some(1), true, No), "Users" => (Some(0), true, No)] };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "IgnoreBackendStoreException": "switch" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "ProxyPool": "Fqdn" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "UserList": "string" in { ["Users" => (None, true, No)] };
        "ConcurrentMovesPerFE": "int" in { ["Users" => (None, false, No)] };
    }
    "New-CsAnalogDevice" by "OU" {
        "LineUri": "string" in { all (None, true, No) };
        "SipAddress": "string" in { all (None, false, No) };
        "RegistrarPool": "Fqdn" in { all (None, true, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "AnalogFax": "bool" in { all (None, true, No) };
        "Gateway": "Fqdn" in { all (None, true, No) };
        "OU": "OUIdParameter" in { ["OU" => (None, true, No)] };
        "PassThru": "switch" in { all (None, false, No) };
        "DN": "ADObjectId" in { ["DN" => (None, true, No)] };
    }
    "New-CsCommonAreaPhone" by "DN" {
        "LineUri": "string" in { all (None, true, No) };
        "RegistrarPool": "Fqdn" in { all (None, true, No) };
        "Description": "string" in { all (None, false, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "DN": "ADObjectId" in { ["DN" => (None, true, No)] };
        "SipAddress": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "OU": "OUIdParameter" in { ["OU" => (None, true, No)] };
    }
    "New-CsGroupPickupUserOrbit" by "" {
        "User": "string" in { all (Some(0), true, Both) };
        "Orbit": "string" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "New-CsThirdPartyVideoSystem" by "DN" {
        "DN": "ADObjectId" in { ["DN" => (None, true, No)] };
        "RegistrarPool": "Fqdn" in { all (None, true, No) };
        "SipAddress": "string" in { all (None, true, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "LineUri": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "OU": "OUIdParameter" in { ["OU" => (None, true, No)] };
    }
    "New-CsVoiceRegex" by "ExactLength" {
        "StartsWith": "string" in { all (None, false, No) };
        "ExactLength": "int" in { ["ExactLength" => (None, true, No)] };
        "DigitsToStrip": "int" in { all (None, false, No) };
        "DigitsToPrepend": "string" in { all (None, false, No) };
        "AtLeastLength": "int" in { ["AtLeastLength" => (None, true, No)] };
    }
    "Remove-CsAnalogDevice" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Remove-CsBusyOptions" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Remove-CsCommonAreaPhone" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Remove-CsGroupPickupUserOrbit" by "" {
        "User": "string" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Remove-CsSlaConfiguration" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Remove-CsSlaDelegates" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Delegate": "Uri" in { all (None, true, Both) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Remove-CsThirdPartyVideoSystem" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
    }
    "Set-CsAnalogDevice" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Gateway": "Fqdn" in { all (None, false, No) };
        "AnalogFax": "bool" in { all (None, false, No) };
        "LineURI": "string" in { all (None, false, No) };
        "SipAddress": "string" in { all (None, false, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "EnterpriseVoiceEnabled": "bool" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "Enabled": "bool" in { all (None, false, No) };
        "ExchangeArchivingPolicy": "ExchangeArchivingPolicyOptionsEnum" in { all (None, false, No) };
    }
    "Set-CsAudioTestServiceApplication" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Enabled": "bool" in { all (None, false, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "EnabledForFederation": "bool" in { all (None, false, No) };
        "EnterpriseVoiceEnabled": "bool" in { all (None, false, No) };
        "PrimaryLanguage": "string" in { all (None, false, No) };
        "SecondaryLanguages": "MultiValuedProperty[String]" in { all (None, false, No) };
        "SipAddress": "string" in { all (None, false, No) };
        "Type": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "LineURI": "string" in { all (None, false, No) };
        "ExchangeArchivingPolicy": "ExchangeArchivingPolicyOptionsEnum" in { all (None, false, No) };
    }
    "Set-CsCallParkServiceMusicOnHoldFile" by "" {
        "Service": "string" in { all (Some(0), true, No) };
        "Content": "Byte[]" in { all (None, true, ByValue) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsClientPin" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Pin": "string" in { all (Some(1), false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsCommonAreaPhone" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Enabled": "bool" in { all (None, false, No) };
        "Description": "string" in { all (None, false, No) };
        "DisplayName": "string" in { all (None, false, No) };
        "DisplayNumber": "string" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "EnterpriseVoiceEnabled": "bool" in { all (None, false, No) };
        "SipAddress": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "LineURI": "string" in { all (None, false, No) };
        "ExchangeArchivingPolicy": "ExchangeArchivingPolicyOptionsEnum" in { all (None, false, No) };
    }
    "Set-CsGroupPickupUserOrbit" by "" {
        "User": "string" in { all (Some(0), true, Both) };
        "Orbit": "string" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsMediationServer" by "" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "AudioPortCount": "ushort" in { all (None, false, No) };
        "AudioPortStart": "ushort" in { all (None, false, No) };
        "EdgeServer": "string" in { all (None, false, No) };
        "Registrar": "string" in { all (None, false, No) };
        "SipClientTcpPort": "ushort" in { all (None, false, No) };
        "SipClientTlsPort": "ushort" in { all (None, false, No) };
        "SipServerPort": "ushort" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsPstnGateway" by "" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "Default": "bool" in { all (None, false, No) };
        "GatewaySipClientTcpPort": "ushort" in { all (None, false, No) };
        "GatewaySipClientTlsPort": "ushort" in { all (None, false, No) };
        "MediationServer": "string" in { all (None, false, No) };
        "RepresentativeMediaIP": "string" in { all (None, false, No) };
        "Routable": "bool" in { all (None, false, No) };
        "AlternateByPassId": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsSlaConfiguration" by "" {
        "BusyOption": "SlaBusyOption" in { all (None, false, Both) };
        "Target": "Uri" in { all (None, false, Both) };
        "MissedCallOption": "SlaUserMissedCallOption" in { all (None, false, Both) };
        "MissedCallForwardTarget": "Uri" in { all (None, false, Both) };
        "MaxNumberOfCalls": "uint" in { all (None, false, Both) };
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "PassThru": "switch" in { all (None, false, No) };
    }
    "Set-CsThirdPartyVideoSystem" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "DisplayName": "string" in { all (None, false, No) };
        "Enabled": "bool" in { all (None, false, No) };
        "ExchangeArchivingPolicy": "ExchangeArchivingPolicyOptionsEnum" in { all (None, false, No) };
        "LineURI": "string" in { all (None, false, No) };
        "PassThru": "switch" in { all (None, false, No) };
        "SipAddress": "string" in { all (None, false, No) };
    }
    "Set-CsUserCallForwardingSettings" by "DisableForwarding" {
        "DisableForwarding": "switch" in { ["DisableForwarding" => (None, false, No)] };
        "SettingsActiveWorkHours": "switch" in { all (None, false, No) };
        "UnansweredToVoicemail": "switch" in { ["DisableForwarding" => (None, false, No), "EnableSimulRing" => (None, false, No)] };
        "UnansweredToOther": "string" in { ["DisableForwarding" => (None, false, No), "EnableSimulRing" => (None, false, No)] };
        "UnansweredWaitTime": "int" in { ["DisableForwarding" => (None, false, No), "EnableSimulRing" => (None, false, No)] };
        "User": "string" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
        "EnableForwarding": "string" in { ["EnableForwarding" => (None, true, No)] };
        "DelegateRingWaitTime": "int" in { ["EnableForwarding" => (None, false, No)] };
        "Delegates": "PSListModifier[String]" in { ["EnableForwarding" => (None, false, No), "EnableSimulRing" => (None, false, No)] };
        "EnableSimulRing": "string" in { ["EnableSimulRing" => (None, true, No)] };
        "TeamDelegateRingWaitTime": "int" in { ["EnableSimulRing" => (None, false, No)] };
        "Team": "PSListModifier[String]" in { ["EnableSimulRing" => (None, false, No)] };
    }
    "Set-CsUserDelegates" by "" {
        "Delegates": "PSListModifier" in { all (None, true, No) };
        "User": "string" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsUserTeamMembers" by "" {
        "Team": "PSListModifier" in { all (None, true, No) };
        "User": "string" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Set-CsVideoGateway" by "" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "Force": "switch" in { all (None, false, No) };
        "VideoGatewaySipClientTcpPort": "ushort" in { all (None, false, No) };
        "VideoGatewaySipClientTlsPort": "ushort" in { all (None, false, No) };
        "VideoInteropServer": "string" in { all (None, false, No) };
    }
    "Set-CsVideoInteropServer" by "" {
        "Identity": "XdsGlobalRelativeIdentity" in { all (Some(0), false, No) };
        "AudioPortCount": "ushort" in { all (None, false, No) };
        "AudioPortStart": "ushort" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Registrar": "string" in { all (None, false, No) };
        "RegistrationTcpPort": "ushort" in { all (None, false, No) };
        "RegistrationTlsPort": "ushort" in { all (None, false, No) };
        "SipTrunkTcpPort": "ushort" in { all (None, false, No) };
        "SipTrunkTlsPort": "ushort" in { all (None, false, No) };
        "VideoPortCount": "ushort" in { all (None, false, No) };
        "VideoPortStart": "ushort" in { all (None, false, No) };
    }
    "Test-CsAVEdgeConnectivity" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "AVEdgeAddress": "string" in { all (None, false, No) };
        "AVEdgeTCPPort": "ushort" in { all (None, false, No) };
        "AVEdgeUDPPort": "ushort" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsDialPlan" by "" {
        "DialedNumber": "PhoneNumber" in { all (None, true, No) };
        "Dialplan": "LocationProfile" in { all (None, true, Both) };
    }
    "Test-CsInterTrunkRouting" by "" {
        "TargetNumber": "PhoneNumber" in { all (None, true, No) };
        "TrunkConfiguration": "TrunkConfiguration" in { all (None, true, Both) };
        "Force": "switch" in { all (None, false, No) };
        "RouteSettings": "PstnRoutingSettings" in { all (None, false, No) };
    }
    "Test-CsLocationPolicy" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "Subnet": "string" in { all (None, false, No) };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsP2PAV" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "ReceiverSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "RegistrarPort": "int" in { all (None, false, No) };
        "SenderSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "ReceiverCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "SenderCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsP2PVideoInteropServerSipTrunkAV" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "RegistrarPort": "int" in { all (None, false, No) };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsPstnOutboundCall" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "TargetPstnPhoneNumber": "string" in { all (None, true, No) };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsPstnPeerToPeerCall" by "ServerPlatform" with TEST {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "ReceiverSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "SenderSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No)] };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "ReceiverCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "SenderCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
    }
    "Test-CsTrunkConfiguration" by "" {
        "DialedNumber": "PhoneNumber" in { all (None, true, No) };
        "TrunkConfiguration": "TrunkConfiguration" in { all (None, true, Both) };
        "CallingNumber": "PhoneNumber" in { all (None, false, No) };
    }
    "Test-CsVoiceNormalizationRule" by "" {
        "DialedNumber": "PhoneNumber" in { all (None, true, No) };
        "NormalizationRule": "NormalizationRule" in { all (None, true, Both) };
    }
    "Test-CsVoicePolicy" by "" {
        "TargetNumber": "PhoneNumber" in { all (None, true, No) };
        "VoicePolicy": "VoicePolicy" in { all (None, true, Both) };
        "RouteSettings": "PstnRoutingSettings" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Test-CsVoiceRoute" by "" {
        "Route": "Route" in { all (None, true, Both) };
        "TargetNumber": "PhoneNumber" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Test-CsVoiceTestConfiguration" by "StoredTest" {
        "DialedNumber": "PhoneNumber" in { ["AdhocTest" => (None, true, No)] };
        "Dialplan": "LocationProfile" in { ["AdhocTest" => (None, true, No), "StoredTest" => (None, false, No)] };
        "VoicePolicy": "VoicePolicy" in { ["AdhocTest" => (None, true, No), "StoredTest" => (None, false, No)] };
        "RouteSettings": "PstnRoutingSettings" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "TestCaseInputObject": "TestConfiguration" in { ["StoredTest" => (None, true, Both)] };
    }
    "Test-CsVoiceUser" by "" {
        "DialedNumber": "PhoneNumber" in { all (None, true, No) };
        "SipUri": "UserIdParameter" in { all (None, true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Unlock-CsClientPin" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), true, Both) };
        "Force": "switch" in { all (None, false, No) };
    }
}
