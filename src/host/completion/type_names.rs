//! Types and namespaces between brackets, and the arguments of attributes.

use super::words::begins;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::types;
use std::collections::BTreeMap;

/// Types and namespaces that begin with a word. `text` types are those that the input defines.
pub fn complete(word: &str, text: &[String], namespaces_only: bool) -> Vec<CompletionResult> {
    let mut found: BTreeMap<(String, String), CompletionResult> = BTreeMap::new();
    let mut add = |result: CompletionResult| {
        found.entry((result.item.to_lowercase(), result.text.to_lowercase())).or_insert(result);
    };
    for name in namespaces() {
        let parent = word.rfind('.').map_or(0, |at| at + 1);
        let short = name.get(parent..).unwrap_or_default();
        if parent <= name.len() && begins(&name, word) && !short.contains('.') && !short.is_empty() {
            let item = name.rsplit('.').next().unwrap_or(&name).to_string();
            add(CompletionResult {
                tool_tip: format!("Namespace {name}"),
                text: name.clone(),
                item,
                kind: CompletionKind::Namespace,
            });
        }
    }
    if namespaces_only {
        return found.into_values().collect();
    }
    for name in text.iter().filter(|name| begins(name, word)) {
        add(result(name.clone(), name, name));
    }
    let dotted = word.contains('.');
    for full in types::all_names().iter().filter(|full| !full.contains('`')) {
        let short = full.rsplit('.').next().unwrap_or(full);
        let space = full.len() - short.len();
        let fits = if dotted {
            word.rfind('.').is_some_and(|at| at + 1 == space) && begins(full, word)
        } else {
            begins(short, word) && is_common(full)
        };
        if fits {
            let text = if dotted { full.to_string() } else { written(full, short) };
            add(result(text, short, full));
        }
    }
    if !dotted {
        for (accelerator, full) in types::accelerators() {
            if begins(accelerator, word) {
                let short = full.rsplit('.').next().unwrap_or(full);
                add(result(written(full, short), short, full));
            }
        }
    }
    found.into_values().collect()
}

fn result(text: String, short: &str, full: &str) -> CompletionResult {
    CompletionResult { text, item: short.to_string(), kind: CompletionKind::Type, tool_tip: full.to_string() }
}

/// PowerShell's type cache knows all of .NET by short names; these are the ones that it finds without `using`.
fn is_common(full: &str) -> bool {
    full.contains('.')
}

/// How a type is written: its accelerator, without `Attribute` as PowerShell spells it, or its full name.
fn written(full: &str, short: &str) -> String {
    let accelerator = types::short_name(full);
    if accelerator == full {
        return full.to_string();
    }
    let bare = short.strip_suffix("Attribute").unwrap_or(short);
    if short.ends_with("Attribute") && bare.eq_ignore_ascii_case(&accelerator) {
        return bare.to_string();
    }
    const SPELLED: &[&str] = &[
        "CimClass",
        "CimConverter",
        "CimInstance",
        "CimSession",
        "CimType",
        "ExperimentAction",
        "ExperimentalFeature",
        "InitialSessionState",
        "IPAddress",
        "IPEndpoint",
        "NullString",
        "ObjectSecurity",
        "PhysicalAddress",
        "PowerShell",
        "PSAliasProperty",
        "PSListModifier",
        "PSNoteProperty",
        "PSObject",
        "PSPrimitiveDictionary",
        "PSScriptMethod",
        "PSScriptProperty",
        "PSVariable",
        "PSVariableProperty",
        "Runspace",
        "RunspaceFactory",
        "WildcardPattern",
        "X500DistinguishedName",
        "X509Certificate",
    ];
    let spelled = SPELLED.iter().find(|name| name.eq_ignore_ascii_case(&accelerator));
    spelled.map_or(accelerator, |name| (*name).to_string())
}

/// Every namespace of a type that is known, and of those that PowerShell has loaded.
fn namespaces() -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for full in types::all_names() {
        let mut space = full.as_str();
        while let Some((parent, _)) = space.rsplit_once('.') {
            found.push(parent.to_string());
            space = parent;
        }
    }
    found.extend(LOADED.iter().map(|name| (*name).to_string()));
    found.sort();
    found.dedup();
    found
}

/// Namespaces of .NET that scripts name and no class table needs.
const LOADED: &[&str] = &[
    "System.Buffers",
    "System.CodeDom",
    "System.Collections",
    "System.Collections.Concurrent",
    "System.Collections.Generic",
    "System.Collections.Immutable",
    "System.Collections.ObjectModel",
    "System.Collections.Specialized",
    "System.ComponentModel",
    "System.Configuration",
    "System.Data",
    "System.Diagnostics",
    "System.Drawing",
    "System.Dynamic",
    "System.Globalization",
    "System.IO",
    "System.IO.Compression",
    "System.IO.Pipes",
    "System.Linq",
    "System.Management",
    "System.Management.Automation",
    "System.Management.Automation.Language",
    "System.Management.Automation.Runspaces",
    "System.Net",
    "System.Net.Http",
    "System.Net.Mail",
    "System.Net.NetworkInformation",
    "System.Net.Security",
    "System.Net.Sockets",
    "System.Numerics",
    "System.Reflection",
    "System.Resources",
    "System.Runtime",
    "System.Security",
    "System.Security.Cryptography",
    "System.Security.Principal",
    "System.Text",
    "System.Text.Json",
    "System.Text.RegularExpressions",
    "System.Threading",
    "System.Threading.Tasks",
    "System.Timers",
    "System.Transactions",
    "System.Web",
    "System.Xml",
    "System.Xml.Linq",
    "System.Xml.XPath",
];

/// Properties of attributes that can be set, in .NET's order.
const ATTRIBUTES: &[(&str, &[(&str, &str)])] = &[
    (
        "CmdletBinding",
        &[
            ("PositionalBinding", "bool"),
            ("DefaultParameterSetName", "string"),
            ("SupportsShouldProcess", "bool"),
            ("SupportsPaging", "bool"),
            ("SupportsTransactions", "bool"),
            ("ConfirmImpact", "System.Management.Automation.ConfirmImpact"),
            ("HelpUri", "string"),
            ("RemotingCapability", "System.Management.Automation.RemotingCapability"),
        ],
    ),
    (
        "Parameter",
        &[
            ("Position", "int"),
            ("ParameterSetName", "string"),
            ("Mandatory", "bool"),
            ("ValueFromPipeline", "bool"),
            ("ValueFromPipelineByPropertyName", "bool"),
            ("ValueFromRemainingArguments", "bool"),
            ("HelpMessage", "string"),
            ("HelpMessageBaseName", "string"),
            ("HelpMessageResourceId", "string"),
            ("DontShow", "bool"),
        ],
    ),
    ("ValidateSet", &[("ErrorMessage", "string"), ("IgnoreCase", "bool")]),
    (
        "ValidatePattern",
        &[("Options", "System.Text.RegularExpressions.RegexOptions"), ("ErrorMessage", "string")],
    ),
    ("ValidateScript", &[("ErrorMessage", "string")]),
    ("OutputType", &[("ProviderCmdlet", "string"), ("ParameterSetName", "string[]")]),
    ("PSDefaultValue", &[("Value", "System.Object"), ("Help", "string")]),
];

/// The names of an attribute's arguments.
pub fn attribute_arguments(attribute: &str, word: &str) -> Vec<CompletionResult> {
    let short = attribute.rsplit('.').next().unwrap_or(attribute);
    let short = if short.len() > 9 && short.to_ascii_lowercase().ends_with("attribute") {
        short.get(..short.len() - 9).unwrap_or(short)
    } else {
        short
    };
    let known = ATTRIBUTES.iter().find(|(name, _)| name.eq_ignore_ascii_case(short));
    let names = known.map(|(_, names)| *names).unwrap_or_default();
    names
        .iter()
        .filter(|(name, _)| begins(name, word))
        .map(|(name, of)| CompletionResult {
            text: (*name).to_string(),
            item: (*name).to_string(),
            kind: CompletionKind::Property,
            tool_tip: format!("{of} {name}"),
        })
        .collect()
}

/// The type of an attribute's argument, when its values can be listed.
pub fn attribute_values(attribute: &str, argument: &str) -> Option<&'static [&'static str]> {
    match (attribute.to_ascii_lowercase().as_str(), argument.to_ascii_lowercase().as_str()) {
        ("cmdletbinding", "confirmimpact") => Some(&["High", "Low", "Medium", "None"]),
        ("cmdletbinding", "remotingcapability") => {
            Some(&["None", "OwnedByCommand", "PowerShell", "SupportedByCommand"])
        }
        _ => None,
    }
}
