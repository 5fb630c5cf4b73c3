//! What a row must be like, whichever file it is from.

use crate::topology::model::{User, check_address, is_host_name, with_scheme};
use crate::topology::store::fold;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Attributes that are text, by Lync's names.
pub const TEXTS: &[&str] = &[
    "DistinguishedName",
    "DisplayName",
    "FirstName",
    "LastName",
    "SipAddress",
    "UserPrincipalName",
    "SamAccountName",
    "WindowsEmailAddress",
    "RegistrarPool",
    "ExternalAccessPolicy",
];

/// Checks rows and remembers whom it has seen.
#[derive(Default)]
pub struct Validator {
    seen: HashMap<(&'static str, String), usize, foldhash::fast::RandomState>,
}

impl Validator {
    /// Puts a row's attributes in order, or says what is wrong with them.
    pub fn check(
        &mut self,
        row: usize,
        mut properties: Map<String, Value>,
    ) -> Result<Map<String, Value>, String> {
        for (name, value) in &mut properties {
            if let Value::String(text) = value
                && TEXTS.contains(&name.as_str())
                && text.trim().len() < text.len()
            {
                *text = text.trim().to_owned();
            }
        }
        properties.retain(|_, value| value.as_str() != Some(""));
        let text = |properties: &Map<String, Value>, name: &str| {
            properties.get(name).and_then(Value::as_str).map(str::to_owned)
        };
        if let Some(sip) = text(&properties, "SipAddress") {
            let sip = with_scheme(&sip);
            check_address(sip.trim_start_matches("sip:"))
                .map_err(|reason| format!("SipAddress '{sip}' {reason}"))?;
            properties.insert("SipAddress".to_owned(), Value::String(sip));
        } else if text(&properties, "UserPrincipalName").is_none() {
            return Err("it has neither a SipAddress nor a UserPrincipalName".to_owned());
        }
        if let Some(principal) = text(&properties, "UserPrincipalName") {
            check_address(&principal)
                .map_err(|reason| format!("UserPrincipalName '{principal}' {reason}"))?;
        }
        if let Some(pool) = text(&properties, "RegistrarPool").filter(|pool| !is_host_name(pool)) {
            return Err(format!("RegistrarPool '{pool}' is not a host name"));
        }
        self.remember(row, &properties)?;
        Ok(properties)
    }

    fn remember(&mut self, row: usize, properties: &Map<String, Value>) -> Result<(), String> {
        for name in ["SipAddress", "UserPrincipalName"] {
            let Some(value) = properties.get(name).and_then(Value::as_str) else { continue };
            let first = *self.seen.entry((name, fold(value))).or_insert(row);
            if first != row {
                return Err(format!("row {first} has the same {name} '{value}'"));
            }
        }
        Ok(())
    }
}

/// Whom a row is about, for messages.
pub fn name_of(properties: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| properties.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    ["DisplayName", "SipAddress", "UserPrincipalName", "DistinguishedName"]
        .into_iter()
        .find_map(text)
        .map(str::to_owned)
}

/// A truth value as PowerShell and directories write it.
pub fn truth(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}

/// Whether the typed user can be made from the attributes; it is what the store will do.
pub fn readable(properties: &Map<String, Value>) -> Result<(), String> {
    User::deserialize(properties).map(drop).map_err(|error| error.to_string())
}
