//! Commands of Active Directory, which fedsh does not run.

absent! {
    "Active Directory";
    "Disable-CsAdDomain" by "" {
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "GlobalSettingsDomainController": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Disable-CsAdForest" by "" {
        "GroupDomain": "Fqdn" in { all (None, false, No) };
        "GroupDomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "GlobalSettingsDomainController": "Fqdn" in { all (None, false, No) };
        "RootDomainController": "Fqdn" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
    }
    "Enable-CsAdDomain" by "" {
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "SkipPrepareCheck": "bool" in { all (None, false, No) };
        "CrossForest": "switch" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "GlobalSettingsDomainController": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Enable-CsAdForest" by "" {
        "GroupDomain": "Fqdn" in { all (None, false, No) };
        "GroupDomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "GlobalSettingsDomainController": "Fqdn" in { all (None, false, No) };
        "RootDomainController": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "SkipPrepareCheck": "bool" in { all (None, false, No) };
    }
    "Get-CsAdContact" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
        "LDAPFilter": "string" in { all (None, false, No) };
    }
    "Get-CsAdDomain" by "" {
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "GlobalSettingsDomainController": "Fqdn" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Get-CsAdForest" by "" {
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "GlobalSettingsDomainController": "Fqdn" in { all (None, false, No) };
        "RootDomainController": "Fqdn" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "SkipPrepareCheck": "bool" in { all (None, false, No) };
    }
    "Get-CsAdminRole" by "Identity" {
        "Identity": "string" in { ["Identity" => (Some(0), false, ByValue)] };
        "LocalStore": "switch" in { all (None, false, No) };
        "Filter": "string" in { ["Filter" => (None, false, No)] };
        "Sid": "string" in { ["SID" => (Some(0), false, No)] };
    }
    "Get-CsAdminRoleAssignment" by "" {
        "Identity": "string" in { all (Some(0), true, ByValue) };
        "Force": "switch" in { all (None, false, No) };
        "LocalStore": "switch" in { all (None, false, No) };
    }
    "Get-CsAdPrincipal" by "" {
        "Identity": "UserIdParameter" in { all (Some(0), false, Both) };
        "Credential": "PSCredential" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "Filter": "string" in { all (None, false, No) };
        "LDAPFilter": "string" in { all (None, false, No) };
        "OU": "OUIdParameter" in { all (None, false, No) };
        "ResultSize": "Unlimited[UInt32]" in { all (None, false, No) };
    }
    "Get-CsAdServerSchema" by "" {
        "Report": "string" in { all (None, false, No) };
    }
    "Grant-CsOUPermission" by "" {
        "ObjectType": "ObjectType" in { all (None, true, No) };
        "OU": "string" in { all (None, true, No) };
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Grant-CsSetupPermission" by "" {
        "ComputerOU": "string" in { all (None, true, No) };
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Install-CsAdServerSchema" by "" {
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "GlobalSettingsDomainController": "Fqdn" in { all (None, false, No) };
        "Ldf": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "SchemaMaster": "Fqdn" in { all (None, false, No) };
    }
    "New-CsAdminRole" by "" {
        "Identity": "string" in { all (Some(0), true, No) };
        "Template": "string" in { all (None, true, No) };
        "ConfigScopes": "PSListModifier[ConfigScope]" in { all (None, false, No) };
        "UserScopes": "PSListModifier[UserScope]" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "InMemory": "switch" in { all (None, false, No) };
        "Cmdlets": "PSListModifier[CmdletType]" in { all (None, false, No) };
        "ScriptModules": "PSListModifier[String]" in { all (None, false, No) };
    }
    "New-CsKerberosAccount" by "" {
        "ContainerDN": "string" in { all (None, false, No) };
        "UserAccount": "string" in { all (None, true, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Remove-CsAdminRole" by "Filter" {
        "Identity": "string" in { ["Identity" => (Some(0), true, ByName)] };
        "Force": "switch" in { all (None, false, No) };
        "Filter": "string" in { ["Filter" => (None, false, No)] };
        "Sid": "string" in { ["SID" => (None, true, No)] };
    }
    "Revoke-CsOUPermission" by "" {
        "ObjectType": "ObjectType" in { all (None, true, No) };
        "OU": "string" in { all (None, true, No) };
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Revoke-CsSetupPermission" by "" {
        "ComputerOU": "string" in { all (None, true, No) };
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Set-CsAdminRole" by "" {
        "Identity": "string" in { all (Some(0), true, ByValue) };
        "ConfigScopes": "PSListModifier[ConfigScope]" in { all (None, false, No) };
        "UserScopes": "PSListModifier[UserScope]" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "Cmdlets": "PSListModifier[CmdletType]" in { all (None, false, No) };
        "ScriptModules": "PSListModifier[String]" in { all (None, false, No) };
    }
    "Set-CsKerberosAccountPassword" by "ByUser" {
        "FromComputer": "Fqdn" in { ["ByFqdn" => (Some(0), true, No)] };
        "ToComputer": "Fqdn" in { ["ByFqdn" => (Some(1), true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
        "UserAccount": "string" in { ["ByUser" => (Some(0), true, No)] };
    }
    "Test-CsGroupExpansion" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "GroupEmailAddress": "string" in { all (None, true, No) };
        "External": "switch" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "RegistrarPort": "int" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No), "TargetUri" => (None, true, No)] };
        "Force": "switch" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "DomainController": "string" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "TargetUri": "string" in { ["TargetUri" => (None, true, No)] };
        "WebCredential": "PSCredential" in { ["TargetUri" => (None, false, No)] };
    }
    "Test-CsKerberosAccountAssignment" by "" {
        "Identity": "XdsIdentity" in { all (None, true, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Test-CsOUPermission" by "" {
        "ObjectType": "ObjectType" in { all (None, true, No) };
        "OU": "string" in { all (None, true, No) };
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Test-CsSetupPermission" by "" {
        "ComputerOU": "string" in { all (None, true, No) };
        "Domain": "Fqdn" in { all (None, false, No) };
        "DomainController": "Fqdn" in { all (None, false, No) };
        "GlobalCatalog": "Fqdn" in { all (None, false, No) };
        "Report": "string" in { all (None, false, No) };
    }
    "Update-CsAdminRole" by "" {
        "Force": "switch" in { all (None, false, No) };
    }
}
