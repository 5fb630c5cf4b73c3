//! `CsConferencingPolicy`.

use crate::noun;

noun! {
    "CsConferencingPolicy", "conferencing policy", "Microsoft.Rtc.Management.WritableConfig.Policy.Meeting.MeetingPolicy";
    about "A conferencing policy says what meetings of a user may be.";
    scopes [Global, Site, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant), Extra::tenant(Verb::Grant)],
    };
    properties {
        /// Whether meetings may have audio by the network.
        "AllowIPAudio": Kind::Truth => Default::Truth(true);
        /// Whether meetings may have video by the network.
        "AllowIPVideo": Kind::Truth => Default::Truth(true);
        /// Whether several videos may be seen at once.
        "AllowMultiView": Kind::Truth => Default::Truth(true);
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether others may take control of what is shared.
        "AllowParticipantControl": Kind::Truth => Default::Truth(true);
        /// Whether people may draw on what is shown.
        "AllowAnnotations": Kind::Truth => Default::Truth(true);
        /// Whether people cannot draw on slides.
        "DisablePowerPointAnnotations": Kind::Truth => Default::Truth(false);
        /// Whether meetings may share applications.
        "AllowUserToScheduleMeetingsWithAppSharing": Kind::Truth => Default::Truth(true);
        /// How applications are shared.
        "ApplicationSharingMode": Kind::Text => Default::Nothing;
        /// Whether users without telephony may call others into a meeting.
        "AllowNonEnterpriseVoiceUsersToDialOut": Kind::Truth => Default::Truth(false);
        /// Whether anonymous people may call others into a meeting.
        "AllowAnonymousUsersToDialOut": Kind::Truth => Default::Truth(false);
        /// Whether anonymous people may join.
        "AllowAnonymousParticipantsInMeetings": Kind::Truth => Default::Truth(true);
        /// Whether people of partners count as colleagues.
        "AllowFederatedParticipantJoinAsSameEnterprise": Kind::Truth => Default::Truth(false);
        /// Whether people outside may save content.
        "AllowExternalUsersToSaveContent": Kind::Truth => Default::Truth(true);
        /// Whether people outside may take control of what is shared.
        "AllowExternalUserControl": Kind::Truth => Default::Truth(false);
        /// Whether people outside may record.
        "AllowExternalUsersToRecordMeeting": Kind::Truth => Default::Truth(false);
        /// Whether meetings may have polls.
        "AllowPolls": Kind::Truth => Default::Truth(true);
        /// Whether meetings may have shared notes.
        "AllowSharedNotes": Kind::Truth => Default::Truth(true);
        /// Whether meetings may have questions and answers.
        "AllowQandA": Kind::Truth => Default::Truth(true);
        /// Whether slides are shown by the Office server.
        "AllowOfficeContent": Kind::Truth => Default::Truth(true);
        /// Whether people may dial in.
        "EnableDialInConferencing": Kind::Truth => Default::Truth(true);
        /// What may be shared: the desktop, one application, or nothing.
        "EnableAppDesktopSharing": Kind::Choice("EnableAppDesktopSharing", &["Desktop", "SingleApplication", "None"]) => Default::Text("Desktop");
        /// Whether meetings may be recorded.
        "AllowConferenceRecording": Kind::Truth => Default::Truth(false);
        /// Whether conversations of two may be recorded.
        "EnableP2PRecording": Kind::Truth => Default::Truth(false);
        /// Whether files may be sent in meetings.
        "EnableFileTransfer": Kind::Truth => Default::Truth(true);
        /// Whether files may be sent between two users.
        "EnableP2PFileTransfer": Kind::Truth => Default::Truth(true);
        /// Whether two users may have video.
        "EnableP2PVideo": Kind::Truth => Default::Truth(true);
        /// Whether meetings may be very large.
        "AllowLargeMeetings": Kind::Truth => Default::Truth(false);
        /// Whether rooms are offered as online meetings.
        "EnableOnlineMeetingPromptForLyncResources": Kind::Truth => Default::Truth(false);
        /// Whether meetings may have a whiteboard and slides.
        "EnableDataCollaboration": Kind::Truth => Default::Truth(true);
        /// Largest video of a meeting.
        "MaxVideoConferenceResolution": Kind::Choice("MaxVideoConferenceResolution", &["CIF", "VGA"]) => Default::Text("VGA");
        /// Most people in one meeting, in people.
        "MaxMeetingSize": Kind::UInt32 => Default::Number(250);
        /// Bandwidth for audio, in kilobits a second.
        "AudioBitRateKb": Kind::UInt32 => Default::Number(200);
        /// Bandwidth for video, in kilobits a second.
        "VideoBitRateKb": Kind::Int64 => Default::Number(50000);
        /// Bandwidth for sharing, in kilobits a second.
        "AppSharingBitRateKb": Kind::Int64 => Default::Number(50000);
        /// Bandwidth for files, in kilobits a second.
        "FileTransferBitRateKb": Kind::Int64 => Default::Number(50000);
        /// Bandwidth for all videos that one user receives, in kilobits a second.
        "TotalReceiveVideoBitRateKb": Kind::Int64 => Default::Number(6000);
        /// Whether users join with several videos.
        "EnableMultiViewJoin": Kind::Truth => Default::Truth(true);
        /// Whether recordings are kept by an online service.
        "CloudRecordingServiceSupport": Kind::Choice("CloudRecordingServiceSupport", &["NotSupported", "Supported", "Required"]) => Default::Text("NotSupported");
        /// Whether deleted meetings are surely gone.
        "EnableReliableConferenceDeletion": Kind::Truth => Default::Truth(true);
    }
    NEW = "New-CsConferencingPolicy", New, "Makes a conferencing policy",
        "New-CsConferencingPolicy Sales -AllowIPAudio $false";
    GET = "Get-CsConferencingPolicy", Get, "Shows conferencing policies",
        "Get-CsConferencingPolicy";
    SET = "Set-CsConferencingPolicy", Set, "Changes a conferencing policy: the global one without -Identity",
        "Set-CsConferencingPolicy -AllowIPAudio $false";
    REMOVE = "Remove-CsConferencingPolicy", Remove, "Removes a conferencing policy; the global one goes back to its defaults",
        "New-CsConferencingPolicy Sales -AllowIPAudio $false | Out-Null\nRemove-CsConferencingPolicy Sales";
    GRANT = "Grant-CsConferencingPolicy", Grant, "Gives users a conferencing policy",
        "New-CsConferencingPolicy Sales -AllowIPAudio $false | Out-Null\nGet-CsUser | Grant-CsConferencingPolicy -PolicyName Sales";
}
