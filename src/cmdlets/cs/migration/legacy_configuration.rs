//! Policies and conference directories of a legacy deployment, as `Merge-CsLegacyTopology` noted them.
//!
//! They stand in the topology document or in the file of `-UserInputFileName`:
//! `<LegacyConfiguration><ExternalAccessPolicy Identity="Tag:Sales" EnableFederationAccess="true" />
//! <ConferenceDirectory Identity="1" HomePool="pool01.contoso.net" /></LegacyConfiguration>`. The name of an element is
//! that of the family without `Cs`; its attributes are properties.

use crate::cmdlets::cs::noun::record::Fields;
use crate::cmdlets::cs::noun::{Given, Noun, identity};
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::schema::NOUNS;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::value::Value;
use crate::migration::legacy::{LegacyRecord, legacy_records, noted_configuration};
use crate::topology::store::Reader;
use serde_json::Value as Json;

/// A record with its family.
type Found = (&'static Noun, String, Fields);

/// Records of the legacy deployment, ready to be stored. Errors: none were noted; an element that no family has.
fn records(context: &mut Context<'_>) -> Outcome<Result<Vec<Found>, Refusal>> {
    let session = session(context)?;
    let noted = match noted_configuration(&*session) {
        Ok(noted) => noted,
        Err(error) => return Ok(Err(Refusal::from(error))),
    };
    let Some(noted) = noted else {
        return Ok(Err(Refusal::NotFound(
            "No legacy configuration was merged. Merge-CsLegacyTopology reads it with the legacy topology."
                .to_owned(),
        )));
    };
    let elements = match legacy_records(&noted) {
        Ok(elements) => elements,
        Err(error) => return Ok(Err(Refusal::Invalid(format!("The legacy configuration: {error}")))),
    };
    let mut records = Vec::new();
    for element in elements {
        match read(context, &element)? {
            Ok(record) => records.push(record),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    Ok(Ok(records))
}

/// Stores the noted records of the kinds that are wanted, all or none, and reports each: with `-Verbose`, and in a
/// file when one is named. What is there already stays unless it is to be replaced.
pub fn take_over(
    context: &mut Context<'_>,
    target: &str,
    report_file: Option<&String>,
    replace: bool,
    is_wanted: impl Fn(&str) -> bool,
) -> Outcome {
    let found = match records(context)? {
        Ok(found) => found,
        Err(refusal) => return refusal.report(context),
    };
    let chosen: Vec<Found> = found.into_iter().filter(|(noun, _, _)| is_wanted(noun.kind)).collect();
    let lines = change(context, target, |transaction| {
        let mut lines = Vec::new();
        for (noun, identity, fields) in chosen {
            if !replace && transaction.get(noun.kind, &identity)?.is_some() {
                lines.push(format!("The {} '{identity}' is there already and stays.", noun.words));
                continue;
            }
            transaction.put(noun.kind, &identity, Json::Object(fields))?;
            lines.push(format!("The {} '{identity}' was taken over.", noun.words));
        }
        Ok(lines)
    })?;
    let Some(lines) = lines else { return Ok(()) };
    for line in &lines {
        context.verbose(line)?;
    }
    report::write(context, report_file, &lines)
}

fn read(context: &mut Context<'_>, element: &LegacyRecord) -> Outcome<Result<Found, Refusal>> {
    let Some(noun) = NOUNS.iter().copied().find(|noun| noun.kind.eq_ignore_ascii_case(&element.kind)) else {
        let reason =
            format!("The legacy configuration has <{}>, which is no family of records.", element.kind);
        return Ok(Err(Refusal::Invalid(reason)));
    };
    let identity = match identity::canonical(noun, &element.identity) {
        Ok(identity) => identity,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut fields = Fields::new();
    for (name, text) in &element.properties {
        // Older products have settings that no record keeps.
        let Some(property) = noun.property(name) else { continue };
        match property.kind.convert(context.engine, &Value::text(text.as_str())) {
            Ok(Given::Value(value)) => {
                fields.insert(property.name.to_owned(), value);
            }
            Ok(Given::Modify { .. }) => {}
            Err(_) => {
                let reason = format!("<{}>: {name}=\"{text}\" cannot be used.", element.kind);
                return Ok(Err(Refusal::Invalid(reason)));
            }
        }
    }
    Ok(Ok((noun, identity, fields)))
}
