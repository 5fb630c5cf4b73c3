//! `CsNetworkSite`.

use crate::noun;

noun! {
    "CsNetworkSite", "network site", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.DisplayNetworkSiteType";
    about "A network site is a place with its own link into a region.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("NetworkSiteID"), type_name: "string", shown: true }),
    };
    properties {
        /// The bandwidth profile of its link.
        "BWPolicyProfileID": Kind::Text => Default::Nothing;
        /// Identity for media that bypass the mediation server.
        "BypassID": Kind::Text => Default::Nothing;
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// The location policy of people there.
        "LocationPolicy": Kind::Text => Default::Nothing;
        /// Its region.
        "NetworkRegionID": Kind::Text => Default::Nothing, { mandatory: true };
        /// Whether calls there are routed by place.
        "EnableLocationBasedRouting": Kind::Truth => Default::Truth(false);
        /// The voice routing policy of people there.
        "VoiceRoutingPolicy": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsNetworkSite", New, "Makes a network site",
        "New-CsNetworkSite Redmond -NetworkRegionID Redmond -BWPolicyProfileID Redmond";
    GET = "Get-CsNetworkSite", Get, "Shows network sites",
        "Get-CsNetworkSite";
    SET = "Set-CsNetworkSite", Set, "Changes a network site",
        "New-CsNetworkSite Redmond -NetworkRegionID Redmond -BWPolicyProfileID Redmond | Out-Null\nSet-CsNetworkSite Redmond -BWPolicyProfileID Redmond";
    REMOVE = "Remove-CsNetworkSite", Remove, "Removes a network site",
        "New-CsNetworkSite Redmond -NetworkRegionID Redmond -BWPolicyProfileID Redmond | Out-Null\nRemove-CsNetworkSite Redmond";
}
