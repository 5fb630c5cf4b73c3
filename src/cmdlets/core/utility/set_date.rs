//! `Set-Date`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::datetime::{self, DateTime};
use crate::engine::types::timespan;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Sets the system's clock, which only root may.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Date '2024-02-29 12:00' -WhatIf
    /// Set-Date -Adjust 00:05:00 -DisplayHint Time -WhatIf
    /// Set-Date -Date '2024-02-29 12:00' -WhatIf
    /// ```
    "Set-Date" as SetDate {
        class: "Microsoft.PowerShell.Commands.SetDateCommand",
        default_set: "Date",
        should_process: Some(Impact::Medium),
        output_types: &["System.DateTime"],
    }
    parameters {
        /// The new moment.
        "Date" date: Option<Rc<DateTime>> { sets: &[Membership { set: "Date", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
        /// How much later or, when negative, earlier it is.
        "Adjust" adjust: Option<Value> { type_name: "System.TimeSpan", sets: &[Membership { set: "Adjust", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Which part is shown.
        "DisplayHint" display_hint: Option<String> { type_name: "Microsoft.PowerShell.Commands.DisplayHintType", values: &["Date", "Time", "DateTime"] },
    }
}

impl Cmdlet for SetDate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let now = DateTime::now();
        let moment = match (&self.date, &self.adjust) {
            (Some(date), _) => **date,
            (None, Some(span)) => match timespan::convert(span.unwrapped())? {
                Value::TimeSpan(ticks) => DateTime { ticks: now.ticks.saturating_add(ticks), kind: now.kind },
                _ => now,
            },
            (None, None) => now,
        };
        if !context.should_process(&datetime::format(&moment, "G"), "Set-Date")? {
            return Ok(());
        }
        let ticks = moment.to_utc().ticks - datetime::UNIX_EPOCH;
        let time = rustix::time::Timespec {
            tv_sec: ticks.div_euclid(timespan::TICKS_PER_SECOND),
            tv_nsec: (ticks.rem_euclid(timespan::TICKS_PER_SECOND) * 100) as _,
        };
        match rustix::time::clock_settime(rustix::time::ClockId::Realtime, time) {
            Ok(()) => context.output(Value::DateTime(Rc::new(moment))),
            Err(error) => Err(context.terminate(
                "System.ComponentModel.Win32Exception",
                std::io::Error::from(error)
                    .to_string()
                    .split(" (os error")
                    .next()
                    .unwrap_or_default()
                    .to_string(),
                "System.ComponentModel.Win32Exception",
                Category::NotSpecified,
                Value::Null,
            )),
        }
    }
}
