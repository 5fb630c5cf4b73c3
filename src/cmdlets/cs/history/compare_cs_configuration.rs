//! `Compare-CsConfiguration`.

use super::state_at::{State, state_at};
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::engine::value::Value;
use serde_json::Value as Json;
use std::collections::BTreeSet;

cmdlet! {
    /// Shows two revisions of the configuration side by side: every property in which they differ.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null
    /// Compare-CsConfiguration -ReferenceRevision 0 | Format-Table Kind, Identity, Property, Reference, Difference
    /// Compare-CsConfiguration -ReferenceRevision 0 -DifferenceRevision 1 -Kind XmppAllowedPartner
    /// ```
    "Compare-CsConfiguration" as CompareCsConfiguration { module: "fedsh.Cs" }
    parameters {
        /// The earlier revision; 0 is the empty store.
        "ReferenceRevision" reference: i64 { position: Some(0), mandatory: true },
        /// The later revision; without it, the configuration of now.
        "DifferenceRevision" difference: Option<i64> { position: Some(1) },
        /// Only records of this kind, with wildcards.
        "Kind" kind: Option<String> { wildcards: true },
    }
}

impl Cmdlet for CompareCsConfiguration {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let store = session(context)?.store().clone();
        let states = state_at(&*store, Some(self.reference))
            .and_then(|before| Ok((before, state_at(&*store, self.difference)?)));
        let (before, after) = match states {
            Ok(states) => states,
            Err(refusal) => return refusal.report(context),
        };
        let keys: BTreeSet<&(String, String)> = before.keys().chain(after.keys()).collect();
        for key in keys {
            let chosen = self.kind.as_ref().is_none_or(|pattern| like(&key.0, pattern, true));
            if chosen && before.get(key) != after.get(key) {
                compare(context, key, &before, &after)?;
            }
        }
        Ok(())
    }
}

/// One object for each property that differs.
fn compare(context: &mut Context<'_>, key: &(String, String), before: &State, after: &State) -> Outcome {
    let (old, new) = (before.get(key), after.get(key));
    let identity = new.or(old).map_or("", |(identity, _)| identity.as_str());
    let side = match (old, new) {
        (None, _) => "=>",
        (_, None) => "<=",
        _ => "<>",
    };
    let json = |found: Option<&(String, Json)>| found.map(|(_, value)| value.clone());
    for (property, reference, difference) in object::differences(json(old).as_ref(), json(new).as_ref()) {
        context.output(object::with_type(
            "CsConfigurationDifference",
            vec![
                ("Kind", Value::text(key.0.as_str())),
                ("Identity", Value::text(identity)),
                ("Property", Value::text(property)),
                ("Reference", Value::text(reference)),
                ("Difference", Value::text(difference)),
                ("SideIndicator", Value::text(side)),
            ],
        ))?;
    }
    Ok(())
}
