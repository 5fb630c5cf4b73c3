//! `ConvertTo-CliXml`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::clixml::Writer;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Writes objects as the text that `ConvertFrom-CliXml` reads back.
    ///
    /// # Examples
    /// ```powershell
    /// 1, 'two' | ConvertTo-CliXml
    /// ConvertTo-CliXml -InputObject @{ Name = 'Ann' } -Depth 1
    /// ```
    "ConvertTo-CliXml" as ConvertToCliXml {
        class: "Microsoft.PowerShell.Commands.ConvertToClixmlCommand",
        output_types: &["System.String"],
    }
    parameters {
        /// Each object.
        "InputObject" input_object: Option<Value> { type_name: "System.Management.Automation.PSObject", position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowNull] },
        /// How many levels of objects are written; deeper ones become text.
        "Depth" depth: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
    }
    state { items: Vec<Value> }
}

impl Cmdlet for ConvertToCliXml {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.items.push(self.input_object.take().unwrap_or_default());
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let depth = self.depth.and_then(|depth| usize::try_from(depth).ok()).unwrap_or(2);
        let mut writer = Writer::new(depth);
        for item in std::mem::take(&mut self.items) {
            writer.add(context.engine, &item)?;
        }
        context.output(Value::text(writer.finish()))
    }
}
