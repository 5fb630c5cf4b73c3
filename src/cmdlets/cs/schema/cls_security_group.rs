//! `CsClsSecurityGroup`.

use crate::noun;

noun! {
    "CsClsSecurityGroup", "centralized logging security group", "Microsoft.Rtc.Management.WritableConfig.Settings.CentralizedLogging.SecurityGroup";
    about "A centralized logging security group is a group of the directory that may search traces.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// What its members may do.
        "AccessLevel": Kind::Text => Default::Nothing, { mandatory: true };
    }
    NEW = "New-CsClsSecurityGroup", New, "Makes a centralized logging security group",
        "New-CsClsSecurityGroup global/Redmond -AccessLevel Redmond";
    GET = "Get-CsClsSecurityGroup", Get, "Shows centralized logging security groups",
        "Get-CsClsSecurityGroup";
    SET = "Set-CsClsSecurityGroup", Set, "Changes a centralized logging security group",
        "New-CsClsSecurityGroup global/Redmond -AccessLevel Redmond | Out-Null\nSet-CsClsSecurityGroup global/Redmond -AccessLevel Redmond";
    REMOVE = "Remove-CsClsSecurityGroup", Remove, "Removes a centralized logging security group",
        "New-CsClsSecurityGroup global/Redmond -AccessLevel Redmond | Out-Null\nRemove-CsClsSecurityGroup global/Redmond";
}
