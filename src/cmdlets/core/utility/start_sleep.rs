//! `Start-Sleep`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Waits.
    ///
    /// # Examples
    /// ```powershell
    /// Start-Sleep -Milliseconds 10
    /// ```
    "Start-Sleep" as StartSleep { aliases: &["sleep"], class: "Microsoft.PowerShell.Commands.StartSleepCommand", default_set: "Seconds" }
    parameters {
        /// Seconds.
        "Seconds" seconds: f64 { sets: &[Membership { set: "Seconds", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::Range(0.0, 2147483.0)] },
        /// Milliseconds.
        "Milliseconds" milliseconds: Option<i32> { aliases: &["ms"], sets: &[Membership { set: "Milliseconds", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::Range(0.0, 2147483647.0)] },
    }
}

impl Cmdlet for StartSleep {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let time = match self.milliseconds {
            Some(milliseconds) => std::time::Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0)),
            None => std::time::Duration::from_secs_f64(self.seconds.clamp(0.0, 2_147_483.0)),
        };
        context.engine.host.flush();
        context.wait(async move { tokio::time::sleep(time).await })
    }
}
