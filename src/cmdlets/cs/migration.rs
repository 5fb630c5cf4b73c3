//! Steps of a migration: run once, all or nothing.

use super::state::{Refusal, author, plan, session};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::migration::journal::{self, Begin, JournalError};
use crate::migration::report;
use crate::topology::model::MigrationStep;
use std::rc::Rc;

fn refused(error: JournalError) -> Refusal {
    match error {
        JournalError::Store(error) => Refusal::Store(error),
        other => Refusal::Invalid(other.to_string()),
    }
}

fn shown(step: &MigrationStep) -> Value {
    super::object::typed("CsMigrationStep", None, step)
}

cmdlet! {
    /// Runs a step of a migration. Its changes to the store are committed together or not at all; a step
    /// that was completed is skipped.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-CsMigrationStep -Name 'Deploy the site' { New-CsSite Redmond | Out-Null }
    /// ```
    "Invoke-CsMigrationStep" as InvokeMigrationStep { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its name.
        "Name" name: String { position: Some(0), mandatory: true },
        /// What it does.
        "ScriptBlock" block: Rc<ScriptBlockValue> { position: Some(1), mandatory: true },
        /// Sends what is known of the step.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for InvokeMigrationStep {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let author = author(context);
        let only_said = match context.invocation.common.what_if {
            Some(on) => on,
            None => context
                .engine
                .find_variable("whatifpreference")
                .is_some_and(|value| crate::engine::convert::to_bool(&value)),
        };
        let planned_here = only_said && !session.is_planning();
        if planned_here && let Err(error) = session.begin_plan() {
            return Err(Refusal::from(error).terminate(context));
        }
        let begun = match journal::begin(&session, &author, &self.name) {
            Ok(Begin::Run(step)) => step,
            Ok(Begin::AlreadyCompleted(step)) => {
                if planned_here {
                    session.end_plan();
                }
                context.engine.host.write(
                    &format!("Step '{}' was completed before; it is skipped.\n", self.name),
                    None,
                    None,
                );
                return if self.pass_thru { context.output(shown(&step)) } else { Ok(()) };
            }
            Err(error) => return Err(refused(error).terminate(context)),
        };
        context.engine.host.write(&format!("Step {}: {}\n", begun.number, begun.name), Some("Cyan"), None);
        let ran = self.run(context, only_said);
        if planned_here {
            if session.step().is_some() {
                session.abandon_step();
            }
            let changes = session.end_plan();
            context.engine.host.write(&plan(changes.changes()), None, None);
            return ran;
        }
        match ran {
            Ok(()) => match journal::complete(&session, &author) {
                Ok(step) if self.pass_thru => context.output(shown(&step)),
                Ok(_) => Ok(()),
                Err(error) => Err(refused(error).terminate(context)),
            },
            Err(fault) => {
                let reason = match fault.as_ref() {
                    Fault::Error { record, .. } => record.message().to_string(),
                    Fault::Interrupted => "It was interrupted.".to_string(),
                    _ => "It was left.".to_string(),
                };
                if let Err(error) = journal::fail(&session, &author, &reason) {
                    refused(error).report(context)?;
                }
                Err(self.failed(context, fault))
            }
        }
    }
}

impl InvokeMigrationStep {
    /// Runs the block; an error inside ends the step. In a plan the commands inside change the plan only.
    fn run(&self, context: &mut Context<'_>, only_said: bool) -> Outcome {
        let scope = context.engine.scope.clone();
        let saved: Vec<(&str, Option<Value>)> = ["ErrorActionPreference", "WhatIfPreference"]
            .map(|name| (name, scope.get(&name.to_lowercase())))
            .into();
        scope.set("ErrorActionPreference", Value::text("Stop"));
        if only_said {
            scope.set("WhatIfPreference", Value::Bool(false));
        }
        let result = context.engine.call_block(&self.block, &[], context.sink);
        for (name, value) in saved {
            match value {
                Some(value) => scope.set(name, value),
                None => {
                    scope.remove(&name.to_lowercase());
                }
            }
        }
        result
    }

    /// The error of a step names it and says what to do.
    fn failed(&self, context: &mut Context<'_>, fault: Box<Fault>) -> Box<Fault> {
        match *fault {
            Fault::Error { record, .. } => {
                let message = format!(
                    "Step '{}' failed and nothing of it was kept: {} Run the script again when that is mended.",
                    self.name,
                    record.message()
                );
                let mut failed = crate::engine::error::ErrorRecord::new(
                    crate::engine::error::Exception::new("System.InvalidOperationException", message)
                        .with_inner(record.exception.clone()),
                    "MigrationStepFailed",
                    Category::OperationStopped,
                    Value::text(self.name.as_str()),
                );
                failed.position = record.position.clone().or(context.invocation.position.clone());
                failed.activity = Some("Invoke-CsMigrationStep".into());
                failed.script_stack = record.script_stack.clone();
                Box::new(Fault::Error { record: Box::new(failed), whole_script: true })
            }
            other => Box::new(other),
        }
    }
}

cmdlet! {
    /// Runs a migration as a plan: its steps run, nothing is stored, and everything that would change is
    /// printed at the end.
    ///
    /// # Examples
    /// ```powershell
    /// Show-CsMigrationPlan { Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null } }
    /// ```
    "Show-CsMigrationPlan" as ShowMigrationPlan { module: "fedsh.Cs" }
    parameters {
        /// The migration.
        "ScriptBlock" block: Rc<ScriptBlockValue> { position: Some(0), mandatory: true },
    }
}

impl Cmdlet for ShowMigrationPlan {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        if let Err(error) = session.begin_plan() {
            return Err(Refusal::from(error).terminate(context));
        }
        let scope = context.engine.scope.clone();
        let saved = scope.get("whatifpreference");
        scope.set("WhatIfPreference", Value::Bool(false));
        let ran = context.engine.call_block(&self.block, &[], context.sink);
        match saved {
            Some(value) => scope.set("WhatIfPreference", value),
            None => {
                scope.remove("whatifpreference");
            }
        }
        if session.step().is_some() {
            session.abandon_step();
        }
        let changes = session.end_plan();
        context.engine.host.write(&plan(changes.changes()), None, None);
        ran
    }
}

cmdlet! {
    /// Shows the steps of the migration, or writes a report of it.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null }
    /// Get-CsMigration | Format-Table Number, Name, State
    /// ```
    "Get-CsMigration" as GetMigration { module: "fedsh.Cs" }
    parameters {
        /// A step's name, with wildcards.
        "Name" name: Option<String> { position: Some(0) },
        /// Writes the report as HTML to this file.
        "ReportFileName" report: Option<String> { aliases: &["Report"] },
    }
}

impl Cmdlet for GetMigration {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        if let Some(name) = &self.report {
            let path = context.engine.resolve_path(name);
            let html = match report::gather(&**session.store()) {
                Ok(report) => report.to_html(),
                Err(error) => return Refusal::from(error).report(context),
            };
            return match std::fs::write(&path, html) {
                Ok(()) => Ok(()),
                Err(error) => Refusal::Invalid(format!("'{}' cannot be written: {error}.", path.display()))
                    .report(context),
            };
        }
        let steps = match journal::steps(&*session) {
            Ok(steps) => steps,
            Err(error) => return Refusal::from(error).report(context),
        };
        for step in steps {
            if self
                .name
                .as_ref()
                .is_none_or(|pattern| crate::engine::operators::like(&step.name, pattern, true))
            {
                context.output(shown(&step))?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Takes the last completed step back, with all its changes.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null }
    /// Undo-CsMigrationStep
    /// ```
    "Undo-CsMigrationStep" as UndoMigrationStep { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The step, which has to be the last one.
        "Name" name: Option<String> { position: Some(0) },
    }
}

impl Cmdlet for UndoMigrationStep {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let author = author(context);
        let only_said = context.invocation.common.what_if == Some(true);
        match journal::undo(&session, &author, self.name.as_deref(), only_said) {
            Ok((_, changes)) if only_said => {
                context.engine.host.write(&plan(changes.changes()), None, None);
                Ok(())
            }
            Ok((step, _)) => context.output(shown(&step)),
            Err(error) => refused(error).report(context),
        }
    }
}
