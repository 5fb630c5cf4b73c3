//! `CsNetworkInterRegionRoute`.

use crate::noun;

noun! {
    "CsNetworkInterRegionRoute", "network inter-region route", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.InterNetworkRegionRouteType";
    about "A network inter-region route says over which links two regions reach each other.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("InterNetworkRegionRouteID"), type_name: "string", shown: true }),
    };
    properties {
        /// First region.
        "NetworkRegionID1": Kind::Text => Default::Nothing, { mandatory: true };
        /// Second region.
        "NetworkRegionID2": Kind::Text => Default::Nothing, { mandatory: true };
        /// The links, with commas between them.
        "NetworkRegionLinkIDs": Kind::Text => Default::Nothing;
        /// The links as a list.
        "NetworkRegionLinks": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkRegionLink NorthSouth -NetworkRegionID1 North -NetworkRegionID2 South -InMemory)" };
    }
    NEW = "New-CsNetworkInterRegionRoute", New, "Makes a network inter-region route",
        "New-CsNetworkInterRegionRoute Redmond -NetworkRegionID1 Redmond -NetworkRegionID2 Redmond -NetworkRegionLinkIDs Redmond";
    GET = "Get-CsNetworkInterRegionRoute", Get, "Shows network inter-region routes",
        "Get-CsNetworkInterRegionRoute";
    SET = "Set-CsNetworkInterRegionRoute", Set, "Changes a network inter-region route",
        "New-CsNetworkInterRegionRoute Redmond -NetworkRegionID1 Redmond -NetworkRegionID2 Redmond -NetworkRegionLinkIDs Redmond | Out-Null\nSet-CsNetworkInterRegionRoute Redmond -NetworkRegionLinkIDs Redmond";
    REMOVE = "Remove-CsNetworkInterRegionRoute", Remove, "Removes a network inter-region route",
        "New-CsNetworkInterRegionRoute Redmond -NetworkRegionID1 Redmond -NetworkRegionID2 Redmond -NetworkRegionLinkIDs Redmond | Out-Null\nRemove-CsNetworkInterRegionRoute Redmond";
}
