//! `CsNetworkInterSitePolicy`.

use crate::noun;

noun! {
    "CsNetworkInterSitePolicy", "network inter-site policy", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.InterNetworkSitePolicyType";
    about "A network inter-site policy limits the direct link between two network sites.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("InterNetworkSitePolicyID"), type_name: "string", shown: true }),
    };
    properties {
        /// The bandwidth profile.
        "BWPolicyProfileID": Kind::Text => Default::Nothing;
        /// First network site.
        "NetworkSiteID1": Kind::Text => Default::Nothing, { mandatory: true };
        /// Second network site.
        "NetworkSiteID2": Kind::Text => Default::Nothing, { mandatory: true };
    }
    NEW = "New-CsNetworkInterSitePolicy", New, "Makes a network inter-site policy",
        "New-CsNetworkInterSitePolicy Redmond -NetworkSiteID1 Redmond -NetworkSiteID2 Redmond -BWPolicyProfileID Redmond";
    GET = "Get-CsNetworkInterSitePolicy", Get, "Shows network inter-site policies",
        "Get-CsNetworkInterSitePolicy";
    SET = "Set-CsNetworkInterSitePolicy", Set, "Changes a network inter-site policy",
        "New-CsNetworkInterSitePolicy Redmond -NetworkSiteID1 Redmond -NetworkSiteID2 Redmond -BWPolicyProfileID Redmond | Out-Null\nSet-CsNetworkInterSitePolicy Redmond -BWPolicyProfileID Redmond";
    REMOVE = "Remove-CsNetworkInterSitePolicy", Remove, "Removes a network inter-site policy",
        "New-CsNetworkInterSitePolicy Redmond -NetworkSiteID1 Redmond -NetworkSiteID2 Redmond -BWPolicyProfileID Redmond | Out-Null\nRemove-CsNetworkInterSitePolicy Redmond";
}
