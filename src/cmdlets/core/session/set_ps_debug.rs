//! `Set-PSDebug`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::debugger::Debugger;

cmdlet! {
    /// Shows each line as it runs, or asks before each.
    ///
    /// # Examples
    /// ```powershell
    /// Set-PSDebug -Trace 1
    /// Set-PSDebug -Off
    /// Set-PSDebug -Strict
    /// Set-PSDebug -Off
    /// # `Set-PSDebug -Step` asks at each line; this asks no more.
    /// Set-PSDebug -Step:$false
    /// ```
    "Set-PSDebug" as SetPSDebug {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.SetPSDebugCommand",
    }
    parameters {
        /// 0: nothing; 1: lines; 2: lines, assignments and calls.
        "Trace" trace: Option<i32> { sets: &[Membership { set: "on", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(0.0, 2.0)] },
        /// Shows each line and asks whether it shall run.
        "Step" step: bool { sets: &[Membership { set: "on", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Variables that are not set are errors, as `Set-StrictMode -Version 1` has it.
        "Strict" strict: bool { sets: &[Membership { set: "on", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Ends all of it.
        "Off" off: bool { sets: &[Membership { set: "off", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for SetPSDebug {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let debugger = context.engine.extension::<Debugger>();
        if self.off {
            debugger.trace = 0;
            debugger.asks = false;
            context.engine.global.strict.set(None);
        }
        if let Some(trace) = self.trace {
            context.engine.extension::<Debugger>().trace = trace;
        }
        if self.strict {
            context.engine.global.strict.set(Some(1));
        }
        if self.step {
            let debugger = context.engine.extension::<Debugger>();
            debugger.asks = true;
            debugger.trace = debugger.trace.max(1);
        }
        context.engine.update_debugging();
        Ok(())
    }
}
