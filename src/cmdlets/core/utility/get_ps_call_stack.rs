//! `Get-PSCallStack`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::call_stack_frame;

cmdlet! {
    /// Lists what runs now, the innermost call first.
    ///
    /// # Examples
    /// ```powershell
    /// function Show-Caller { (Get-PSCallStack)[0].Command }
    /// Show-Caller
    /// ```
    "Get-PSCallStack" as GetPSCallStack { aliases: &["gcs"], class: "Microsoft.PowerShell.Commands.GetPSCallStackCommand" }
    parameters {}
}

impl Cmdlet for GetPSCallStack {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let position = context.invocation.position.clone();
        for frame in call_stack_frame::all(context.engine, position.as_ref()) {
            context.output(frame)?;
        }
        Ok(())
    }
}
