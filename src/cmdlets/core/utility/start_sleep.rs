//! `Start-Sleep`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::events::Events;
use crate::engine::types::named;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use std::time::{Duration, Instant};

cmdlet! {
    /// Waits.
    ///
    /// # Examples
    /// ```powershell
    /// Start-Sleep -Milliseconds 10
    /// Start-Sleep -Seconds 0.01
    /// Start-Sleep -Duration (New-TimeSpan -Milliseconds 5)
    /// ```
    "Start-Sleep" as StartSleep {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.StartSleepCommand",
        default_set: "Seconds",
    }
    parameters {
        /// Seconds.
        "Seconds" seconds: f64 { sets: &[Membership { set: "Seconds", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::Range(0.0, 2147483.0)] },
        /// Milliseconds.
        "Milliseconds" milliseconds: Option<i32> { aliases: &["ms"], sets: &[Membership { set: "Milliseconds", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// A time span.
        "Duration" duration: Option<Value> { aliases: &["ts"], type_name: "timespan", sets: &[Membership { set: "FromTimeSpan", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
    }
}

impl Cmdlet for StartSleep {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let time = match (self.milliseconds, &self.duration) {
            (Some(milliseconds), _) => Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0)),
            (None, Some(duration)) => {
                let span = convert::to_type(context.engine, duration.clone(), &named("System.TimeSpan"))?;
                match span.unwrapped() {
                    Value::TimeSpan(ticks) if *ticks < 0 => return Err(negative(context, &span)),
                    Value::TimeSpan(ticks) => Duration::from_micros(u64::try_from(ticks / 10).unwrap_or(0)),
                    _ => Duration::ZERO,
                }
            }
            (None, None) => Duration::from_secs_f64(self.seconds.clamp(0.0, 2_147_483.0)),
        };
        context.engine.host.flush();
        if context.engine.extension::<Events>().subscribers.is_empty() {
            return context.wait(async move { tokio::time::sleep(time).await });
        }
        sleep_with_events(context, time)
    }
}

fn negative(context: &Context<'_>, span: &Value) -> Box<Fault> {
    let shown = convert::display(span);
    let message = format!(
        "Cannot validate argument on parameter 'Duration'. The argument \"{shown}\" cannot be validated because its value is not greater than or equal to zero."
    );
    let class = "System.Management.Automation.ParameterBindingValidationException";
    context.terminate(class, message, "ParameterArgumentValidationError", Category::InvalidData, Value::Null)
}

/// Actions of events run while the script sleeps.
fn sleep_with_events(context: &mut Context<'_>, time: Duration) -> Outcome {
    const STEP: Duration = Duration::from_millis(10);
    let started = Instant::now();
    loop {
        context.engine.take_events()?;
        let left = time.saturating_sub(started.elapsed());
        if left.is_zero() {
            return Ok(());
        }
        context.wait(async move { tokio::time::sleep(left.min(STEP)).await })?;
    }
}
