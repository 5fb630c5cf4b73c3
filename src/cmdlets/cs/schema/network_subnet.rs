//! `CsNetworkSubnet`.

use crate::noun;

noun! {
    "CsNetworkSubnet", "network subnet", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.SubnetType";
    about "A network subnet tells in which network site an address is.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("SubnetID"), type_name: "string", shown: true }),
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// How many bits of the address name the subnet.
        "MaskBits": Kind::Int32 => Default::Nothing, { mandatory: true };
        /// Its network site.
        "NetworkSiteID": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsNetworkSubnet", New, "Makes a network subnet",
        "New-CsNetworkSubnet 192.0.2.0 -MaskBits 24 -Description 'For Redmond'";
    GET = "Get-CsNetworkSubnet", Get, "Shows network subnets",
        "Get-CsNetworkSubnet";
    SET = "Set-CsNetworkSubnet", Set, "Changes a network subnet",
        "New-CsNetworkSubnet 192.0.2.0 -MaskBits 24 -Description 'For Redmond' | Out-Null\nSet-CsNetworkSubnet 192.0.2.0 -Description 'For Redmond'";
    REMOVE = "Remove-CsNetworkSubnet", Remove, "Removes a network subnet",
        "New-CsNetworkSubnet 192.0.2.0 -MaskBits 24 -Description 'For Redmond' | Out-Null\nRemove-CsNetworkSubnet 192.0.2.0";
}
