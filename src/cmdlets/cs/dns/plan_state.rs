//! A planned record beside what name servers say, shared by the commands of the DNS plan.

use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::value::Value;
use crate::federation::dns::{DnsFailure, Resolver, ResolverSettings};
use crate::topology::dns_plan::{PlannedRecord, plan};
use crate::topology::kinds;
use crate::topology::model::{PublishedTopology, load};
use std::net::SocketAddr;

/// The records that the published topology needs, of one side where one is named.
pub(super) fn planned(
    context: &mut Context<'_>,
    side: Option<&str>,
) -> Outcome<Result<Vec<PlannedRecord>, Refusal>> {
    let session = session(context)?;
    let topology = match load::<PublishedTopology>(&*session, kinds::PUBLISHED) {
        Ok(found) => found.unwrap_or_default().0,
        Err(error) => return Ok(Err(error.into())),
    };
    let fits = |one: &PlannedRecord| side.is_none_or(|side| side.eq_ignore_ascii_case(one.side));
    Ok(Ok(plan(&topology).into_iter().filter(fits).collect()))
}

/// A resolver that asks these servers, the system's where there are none.
pub(super) fn resolver(
    context: &mut Context<'_>,
    name_servers: Vec<SocketAddr>,
) -> Outcome<Result<Resolver, Refusal>> {
    let settings =
        ResolverSettings { name_servers, allow_private_targets: true, ..ResolverSettings::default() };
    let made = context.wait(async move { Resolver::new(settings) })?;
    Ok(made.map_err(|error| Refusal::Invalid(format!("{error}."))))
}

/// What is there in place of a record.
pub(super) struct Found {
    data: Vec<String>,
    /// Present, Missing, Different or Unknown.
    pub state: &'static str,
}

/// Asks for a record.
pub(super) fn look_up(
    context: &mut Context<'_>,
    resolver: &Resolver,
    wanted: &PlannedRecord,
) -> Outcome<Found> {
    let (resolver, name, kind) = (resolver.clone(), wanted.name.clone(), wanted.record_type);
    let found = context.wait(async move {
        let answers = resolver.lookup(&name, kind).await?;
        let same = answers.iter().filter(|answer| answer.record_type == kind);
        Ok(same.map(|answer| answer.data.to_string()).collect::<Vec<String>>())
    })?;
    let state = state(wanted, &found);
    Ok(Found { data: found.unwrap_or_default(), state })
}

fn state(wanted: &PlannedRecord, found: &Result<Vec<String>, DnsFailure>) -> &'static str {
    match found {
        Ok(found) if found.iter().any(|data| data.eq_ignore_ascii_case(&wanted.data)) => "Present",
        Ok(found) if found.is_empty() => "Missing",
        Ok(_) => "Different",
        Err(failure) if failure.is_final() => "Missing",
        Err(_) => "Unknown",
    }
}

/// A planned record and its state, with further properties behind them.
pub(super) fn shown(wanted: PlannedRecord, found: Found, more: Vec<(&'static str, Value)>) -> Value {
    let data = found.data.into_iter().map(Value::text).collect();
    let mut fields = vec![
        ("Name", Value::text(wanted.name)),
        ("Type", Value::text(wanted.record_type)),
        ("Wanted", Value::text(wanted.data)),
        ("Found", Value::array(data)),
        ("State", Value::text(found.state)),
        ("Side", Value::text(wanted.side)),
        ("Purpose", Value::text(wanted.purpose)),
    ];
    fields.extend(more);
    object::with_type("CsDnsPlan", fields)
}
