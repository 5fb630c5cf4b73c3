//! Values of parameters that PowerShell's own commands know: pages of help, and jobs.

use crate::engine::Engine;
use crate::engine::background::JobTable;
use crate::engine::completion::{CompletionKind, CompletionResult, ValueQuery};
use crate::engine::member;
use crate::engine::operators;
use crate::engine::value::Value;

const JOBS: [&str; 6] = ["Get-Job", "Receive-Job", "Remove-Job", "Stop-Job", "Wait-Job", "Debug-Job"];

/// What a parameter names; `None` for one that is not known here.
pub fn values(engine: &mut Engine, query: &ValueQuery<'_>) -> Option<Vec<CompletionResult>> {
    if query.command == "Get-Help" && query.parameter.eq_ignore_ascii_case("Name") {
        let topics = super::session::help_topics();
        let found = fitting(topics.into_iter().map(|(name, text)| (name.clone(), name, text)), query.word);
        // A word that is no page's may be a command's.
        return Some(found).filter(|found| !found.is_empty() && !query.word.is_empty());
    }
    if JOBS.contains(&query.command) {
        let names = query.parameter.eq_ignore_ascii_case("Name");
        if names || query.parameter.eq_ignore_ascii_case("Id") {
            let jobs = jobs(engine);
            let listed = jobs.into_iter().map(|(id, name)| match names {
                true => (name.clone(), name.clone(), name),
                false => (id.clone(), id, name),
            });
            return Some(fitting(listed, query.word)).filter(|found| !found.is_empty());
        }
    }
    None
}

/// Answers (text, item, tool tip) that begin with a word, which may hold wildcards.
fn fitting(all: impl Iterator<Item = (String, String, String)>, word: &str) -> Vec<CompletionResult> {
    let pattern = format!("{word}*");
    all.filter(|(text, ..)| operators::like(text, &pattern, true))
        .map(|(text, item, tool_tip)| CompletionResult {
            text: if text.contains(' ') { format!("'{text}'") } else { text },
            item,
            kind: CompletionKind::ParameterValue,
            tool_tip,
        })
        .collect()
}

/// Numbers and names of the session's jobs.
fn jobs(engine: &mut Engine) -> Vec<(String, String)> {
    let jobs = engine.extension::<JobTable>().jobs.clone();
    let mut text = |job: &Value, name: &str| {
        let found = member::get(engine, job, name).ok().flatten().unwrap_or_default();
        crate::engine::convert::display(&found)
    };
    jobs.iter().map(|job| (text(job, "Id"), text(job, "Name"))).collect()
}
