//! `CsDialInConferencingConfiguration`.

use crate::noun;

noun! {
    "CsDialInConferencingConfiguration", "dial-in conferencing configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.DialInConferencingSettings.DialInConferencingConfiguration";
    about "A dial-in conferencing configuration says what people who dial in hear.";
    scopes [Global, Site] {};
    properties {
        /// Whether anonymous callers say their name.
        "EnableNameRecording": Kind::Truth => Default::Truth(true);
        /// Whether coming and going is announced.
        "EntryExitAnnouncementsEnabledByDefault": Kind::Truth => Default::Truth(false);
        /// How coming and going is announced.
        "EntryExitAnnouncementsType": Kind::Choice("EntryExitAnnouncementsType", &["UseNames", "ToneOnly"]) => Default::Text("UseNames");
        /// Whether anonymous callers may start a meeting.
        "AllowAnonymousPstnActivation": Kind::Truth => Default::Truth(false);
        /// Who has to give a PIN.
        "PinAuthType": Kind::Text => Default::Text("OrganizerOnly");
    }
    NEW = "New-CsDialInConferencingConfiguration", New, "Makes a dial-in conferencing configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDialInConferencingConfiguration site:Redmond -EnableNameRecording $false";
    GET = "Get-CsDialInConferencingConfiguration", Get, "Shows dial-in conferencing configurations",
        "Get-CsDialInConferencingConfiguration";
    SET = "Set-CsDialInConferencingConfiguration", Set, "Changes a dial-in conferencing configuration: the global one without -Identity",
        "Set-CsDialInConferencingConfiguration -EnableNameRecording $false";
    REMOVE = "Remove-CsDialInConferencingConfiguration", Remove, "Removes a dial-in conferencing configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsDialInConferencingConfiguration site:Redmond -EnableNameRecording $false | Out-Null\nRemove-CsDialInConferencingConfiguration site:Redmond";
}
