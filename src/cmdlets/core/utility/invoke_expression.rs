//! `Invoke-Expression`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Runs text as a script.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-Expression '1 + 1'
    /// Invoke-Expression -Command '$two = 1 + 1; $two'
    /// ```
    "Invoke-Expression" as InvokeExpression { aliases: &["iex"], class: "Microsoft.PowerShell.Commands.InvokeExpressionCommand" }
    parameters {
        /// The text.
        "Command" command: String { position: Some(0), mandatory: true, pipe: Pipe::ByValue },
    }
}

/// Errors inside of the text carry this command in their ids.
fn named(mut fault: Box<Fault>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut()
        && !record.id.contains(',')
    {
        record.id.push_str(",Microsoft.PowerShell.Commands.InvokeExpressionCommand");
    }
    fault
}

impl Cmdlet for InvokeExpression {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let block = context.engine.compile_block(&self.command).map_err(named)?;
        context.engine.run_dotted(&block, Vec::new(), context.sink).map_err(named)
    }
}
