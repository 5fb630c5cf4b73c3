//! `Get-History`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::history::{History, HistoryEntry};
use crate::engine::value::Value;

cmdlet! {
    /// Lists the commands of this session.
    ///
    /// # Examples
    /// ```powershell
    /// Get-History -Count 5
    /// Get-History -Id 1 -ErrorAction SilentlyContinue
    /// ```
    "Get-History" as GetHistory {
        aliases: &["ghy", "h", "history"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.GetHistoryCommand",
        output_types: &["Microsoft.PowerShell.Commands.HistoryInfo"],
    }
    parameters {
        /// Numbers of commands.
        "Id" id: Vec<i64> { position: Some(0), pipe: Pipe::ByValue, validate: &[Validation::Range(1.0, 9.0e18)] },
        /// How many, counted from the last.
        "Count" count: Option<i32> { position: Some(1), validate: &[Validation::Range(0.0, 32767.0)] },
    }
}

impl Cmdlet for GetHistory {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let entries = context.engine.extension::<History>().entries();
        let count = self.count.and_then(|count| usize::try_from(count).ok());
        let picked: Vec<HistoryEntry> = match self.id.as_slice() {
            [] => entries,
            [only] if count.is_some() => entries
                .into_iter()
                .filter(|entry| i64::try_from(entry.id).is_ok_and(|id| id <= *only))
                .collect(),
            ids => {
                for id in ids {
                    if !entries.iter().any(|entry| i64::try_from(entry.id).is_ok_and(|known| known == *id)) {
                        missing(context, *id)?;
                    }
                }
                entries
                    .into_iter()
                    .filter(|entry| i64::try_from(entry.id).is_ok_and(|id| ids.contains(&id)))
                    .collect()
            }
        };
        let skipped = count.map_or(0, |count| picked.len().saturating_sub(count));
        for entry in picked.into_iter().skip(skipped) {
            context.output(Value::native(entry))?;
        }
        Ok(())
    }
}

/// Reports a number that no command has.
pub(super) fn missing(context: &mut Context<'_>, id: i64) -> Outcome {
    context.fail(
        "System.ArgumentException",
        format!("Cannot locate the history for Id {id}."),
        "GetHistoryNoHistoryForId",
        Category::ObjectNotFound,
        Value::Long(id),
    )
}
