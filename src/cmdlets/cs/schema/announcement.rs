//! `CsAnnouncement`.

use crate::cmdlets::cs::noun::record::Fields;
use crate::engine::command::{Membership, Pipe};
use crate::noun;

const LANGUAGES: &[&str] = &[
    "ca-ES", "da-DK", "de-DE", "en-AU", "en-CA", "en-GB", "en-IN", "en-US", "es-ES", "es-MX", "fi-FI",
    "fr-CA", "fr-FR", "it-IT", "ja-JP", "ko-KR", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ru-RU",
    "sv-SE", "zh-CN", "zh-HK", "zh-TW",
];

/// Text that is spoken needs to know in which language.
fn check(_identity: &str, fields: &Fields) -> Result<Vec<String>, String> {
    let given = |name: &str| fields.get(name).is_some_and(|value| !value.is_null());
    match given("TextToSpeechPrompt") && !given("Language") {
        true => Err("-TextToSpeechPrompt needs -Language, in which the text is spoken.".to_owned()),
        false => Ok(Vec::new()),
    }
}

noun! {
    "CsAnnouncement", "announcement", "Microsoft.Rtc.Management.WritableConfig.Settings.AnnouncementServiceSettings.Announcement";
    about "An announcement is what callers of unassigned numbers hear.";
    scopes [Child] {
        check: Some(check),
        numbered: true,
        more_examples: &[
            (Verb::Get, "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nNew-CsAnnouncement Registrar:pool02.contoso.net -Name Welcome | Out-Null\nGet-CsAnnouncement -Identity (Get-CsAnnouncement)[0].Identity"),
            (Verb::Remove, "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nNew-CsAnnouncement Registrar:pool02.contoso.net -Name Welcome | Out-Null\nRemove-CsAnnouncement -Identity (Get-CsAnnouncement)[0].Identity -Force"),
        ],
        key: Some(Key { parent: Some("Parent"), name: None, type_name: "string", shown: false }),
    };
    properties {
        /// Its name.
        "Name": Kind::Text => Default::Nothing, { mandatory: true, set_sets: OPTIONAL };
        /// Audio file that is played.
        "AudioFilePrompt": Kind::Text => Default::Nothing;
        /// Text that is spoken.
        "TextToSpeechPrompt": Kind::Text => Default::Nothing;
        /// Language of that text.
        "Language": Kind::Choice("string", LANGUAGES) => Default::Nothing;
        /// Where the call goes afterwards.
        "TargetUri": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsAnnouncement", New, "Makes an announcement",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nNew-CsAnnouncement Registrar:pool02.contoso.net -Name Welcome -TextToSpeechPrompt 'The number is not in use.' -Language en-US";
    GET = "Get-CsAnnouncement", Get, "Shows announcements",
        "Get-CsAnnouncement";
    SET = "Set-CsAnnouncement", Set, "Changes an announcement",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nNew-CsAnnouncement Registrar:pool02.contoso.net -Name Welcome | Out-Null\nGet-CsAnnouncement | Set-CsAnnouncement -Name Hello";
    REMOVE = "Remove-CsAnnouncement", Remove, "Removes an announcement",
        "Get-CsAnnouncement | Remove-CsAnnouncement";
}

/// Only a new announcement has to be told its name.
const OPTIONAL: &[Membership] = &[
    Membership { set: "Identity", position: None, mandatory: false, pipe: Pipe::No },
    Membership { set: "Instance", position: None, mandatory: false, pipe: Pipe::No },
];
