//! `CsArchivingConfiguration`.

use crate::noun;

noun! {
    "CsArchivingConfiguration", "archiving configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Archiving.ArchivingSettings";
    about "An archiving configuration says what is archived and for how long.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether a message between two pools is archived in both.
        "ArchiveDuplicateMessages": Kind::Truth => Default::Truth(true);
        /// Whether messages are refused while they cannot be archived.
        "BlockOnArchiveFailure": Kind::Truth => Default::Truth(false);
        /// Hours after which what was archived leaves the cache.
        "CachePurgingInterval": Kind::UInt32 => Default::Number(24);
        /// What is archived: nothing, messages, or messages and meetings.
        "EnableArchiving": Kind::Choice("EnableArchiving", &["None", "ImOnly", "ImAndWebConf"]) => Default::Text("None");
        /// Whether the archive is purged.
        "EnablePurging": Kind::Truth => Default::Truth(false);
        /// Days for which archived conversations are kept.
        "KeepArchivingDataForDays": Kind::UInt32 => Default::Number(14);
        /// Whether only exported conversations are purged.
        "PurgeExportedArchivesOnly": Kind::Truth => Default::Truth(false);
        /// Hour of the day at which the archive is purged.
        "PurgeHourOfDay": Kind::UInt32 => Default::Number(2);
        /// Whether Exchange keeps the archive.
        "EnableExchangeArchiving": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsArchivingConfiguration", New, "Makes an archiving configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsArchivingConfiguration site:Redmond -ArchiveDuplicateMessages $false";
    GET = "Get-CsArchivingConfiguration", Get, "Shows archiving configurations",
        "Get-CsArchivingConfiguration";
    SET = "Set-CsArchivingConfiguration", Set, "Changes an archiving configuration: the global one without -Identity",
        "Set-CsArchivingConfiguration -ArchiveDuplicateMessages $false";
    REMOVE = "Remove-CsArchivingConfiguration", Remove, "Removes an archiving configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsArchivingConfiguration site:Redmond -ArchiveDuplicateMessages $false | Out-Null\nRemove-CsArchivingConfiguration site:Redmond";
}
