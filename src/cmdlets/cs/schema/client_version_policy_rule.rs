//! `CsClientVersionPolicyRule`.

use crate::noun;

noun! {
    "CsClientVersionPolicyRule", "client version policy rule", "Microsoft.Rtc.Management.WritableConfig.Policy.ClientVersion.Rule";
    about "A client version policy rule says what happens to one client version.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("RuleId"), type_name: "string", shown: true }),
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
    };
    properties {
        /// What is done with such a client.
        "Action": Kind::Choice("Action", &["Allow", "AllowWithUrl", "AllowAndUpgrade", "Block", "BlockWithUrl", "BlockAndUpgrade"]) => Default::Text("Allow");
        /// Web address that the client is sent to.
        "ActionUrl": Kind::Text => Default::Nothing;
        /// Third number of the version.
        "BuildNumber": Kind::UInt16 => Default::Nothing;
        /// How versions are compared.
        "CompareOp": Kind::Choice("CompareOp", &["EQL", "NEQ", "GTR", "GEQ", "LSS", "LEQ"]) => Default::Text("EQL");
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether the rule is used.
        "Enabled": Kind::Truth => Default::Truth(true);
        /// First number of the version.
        "MajorVersion": Kind::UInt16 => Default::Nothing;
        /// Second number of the version.
        "MinorVersion": Kind::UInt16 => Default::Nothing;
        /// Place of the rule: 0 is tried first.
        "Priority": Kind::Int32 => Default::Number(0);
        /// Fourth number of the version.
        "QfeNumber": Kind::UInt16 => Default::Nothing;
        /// Short name of the client, such as OC.
        "UserAgent": Kind::Text => Default::Nothing;
        /// Full name that the client gives of itself.
        "UserAgentFullName": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsClientVersionPolicyRule", New, "Makes a client version policy rule",
        "New-CsClientVersionPolicyRule global/Redmond -Action BlockAndUpgrade";
    GET = "Get-CsClientVersionPolicyRule", Get, "Shows client version policy rules",
        "Get-CsClientVersionPolicyRule";
    SET = "Set-CsClientVersionPolicyRule", Set, "Changes a client version policy rule",
        "New-CsClientVersionPolicyRule global/Redmond -Action BlockAndUpgrade | Out-Null\nSet-CsClientVersionPolicyRule global/Redmond -Action BlockAndUpgrade";
    REMOVE = "Remove-CsClientVersionPolicyRule", Remove, "Removes a client version policy rule",
        "New-CsClientVersionPolicyRule global/Redmond -Action BlockAndUpgrade | Out-Null\nRemove-CsClientVersionPolicyRule global/Redmond";
}
