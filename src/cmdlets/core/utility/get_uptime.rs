//! `Get-Uptime`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::datetime::DateTime;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::rc::Rc;

cmdlet! {
    /// Tells how long the computer has been running.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Uptime
    /// Get-Uptime -Since
    /// ```
    "Get-Uptime" as GetUptime {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.GetUptimeCommand",
        default_set: "Timespan",
        output_types: &["System.TimeSpan", "System.DateTime"],
    }
    parameters {
        /// Sends the time of the start instead.
        "Since" since: bool { sets: &[Membership { set: "Since", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

/// Ticks of 100 ns.
const TICKS_PER_SECOND: i64 = 10_000_000;

impl Cmdlet for GetUptime {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let text = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
        let seconds: Option<f64> = text.split_whitespace().next().and_then(|number| number.parse().ok());
        let Some(seconds) = seconds else {
            return Err(Fault::runtime("GetUptime", "The system does not tell when it started."));
        };
        let whole = seconds as i64 * TICKS_PER_SECOND;
        if !self.since {
            return context.output(Value::TimeSpan(whole));
        }
        let now = DateTime::now();
        context.output(Value::DateTime(Rc::new(DateTime { ticks: now.ticks - whole, kind: now.kind })))
    }
}
