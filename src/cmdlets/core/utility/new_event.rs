//! `New-Event`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Raises an event.
    ///
    /// # Examples
    /// ```powershell
    /// New-Event -SourceIdentifier mine -MessageData 'text'
    /// New-Event -SourceIdentifier mine -Sender 'a test' -EventArguments 1, 2
    /// ```
    "New-Event" as NewEvent {
        class: "Microsoft.PowerShell.Commands.NewEventCommand",
        output_types: &["System.Management.Automation.PSEventArgs"],
    }
    parameters {
        /// The name of the source.
        "SourceIdentifier" source_identifier: Option<String> { position: Some(0), mandatory: true },
        /// What raises the event.
        "Sender" sender: Option<Value> { type_name: "System.Management.Automation.PSObject", position: Some(1) },
        /// Arguments for the actions.
        "EventArguments" event_arguments: Vec<Value> { type_name: "System.Management.Automation.PSObject[]", position: Some(2) },
        /// Data that goes with the event.
        "MessageData" message_data: Option<Value> { type_name: "System.Management.Automation.PSObject", position: Some(3) },
    }
}

impl Cmdlet for NewEvent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let source = self.source_identifier.clone().unwrap_or_default();
        let sender = self.sender.clone().unwrap_or_default();
        let data = self.message_data.clone().unwrap_or_default();
        let event = context.engine.raise_event(&source, sender, self.event_arguments.clone(), data)?;
        context.output(event)
    }
}
