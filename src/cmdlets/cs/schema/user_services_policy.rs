//! `CsUserServicesPolicy`.

use crate::noun;

noun! {
    "CsUserServicesPolicy", "user services policy", "Microsoft.Rtc.Management.WritableConfig.Policy.UserServices.UserServicesPolicy";
    about "A user services policy says where contacts of users are kept.";
    scopes [Global, Site, Tag] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Whether Exchange keeps them.
        "UcsAllowed": Kind::Truth => Default::Truth(true);
        /// Days after which contacts move to Exchange.
        "MigrationDelayInDays": Kind::Int32 => Default::Number(0);
        /// Whether others see since when a user is away.
        "EnableAwaySinceIndication": Kind::Truth => Default::Truth(true);
    }
    NEW = "New-CsUserServicesPolicy", New, "Makes a user services policy",
        "New-CsUserServicesPolicy Sales -UcsAllowed $false";
    GET = "Get-CsUserServicesPolicy", Get, "Shows user services policies",
        "Get-CsUserServicesPolicy";
    SET = "Set-CsUserServicesPolicy", Set, "Changes a user services policy: the global one without -Identity",
        "Set-CsUserServicesPolicy -UcsAllowed $false";
    REMOVE = "Remove-CsUserServicesPolicy", Remove, "Removes a user services policy; the global one goes back to its defaults",
        "New-CsUserServicesPolicy Sales -UcsAllowed $false | Out-Null\nRemove-CsUserServicesPolicy Sales";
    GRANT = "Grant-CsUserServicesPolicy", Grant, "Gives users a user services policy",
        "New-CsUserServicesPolicy Sales -UcsAllowed $false | Out-Null\nGet-CsUser | Grant-CsUserServicesPolicy -PolicyName Sales";
}
