//! `Get-CsChange`.

use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::engine::types::datetime::{DateTime, DateTimeKind};
use crate::engine::value::Value;
use crate::topology::store::{Change, LogEntry};
use std::rc::Rc;

cmdlet! {
    /// Lists the changes of the store, newest first: who changed which record, when, and with which command line.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null
    /// Get-CsChange -Identity fabrikam.com | Format-List Revision, Who, Command, Difference
    /// Get-CsChange -Kind XmppAllowedPartner -Who * -First 5
    /// Get-CsChange -Revision 1
    /// ```
    "Get-CsChange" as GetCsChange { module: "fedsh.Cs" }
    parameters {
        /// Only these revisions.
        "Revision" revisions: Option<Vec<i64>> { position: Some(0), pipe: Pipe::ByName },
        /// Only records of this kind, with wildcards: `XmppAllowedPartner`.
        "Kind" kind: Option<String> { wildcards: true },
        /// Only records of this identity, with wildcards.
        "Identity" identity: Option<String> { wildcards: true },
        /// Only changes by these people, with wildcards.
        "Who" who: Option<String> { wildcards: true },
        /// Only so many revisions.
        "First" most: Option<i32>,
    }
}

impl Cmdlet for GetCsChange {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let store = session(context)?.store().clone();
        let entries = match store.log(0) {
            Ok(entries) => entries,
            Err(error) => return Refusal::from(error).report(context),
        };
        let most = self.most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(0));
        let mut sent = 0;
        for entry in entries.iter().rev() {
            let wanted = self.revisions.as_ref().is_none_or(|revisions| revisions.contains(&entry.revision));
            let by = self.who.as_ref().is_none_or(|pattern| like(&entry.author.who, pattern, true));
            let changes: Vec<&Change> = entry
                .changes
                .changes()
                .iter()
                .filter(|change| wanted && by && self.chooses(change))
                .collect();
            if !changes.is_empty() {
                if sent == most {
                    break;
                }
                sent += 1;
            }
            for change in changes {
                context.output(shown(entry, change))?;
            }
        }
        Ok(())
    }
}

impl GetCsChange {
    fn chooses(&self, change: &Change) -> bool {
        let fits =
            |pattern: &Option<String>, text: &str| pattern.as_ref().is_none_or(|own| like(text, own, true));
        fits(&self.kind, change.kind()) && fits(&self.identity, change.identity())
    }
}

fn shown(entry: &LogEntry, change: &Change) -> Value {
    let action = match (change.before(), change.after()) {
        (None, _) => "Create",
        (_, None) => "Remove",
        _ => "Change",
    };
    let value = |json: Option<&serde_json::Value>| json.map_or(Value::Null, object::masked);
    object::with_type(
        "CsChange",
        vec![
            ("Revision", Value::Long(entry.revision)),
            (
                "Time",
                Value::DateTime(Rc::new(
                    DateTime::from_naive(entry.time.naive_utc(), DateTimeKind::Utc).to_local(),
                )),
            ),
            ("Who", Value::text(entry.author.who.as_str())),
            ("Command", Value::text(entry.author.command_line.as_str())),
            ("Action", Value::text(action)),
            ("Kind", Value::text(change.kind())),
            ("Identity", Value::text(change.identity())),
            ("Before", value(change.before().map(|record| &record.value))),
            ("After", value(change.after())),
            ("Difference", Value::text(change.to_string().trim_end())),
        ],
    )
}
