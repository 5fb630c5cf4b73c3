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
        "MediaBypassSettings": Kind::Object => Default::Nothing;
        /// The bandwidth profiles.
        "BWPolicyProfiles": Kind::Objects => Default::List(&[]);
        /// The regions.
        "NetworkRegions": Kind::Objects => Default::List(&[]);
        /// The links between regions.
        "NetworkRegionLinks": Kind::Objects => Default::List(&[]);
        /// The routes between regions.
        "InterNetworkRegionRoutes": Kind::Objects => Default::List(&[]);
        /// The network sites.
        "NetworkSites": Kind::Objects => Default::List(&[]);
        /// The policies between network sites.
        "InterNetworkSitePolicies": Kind::Objects => Default::List(&[]);
        /// The subnets.
        "Subnets": Kind::Objects => Default::List(&[]);
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
