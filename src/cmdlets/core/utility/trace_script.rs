//! `Trace-Script`.

use super::measure_command::Nowhere;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::debugger::Debugger;
use crate::engine::error::Category;
use crate::engine::profile::{LineTime, Profile};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use std::rc::Rc;
use std::time::Instant;

cmdlet! {
    /// Tells where a block or a script spends its time, line by line, the slowest first.
    ///
    /// What the block sends is dropped. The time of a line is that from each of its statements to the next one.
    ///
    /// # Examples
    /// ```powershell
    /// Trace-Script {
    ///     $sum = 0
    ///     foreach ($number in 1..100) { $sum += $number }
    /// } | Select-Object -First 3
    /// Trace-Script -Expression { 1 + 1 } | Select-Object -First 1
    /// ```
    "Trace-Script" as TraceScript { module: "fedsh", output_types: &["System.Management.Automation.PSCustomObject"] }
    parameters {
        /// The block.
        "Expression" expression: Rc<ScriptBlockValue> { position: Some(0), mandatory: true },
    }
}

impl Cmdlet for TraceScript {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let debugger = context.engine.extension::<Debugger>();
        if debugger.profile.is_some() {
            let message = "Trace-Script is running already: it cannot trace itself.";
            let class = "System.InvalidOperationException";
            let target = Value::Null;
            return Err(context.terminate(
                class,
                message,
                "TraceRunning",
                Category::InvalidOperation,
                target,
            ));
        }
        debugger.profile = Some(Profile::default());
        context.engine.update_debugging();
        let outcome = context.engine.run_with_item(&self.expression.clone(), Value::Null, &mut Nowhere);
        let profile = context.engine.extension::<Debugger>().profile.take();
        context.engine.update_debugging();
        let Some(mut profile) = profile else { return outcome };
        profile.finish(Instant::now());
        for line in profile.lines() {
            context.output(object(&line))?;
        }
        outcome
    }
}

fn object(line: &LineTime) -> Value {
    let count = i64::try_from(line.count).unwrap_or(i64::MAX);
    Value::custom([
        ("Milliseconds", Value::Double((line.time.as_secs_f64() * 1e6).round() / 1e3)),
        ("Count", Value::Long(count)),
        ("Line", i32::try_from(line.line).map_or(Value::Long(line.line as i64), Value::Int)),
        ("Text", Value::text(line.text.as_str())),
        ("File", line.file.as_deref().map_or(Value::Null, Value::text)),
    ])
}
