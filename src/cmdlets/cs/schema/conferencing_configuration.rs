//! `CsConferencingConfiguration`.

use crate::noun;

noun! {
    "CsConferencingConfiguration", "conferencing configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.WebConf.ConfSettings";
    about "A conferencing configuration says which ports meetings use and how much content they may hold.";
    scopes [Global, Site, Service] {};
    properties {
        /// First port of clients for sharing.
        "ClientAppSharingPort": Kind::UInt16 => Default::Number(5350);
        /// How many ports clients use for sharing.
        "ClientAppSharingPortRange": Kind::UInt32 => Default::Number(40);
        /// First port of clients for audio.
        "ClientAudioPort": Kind::UInt16 => Default::Number(5350);
        /// How many ports clients use for audio.
        "ClientAudioPortRange": Kind::UInt32 => Default::Number(40);
        /// First port of clients for files.
        "ClientFileTransferPort": Kind::UInt16 => Default::Number(5350);
        /// How many ports clients use for files.
        "ClientFileTransferPortRange": Kind::UInt32 => Default::Number(40);
        /// First port of clients for media.
        "ClientMediaPort": Kind::UInt16 => Default::Number(5350);
        /// How many ports clients use for media.
        "ClientMediaPortRange": Kind::UInt32 => Default::Number(40);
        /// Whether clients keep to those ports.
        "ClientMediaPortRangeEnabled": Kind::Truth => Default::Truth(false);
        /// First port of clients for SIP.
        "ClientSipDynamicPort": Kind::UInt16 => Default::Number(7100);
        /// How many ports clients use for SIP.
        "ClientSipDynamicPortRange": Kind::UInt32 => Default::Number(3);
        /// First port of clients for video.
        "ClientVideoPort": Kind::UInt16 => Default::Number(5350);
        /// How many ports clients use for video.
        "ClientVideoPortRange": Kind::UInt32 => Default::Number(40);
        /// Web address outside from which the meeting console is downloaded.
        "ConsoleDownloadExternalUrl": Kind::Text => Default::Nothing;
        /// Web address inside from which the meeting console is downloaded.
        "ConsoleDownloadInternalUrl": Kind::Text => Default::Nothing;
        /// Time for which content stays after a meeting.
        "ContentGracePeriod": Kind::TimeSpan => Default::Text("15.00:00:00");
        /// Web address of the help desk, outside.
        "HelpdeskExternalUrl": Kind::Text => Default::Nothing;
        /// Web address of the help desk, inside.
        "HelpdeskInternalUrl": Kind::Text => Default::Nothing;
        /// Most bandwidth for sharing, in megabits a second.
        "MaxBandwidthPerAppSharingServiceMb": Kind::UInt64 => Default::Number(375);
        /// Most content of a meeting, in megabytes.
        "MaxContentStorageMb": Kind::UInt16 => Default::Number(500);
        /// Name of the organisation.
        "Organization": Kind::Text => Default::Nothing;
        /// Largest file of a meeting, in megabytes.
        "MaxUploadFileSizeMb": Kind::UInt16 => Default::Number(500);
        /// Web address of the service for polls.
        "CloudPollServicePrimaryUrl": Kind::Text => Default::Nothing;
        /// Web address of the second service for polls.
        "CloudPollServiceSecondaryUrl": Kind::Text => Default::Nothing;
        /// Whether archived content is encrypted.
        "EncryptArchivedData": Kind::Truth => Default::Truth(true), { on: On::Set };
    }
    NEW = "New-CsConferencingConfiguration", New, "Makes a conferencing configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsConferencingConfiguration site:Redmond -ClientAppSharingPort 5350";
    GET = "Get-CsConferencingConfiguration", Get, "Shows conferencing configurations",
        "Get-CsConferencingConfiguration";
    SET = "Set-CsConferencingConfiguration", Set, "Changes a conferencing configuration: the global one without -Identity",
        "Set-CsConferencingConfiguration -ClientAppSharingPort 5350";
    REMOVE = "Remove-CsConferencingConfiguration", Remove, "Removes a conferencing configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsConferencingConfiguration site:Redmond -ClientAppSharingPort 5350 | Out-Null\nRemove-CsConferencingConfiguration site:Redmond";
}
