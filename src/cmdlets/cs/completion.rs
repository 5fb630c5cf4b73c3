//! Values of Lync's parameters for completion: users, pools, sites, partners and policies of the store.

use super::schema::NOUNS;
use super::state;
use super::user::SHOWN;
use crate::engine::Engine;
use crate::engine::completion::{CompletionKind, CompletionResult, ValueQuery};
use crate::language::literal::quoted;
use crate::topology::kinds;
use crate::topology::store::Session;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Users that a list shows at most; the word narrows it.
const MOST: usize = 100;

/// What a parameter of these commands names; `None` for another one.
pub fn values(engine: &mut Engine, query: &ValueQuery<'_>) -> Option<Vec<CompletionResult>> {
    let (verb, noun) = query.command.split_once("-Cs")?;
    let parameter = query.parameter.to_ascii_lowercase();
    if parameter.is_empty() {
        return verb.eq_ignore_ascii_case("Get").then(|| properties(noun));
    }
    let session = state::opened(engine)?;
    let names = match parameter.as_str() {
        // A policy is granted to a user.
        "identity" if is_user_noun(noun) || verb.eq_ignore_ascii_case("Grant") => users(&session, query.word),
        "identity" | "name" if noun.eq_ignore_ascii_case("XmppAllowedPartner") => {
            of_kind(&session, kinds::XMPP_ALLOWED_PARTNER, "Domain")
        }
        "identity" if noun.eq_ignore_ascii_case("Site") => topology(&session, true),
        "identity" if matches!(noun.to_ascii_lowercase().as_str(), "pool" | "computer" | "edgepool") => {
            topology(&session, false)
        }
        "identity" => identities(&session, noun),
        "domain" => of_kind(&session, kinds::XMPP_ALLOWED_PARTNER, "Domain"),
        "site" => topology(&session, true),
        "target" | "registrarpool" | "pool" | "poolfqdn" | "computername" | "computer" => {
            topology(&session, false)
        }
        "policyname" => identities(&session, noun),
        _ => return None,
    };
    let word = query.word.to_lowercase();
    let fitting: BTreeSet<String> = names.into_iter().filter(|name| fits(name, &word)).collect();
    Some(
        fitting
            .into_iter()
            .map(|name| CompletionResult {
                text: if name.contains([' ', ';', '(', ')', '&', '\'']) {
                    quoted(&name)
                } else {
                    name.clone()
                },
                ..CompletionResult::plain(name, CompletionKind::ParameterValue)
            })
            .collect(),
    )
}

/// Whether an identity begins with what was typed, which may leave its scope out: `Sal` is for `Tag:Sales`.
fn fits(identity: &str, word: &str) -> bool {
    let identity = identity.to_lowercase();
    let own = identity.split_once(':').map(|(_, own)| own);
    identity.starts_with(word) || !word.is_empty() && own.is_some_and(|own| own.starts_with(word))
}

/// The properties that objects of a noun show.
fn properties(noun: &str) -> Vec<CompletionResult> {
    let declared = NOUNS.iter().find(|known| known.kind.eq_ignore_ascii_case(noun));
    let names: Vec<&str> = match declared {
        Some(known) => known.properties.iter().map(|property| property.name).collect(),
        None if noun.eq_ignore_ascii_case("User") || noun.eq_ignore_ascii_case("AdUser") => SHOWN.to_vec(),
        None => return Vec::new(),
    };
    let all = std::iter::once("Identity").chain(names);
    all.map(|name| CompletionResult::plain(name, CompletionKind::Property)).collect()
}

fn is_user_noun(noun: &str) -> bool {
    let lower = noun.to_lowercase();
    lower == "user"
        || lower == "aduser"
        || lower == "legacyuser"
        || lower == "userpoolinfo"
        || lower == "effectivepolicy"
}

/// SIP addresses that begin with a word, through the index.
fn users(session: &Session, word: &str) -> Vec<String> {
    let lower = word.to_lowercase();
    let store = session.store();
    let from = |start: &str| store.values_from(kinds::USER, "SipAddress", start, MOST).unwrap_or_default();
    let mut found = Vec::new();
    if lower.starts_with("sip:") || "sip:".starts_with(&lower) {
        found = from(&lower);
    }
    if !lower.is_empty() && !lower.starts_with("sip:") {
        // Typed without its scheme, an address is offered so as well; the user of just that name first.
        let mut bare = from(&format!("sip:{lower}@"));
        bare.extend(from(&format!("sip:{lower}")));
        found.extend(bare.iter().filter_map(|address| address.strip_prefix("sip:").map(str::to_string)));
    }
    found
}

/// A property, or the identity, of all records of a kind.
fn of_kind(session: &Session, kind: &str, property: &str) -> Vec<String> {
    let records = session.store().list(kind).unwrap_or_default();
    records
        .iter()
        .map(|record| {
            record
                .value
                .get(property)
                .and_then(Json::as_str)
                .map_or_else(|| record.identity.clone(), str::to_string)
        })
        .collect()
}

/// Identities of the records behind a noun, without `Cs`.
fn identities(session: &Session, noun: &str) -> Vec<String> {
    session.store().list(noun).unwrap_or_default().into_iter().map(|record| record.identity).collect()
}

/// Names in the topology: of sites, or of pools and computers.
fn topology(session: &Session, sites: bool) -> Vec<String> {
    let mut found = Vec::new();
    for record in session.store().list(kinds::TOPOLOGY).unwrap_or_default() {
        if !sites {
            full_names(&record.value, &mut found);
            continue;
        }
        let all = record.value.get("Sites").and_then(Json::as_array);
        let names = all.into_iter().flatten().filter_map(|site| site.get("Name").and_then(Json::as_str));
        found.extend(names.map(|name| format!("Site:{name}")));
    }
    found
}

/// Every `Fqdn` in a document.
fn full_names(value: &Json, found: &mut Vec<String>) {
    match value {
        Json::Object(fields) => {
            for (name, inner) in fields {
                match inner {
                    Json::String(text) if name.to_lowercase().ends_with("fqdn") => found.push(text.clone()),
                    other => full_names(other, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| full_names(item, found)),
        _ => {}
    }
}
