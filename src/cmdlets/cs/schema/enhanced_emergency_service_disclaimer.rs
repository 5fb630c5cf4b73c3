//! `CsEnhancedEmergencyServiceDisclaimer`.

use crate::noun;

noun! {
    "CsEnhancedEmergencyServiceDisclaimer", "emergency service disclaimer", "Microsoft.Rtc.Management.WritableConfig.Policy.Location.EnhancedEmergencyServiceDisclaimer";
    about "The emergency service disclaimer is a text that users who give no location have to accept.";
    scopes [Global, Site] {};
    properties {
        /// The text.
        "Body": Kind::Text => Default::Nothing;
    }
    GET = "Get-CsEnhancedEmergencyServiceDisclaimer", Get, "Shows emergency service disclaimers",
        "Get-CsEnhancedEmergencyServiceDisclaimer";
    SET = "Set-CsEnhancedEmergencyServiceDisclaimer", Set, "Changes an emergency service disclaimer: the global one without -Identity",
        "Set-CsEnhancedEmergencyServiceDisclaimer -Body Redmond";
    REMOVE = "Remove-CsEnhancedEmergencyServiceDisclaimer", Remove, "Removes an emergency service disclaimer; the global one goes back to its defaults",
        "Remove-CsEnhancedEmergencyServiceDisclaimer Global";
}
