//! `Wait-Event`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use std::time::Duration;

cmdlet! {
    /// Waits until an event is there.
    ///
    /// # Examples
    /// ```powershell
    /// New-Event -SourceIdentifier mine | Out-Null
    /// Wait-Event mine -Timeout 5
    /// New-Event -SourceIdentifier mine | Out-Null
    /// Wait-Event -SourceIdentifier mine -Timeout 5
    /// ```
    "Wait-Event" as WaitEvent {
        class: "Microsoft.PowerShell.Commands.WaitEventCommand",
        output_types: &["System.Management.Automation.PSEventArgs"],
    }
    parameters {
        /// The name of the source, with wildcards.
        "SourceIdentifier" source_identifier: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// How long at most, in seconds.
        "Timeout" timeout: Option<i32> { aliases: &["TimeoutSec"] },
    }
}

impl Cmdlet for WaitEvent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let source = self.source_identifier.clone().unwrap_or_else(|| "*".into());
        let limit = self.timeout.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs);
        match context.engine.wait_event(&source, limit)? {
            Some(event) => context.output(event),
            None => Ok(()),
        }
    }
}
