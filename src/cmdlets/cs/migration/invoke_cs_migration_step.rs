//! `Invoke-CsMigrationStep`.

use super::{refused, shown};
use crate::cmdlet;
use crate::cmdlets::cs::plan;
use crate::cmdlets::cs::state::{Refusal, author, explained, session};
use crate::engine::command::{ActionPreference, Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::information_record;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::migration::journal;
use crate::migration::journal::{Begin, JournalError};
use crate::migration::order::{self, Requirement};
use crate::topology::model::StepState;
use crate::topology::store::Session;
use std::rc::Rc;

cmdlet! {
    /// Runs a step of a migration. Its changes to the store are committed together or not at all; a step
    /// that was completed is skipped.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-CsMigrationStep -Name 'Deploy the site' { New-CsSite Redmond | Out-Null }
    /// Invoke-CsMigrationStep -Name 'Add a domain' -ScriptBlock { New-CsSipDomain contoso.net | Out-Null } -Requires TopologyEnabled -PassThru -Force
    /// ```
    "Invoke-CsMigrationStep" as InvokeCsMigrationStep { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its name.
        "Name" name: String { position: Some(0), mandatory: true },
        /// What it does.
        "ScriptBlock" block: Rc<ScriptBlockValue> { position: Some(1), mandatory: true },
        /// What has to be so before it begins: `UsersMoved`, `TopologyEnabled`, ….
        "Requires" requires: Vec<String> { values: Requirement::NAMES },
        /// Runs it although the order of a migration is broken, with a warning.
        "Force" force: bool,
        /// Sends what is known of the step.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for InvokeCsMigrationStep {
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
        if let Some(reason) = self.unmet(context, &session)? {
            if planned_here {
                session.end_plan();
            }
            return Err(self.out_of_order(context, &reason));
        }
        let begun = match journal::begin(&session, &author, &self.name) {
            Ok(Begin::Run(step)) => step,
            Ok(Begin::AlreadyCompleted(step)) => {
                if planned_here {
                    session.end_plan();
                }
                let text = format!("Step '{}' was completed before; it is skipped.", self.name);
                say(context, &text, None)?;
                return if self.pass_thru { context.output(shown(&step)) } else { Ok(()) };
            }
            Err(error) => return Err(refused(error).terminate(context)),
        };
        let mut ran = say(context, &format!("Step {}: {}", begun.number, begun.name), Some("Cyan"))
            .and_then(|()| self.run(context, only_said));
        if ran.is_ok()
            && let Some(reason) = self.broken(context, &session)?
        {
            ran = Err(Refusal::Invalid(format!("It is out of order. {reason}")).terminate(context));
        }
        if planned_here {
            if session.step().is_some() {
                session.abandon_step();
            }
            let changes = session.end_plan();
            plan::show(context, changes.changes());
            return ran;
        }
        match ran {
            Ok(()) => match journal::complete(&session, &author) {
                Ok(step) if self.pass_thru => context.output(shown(&step)),
                Ok(_) => Ok(()),
                Err(JournalError::Store(error)) => {
                    let own = format!("Invoke-CsMigrationStep '{}'", self.name);
                    Err(explained(&**session.store(), error, &own).terminate(context))
                }
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

/// Tells the person at the host, as `Write-Host` does: a script may send it elsewhere.
fn say(context: &mut Context<'_>, text: &str, colour: Option<&str>) -> Outcome {
    let name = context.invocation.info.name;
    let record =
        information_record::made(context.engine, Value::text(text), text, name, &["PSHOST".to_owned()]);
    if context.engine.write_information(record, text, Some(ActionPreference::Continue))? {
        context.engine.host.write(&format!("{text}\n"), colour, None);
    }
    Ok(())
}

impl InvokeCsMigrationStep {
    /// Which requirement is not met, and what to do. A step that was completed needs nothing any more.
    fn unmet(&self, context: &mut Context<'_>, session: &Session) -> Outcome<Option<String>> {
        let done = match journal::find(session, self.name.trim()) {
            Ok(step) => step.is_some_and(|step| step.state == StepState::Completed),
            Err(error) => return Err(Refusal::from(error).terminate(context)),
        };
        if done {
            return Ok(None);
        }
        for requirement in self.requires.iter().filter_map(|name| Requirement::named(name)) {
            match requirement.unmet(session, &**session.store()) {
                Ok(Some(reason)) if self.force => context.warning(&reason)?,
                Ok(Some(reason)) => return Ok(Some(reason)),
                Ok(None) => {}
                Err(error) => return Err(Refusal::from(error).terminate(context)),
            }
        }
        Ok(None)
    }

    /// What the changes of the step would break.
    fn broken(&self, context: &mut Context<'_>, session: &Session) -> Outcome<Option<String>> {
        let changes = session.pending_of(order::WATCHED);
        match order::broken(session, &**session.store(), &changes) {
            Ok(Some(reason)) if self.force => context.warning(&reason).map(|()| None),
            Ok(reason) => Ok(reason),
            Err(error) => Err(Refusal::from(error).terminate(context)),
        }
    }

    fn out_of_order(&self, context: &mut Context<'_>, reason: &str) -> Box<Fault> {
        Refusal::Invalid(format!("Step '{}' is out of order: {reason}", self.name)).terminate(context)
    }

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
