//! `Show-CsMigrationPlan`.

use crate::cmdlet;
use crate::cmdlets::cs::plan;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Runs a migration as a plan: its steps run, nothing is stored, and everything that would change is
    /// printed at the end.
    ///
    /// # Examples
    /// ```powershell
    /// Show-CsMigrationPlan { Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null } }
    /// Show-CsMigrationPlan -ScriptBlock { Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null } }
    /// ```
    "Show-CsMigrationPlan" as ShowCsMigrationPlan { module: "fedsh.Cs" }
    parameters {
        /// The migration.
        "ScriptBlock" block: Rc<ScriptBlockValue> { position: Some(0), mandatory: true },
    }
}

impl Cmdlet for ShowCsMigrationPlan {
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
        plan::show(context, changes.changes());
        ran
    }
}
