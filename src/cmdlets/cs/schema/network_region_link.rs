//! `CsNetworkRegionLink`.

use crate::noun;

noun! {
    "CsNetworkRegionLink", "network region link", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.NetworkRegionLinkType";
    about "A network region link joins two regions and can limit bandwidth.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("NetworkRegionLinkID"), type_name: "string", shown: true }),
    };
    properties {
        /// The bandwidth profile.
        "BWPolicyProfileID": Kind::Text => Default::Nothing;
        /// First region.
        "NetworkRegionID1": Kind::Text => Default::Nothing, { mandatory: true };
        /// Second region.
        "NetworkRegionID2": Kind::Text => Default::Nothing, { mandatory: true };
    }
    NEW = "New-CsNetworkRegionLink", New, "Makes a network region link",
        "New-CsNetworkRegionLink Redmond -NetworkRegionID1 Redmond -NetworkRegionID2 Redmond -BWPolicyProfileID Redmond";
    GET = "Get-CsNetworkRegionLink", Get, "Shows network region links",
        "Get-CsNetworkRegionLink";
    SET = "Set-CsNetworkRegionLink", Set, "Changes a network region link",
        "New-CsNetworkRegionLink Redmond -NetworkRegionID1 Redmond -NetworkRegionID2 Redmond -BWPolicyProfileID Redmond | Out-Null\nSet-CsNetworkRegionLink Redmond -BWPolicyProfileID Redmond";
    REMOVE = "Remove-CsNetworkRegionLink", Remove, "Removes a network region link",
        "New-CsNetworkRegionLink Redmond -NetworkRegionID1 Redmond -NetworkRegionID2 Redmond -BWPolicyProfileID Redmond | Out-Null\nRemove-CsNetworkRegionLink Redmond";
}
