//! `CsNetworkRegion`.

use crate::noun;

noun! {
    "CsNetworkRegion", "network region", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.NetworkRegionType";
    about "A network region is the middle of a network that links several places.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("NetworkRegionID"), type_name: "string", shown: true }),
    };
    properties {
        /// Whether audio may take another path when the link is full.
        "AudioAlternatePath": Kind::Truth => Default::Truth(true);
        /// The other paths as objects.
        "BWAlternatePaths": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkBWAlternatePath -BWPolicyModality Audio -AlternatePath $true)" };
        /// Identity for media that bypass the mediation server.
        "BypassID": Kind::Text => Default::Nothing;
        /// Site whose servers admit calls of the region.
        "CentralSite": Kind::Text => Default::Nothing, { mandatory: true };
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether video may take another path when the link is full.
        "VideoAlternatePath": Kind::Truth => Default::Truth(true);
    }
    NEW = "New-CsNetworkRegion", New, "Makes a network region",
        "New-CsNetworkRegion Redmond -CentralSite Redmond -AudioAlternatePath $false";
    GET = "Get-CsNetworkRegion", Get, "Shows network regions",
        "Get-CsNetworkRegion";
    SET = "Set-CsNetworkRegion", Set, "Changes a network region",
        "New-CsNetworkRegion Redmond -CentralSite Redmond -AudioAlternatePath $false | Out-Null\nSet-CsNetworkRegion Redmond -AudioAlternatePath $false";
    REMOVE = "Remove-CsNetworkRegion", Remove, "Removes a network region",
        "New-CsNetworkRegion Redmond -CentralSite Redmond -AudioAlternatePath $false | Out-Null\nRemove-CsNetworkRegion Redmond";
}
