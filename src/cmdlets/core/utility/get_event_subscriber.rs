//! `Get-EventSubscriber`.

use super::subscriptions::{found, missing};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Outcome, events, operators};

cmdlet! {
    /// Lists subscriptions to events.
    ///
    /// # Examples
    /// ```powershell
    /// Register-EngineEvent -SourceIdentifier mine
    /// Get-EventSubscriber
    /// Unregister-Event mine
    /// Register-EngineEvent -SourceIdentifier mine
    /// Get-EventSubscriber -SubscriptionId (Get-EventSubscriber mine).SubscriptionId
    /// Get-EventSubscriber -SourceIdentifier mine -Force
    /// ```
    "Get-EventSubscriber" as GetEventSubscriber {
        class: "Microsoft.PowerShell.Commands.GetEventSubscriberCommand",
        default_set: "BySource",
        output_types: &["System.Management.Automation.PSEventSubscriber"],
    }
    parameters {
        /// The name of the source, with wildcards.
        "SourceIdentifier" source_identifier: Option<String> { sets: &[Membership { set: "BySource", position: Some(0), mandatory: false, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// The number of the subscription.
        "SubscriptionId" subscription_id: Option<i32> { aliases: &["Id"], sets: &[Membership { set: "ById", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Hidden subscriptions too.
        "Force" force: bool { position: Some(1) },
    }
}

impl Cmdlet for GetEventSubscriber {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut any = false;
        for known in found(context, self.source_identifier.as_deref(), self.subscription_id) {
            if known.support && !self.force {
                continue;
            }
            any = true;
            context.output(events::describe(&known))?;
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
