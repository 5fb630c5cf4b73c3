//! `CsIPPhonePolicy`.

use crate::engine::command::{Membership, Pipe};
use crate::noun;

noun! {
    "CsIPPhonePolicy", "IP phone policy", "Microsoft.Rtc.Management.ADConnect.Schema.OCSUserOrAppContact";
    about "An IP phone policy says how telephones of users behave.";
    scopes [Global, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::domain_controller(Verb::Grant), Extra::tenant(Verb::Grant), Extra::global()],
        one_set: true,
        grant_identity: &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::Both }],
    };
    properties {
        /// Milliseconds without a key after which a number is dialled.
        "UserDialTimeoutMS": Kind::UInt64 => Default::Number(5000);
        /// How often a wrong PIN may be given.
        "KeyboardLockMaxPinRetry": Kind::UInt64 => Default::Number(5);
        /// Codecs in the order in which they are tried.
        "PrioritizedCodecsList": Kind::Text => Default::Nothing;
        /// Whether telephones save power.
        "EnablePowerSaveMode": Kind::Truth => Default::Truth(true);
        /// Milliseconds after which a telephone saves power during office hours.
        "PowerSaveDuringOfficeHoursTimeoutMS": Kind::UInt64 => Default::Number(900_000);
        /// Milliseconds after which a telephone saves power outside of office hours.
        "PowerSavePostOfficeHoursTimeoutMS": Kind::UInt64 => Default::Number(300_000);
        /// Whether one key opens voice mail.
        "EnableOneTouchVoicemail": Kind::Truth => Default::Truth(true);
        /// Clock of 12 or of 24 hours.
        "DateTimeFormat": Kind::Int32 => Default::Nothing;
        /// Whether telephones update themselves.
        "EnableDeviceUpdate": Kind::Truth => Default::Truth(true);
        /// Whether telephones show the calendar.
        "EnableExchangeCalendaring": Kind::Truth => Default::Truth(true);
        /// Whether a telephone can be paired with a computer.
        "EnableBetterTogetherOverEthernet": Kind::Truth => Default::Truth(true);
        /// Whether pairing is done by itself.
        "BetterTogetherOverEthernetPairingMode": Kind::Text => Default::Text("Manual");
        /// User name at the server with the telephones' settings.
        "LocalProvisioningServerUser": Kind::Text => Default::Nothing;
        /// Password at the server with the telephones' settings; it is never shown.
        "LocalProvisioningServerPassword": Kind::Secret => Default::Nothing;
        /// Address of the server with the telephones' settings.
        "LocalProvisioningServerAddress": Kind::Text => Default::Nothing;
        /// Kind of the server with the telephones' settings.
        "LocalProvisioningServerType": Kind::Text => Default::Nothing;
    }
    GET = "Get-CsIPPhonePolicy", Get, "Shows IP phone policies",
        "Get-CsIPPhonePolicy";
    SET = "Set-CsIPPhonePolicy", Set, "Changes an IP phone policy: the global one without -Identity",
        "Set-CsIPPhonePolicy -UserDialTimeoutMS 5000";
    GRANT = "Grant-CsIPPhonePolicy", Grant, "Gives users an IP phone policy",
        "Get-CsUser | Grant-CsIPPhonePolicy -PolicyName $null";
}
