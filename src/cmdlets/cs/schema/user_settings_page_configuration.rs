//! `CsUserSettingsPageConfiguration`.

use crate::noun;

noun! {
    "CsUserSettingsPageConfiguration", "user settings page configuration", "Microsoft.Rtc.Management.UserSettingsPageConfiguration";
    about "The user settings page configuration says what users can set on a web page.";
    scopes [Global] {};
    properties {
    }
    GET = "Get-CsUserSettingsPageConfiguration", Get, "Shows the user settings page configuration",
        "Get-CsUserSettingsPageConfiguration";
}
