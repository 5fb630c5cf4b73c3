//! `CsUCPhoneConfiguration`.

use crate::noun;

noun! {
    "CsUCPhoneConfiguration", "UC phone configuration", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.UcPhoneSettings";
    about "A UC phone configuration says how telephones behave.";
    scopes [Global, Site] {
        extras: &[Extra::tenant(Verb::Get), Extra::tenant(Verb::Set)],
    };
    properties {
        /// Time between two readings of the calendar.
        "CalendarPollInterval": Kind::TimeSpan => Default::Text("00:03:00");
        /// Whether telephones lock.
        "EnforcePhoneLock": Kind::Truth => Default::Truth(true);
        /// Time after which a telephone locks.
        "PhoneLockTimeout": Kind::TimeSpan => Default::Text("00:10:00");
        /// Fewest digits of a PIN.
        "MinPhonePinLength": Kind::Byte => Default::Number(6);
        /// How connections are secured.
        "SIPSecurityMode": Kind::Choice("SIPSecurityMode", &["Low", "Medium", "High"]) => Default::Text("High");
        /// Mark of voice packets, as a DSCP number.
        "VoiceDiffServTag": Kind::Byte => Default::Number(40);
        /// Mark of voice frames, as an 802.1p number.
        "Voice8021p": Kind::Byte => Default::Number(0);
        /// How much telephones log.
        "LoggingLevel": Kind::Choice("LoggingLevel", &["Off", "Low", "Medium", "High"]) => Default::Text("Off");
    }
    NEW = "New-CsUCPhoneConfiguration", New, "Makes a UC phone configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsUCPhoneConfiguration site:Redmond -CalendarPollInterval '00:10:00'";
    GET = "Get-CsUCPhoneConfiguration", Get, "Shows UC phone configurations",
        "Get-CsUCPhoneConfiguration";
    SET = "Set-CsUCPhoneConfiguration", Set, "Changes a UC phone configuration: the global one without -Identity",
        "Set-CsUCPhoneConfiguration -CalendarPollInterval '00:10:00'";
    REMOVE = "Remove-CsUCPhoneConfiguration", Remove, "Removes a UC phone configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsUCPhoneConfiguration site:Redmond -CalendarPollInterval '00:10:00' | Out-Null\nRemove-CsUCPhoneConfiguration site:Redmond";
}
