//! `Get-CsDnsPlan`.

use super::name_servers;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::dns::{DnsFailure, Resolver, ResolverSettings};
use crate::topology::dns_plan::{PlannedRecord, plan};
use crate::topology::kinds;
use crate::topology::model::{PublishedTopology, load};

cmdlet! {
    /// Compares the DNS records that the published topology needs with those that are there: one object for each
    /// record, whose State is Present, Missing, Different (the name has other data) or Unknown (no answer).
    ///
    /// # Examples
    /// ```powershell
    /// $lab = Start-CsLab
    /// Get-CsDnsPlan -Server $lab.NameServer | Where-Object State -ne Present
    /// Stop-CsLab
    /// ```
    "Get-CsDnsPlan" as GetCsDnsPlan { module: "fedsh.Cs" }
    parameters {
        /// Name servers that are asked, with a port if it is not 53; the system's when absent.
        "Server" server: Vec<String> { position: Some(0) },
        /// Only records that others outside see, or only those inside.
        "Side" side: Option<String> { values: &["External", "Internal"] },
    }
}

/// What is there in place of a record.
fn state(wanted: &PlannedRecord, found: &Result<Vec<String>, DnsFailure>) -> &'static str {
    match found {
        Ok(found) if found.iter().any(|data| data.eq_ignore_ascii_case(&wanted.data)) => "Present",
        Ok(found) if found.is_empty() => "Missing",
        Ok(_) => "Different",
        Err(failure) if failure.is_final() => "Missing",
        Err(_) => "Unknown",
    }
}

impl Cmdlet for GetCsDnsPlan {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name_servers = match name_servers(&self.server) {
            Ok(name_servers) => name_servers,
            Err(refusal) => return refusal.report(context),
        };
        let topology = match load::<PublishedTopology>(&*session(context)?, kinds::PUBLISHED) {
            Ok(found) => found.unwrap_or_default().0,
            Err(error) => return Refusal::from(error).report(context),
        };
        let settings =
            ResolverSettings { name_servers, allow_private_targets: true, ..ResolverSettings::default() };
        let resolver = match context.wait(async move { Resolver::new(settings) })? {
            Ok(resolver) => resolver,
            Err(error) => return Refusal::Invalid(format!("{error}.")).report(context),
        };
        let fits =
            |one: &PlannedRecord| self.side.as_ref().is_none_or(|side| side.eq_ignore_ascii_case(one.side));
        for wanted in plan(&topology).into_iter().filter(fits) {
            let (resolver, name, kind) = (resolver.clone(), wanted.name.clone(), wanted.record_type);
            let found = context.wait(async move {
                let answers = resolver.lookup(&name, kind).await?;
                let same = answers.iter().filter(|answer| answer.record_type == kind);
                Ok(same.map(|answer| answer.data.to_string()).collect::<Vec<String>>())
            })?;
            let state = state(&wanted, &found);
            let shown = found.unwrap_or_default().into_iter().map(Value::text).collect();
            context.output(object::with_type(
                "CsDnsPlan",
                vec![
                    ("Name", Value::text(wanted.name)),
                    ("Type", Value::text(wanted.record_type)),
                    ("Wanted", Value::text(wanted.data)),
                    ("Found", Value::array(shown)),
                    ("State", Value::text(state)),
                    ("Side", Value::text(wanted.side)),
                    ("Purpose", Value::text(wanted.purpose)),
                ],
            ))?;
        }
        Ok(())
    }
}
