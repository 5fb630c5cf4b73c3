//! `Remove-Event`.

use super::subscriptions::missing;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::events::Events;
use crate::engine::types::record;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, operators};

cmdlet! {
    /// Takes events out of the queue.
    ///
    /// # Examples
    /// ```powershell
    /// New-Event -SourceIdentifier mine | Out-Null
    /// Remove-Event mine
    /// $made = New-Event -SourceIdentifier mine
    /// Remove-Event -EventIdentifier $made.EventIdentifier
    /// New-Event -SourceIdentifier mine | Out-Null
    /// Remove-Event -SourceIdentifier mine
    /// ```
    "Remove-Event" as RemoveEvent {
        class: "Microsoft.PowerShell.Commands.RemoveEventCommand",
        default_set: "BySource",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// The name of the source, with wildcards.
        "SourceIdentifier" source_identifier: Option<String> { sets: &[Membership { set: "BySource", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// The number of the event.
        "EventIdentifier" event_identifier: Option<i32> { sets: &[Membership { set: "ByIdentifier", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for RemoveEvent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let queue = context.engine.extension::<Events>().queue.clone();
        let mut any = false;
        for (number, event) in queue {
            let source = convert::display(&record::field(&event, "SourceIdentifier"));
            let wanted = match (&self.source_identifier, self.event_identifier) {
                (_, Some(id)) => id == number,
                (Some(pattern), None) => operators::like(&source, pattern, true),
                (None, None) => false,
            };
            if wanted {
                any = true;
                if context.should_process(&format!("Event '{source}'"), "Remove")? {
                    context.engine.extension::<Events>().queue.retain(|(known, _)| *known != number);
                }
            }
        }
        match (any, &self.source_identifier, self.event_identifier) {
            (false, _, Some(id)) => {
                missing(context, "Event with identifier", "INVALID_EVENT_IDENTIFIER", Value::Int(id))
            }
            (false, Some(name), _) if !operators::has_wildcard(name) => missing(
                context,
                "Event with source identifier",
                "INVALID_SOURCE_IDENTIFIER",
                Value::text(name.clone()),
            ),
            _ => Ok(()),
        }
    }
}
