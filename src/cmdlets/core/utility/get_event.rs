//! `Get-Event`.

use super::subscriptions::missing;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::events::Events;
use crate::engine::types::record;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, operators};

cmdlet! {
    /// Lists the events that no action took.
    ///
    /// # Examples
    /// ```powershell
    /// New-Event -SourceIdentifier mine | Out-Null
    /// Get-Event mine
    /// $made = New-Event -SourceIdentifier mine
    /// Get-Event -EventIdentifier $made.EventIdentifier
    /// Get-Event -SourceIdentifier mi*
    /// ```
    "Get-Event" as GetEvent {
        class: "Microsoft.PowerShell.Commands.GetEventCommand",
        default_set: "BySource",
        output_types: &["System.Management.Automation.PSEventArgs"],
    }
    parameters {
        /// The name of the source, with wildcards.
        "SourceIdentifier" source_identifier: Option<String> { sets: &[Membership { set: "BySource", position: Some(0), mandatory: false, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// The number of the event.
        "EventIdentifier" event_identifier: Option<i32> { aliases: &["Id"], sets: &[Membership { set: "ById", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for GetEvent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        context.engine.take_events()?;
        let queue = context.engine.extension::<Events>().queue.clone();
        let mut any = false;
        for (number, event) in queue {
            let source = convert::display(&record::field(&event, "SourceIdentifier"));
            let wanted = match (&self.source_identifier, self.event_identifier) {
                (_, Some(id)) => id == number,
                (Some(pattern), None) => operators::like(&source, pattern, true),
                (None, None) => true,
            };
            if wanted {
                any = true;
                context.output(event)?;
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
