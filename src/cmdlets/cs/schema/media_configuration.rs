//! `CsMediaConfiguration`.

use crate::noun;

noun! {
    "CsMediaConfiguration", "media configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Media.MediaSettings";
    about "A media configuration says how audio and video are sent.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether packets are marked for quality of service.
        "EnableQoS": Kind::Truth => Default::Truth(false);
        /// Whether the Siren codec is used.
        "EnableSiren": Kind::Truth => Default::Truth(false);
        /// Whether media are encrypted.
        "EncryptionLevel": Kind::Choice("EncryptionLevel", &["SupportEncryption", "RequireEncryption", "DoNotSupportEncryption"]) => Default::Text("RequireEncryption");
        /// Largest video.
        "MaxVideoRateAllowed": Kind::Choice("MaxVideoRateAllowed", &["Hd720p15M", "VGA600K", "CIF250K"]) => Default::Text("VGA600K");
        /// Whether bandwidth is estimated all the time.
        "EnableAdaptiveBandWidthEstimation": Kind::Truth => Default::Truth(true);
        /// Whether the G.722 codec may use stereo.
        "EnableG722StereoCodec": Kind::Truth => Default::Truth(true);
        /// Whether the H.264 codec is used.
        "EnableH264Codec": Kind::Truth => Default::Truth(true);
        /// Whether quality is measured during calls.
        "EnableInCallQoS": Kind::Truth => Default::Truth(true);
        /// Whether media and their control share a port.
        "EnableRtpRtcpMultiplexing": Kind::Truth => Default::Truth(true);
        /// Seconds between two measurements during a call.
        "InCallQoSIntervalSeconds": Kind::UInt16 => Default::Number(35);
        /// Whether sharing is sent as video.
        "EnableVideoBasedSharing": Kind::Truth => Default::Truth(true);
        /// Whether keys of media are agreed by DTLS.
        "EnableDtls": Kind::Truth => Default::Truth(true), { on: On::Set };
        /// Whether meetings use the Silk codec.
        "EnableSilkForAudioVideoConferences": Kind::Truth => Default::Truth(true), { on: On::Set };
        /// Whether video to other systems is protected against loss.
        "EnableServerFecForVideoInterop": Kind::Truth => Default::Truth(true), { on: On::Set };
        /// Whether people who are called join only when their media path is found.
        "WaitIceCompletedToAddDialOutUser": Kind::Truth => Default::Truth(true), { on: On::Set };
        /// Whether lost video packets are sent again.
        "EnableRtx": Kind::Truth => Default::Truth(true), { on: On::Set };
        /// Whether audio and video share a port.
        "EnableAVBundling": Kind::Truth => Default::Truth(false), { on: On::Set };
        /// Whether received audio is levelled.
        "EnableReceiveAgc": Kind::Truth => Default::Truth(true), { on: On::Set };
    }
    NEW = "New-CsMediaConfiguration", New, "Makes a media configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsMediaConfiguration site:Redmond -EnableQoS $true";
    GET = "Get-CsMediaConfiguration", Get, "Shows media configurations",
        "Get-CsMediaConfiguration";
    SET = "Set-CsMediaConfiguration", Set, "Changes a media configuration: the global one without -Identity",
        "Set-CsMediaConfiguration -EnableQoS $true";
    REMOVE = "Remove-CsMediaConfiguration", Remove, "Removes a media configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsMediaConfiguration site:Redmond -EnableQoS $true | Out-Null\nRemove-CsMediaConfiguration site:Redmond";
}
