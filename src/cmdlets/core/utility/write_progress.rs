//! `Write-Progress`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{ActionPreference, Cmdlet, Context};
use crate::engine::host::{Progress, ProgressLook};

cmdlet! {
    /// Shows how far a long command is.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Progress -Activity 'Moving users' -Status '3 of 10' -PercentComplete 30
    /// Write-Progress -Activity 'Moving users' -Completed
    /// Write-Progress -Id 1 -Activity 'Moving users' -SecondsRemaining 20 -CurrentOperation ann
    /// Write-Progress -Id 2 -ParentId 1 -Activity 'Files' -SourceId 0 -PercentComplete 50
    /// ```
    "Write-Progress" as WriteProgress { class: "Microsoft.PowerShell.Commands.WriteProgressCommand" }
    parameters {
        /// What is being done.
        "Activity" activity: Option<String> { position: Some(0) },
        /// How far it is.
        "Status" status: Option<String> { position: Some(1) },
        /// The number that tells one bar from another.
        "Id" id: i32 { position: Some(2) },
        /// Percent, or -1.
        "PercentComplete" percent: Option<i32> { validate: &[Validation::Range(-1.0, 100.0)] },
        /// Seconds that are left.
        "SecondsRemaining" seconds: Option<i32>,
        /// What happens right now.
        "CurrentOperation" operation: Option<String>,
        /// The bar above this one.
        "ParentId" parent: Option<i32> { validate: &[Validation::Range(-1.0, 2147483647.0)] },
        /// Removes the bar.
        "Completed" completed: bool,
        /// Where it comes from.
        "SourceId" source: i32,
    }
}

impl Cmdlet for WriteProgress {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let progress = Progress {
            id: self.id,
            parent: self.parent,
            activity: self.activity.clone().unwrap_or_default(),
            status: self.status.clone().unwrap_or_else(|| "Processing".into()),
            percent: self.percent.unwrap_or(-1),
            seconds_remaining: self.seconds.unwrap_or(-1),
            operation: self.operation.clone(),
            completed: self.completed,
            look: ProgressLook::default(),
        };
        if context.invocation.common.progress_action.is_none() {
            let how = context.engine.usable_preference("ProgressPreference", ActionPreference::Continue);
            how.map_err(|fault| context.stopped_here(fault))?;
        }
        context.progress(&progress);
        Ok(())
    }
}
