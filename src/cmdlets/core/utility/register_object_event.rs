//! `Register-ObjectEvent`.

use super::subscriptions::{refuse_second, subscriber};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::events;
use crate::engine::object::ObjectKind;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Subscribes to events of an object: a timer, a watcher of files.
    ///
    /// # Examples
    /// ```powershell
    /// $timer = [System.Timers.Timer]::new(10)
    /// Register-ObjectEvent $timer Elapsed -SourceIdentifier tick
    /// $timer.Start()
    /// Wait-Event tick -Timeout 5 | Remove-Event
    /// $timer.Stop()
    /// Unregister-Event tick
    /// $timer = [System.Timers.Timer]::new(10)
    /// Register-ObjectEvent -InputObject $timer -EventName Elapsed -SourceIdentifier tock -MessageData 'tick' -MaxTriggerCount 1 -Action { $Event.MessageData } | Out-Null
    /// Register-ObjectEvent -InputObject $timer -EventName Elapsed -SupportEvent -Action { }
    /// Register-ObjectEvent -InputObject $timer -EventName Elapsed -SourceIdentifier far -Forward
    /// Unregister-Event far
    /// ```
    "Register-ObjectEvent" as RegisterObjectEvent {
        class: "Microsoft.PowerShell.Commands.RegisterObjectEventCommand",
        output_types: &["System.Management.Automation.PSEventJob"],
    }
    parameters {
        /// The object whose events are wanted.
        "InputObject" input_object: Option<Value> { type_name: "System.Management.Automation.PSObject", position: Some(0), mandatory: true },
        /// The name of the event.
        "EventName" event_name: Option<String> { position: Some(1), mandatory: true },
        /// The name of the source.
        "SourceIdentifier" source_identifier: Option<String> { position: Some(100) },
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

impl Cmdlet for RegisterObjectEvent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let source = self.source_identifier.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
        refuse_second(context, &source)?;
        let object = self.input_object.clone().unwrap_or_default();
        let name = self.event_name.clone().unwrap_or_default();
        let mut wanted = subscriber(&source, self.action.clone(), self.message_data.clone());
        wanted.object = object.clone();
        wanted.event_name = Some(name.clone());
        wanted.support = self.support_event;
        wanted.forward = self.forward;
        wanted.remaining = self.max_trigger_count.unwrap_or(0);
        let missing = context.terminate(
            "System.ArgumentException",
            format!(
                "Cannot register for the specified event. An event with the name '{name}' does not exist. (Parameter 'eventName')"
            ),
            "INVALID_REGISTRATION",
            Category::InvalidArgument,
            object.clone(),
        );
        let shown = context.engine.subscribe(wanted, |id, sender| {
            let started = match object.unwrapped() {
                Value::Object(found) => match &found.kind {
                    ObjectKind::Native(native) => native.listen(&name, id, sender),
                    _ => None,
                },
                _ => None,
            };
            started.unwrap_or(Err(missing))
        })?;
        match &self.action {
            Some(action) if !self.support_event => context.output(events::job(&shown, action)),
            _ => Ok(()),
        }
    }
}
