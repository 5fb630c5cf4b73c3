//! `Out-Host`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

cmdlet! {
    /// Shows objects on the host instead of sending them on.
    ///
    /// # Examples
    /// ```powershell
    /// $x = 1..3 | Out-Host
    /// Get-Command -Module Microsoft.PowerShell.Utility | Out-Host -Paging
    /// Out-Host -InputObject 1, 2
    /// ```
    "Out-Host" as OutHost { aliases: &["oh"], module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.OutHostCommand" }
    parameters {
        /// Stops at each full window until a key is pressed: blank for a page, Enter for a line, Q to end.
        "Paging" paging: bool,
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
    }
    state { any: bool }
}

impl Cmdlet for OutHost {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.paging {
            context.engine.finish_output()?;
            context.engine.host.page(true);
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        self.any = true;
        let value = self.input.clone();
        context.engine.show(value)?;
        if context.engine.host.is_page_left() { Err(context.stop_upstream()) } else { Ok(()) }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.any { context.engine.finish_output() } else { Ok(()) }
    }

    fn clean(&mut self, engine: &mut Engine) {
        if self.paging {
            if engine.host.is_page_left() {
                engine.drop_output();
            }
            engine.host.page(false);
        }
    }
}
