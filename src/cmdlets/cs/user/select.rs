//! Which users a command means: identity, filters, organisational unit, kind of home.

use super::filter::{Condition, parse_ldap, parse_words};
use super::{no_user, shown_record, shown_text};
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::Engine;
use crate::engine::command::Context;
use crate::engine::host::Progress;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use crate::topology::kinds;
use crate::topology::model::{HomeKind, find_user_records, with_scheme};
use crate::topology::store::{Reader, Record, Session, StoreError};
use serde_json::Value as Json;

/// What narrows a search.
#[derive(Default)]
pub struct Selection {
    pub identity: Option<String>,
    pub conditions: Vec<Condition>,
    /// Distinguished name that users lie below.
    pub unit: Option<String>,
    pub home: Option<HomeKind>,
    /// Only users of Office Communications Server, or only those of Lync Server.
    pub on_ocs: Option<bool>,
    /// Only users who are enabled but have no home pool.
    pub unassigned: bool,
    /// Only users who have a SIP address.
    pub enabled_only: bool,
}

/// Reads `-Filter`, a text or a script block in which `$name` is a variable of the caller.
fn words(engine: &mut Engine, filter: &Value) -> Outcome<Result<Condition, Refusal>> {
    let text = match filter.unwrapped() {
        Value::Block(block) => block.text().to_string(),
        other => convert::to_text(engine, other)?,
    };
    let text = text.trim();
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let mut variable = |source: &str| evaluated(engine, source);
    Ok(parse_words(text, &mut variable).map_err(|error| Refusal::Invalid(error.to_string())))
}

/// The value of a variable or of a text with variables in it; `None` when there is no such variable.
fn evaluated(engine: &mut Engine, source: &str) -> Option<Json> {
    if let Some(name) = source.strip_prefix('$').filter(|name| !name.contains(['.', '(', '[', '{'])) {
        engine.find_variable(&name.to_lowercase())?;
    }
    let block = engine.compile_block(source).ok()?;
    let value = Value::from_output(engine.invoke_in_scope(&block, &[]).ok()?);
    Some(match value.unwrapped() {
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => Json::from(*number),
        Value::Long(number) => Json::from(*number),
        Value::Double(number) => Json::from(*number),
        Value::Null | Value::Empty if source.starts_with('$') && source.contains(['.', '[']) => return None,
        Value::Null | Value::Empty => Json::Null,
        Value::DateTime(_) => {
            let text = member::invoke(engine, &value, "ToString", &[Value::text("s")]).ok()?;
            Json::from(convert::display(&text))
        }
        other => Json::from(convert::display(other)),
    })
}

/// Reads `-LdapFilter`.
fn ldap(filter: &str) -> Result<Condition, Refusal> {
    parse_ldap(filter).map_err(|error| Refusal::Invalid(error.to_string()))
}

/// The distinguished name of an organisational unit, given as one or as `contoso.com/Sales`.
pub fn unit_name(text: &str) -> String {
    if text.contains('=') || text.is_empty() {
        return text.to_owned();
    }
    let mut parts = text.split('/').filter(|part| !part.is_empty());
    let domain: Vec<String> =
        parts.next().unwrap_or_default().split('.').map(|label| format!("DC={label}")).collect();
    let units: Vec<String> = parts.map(|unit| format!("OU={unit}")).collect();
    units.into_iter().rev().chain(domain).collect::<Vec<_>>().join(",")
}

impl Selection {
    /// Whether it means everybody who is enabled.
    fn is_everybody(&self) -> bool {
        let narrowed =
            self.identity.is_some() || self.unit.is_some() || self.home.is_some() || self.unassigned;
        self.enabled_only && !narrowed && self.on_ocs.is_none() && self.conditions.is_empty()
    }

    /// The records of the users, in the order of their keys. Errors: an identity that nobody has.
    pub fn records(&self, reader: &dyn Reader) -> Result<Vec<Record>, Refusal> {
        let candidates = self.candidates(reader)?;
        let topology = match (self.home, self.on_ocs) {
            (None, None) => None,
            _ => Some(published(reader)?),
        };
        let below = self.unit.as_ref().map(|unit| format!(",{}", unit.to_lowercase()));
        fn text<'a>(record: &'a Record, name: &str) -> &'a str {
            record.value.get(name).and_then(Json::as_str).unwrap_or_default()
        }
        let chosen = candidates.into_iter().filter(|record| {
            let home = text(record, "RegistrarPool");
            let kind = || topology.as_ref().and_then(|topology| topology.home_kind(home));
            let ocs =
                || topology.as_ref().and_then(|topology| topology.is_office_communications_server(home));
            (!self.enabled_only || !text(record, "SipAddress").is_empty())
                && (!self.unassigned || (home.is_empty() && !text(record, "SipAddress").is_empty()))
                && self.home.is_none_or(|wanted| kind() == Some(wanted))
                && self.on_ocs.is_none_or(|wanted| ocs() == Some(wanted))
                && below.as_ref().is_none_or(|below| {
                    text(record, "DistinguishedName").to_lowercase().ends_with(below.as_str())
                })
                && self.conditions.iter().all(|condition| condition.holds(&record.value))
        });
        Ok(chosen.collect())
    }

    /// Those that an index finds, or all.
    fn candidates(&self, reader: &dyn Reader) -> Result<Vec<Record>, Refusal> {
        if let Some(identity) = &self.identity {
            let users = find_user_records(reader, identity)?;
            if users.is_empty() && !identity.contains('*') {
                return Err(no_user(identity));
            }
            return Ok(users);
        }
        let indexed =
            kinds::INDEXED.iter().find(|(kind, _)| *kind == kinds::USER).map_or(&[][..], |(_, names)| names);
        for (attribute, value) in self.conditions.iter().filter_map(Condition::key) {
            let Some(name) = indexed.iter().find(|name| name.eq_ignore_ascii_case(attribute)) else {
                continue;
            };
            return Ok(match *name {
                "SipAddress" => reader.find(kinds::USER, name, &with_scheme(value))?,
                _ => reader.find(kinds::USER, name, value)?,
            });
        }
        Ok(reader.list(kinds::USER)?)
    }
}

/// Users that are read from the store at a time.
const PAGE: usize = 1_000;

/// Users between two notes of progress.
const STEP: usize = 500;

/// Says now and then how many of many users are done, and when all are.
pub fn progress(context: &mut Context<'_>, activity: &str, done: usize, all: usize) {
    if all >= STEP && (done.is_multiple_of(STEP) || done == all) {
        context.progress(&Progress {
            activity: activity.to_owned(),
            status: format!("{done} of {all}"),
            percent: i32::try_from(100 * done / all.max(1)).unwrap_or(100),
            completed: done == all,
            ..Progress::default()
        });
    }
}

/// The arguments of a search, as `Get-CsUser` and `Get-CsAdUser` have them.
pub struct Search<'a> {
    pub filter: Option<&'a Value>,
    pub ldap: Option<&'a str>,
    pub size: Option<&'a str>,
}

/// Sends the users that a selection and a search mean.
pub fn send(context: &mut Context<'_>, mut selection: Selection, search: &Search<'_>) -> Outcome {
    let session = session(context)?;
    if let Some(filter) = search.filter {
        match words(context.engine, filter)? {
            Ok(condition) => selection.conditions.push(condition),
            Err(refusal) => return refusal.report(context),
        }
    }
    if selection.is_everybody() && search.ldap.is_none() && session.pending_count() == 0 {
        return match result_size(search.size) {
            Ok(most) => send_everybody(context, &session, most),
            Err(refusal) => refusal.report(context),
        };
    }
    let found = search.ldap.map(ldap).transpose().and_then(|condition| {
        selection.conditions.extend(condition);
        Ok((selection.records(&*session)?, result_size(search.size)?))
    });
    match found {
        Ok((records, most)) => {
            let all = records.len().min(most);
            for (done, record) in records.into_iter().take(most).enumerate() {
                context.output(shown_record(&record))?;
                progress(context, "Reading users", done + 1, all);
            }
            Ok(())
        }
        Err(refusal) => refusal.report(context),
    }
}

/// Sends everybody, a page of the store at a time: what follows in the pipeline may change users meanwhile, and most of
/// them need not be in memory.
fn send_everybody(context: &mut Context<'_>, session: &Session, most: usize) -> Outcome {
    let store = session.store();
    let unreadable = |error: serde_json::Error| StoreError::Damaged {
        location: store.location(),
        reason: format!("the record of a user cannot be read: {error}"),
    };
    let extent = match store.extent(kinds::USER) {
        Ok(extent) => extent,
        Err(error) => return Refusal::from(error).report(context),
    };
    let all = extent.count.min(most);
    let (mut sent, mut behind) = (0, None);
    loop {
        let page = match store.page(kinds::USER, extent, behind.as_deref(), PAGE) {
            Ok(page) => page,
            Err(error) => return Refusal::from(error).report(context),
        };
        for record in &page {
            match shown_text(&record.identity, &record.text).map_err(unreadable) {
                Ok(Some(user)) if sent < most => {
                    sent += 1;
                    context.output(user)?;
                    progress(context, "Reading users", sent, all);
                }
                Ok(_) => {}
                Err(error) => return Refusal::from(error).report(context),
            }
        }
        if page.len() < PAGE || sent >= most {
            if sent < all {
                progress(context, "Reading users", all, all);
            }
            return Ok(());
        }
        behind = page.into_iter().next_back().map(|record| record.identity);
    }
}

/// `Unlimited`, or how many users at the most.
fn result_size(text: Option<&str>) -> Result<usize, Refusal> {
    match text {
        None => Ok(usize::MAX),
        Some(text) if text.eq_ignore_ascii_case("Unlimited") => Ok(usize::MAX),
        Some(text) => text.trim().parse::<u32>().map(|size| size as usize).map_err(|_| {
            Refusal::Invalid(format!("'{text}' is no -ResultSize: it takes a number or Unlimited."))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_have_two_spellings() {
        assert_eq!(unit_name("contoso.com/Sales/North"), "OU=North,OU=Sales,DC=contoso,DC=com");
        assert_eq!(unit_name("OU=Sales,DC=contoso,DC=com"), "OU=Sales,DC=contoso,DC=com");
    }

    #[test]
    fn sizes_are_numbers_or_unlimited() {
        assert_eq!(result_size(Some("unlimited")).unwrap(), usize::MAX);
        assert_eq!(result_size(Some("5")).unwrap(), 5);
        assert!(result_size(Some("-1")).is_err());
    }
}
