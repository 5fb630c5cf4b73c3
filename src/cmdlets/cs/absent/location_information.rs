//! Commands of the Location Information service, which fedsh does not run.

absent! {
    "the Location Information service";
    "Debug-CsLisConfiguration" by "" {
        "Force": "switch" in { all (None, false, No) };
        "LocalStore": "switch" in { all (None, false, No) };
    }
    "Export-CsLisConfiguration" by "AsBytes" {
        "FileName": "string" in { ["FileName" => (Some(0), true, No)] };
        "AsBytes": "switch" in { ["AsBytes" => (None, false, No)] };
    }
    "Get-CsLisCivicAddress" by "" {
    }
    "Get-CsLisLocation" by "" {
        "Unreferenced": "switch" in { all (None, false, No) };
    }
    "Get-CsLisPort" by "" {
    }
    "Get-CsLisServiceProvider" by "" {
    }
    "Get-CsLisSubnet" by "" {
    }
    "Get-CsLisSwitch" by "" {
    }
    "Get-CsLisWirelessAccessPoint" by "" {
    }
    "Import-CsLisConfiguration" by "ByteInput" {
        "ByteInput": "Byte[]" in { ["ByteInput" => (Some(0), true, ByValue)] };
        "FileName": "string" in { ["FileName" => (Some(0), true, No)] };
    }
    "Publish-CsLisConfiguration" by "" {
        "Force": "switch" in { all (None, false, No) };
    }
    "Remove-CsLisLocation" by "LocationEnumeratedOptionalSet" {
        "City": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "CompanyName": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "Country": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "HouseNumber": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "HouseNumberSuffix": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "Location": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "PostalCode": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "PostDirectional": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "PreDirectional": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "State": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "StreetName": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
        "StreetSuffix": "string" in { ["LocationEnumeratedMandatorySet" => (None, true, ByName), "LocationEnumeratedOptionalSet" => (None, false, ByName)] };
    }
    "Remove-CsLisPort" by "" {
        "ChassisID": "string" in { all (None, true, ByName) };
        "PortID": "string" in { all (None, true, ByName) };
        "PortIDSubType": "PortIDSubType" in { all (None, true, ByName) };
    }
    "Remove-CsLisServiceProvider" by "" {
    }
    "Remove-CsLisSubnet" by "" {
        "Subnet": "string" in { all (None, true, ByName) };
    }
    "Remove-CsLisSwitch" by "" {
        "ChassisID": "string" in { all (None, true, ByName) };
    }
    "Remove-CsLisWirelessAccessPoint" by "" {
        "BSSID": "string" in { all (None, true, ByName) };
    }
    "Set-CsLisLocation" by "LocationEnumeratedMandatorySet" {
        "Instance": "PSObject" in { ["LocationEnumeratedOptionalSet" => (Some(0), true, ByValue)] };
        "City": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "CompanyName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "Country": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "HouseNumber": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "HouseNumberSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "Location": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "PostalCode": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "PostDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "PreDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "State": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "StreetName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
        "StreetSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, No), "LocationEnumeratedMandatorySet" => (None, true, No)] };
    }
    "Set-CsLisPort" by "LocationEnumeratedOptionalSet" {
        "ChassisID": "string" in { ["LocationEnumeratedOptionalSet" => (None, true, ByName), "PortSet" => (None, true, ByName)] };
        "City": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "CompanyName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Country": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Description": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "PortSet" => (None, false, ByName)] };
        "HouseNumber": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "HouseNumberSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Location": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PortID": "string" in { ["LocationEnumeratedOptionalSet" => (None, true, ByName), "PortSet" => (None, true, ByName)] };
        "PortIDSubType": "PortIDSubType" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "PortSet" => (None, false, ByName)] };
        "PostalCode": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PostDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PreDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "State": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "StreetName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "StreetSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
    }
    "Set-CsLisServiceProvider" by "" {
        "CertFileName": "string" in { all (None, true, No) };
        "Password": "SecureString" in { all (None, true, No) };
        "ServiceProviderName": "string" in { all (None, true, No) };
        "ValidationServiceUrl": "string" in { all (None, true, No) };
    }
    "Set-CsLisSubnet" by "LocationEnumeratedOptionalSet" {
        "Subnet": "string" in { ["LocationEnumeratedOptionalSet" => (None, true, ByName), "SubnetSet" => (None, true, ByName)] };
        "City": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "CompanyName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Country": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Description": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "SubnetSet" => (None, false, ByName)] };
        "HouseNumber": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "HouseNumberSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Location": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PostalCode": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PostDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PreDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "State": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "StreetName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "StreetSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
    }
    "Set-CsLisSwitch" by "LocationEnumeratedOptionalSet" {
        "ChassisID": "string" in { ["LocationEnumeratedOptionalSet" => (None, true, ByName), "SwitchSet" => (None, true, ByName)] };
        "City": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "CompanyName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Country": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Description": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "SwitchSet" => (None, false, ByName)] };
        "HouseNumber": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "HouseNumberSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Location": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PostalCode": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PostDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PreDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "State": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "StreetName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "StreetSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
    }
    "Set-CsLisWirelessAccessPoint" by "LocationEnumeratedOptionalSet" {
        "BSSID": "string" in { ["LocationEnumeratedOptionalSet" => (None, true, ByName), "WAPSet" => (None, true, ByName)] };
        "City": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "CompanyName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Country": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Description": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "WAPSet" => (None, false, ByName)] };
        "HouseNumber": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "HouseNumberSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "Location": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PostalCode": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PostDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "PreDirectional": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "State": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "StreetName": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
        "StreetSuffix": "string" in { ["LocationEnumeratedOptionalSet" => (None, false, ByName), "LocationEnumeratedMandatorySet" => (None, true, ByName)] };
    }
    "Test-CsLisCivicAddress" by "" {
        "City": "string" in { all (None, false, ByName) };
        "Country": "string" in { all (None, false, ByName) };
        "HouseNumber": "string" in { all (None, false, ByName) };
        "HouseNumberSuffix": "string" in { all (None, false, ByName) };
        "PostalCode": "string" in { all (None, false, ByName) };
        "PostDirectional": "string" in { all (None, false, ByName) };
        "PreDirectional": "string" in { all (None, false, ByName) };
        "State": "string" in { all (None, false, ByName) };
        "StreetName": "string" in { all (None, false, ByName) };
        "StreetSuffix": "string" in { all (None, false, ByName) };
        "UpdateValidationStatus": "switch" in { all (None, false, No) };
    }
    "Test-CsLisConfiguration" by "ServerPlatform" {
        "TargetFqdn": "string" in { ["ServerPlatform" => (Some(0), true, No), "ClientPlatform" => (Some(0), false, No)] };
        "UserSipAddress": "string" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, true, No), "TargetUri" => (None, true, No)] };
        "BssId": "string" in { all (None, false, No) };
        "ChassisId": "string" in { all (None, false, No) };
        "External": "switch" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "Mac": "string" in { all (None, false, No) };
        "PortId": "string" in { all (None, false, No) };
        "PortIdSubType": "PortIDSubType" in { all (None, false, No) };
        "RegistrarPort": "int" in { ["ServerPlatform" => (None, false, No), "ClientPlatform" => (None, false, No)] };
        "Subnet": "string" in { all (None, false, No) };
        "Force": "switch" in { all (None, false, No) };
        "OutVerboseVariable": "string" in { all (None, false, No) };
        "Authentication": "AuthenticationMechanism" in { all (None, false, No) };
        "OutLoggerVariable": "string" in { all (None, false, No) };
        "UserCredential": "PSCredential" in { ["ClientPlatform" => (None, true, No)] };
        "TargetUri": "string" in { ["TargetUri" => (None, true, No)] };
        "WebCredential": "PSCredential" in { ["TargetUri" => (None, false, No)] };
    }
    "Unpublish-CsLisConfiguration" by "" {
        "Force": "switch" in { all (None, false, No) };
    }
}
