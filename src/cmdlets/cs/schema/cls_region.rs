//! `CsClsRegion`.

use crate::noun;

noun! {
    "CsClsRegion", "centralized logging region", "Microsoft.Rtc.Management.WritableConfig.Settings.CentralizedLogging.Region";
    about "A centralized logging region is a group of sites whose traces the same people may read.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// Which groups of other regions may read here.
        "OtherRegionAccess": Kind::Text => Default::Nothing, { mandatory: true };
        /// Ending of the names of the region's groups.
        "SecurityGroupSuffix": Kind::Text => Default::Nothing, { mandatory: true };
        /// Sites of the region.
        "Sites": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsClsRegion", New, "Makes a centralized logging region",
        "New-CsClsRegion global/Redmond -OtherRegionAccess Redmond -SecurityGroupSuffix Redmond -Sites Redmond";
    GET = "Get-CsClsRegion", Get, "Shows centralized logging regions",
        "Get-CsClsRegion";
    SET = "Set-CsClsRegion", Set, "Changes a centralized logging region",
        "New-CsClsRegion global/Redmond -OtherRegionAccess Redmond -SecurityGroupSuffix Redmond -Sites Redmond | Out-Null\nSet-CsClsRegion global/Redmond -Sites Redmond";
    REMOVE = "Remove-CsClsRegion", Remove, "Removes a centralized logging region",
        "New-CsClsRegion global/Redmond -OtherRegionAccess Redmond -SecurityGroupSuffix Redmond -Sites Redmond | Out-Null\nRemove-CsClsRegion global/Redmond";
}
