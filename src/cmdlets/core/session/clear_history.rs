//! `Clear-History`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::history::History;
use crate::engine::operators;

cmdlet! {
    /// Forgets commands of this session.
    ///
    /// # Examples
    /// ```powershell
    /// Clear-History -CommandLine '*password*'
    /// $done = @{ ExecutionStatus = 'Completed'; StartExecutionTime = Get-Date; EndExecutionTime = Get-Date }
    /// Add-History ([pscustomobject]($done + @{ CommandLine = 'Get-Date' })), ([pscustomobject]($done + @{ CommandLine = 'Get-Host' }))
    /// Clear-History -Id 1 -ErrorAction SilentlyContinue
    /// Clear-History -Count 1 -Newest
    /// ```
    "Clear-History" as ClearHistory {
        aliases: &["clhy"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.ClearHistoryCommand",
        default_set: "IDParameter",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Numbers of commands.
        "Id" id: Vec<i32> { sets: &[Membership { set: "IDParameter", position: Some(0), mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// Patterns of commands.
        "CommandLine" lines: Vec<String> { sets: &[Membership { set: "CommandLineParameter", position: None, mandatory: false, pipe: Pipe::No }] },
        /// How many, from the first or the last.
        "Count" count: Option<i32> { position: Some(1) },
        /// Counts from the last.
        "Newest" newest: bool,
    }
}

impl Cmdlet for ClearHistory {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let history = context.engine.extension::<History>();
        let mut picked: Vec<u64> = history
            .entries()
            .iter()
            .filter(|entry| {
                self.id.is_empty()
                    || self.id.iter().any(|id| u64::try_from(*id).is_ok_and(|id| id == entry.id))
            })
            .filter(|entry| {
                self.lines.is_empty()
                    || self.lines.iter().any(|line| operators::like(&entry.command, line, true))
            })
            .map(|entry| entry.id)
            .collect();
        if let Some(count) = self.count.and_then(|count| usize::try_from(count).ok()) {
            if self.newest {
                picked.reverse();
            }
            picked.truncate(count);
        }
        if context.should_process("history", "Clear-History")? {
            context.engine.extension::<History>().remove(|entry| picked.contains(&entry.id));
        }
        Ok(())
    }
}
