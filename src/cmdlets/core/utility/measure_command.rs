//! `Measure-Command`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context, Sink};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::rc::Rc;
use std::time::{Duration, Instant};

cmdlet! {
    /// Tells how long a block takes. What the block sends is dropped.
    ///
    /// # Examples
    /// ```powershell
    /// Measure-Command { 1..10 | ForEach-Object { $_ } }
    /// Measure-Command -InputObject (1..3) -Expression { $_ * 2 }
    /// ```
    "Measure-Command" as MeasureCommand {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.MeasureCommandCommand",
        output_types: &["System.TimeSpan"],
    }
    parameters {
        /// Objects that the block gets as `$_`, one after the other.
        "InputObject" input_object: Option<Value> { type_name: "psobject", pipe: Pipe::ByValue },
        /// The block.
        "Expression" expression: Rc<ScriptBlockValue> { position: Some(0), mandatory: true },
    }
    state { spent: Duration }
}

/// Takes everything and keeps nothing.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    fn push(&mut self, _engine: &mut Engine, _value: Value) -> Outcome {
        Ok(())
    }
}

impl Cmdlet for MeasureCommand {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let start = Instant::now();
        let item = self.input_object.clone().unwrap_or_default();
        context.engine.run_with_item(&self.expression.clone(), item, &mut Nowhere)?;
        self.spent += start.elapsed();
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let ticks = i64::try_from(self.spent.as_nanos() / 100).unwrap_or(i64::MAX);
        context.output(Value::TimeSpan(ticks))
    }
}
