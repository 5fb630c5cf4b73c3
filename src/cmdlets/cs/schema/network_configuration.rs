//! `CsNetworkConfiguration`.

use crate::noun;

noun! {
    "CsNetworkConfiguration", "network configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.NetworkConfigurationSettings";
    about "The network configuration holds regions, sites, subnets and links, and whether calls are admitted by bandwidth.";
    scopes [Global] {
        extras: &[Extra::tenant(Verb::Get), Extra::tenant(Verb::Set)],
    };
    properties {
        /// Settings for media that bypass the mediation server.
        "MediaBypassSettings": Kind::Object => Default::Nothing, { example: "(New-CsNetworkMediaBypassConfiguration -Enabled $true -AlwaysBypass $true)" };
        /// The bandwidth profiles.
        "BWPolicyProfiles": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkBandwidthPolicyProfile Low -InMemory)" };
        /// The regions.
        "NetworkRegions": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkRegion North -CentralSite Redmond -InMemory)" };
        /// The links between regions.
        "NetworkRegionLinks": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkRegionLink NorthSouth -NetworkRegionID1 North -NetworkRegionID2 South -InMemory)" };
        /// The routes between regions.
        "InterNetworkRegionRoutes": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkInterRegionRoute Direct -NetworkRegionID1 North -NetworkRegionID2 South -NetworkRegionLinkIDs NorthSouth -InMemory)" };
        /// The network sites.
        "NetworkSites": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkSite Redmond -NetworkRegionID North -InMemory)" };
        /// The policies between network sites.
        "InterNetworkSitePolicies": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkInterSitePolicy Near -NetworkSiteID1 Redmond -NetworkSiteID2 Seattle -BWPolicyProfileID Low -InMemory)" };
        /// The subnets.
        "Subnets": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkSubnet 192.168.0.0 -MaskBits 24 -NetworkSiteID Redmond -InMemory)" };
        /// Whether calls are admitted by bandwidth.
        "EnableBandwidthPolicyCheck": Kind::Truth => Default::Truth(false);
    }
    GET = "Get-CsNetworkConfiguration", Get, "Shows the network configuration",
        "Get-CsNetworkConfiguration";
    SET = "Set-CsNetworkConfiguration", Set, "Changes the network configuration",
        "Set-CsNetworkConfiguration -EnableBandwidthPolicyCheck $true";
    REMOVE = "Remove-CsNetworkConfiguration", Remove, "Puts the network configuration back to its defaults",
        "Remove-CsNetworkConfiguration Global";
}
