//! `CsVoicemailReroutingConfiguration`.

use crate::noun;

noun! {
    "CsVoicemailReroutingConfiguration", "voice mail rerouting configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.ExumRouting.VoicemailReroutingConfiguration";
    about "A voice mail rerouting configuration says how voice mail is reached while its server is not.";
    scopes [Global, Site, Service] {};
    properties {
        /// Number of the attendant.
        "AutoAttendantNumber": Kind::Text => Default::Nothing;
        /// Whether calls are rerouted.
        "Enabled": Kind::Truth => Default::Truth(false);
        /// Number at which users hear their voice mail.
        "SubscriberAccessNumber": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsVoicemailReroutingConfiguration", New, "Makes a voice mail rerouting configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsVoicemailReroutingConfiguration site:Redmond -AutoAttendantNumber Redmond";
    GET = "Get-CsVoicemailReroutingConfiguration", Get, "Shows voice mail rerouting configurations",
        "Get-CsVoicemailReroutingConfiguration";
    SET = "Set-CsVoicemailReroutingConfiguration", Set, "Changes a voice mail rerouting configuration: the global one without -Identity",
        "Set-CsVoicemailReroutingConfiguration -AutoAttendantNumber Redmond";
    REMOVE = "Remove-CsVoicemailReroutingConfiguration", Remove, "Removes a voice mail rerouting configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsVoicemailReroutingConfiguration site:Redmond -AutoAttendantNumber Redmond | Out-Null\nRemove-CsVoicemailReroutingConfiguration site:Redmond";
}
