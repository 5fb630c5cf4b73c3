//! `CsDialInConferencingDtmfConfiguration`.

use crate::noun;

noun! {
    "CsDialInConferencingDtmfConfiguration", "dial-in conferencing key configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.DialInConferencingSettings.DialInConferencingDtmfConfiguration";
    about "A dial-in conferencing key configuration says which keys of a telephone do what in a meeting.";
    scopes [Global, Site] {};
    properties {
        /// Key that admits everybody in the lobby.
        "AdmitAll": Kind::Text => Default::Text("8");
        /// Key that mutes everybody else.
        "AudienceMuteCommand": Kind::Text => Default::Text("4");
        /// Key before a command.
        "CommandCharacter": Kind::Text => Default::Text("*");
        /// Key that switches announcements on and off.
        "EnableDisableAnnouncementsCommand": Kind::Text => Default::Text("9");
        /// Key that reads the commands out.
        "HelpCommand": Kind::Text => Default::Text("1");
        /// Key that locks the meeting.
        "LockUnlockConferenceCommand": Kind::Text => Default::Text("7");
        /// Key that mutes the caller.
        "MuteUnmuteCommand": Kind::Text => Default::Text("6");
        /// Key that reads out who takes part.
        "PrivateRollCallCommand": Kind::Text => Default::Text("3");
        /// SIP address of the operator.
        "OperatorLineUri": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsDialInConferencingDtmfConfiguration", New, "Makes a dial-in conferencing key configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDialInConferencingDtmfConfiguration site:Redmond -AdmitAll Redmond";
    GET = "Get-CsDialInConferencingDtmfConfiguration", Get, "Shows dial-in conferencing key configurations",
        "Get-CsDialInConferencingDtmfConfiguration";
    SET = "Set-CsDialInConferencingDtmfConfiguration", Set, "Changes a dial-in conferencing key configuration: the global one without -Identity",
        "Set-CsDialInConferencingDtmfConfiguration -AdmitAll Redmond";
    REMOVE = "Remove-CsDialInConferencingDtmfConfiguration", Remove, "Removes a dial-in conferencing key configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDialInConferencingDtmfConfiguration site:Redmond -AdmitAll Redmond | Out-Null\nRemove-CsDialInConferencingDtmfConfiguration site:Redmond";
}
