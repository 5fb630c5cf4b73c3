//! `CsClsSearchTerm`.

use crate::noun;

noun! {
    "CsClsSearchTerm", "centralized logging search term", "Microsoft.Rtc.Management.WritableConfig.Settings.CentralizedLogging.SearchTerm";
    about "A centralized logging search term is something that traces can be searched for.";
    scopes [Global] {};
    properties {
        /// Where in a trace line the term stands.
        "Inserts": Kind::Text => Default::Nothing;
    }
    GET = "Get-CsClsSearchTerm", Get, "Shows the centralized logging search term",
        "Get-CsClsSearchTerm";
    SET = "Set-CsClsSearchTerm", Set, "Changes the centralized logging search term",
        "Set-CsClsSearchTerm -Inserts Redmond";
}
