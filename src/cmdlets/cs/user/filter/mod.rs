//! Conditions over users: `-Filter { RegistrarPool -eq 'pool' }` and `-LdapFilter '(telephoneNumber=*)'`.
//!
//! Both are parsed once into a [`Condition`], which is then held against each record. Conditions know
//! records, not the language: `words` reads Lync's filter syntax, `ldap` that of RFC 4515.

mod ldap;
mod words;

pub use ldap::parse as parse_ldap;
pub use words::parse as parse_words;

use crate::engine::operators::like;
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde_json::Value as Json;
use std::cmp::Ordering;

/// What a user must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Compare { attribute: String, operator: Comparison, value: Json },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Like,
    NotLike,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Why a filter cannot be read: where, in characters from its start, and what was expected there.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("The filter '{filter}' cannot be read at character {at}: {reason}")]
pub struct FilterError {
    pub filter: String,
    pub at: usize,
    pub reason: String,
}

impl Condition {
    /// Whether a user's record fulfils it. Names and texts are compared without regard to case, as Lync does.
    pub fn holds(&self, record: &Json) -> bool {
        match self {
            Condition::All(parts) => parts.iter().all(|part| part.holds(record)),
            Condition::Any(parts) => parts.iter().any(|part| part.holds(record)),
            Condition::Not(part) => !part.holds(record),
            Condition::Compare { attribute, operator, value } => {
                operator.holds(field(record, attribute), value)
            }
        }
    }

    /// An attribute that must have a value, for an index to find: the first that every match has to fulfil.
    pub fn key(&self) -> Option<(&str, &str)> {
        match self {
            Condition::All(parts) => parts.iter().find_map(Condition::key),
            Condition::Compare { attribute, operator: Comparison::Equal, value: Json::String(text) } => {
                Some((attribute, text))
            }
            _ => None,
        }
    }
}

/// A property without regard to case; null when it is not there.
fn field<'a>(record: &'a Json, attribute: &str) -> &'a Json {
    const NOTHING: &Json = &Json::Null;
    let fields = record.as_object();
    let found = fields.and_then(|fields| {
        let exact = fields.get(attribute);
        exact.or_else(|| {
            fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(attribute)).map(|(_, value)| value)
        })
    });
    found.unwrap_or(NOTHING)
}

impl Comparison {
    fn holds(self, own: &Json, wanted: &Json) -> bool {
        if let Json::Array(items) = own {
            return items.iter().any(|item| self.holds(item, wanted));
        }
        match self {
            Comparison::Equal => order(own, wanted) == Some(Ordering::Equal),
            Comparison::NotEqual => order(own, wanted) != Some(Ordering::Equal),
            Comparison::Like => is_like(own, wanted),
            Comparison::NotLike => !is_like(own, wanted),
            Comparison::Less => order(own, wanted) == Some(Ordering::Less),
            Comparison::LessOrEqual => matches!(order(own, wanted), Some(Ordering::Less | Ordering::Equal)),
            Comparison::Greater => order(own, wanted) == Some(Ordering::Greater),
            Comparison::GreaterOrEqual => {
                matches!(order(own, wanted), Some(Ordering::Greater | Ordering::Equal))
            }
        }
    }
}

fn is_like(own: &Json, pattern: &Json) -> bool {
    !own.is_null() && like(&text(own), &text(pattern), true)
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

/// How two values stand; `None` when nothing can be said, as with a property that is not there.
fn order(own: &Json, wanted: &Json) -> Option<Ordering> {
    match (own, wanted) {
        (Json::Null, Json::Null) => Some(Ordering::Equal),
        (Json::Null, Json::String(text)) if text.is_empty() => Some(Ordering::Equal),
        // A switch that was never set is off.
        (Json::Null, Json::Bool(false)) => Some(Ordering::Equal),
        (Json::Null, _) | (_, Json::Null) => None,
        (Json::Number(own), Json::Number(wanted)) => own.as_f64()?.partial_cmp(&wanted.as_f64()?),
        (Json::Bool(own), wanted) => {
            let wanted = wanted.as_bool().or_else(|| text(wanted).to_ascii_lowercase().parse().ok())?;
            Some(own.cmp(&wanted))
        }
        // What a file brought is text, also a number or a date.
        (own, Json::Number(wanted)) if number(own).is_some() => number(own)?.partial_cmp(&wanted.as_f64()?),
        (Json::String(own), Json::String(wanted)) => match (moment(own), moment(wanted)) {
            (Some(own), Some(wanted)) => Some(own.cmp(&wanted)),
            _ => Some(own.to_lowercase().cmp(&wanted.to_lowercase())),
        },
        (own, wanted) => Some(text(own).to_lowercase().cmp(&text(wanted).to_lowercase())),
    }
}

fn number(value: &Json) -> Option<f64> {
    value.as_str()?.trim().parse().ok()
}

/// A date, with or without a time of day: as ISO 8601, as a directory writes it, or as PowerShell does.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return Some(exact.naive_utc());
    }
    let times = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y%m%d%H%M%S%.fZ",
        "%m/%d/%Y %H:%M:%S",
        "%m/%d/%Y %I:%M:%S %p",
    ];
    let time = times.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let days = ["%Y-%m-%d", "%m/%d/%Y"];
    time.or_else(|| {
        days.iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok()?.and_hms_opt(0, 0, 0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ken() -> Json {
        json!({"RegistrarPool": "pool01.contoso.net", "Enabled": true, "LineURI": "tel:+1425", "Contacts": ["a", "b"]})
    }

    fn holds(filter: &str) -> bool {
        parse_words(filter, &mut |_| None).unwrap().holds(&ken())
    }

    #[test]
    fn comparisons_ignore_case_and_know_what_is_not_there() {
        assert!(holds("registrarpool -eq 'POOL01.contoso.net'"));
        assert!(holds("LineURI -like 'tel:*' -and Enabled -eq $true"));
        assert!(holds("VoicePolicy -eq $null -and -not (VoicePolicy -like '*')"));
        assert!(holds("EnterpriseVoiceEnabled -eq $false"));
        assert!(!holds("VoicePolicy -gt 'A'"));
        assert!(holds("LineURI -ne $null"));
        assert!(holds("Enabled -eq 'false' -or LineURI -notlike '*x*'"));
        assert!(holds("Contacts -eq 'b'"));
    }

    #[test]
    fn an_index_can_be_used_only_for_what_every_match_has() {
        let key = |filter: &str| {
            parse_words(filter, &mut |_| None).unwrap().key().map(|(name, value)| format!("{name}={value}"))
        };
        assert_eq!(key("Enabled -eq $true -and RegistrarPool -eq 'p'").as_deref(), Some("RegistrarPool=p"));
        assert_eq!(key("Enabled -eq $true -or RegistrarPool -eq 'p'"), None);
        assert_eq!(key("-not (RegistrarPool -eq 'p')"), None);
    }
}
