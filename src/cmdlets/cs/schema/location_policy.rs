//! `CsLocationPolicy`.

use crate::noun;

noun! {
    "CsLocationPolicy", "location policy", "Microsoft.Rtc.Management.WritableConfig.Policy.Location.LocationPolicy";
    about "A location policy says how emergency calls of users are made.";
    scopes [Global, Site, Tag] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Whether security staff who are called in may speak.
        "ConferenceMode": Kind::Choice("ConferenceModeEnum", &["Oneway", "Twoway"]) => Default::Text("Oneway");
        /// SIP address of security staff who are called in.
        "ConferenceUri": Kind::Text => Default::Nothing;
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Other numbers that mean the emergency number, with semicolons between them.
        "EmergencyDialMask": Kind::Text => Default::Nothing;
        /// The emergency number.
        "EmergencyDialString": Kind::Text => Default::Text("911");
        /// Whether emergency calls carry a location.
        "EnhancedEmergencyServicesEnabled": Kind::Truth => Default::Truth(false);
        /// Whether users have to give a location.
        "LocationRequired": Kind::Choice("LocationRequiredEnum", &["no", "yes", "disclaimer"]) => Default::Text("no");
        /// SIP addresses of those who are told of an emergency call.
        "NotificationUri": Kind::Text => Default::Nothing;
        /// Phone usage of emergency calls.
        "PstnUsage": Kind::Text => Default::Nothing;
        /// Whether the location is used for emergency calls only.
        "UseLocationForE911Only": Kind::Truth => Default::Truth(false);
        /// Text that users who give no location have to accept.
        "EnhancedEmergencyServiceDisclaimer": Kind::Text => Default::Nothing;
        /// Hours after which clients ask for their location again.
        "LocationRefreshInterval": Kind::Int64 => Default::Number(4);
        /// Emergency numbers, made by New-CsEmergencyNumber.
        "EmergencyNumbers": Kind::Objects => Default::List(&[]), { example: "@{Add = New-CsEmergencyNumber -DialString 911 -DialMask '112;999'}" };
    }
    NEW = "New-CsLocationPolicy", New, "Makes a location policy",
        "New-CsLocationPolicy Sales -ConferenceMode Twoway";
    GET = "Get-CsLocationPolicy", Get, "Shows location policies",
        "Get-CsLocationPolicy";
    SET = "Set-CsLocationPolicy", Set, "Changes a location policy: the global one without -Identity",
        "Set-CsLocationPolicy -ConferenceMode Twoway";
    REMOVE = "Remove-CsLocationPolicy", Remove, "Removes a location policy; the global one goes back to its defaults",
        "New-CsLocationPolicy Sales -ConferenceMode Twoway | Out-Null\nRemove-CsLocationPolicy Sales";
    GRANT = "Grant-CsLocationPolicy", Grant, "Gives users a location policy",
        "New-CsLocationPolicy Sales -ConferenceMode Twoway | Out-Null\nGet-CsUser | Grant-CsLocationPolicy -PolicyName Sales";
}
