//! `Export-CsSessionScript`.

use super::session_script::lines;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, first_revision, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::language::literal::quoted;
use crate::topology::store::LogEntry;

cmdlet! {
    /// Turns what was done into a script that does it again, as steps of a migration: run twice it skips what is done,
    /// and with -WhatIf it prints the plan.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null
    /// Export-CsSessionScript ./again.ps1
    /// Export-CsSessionScript -FileName ./again2.ps1 -Since 0 -Force
    /// Export-CsSessionScript -FileName ./again3.ps1 -StepName 'Deploy the site'
    /// ```
    "Export-CsSessionScript" as ExportCsSessionScript { module: "fedsh.Cs" }
    parameters {
        /// The file.
        "FileName" file: String { aliases: &["Path"], position: Some(0), mandatory: true },
        /// Takes changes after this revision; without it, those since this session began to use the store.
        "Since" since: Option<i64>,
        /// Name of the step for what was not done in one.
        "StepName" step: Option<String>,
        /// Replaces a file that is there.
        "Force" force: bool,
    }
}

/// A step of the script.
struct Step {
    name: String,
    lines: Vec<String>,
}

/// Neighbouring changes of one step belong together; what was done in none is a step of its own.
fn steps(entries: &[LogEntry], other: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for entry in entries {
        let lines = lines(entry);
        if lines.is_empty() {
            continue;
        }
        let name = entry.author.step.clone().unwrap_or_else(|| other.to_owned());
        match steps.last_mut().filter(|last| last.name == name) {
            Some(last) => last.lines.extend(lines),
            None => steps.push(Step { name, lines }),
        }
    }
    let mut seen = std::collections::HashMap::new();
    for step in &mut steps {
        let count = seen.entry(step.name.to_lowercase()).or_insert(0);
        *count += 1;
        if *count > 1 {
            step.name = format!("{} ({count})", step.name);
        }
    }
    steps
}

fn script(steps: &[Step], time: &str) -> String {
    let mut text = format!(
        "# Written by Export-CsSessionScript on {time}. Run it with fedsh; -WhatIf prints the plan.\n\
         [CmdletBinding(SupportsShouldProcess)]\nparam()\n\n$ErrorActionPreference = 'Stop'\n\n\
         function Invoke-Session {{\n"
    );
    for step in steps {
        text.push_str(&format!("Invoke-CsMigrationStep -Name {} {{\n", quoted(&step.name)));
        for line in &step.lines {
            // A here-string ends at the beginning of a line, so nothing is indented.
            text.push_str(line);
            text.push('\n');
        }
        text.push_str("}\n");
    }
    text.push_str(
        "}\n\nif ($WhatIfPreference) {\n    Show-CsMigrationPlan { Invoke-Session }\n} else {\n    Invoke-Session\n}\n",
    );
    text
}

impl Cmdlet for ExportCsSessionScript {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let since = self.since.unwrap_or_else(|| first_revision(context));
        let entries = match session.store().log(since) {
            Ok(entries) => entries,
            Err(error) => return Refusal::from(error).report(context),
        };
        let path = context.engine.resolve_path(&self.file);
        if path.exists() && !self.force {
            let reason = format!("The file '{}' exists already. -Force replaces it.", path.display());
            return Refusal::Exists(reason).report(context);
        }
        let other = self.step.clone().unwrap_or_else(|| "Session".to_owned());
        let steps = steps(&entries, &other);
        if steps.is_empty() {
            return Refusal::NotFound("Nothing was changed that a script could repeat.".to_owned())
                .report(context);
        }
        let time = chrono::Local::now().format("%Y-%m-%d %H:%M").to_string();
        match std::fs::write(&path, script(&steps, &time)) {
            Ok(()) => Ok(()),
            Err(error) => {
                Refusal::Invalid(format!("'{}' cannot be written: {error}.", path.display())).report(context)
            }
        }
    }
}
