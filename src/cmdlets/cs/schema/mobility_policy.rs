//! `CsMobilityPolicy`.

use crate::noun;

noun! {
    "CsMobilityPolicy", "mobility policy", "Microsoft.Rtc.Management.WriteableConfig.Policy.Mobility.Mobility";
    about "A mobility policy says what users may do on mobile clients.";
    scopes [Global, Site, Tag] {
        grant_needs_policy: true,
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant), Extra::tenant(Verb::Grant)],
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether users may call with their work number.
        "EnableOutsideVoice": Kind::Truth => Default::Truth(true);
        /// Whether users may use mobile clients.
        "EnableMobility": Kind::Truth => Default::Truth(true);
        /// Whether mobile clients may have audio and video.
        "EnableIPAudioVideo": Kind::Truth => Default::Truth(true);
        /// Whether video needs a wireless network.
        "RequireWIFIForIPVideo": Kind::Truth => Default::Truth(false);
        /// Whether mobile clients report on their use.
        "AllowCustomerExperienceImprovementProgram": Kind::Truth => Default::Truth(true);
        /// Whether sharing needs a wireless network.
        "RequireWiFiForSharing": Kind::Truth => Default::Truth(false);
        /// Whether calls are saved on the device.
        "AllowSaveCallLogs": Kind::Truth => Default::Truth(true);
        /// Whether mobile clients may ask Exchange.
        "AllowExchangeConnectivity": Kind::Truth => Default::Truth(true);
        /// Whether conversations are saved on the device.
        "AllowSaveIMHistory": Kind::Truth => Default::Truth(true);
        /// Whether the password is saved on the device.
        "AllowSaveCredentials": Kind::Truth => Default::Truth(true);
        /// Whether mobile clients are woken.
        "EnablePushNotifications": Kind::Truth => Default::Truth(true);
        /// Whether data on the device are encrypted.
        "EncryptAppData": Kind::Truth => Default::Truth(false);
        /// Whether contacts are copied to the device.
        "AllowDeviceContactsSync": Kind::Truth => Default::Truth(true);
        /// Whether the device has to be managed.
        "RequireIntune": Kind::Truth => Default::Truth(false);
        /// Whether calls fall back to the telephone network.
        "AllowAutomaticPstnFallback": Kind::Truth => Default::Truth(false);
        /// How calls are made.
        "VoiceSettings": Kind::Text => Default::Nothing;
        /// Whether audio needs a wireless network.
        "RequireWIFIForIPAudio": Kind::Truth => Default::Truth(false), { on: On::Set };
    }
    NEW = "New-CsMobilityPolicy", New, "Makes a mobility policy",
        "New-CsMobilityPolicy Sales -Description 'For Redmond'";
    GET = "Get-CsMobilityPolicy", Get, "Shows mobility policies",
        "Get-CsMobilityPolicy";
    SET = "Set-CsMobilityPolicy", Set, "Changes a mobility policy: the global one without -Identity",
        "Set-CsMobilityPolicy -Description 'For Redmond'";
    REMOVE = "Remove-CsMobilityPolicy", Remove, "Removes a mobility policy; the global one goes back to its defaults",
        "New-CsMobilityPolicy Sales -Description 'For Redmond' | Out-Null\nRemove-CsMobilityPolicy Sales";
    GRANT = "Grant-CsMobilityPolicy", Grant, "Gives users a mobility policy",
        "New-CsMobilityPolicy Sales -Description 'For Redmond' | Out-Null\nGet-CsUser | Grant-CsMobilityPolicy -PolicyName Sales";
}
