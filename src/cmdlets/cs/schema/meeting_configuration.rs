//! `CsMeetingConfiguration`.

use crate::noun;

noun! {
    "CsMeetingConfiguration", "meeting configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.UserServices.MeetingConfiguration";
    about "A meeting configuration says what meetings are like when their organiser changes nothing.";
    scopes [Global, Site, Service] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
    };
    properties {
        /// Whether callers by telephone join without waiting.
        "PstnCallersBypassLobby": Kind::Truth => Default::Truth(true);
        /// Whether organisers may have a meeting that is always the same.
        "EnableAssignedConferenceType": Kind::Truth => Default::Truth(true);
        /// Who presents besides the organiser.
        "DesignateAsPresenter": Kind::Choice("DesignateAsPresenter", &["None", "Company", "Everyone"]) => Default::Text("Company");
        /// Whether meetings are always the same one.
        "AssignedConferenceTypeByDefault": Kind::Truth => Default::Truth(true);
        /// Whether anonymous people join without waiting.
        "AdmitAnonymousUsersByDefault": Kind::Truth => Default::Truth(true);
        /// Whether rooms have to sign in.
        "RequireRoomSystemsAuthorization": Kind::Truth => Default::Truth(false);
        /// Web address of a picture for invitations.
        "LogoURL": Kind::Text => Default::Nothing;
        /// Web address of legal notes for invitations.
        "LegalURL": Kind::Text => Default::Nothing;
        /// Web address of help for invitations.
        "HelpURL": Kind::Text => Default::Nothing;
        /// Text below invitations.
        "CustomFooterText": Kind::Text => Default::Nothing;
        /// Whether meetings may be recorded.
        "AllowConferenceRecording": Kind::Truth => Default::Truth(false), { on: On::Set };
        /// Whether an online service may record.
        "AllowCloudRecordingService": Kind::Truth => Default::Truth(false), { on: On::Set };
        /// Whether organisers get a report.
        "EnableMeetingReport": Kind::Truth => Default::Truth(false), { on: On::Set };
        /// Form of SIP addresses of people who share the address space.
        "UserUriFormatForStUser": Kind::Text => Default::Nothing, { on: On::Set };
    }
    NEW = "New-CsMeetingConfiguration", New, "Makes a meeting configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsMeetingConfiguration site:Redmond -PstnCallersBypassLobby $false";
    GET = "Get-CsMeetingConfiguration", Get, "Shows meeting configurations",
        "Get-CsMeetingConfiguration";
    SET = "Set-CsMeetingConfiguration", Set, "Changes a meeting configuration: the global one without -Identity",
        "Set-CsMeetingConfiguration -PstnCallersBypassLobby $false";
    REMOVE = "Remove-CsMeetingConfiguration", Remove, "Removes a meeting configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsMeetingConfiguration site:Redmond -PstnCallersBypassLobby $false | Out-Null\nRemove-CsMeetingConfiguration site:Redmond";
}
