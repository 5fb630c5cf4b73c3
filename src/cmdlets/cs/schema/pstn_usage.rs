//! `CsPstnUsage`.

use crate::noun;

noun! {
    "CsPstnUsage", "phone usage", "Microsoft.Rtc.Management.WritableConfig.Policy.Voice.PstnUsages";
    about "The phone usages are names that join voice policies and routes.";
    scopes [Global] {};
    properties {
        /// The names.
        "Usage": Kind::List => Default::List(&["Internal", "Local", "Long Distance"]);
    }
    GET = "Get-CsPstnUsage", Get, "Shows the phone usage",
        "Get-CsPstnUsage";
    SET = "Set-CsPstnUsage", Set, "Changes the phone usage",
        "Set-CsPstnUsage";
}
