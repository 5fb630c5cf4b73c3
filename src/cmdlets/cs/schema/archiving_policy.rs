//! `CsArchivingPolicy`.

use crate::noun;

noun! {
    "CsArchivingPolicy", "archiving policy", "Microsoft.Rtc.Management.WritableConfig.Policy.IM.IMArchivingPolicy";
    about "An archiving policy says whose conversations are archived.";
    scopes [Global, Site, Tag] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Whether conversations with people outside are archived.
        "ArchiveExternal": Kind::Truth => Default::Truth(false);
        /// Whether conversations inside are archived.
        "ArchiveInternal": Kind::Truth => Default::Truth(false);
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsArchivingPolicy", New, "Makes an archiving policy",
        "New-CsArchivingPolicy Sales -ArchiveExternal $true";
    GET = "Get-CsArchivingPolicy", Get, "Shows archiving policies",
        "Get-CsArchivingPolicy";
    SET = "Set-CsArchivingPolicy", Set, "Changes an archiving policy: the global one without -Identity",
        "Set-CsArchivingPolicy -ArchiveExternal $true";
    REMOVE = "Remove-CsArchivingPolicy", Remove, "Removes an archiving policy; the global one goes back to its defaults",
        "New-CsArchivingPolicy Sales -ArchiveExternal $true | Out-Null\nRemove-CsArchivingPolicy Sales";
    GRANT = "Grant-CsArchivingPolicy", Grant, "Gives users an archiving policy",
        "New-CsArchivingPolicy Sales -ArchiveExternal $true | Out-Null\nGet-CsUser | Grant-CsArchivingPolicy -PolicyName Sales";
}
