//! `Unregister-Event`.

use super::subscriptions::{found, missing};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::events::Events;
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};

cmdlet! {
    /// Ends subscriptions to events.
    ///
    /// # Examples
    /// ```powershell
    /// Register-EngineEvent -SourceIdentifier mine
    /// Unregister-Event mine
    /// Register-EngineEvent -SourceIdentifier mine
    /// Unregister-Event -SubscriptionId (Get-EventSubscriber mine).SubscriptionId -Force
    /// Register-EngineEvent -SourceIdentifier mine
    /// Unregister-Event -SourceIdentifier mine
    /// ```
    "Unregister-Event" as UnregisterEvent {
        class: "Microsoft.PowerShell.Commands.UnregisterEventCommand",
        default_set: "BySource",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// The name of the source, with wildcards.
        "SourceIdentifier" source_identifier: Option<String> { sets: &[Membership { set: "BySource", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// The number of the subscription.
        "SubscriptionId" subscription_id: Option<i32> { sets: &[Membership { set: "ById", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Hidden subscriptions too.
        "Force" force: bool,
    }
}

impl Cmdlet for UnregisterEvent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut any = false;
        for known in found(context, self.source_identifier.as_deref(), self.subscription_id) {
            if known.support && !self.force {
                continue;
            }
            any = true;
            if context.should_process(&format!("Event subscription '{}'", known.source), "Unsubscribe")? {
                context.engine.extension::<Events>().subscribers.retain(|other| other.id != known.id);
            }
        }
        match (any, &self.source_identifier, self.subscription_id) {
            (false, _, Some(id)) => missing(
                context,
                "Event subscription with identifier",
                "INVALID_SUBSCRIPTION_IDENTIFIER",
                Value::Int(id),
            ),
            (false, Some(name), _) if !operators::has_wildcard(name) => missing(
                context,
                "Event subscription with source identifier",
                "INVALID_SOURCE_IDENTIFIER",
                Value::text(name.clone()),
            ),
            _ => Ok(()),
        }
    }
}
