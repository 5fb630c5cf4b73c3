//! `CsConferenceDisclaimer`.

use crate::noun;

noun! {
    "CsConferenceDisclaimer", "conference disclaimer", "Microsoft.Rtc.Management.WritableConfig.Settings.WebConf.ConferenceDisclaimer";
    about "The conference disclaimer is a text that people who join by a link have to accept.";
    scopes [Global] {};
    properties {
        /// The text.
        "Body": Kind::Text => Default::Nothing;
        /// Its title.
        "Header": Kind::Text => Default::Nothing;
    }
    GET = "Get-CsConferenceDisclaimer", Get, "Shows the conference disclaimer",
        "Get-CsConferenceDisclaimer";
    SET = "Set-CsConferenceDisclaimer", Set, "Changes the conference disclaimer",
        "Set-CsConferenceDisclaimer -Body Redmond";
    REMOVE = "Remove-CsConferenceDisclaimer", Remove, "Puts the conference disclaimer back to its defaults",
        "Remove-CsConferenceDisclaimer Global";
}
