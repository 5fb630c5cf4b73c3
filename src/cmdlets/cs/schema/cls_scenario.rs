//! `CsClsScenario`.

use crate::noun;

noun! {
    "CsClsScenario", "centralized logging scenario", "Microsoft.Rtc.Management.WritableConfig.Settings.CentralizedLogging.Scenario";
    about "A centralized logging scenario is a set of trace providers for one kind of trouble.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// The providers, made by New-CsClsProvider.
        "Provider": Kind::Objects => Default::List(&[]), { example: "(New-CsClsProvider -Name S4 -Type WPP -Level Info -Flags TF_PROTOCOL)" };
    }
    NEW = "New-CsClsScenario", New, "Makes a centralized logging scenario",
        "New-CsClsScenario global/Redmond";
    GET = "Get-CsClsScenario", Get, "Shows centralized logging scenarios",
        "Get-CsClsScenario";
    SET = "Set-CsClsScenario", Set, "Changes a centralized logging scenario",
        "New-CsClsScenario global/Redmond | Out-Null\nSet-CsClsScenario global/Redmond";
    REMOVE = "Remove-CsClsScenario", Remove, "Removes a centralized logging scenario",
        "New-CsClsScenario global/Redmond | Out-Null\nRemove-CsClsScenario global/Redmond";
}
