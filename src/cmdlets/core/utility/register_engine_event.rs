//! `Register-EngineEvent`.

use super::subscriptions::{refuse_second, subscriber};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::events;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Subscribes to events of the engine or of `New-Event`.
    ///
    /// # Examples
    /// ```powershell
    /// Register-EngineEvent -SourceIdentifier done -Action { $global:seen = $Event.MessageData } | Out-Null
    /// New-Event -SourceIdentifier done -MessageData 7 | Out-Null
    /// $seen
    /// Unregister-Event done
    /// Register-EngineEvent -SourceIdentifier once -MaxTriggerCount 1 -SupportEvent -Action { }
    /// Register-EngineEvent -SourceIdentifier outside -Forward
    /// Register-EngineEvent -SourceIdentifier counted -MessageData 'from here' -Action { $Event.MessageData } | Out-Null
    /// ```
    "Register-EngineEvent" as RegisterEngineEvent {
        class: "Microsoft.PowerShell.Commands.RegisterEngineEventCommand",
        output_types: &["System.Management.Automation.PSEventJob"],
    }
    parameters {
        /// The name of the source.
        "SourceIdentifier" source_identifier: Option<String> { position: Some(100), mandatory: true },
        /// A block that runs for each event.
        "Action" action: Option<Rc<ScriptBlockValue>> { position: Some(101) },
        /// Data that goes with each event.
        "MessageData" message_data: Option<Value> { type_name: "System.Management.Automation.PSObject" },
        /// Hides the subscription.
        "SupportEvent" support_event: bool,
        /// Sends events on to the session that started this one.
        "Forward" forward: bool,
        /// How many events are taken.
        "MaxTriggerCount" max_trigger_count: Option<i32>,
    }
}

impl Cmdlet for RegisterEngineEvent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let source = self.source_identifier.clone().unwrap_or_default();
        refuse_second(context, &source)?;
        let mut wanted = subscriber(&source, self.action.clone(), self.message_data.clone());
        wanted.support = self.support_event;
        wanted.forward = self.forward;
        wanted.remaining = self.max_trigger_count.unwrap_or(0);
        let shown = context.engine.subscribe(wanted, |_, _| Ok(None))?;
        match &self.action {
            Some(action) if !self.support_event => context.output(events::job(&shown, action)),
            _ => Ok(()),
        }
    }
}
