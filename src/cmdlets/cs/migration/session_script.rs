//! Changes of the store as command lines that make them again.

use crate::cmdlets::cs::noun::record::Fields;
use crate::cmdlets::cs::noun::{Kind, Noun, On, Scope};
use crate::cmdlets::cs::schema::NOUNS;
use crate::language::literal::quoted;
use crate::topology::document::write_xml;
use crate::topology::kinds;
use crate::topology::model::Topology;
use crate::topology::store::{Change, LogEntry};
use serde_json::Value as Json;

/// The command lines of a change set. What cannot be written as a command is a comment that says so.
pub fn lines(entry: &LogEntry) -> Vec<String> {
    let recorded = &entry.author.command_line;
    if is_complete(recorded) && entry.changes.changes().iter().all(is_of_topology) {
        let sends =
            recorded.len() > 4 && recorded.to_lowercase().starts_with("new-") && !recorded.contains('|');
        return vec![if sends { format!("{recorded} | Out-Null") } else { recorded.clone() }];
    }
    entry.changes.changes().iter().flat_map(of_change).collect()
}

/// Whether the line means the same wherever it is run: no variables besides the constant ones, and no secret.
fn is_complete(line: &str) -> bool {
    let mut rest = line.to_lowercase();
    for constant in ["$true", "$false", "$null"] {
        rest = rest.replace(constant, "");
    }
    !rest.is_empty() && !rest.contains(['$', '@']) && !rest.ends_with("(with a secret)")
}

/// Records that no family of commands has: the commands that edit the topology say best what was done.
fn is_of_topology(change: &Change) -> bool {
    [kinds::TOPOLOGY, kinds::DNS_RECORD].contains(&change.kind())
}

fn of_change(change: &Change) -> Vec<String> {
    let kind = change.kind();
    let none = Fields::new();
    let before = change.before().and_then(|record| record.value.as_object()).unwrap_or(&none);
    let after = change.after().and_then(Json::as_object);
    if let Some(noun) = NOUNS.iter().find(|noun| noun.kind == kind) {
        return vec![of_record(noun, change, before, after)];
    }
    match (kind, after) {
        (kinds::USER, Some(after)) => of_user(change, before, after),
        (kinds::TOPOLOGY, Some(_)) if change.identity() == kinds::ENABLED => {
            vec!["Enable-CsTopology".to_owned()]
        }
        (kinds::TOPOLOGY, Some(after)) => vec![of_topology(after)],
        (kinds::MIGRATION_STEP, _) => Vec::new(),
        _ => vec![format!("# {kind} '{}' was changed in a way that no command repeats.", change.identity())],
    }
}

fn of_topology(after: &Fields) -> String {
    let topology: Option<Topology> = serde_json::from_value(Json::Object(after.clone())).ok();
    match topology.and_then(|topology| write_xml(&topology).ok()) {
        Some(xml) => format!("Publish-CsTopology -Document @'\n{}\n'@", xml.trim_end()),
        None => "# The topology was changed in a way that no document can say.".to_owned(),
    }
}

/// New, Set or Remove over a record of a family.
fn of_record(noun: &Noun, change: &Change, before: &Fields, after: Option<&Fields>) -> String {
    let identity = quoted(change.identity());
    let Some(after) = after else { return format!("Remove-{} -Identity {identity}", noun.name) };
    let is_new = change.before().is_none() && !(change.identity() == "Global" && noun.has(Scope::Global));
    let verb = if is_new { "New" } else { "Set" };
    let mut line = format!("{verb}-{} -Identity {identity}", noun.name);
    for property in noun.properties {
        let default = property.default.json();
        let old = before.get(property.name).unwrap_or(&default);
        let new = after.get(property.name).unwrap_or(&default);
        let takes = matches!((property.on, is_new), (On::NewAndSet, _) | (On::New, true) | (On::Set, false));
        if takes && (old != new || (is_new && property.mandatory)) {
            match property.kind {
                Kind::Secret => {
                    line.push_str(&format!(" -{} (Read-Host '{}')", property.name, property.name))
                }
                _ => line.push_str(&format!(" -{} {}", property.name, argument(new))),
            }
        }
    }
    if is_new { format!("{line} | Out-Null") } else { line }
}

/// The properties of users that `Set-CsUser` takes.
const SET_USER: &[&str] = &[
    "SipAddress",
    "DisplayName",
    "Enabled",
    "AudioVideoDisabled",
    "EnterpriseVoiceEnabled",
    "LineURI",
    "OnPremLineURI",
    "LineServerURI",
    "PrivateLine",
    "RemoteCallControlTelephonyEnabled",
    "HostedVoiceMail",
    "ExchangeArchivingPolicy",
];

fn of_user(change: &Change, before: &Fields, after: &Fields) -> Vec<String> {
    let text =
        |fields: &Fields, name: &str| fields.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let identity = quoted(change.identity());
    let (old, new) = (text(before, "RegistrarPool"), text(after, "RegistrarPool"));
    let mut lines = Vec::new();
    let had_address = !text(before, "SipAddress").is_empty();
    let has_address = !text(after, "SipAddress").is_empty();
    if has_address && !had_address {
        let mut line = format!("Enable-CsUser -Identity {identity} -RegistrarPool {}", quoted(&new));
        for name in ["SipAddress", "DisplayName"] {
            if !text(after, name).is_empty() {
                line.push_str(&format!(" -{name} {}", quoted(&text(after, name))));
            }
        }
        lines.push(line);
    } else if had_address && !has_address {
        lines.push(format!("Disable-CsUser -Identity {identity}"));
        return lines;
    } else {
        if !old.eq_ignore_ascii_case(&new) {
            lines.push(format!("Move-CsUser -Identity {identity} -Target {}", quoted(&new)));
        }
        let changed = SET_USER.iter().filter(|name| before.get(**name) != after.get(**name));
        let arguments: String = changed
            .map(|name| format!(" -{name} {}", argument(after.get(*name).unwrap_or(&Json::Null))))
            .collect();
        if !arguments.is_empty() {
            lines.push(format!("Set-CsUser -Identity {identity}{arguments}"));
        }
    }
    for noun in NOUNS.iter().filter(|noun| noun.has(Scope::Tag)) {
        if before.get(noun.kind) != after.get(noun.kind) {
            let policy = argument(after.get(noun.kind).unwrap_or(&Json::Null));
            lines.push(format!("Grant-{} -Identity {identity} -PolicyName {policy}", noun.name));
        }
    }
    lines
}

/// A value as an argument.
fn argument(value: &Json) -> String {
    match value {
        Json::Null => "$null".to_owned(),
        Json::Bool(truth) => format!("${truth}"),
        Json::Number(number) => number.to_string(),
        Json::String(text) => quoted(text),
        Json::Array(items) => format!("@({})", items.iter().map(argument).collect::<Vec<_>>().join(", ")),
        Json::Object(fields) => {
            let pairs = fields.iter().map(|(name, value)| format!("{} = {}", quoted(name), argument(value)));
            format!("([pscustomobject]@{{{}}})", pairs.collect::<Vec<_>>().join("; "))
        }
    }
}
