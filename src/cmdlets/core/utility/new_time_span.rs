//! `New-TimeSpan`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::datetime::{self, DateTime};
use crate::engine::types::timespan::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND,
};
use crate::engine::value::Value;

cmdlet! {
    /// Sends the time between two moments, or a span of its parts.
    ///
    /// # Examples
    /// ```powershell
    /// New-TimeSpan -Hours 1 -Minutes 30
    /// New-TimeSpan -Start '2026-01-01' -End '2026-02-01'
    /// New-TimeSpan -Days 1 -Seconds 30 -Milliseconds 5
    /// ```
    "New-TimeSpan" as NewTimeSpan { class: "Microsoft.PowerShell.Commands.NewTimeSpanCommand", default_set: "Date" }
    parameters {
        /// When it starts; now without.
        "Start" start: Option<Value> { aliases: &["LastWriteTime"], type_name: "datetime", sets: &[Membership { set: "Date", position: Some(0), mandatory: false, pipe: Pipe::Both }] },
        /// When it ends; now without.
        "End" finish: Option<Value> { type_name: "datetime", sets: &[Membership { set: "Date", position: Some(1), mandatory: false, pipe: Pipe::ByName }] },
        /// Days.
        "Days" days: i32 { sets: &[Membership { set: "Time", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Hours.
        "Hours" hours: i32 { sets: &[Membership { set: "Time", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Minutes.
        "Minutes" minutes: i32 { sets: &[Membership { set: "Time", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Seconds.
        "Seconds" seconds: i32 { sets: &[Membership { set: "Time", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Milliseconds.
        "Milliseconds" milliseconds: i32 { sets: &[Membership { set: "Time", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

/// The ticks of a moment; of `now` when none is given.
fn ticks(given: Option<&Value>, now: DateTime) -> Outcome<i64> {
    match given {
        Some(value) => match datetime::convert(value.unwrapped())? {
            Value::DateTime(moment) => Ok(moment.ticks),
            _ => Ok(now.ticks),
        },
        None => Ok(now.ticks),
    }
}

impl Cmdlet for NewTimeSpan {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let parts = [
            (self.days, TICKS_PER_DAY),
            (self.hours, TICKS_PER_HOUR),
            (self.minutes, TICKS_PER_MINUTE),
            (self.seconds, TICKS_PER_SECOND),
            (self.milliseconds, TICKS_PER_MILLISECOND),
        ];
        let sum: i64 = parts
            .iter()
            .map(|(count, unit)| i64::from(*count).saturating_mul(*unit))
            .fold(0, i64::saturating_add);
        let now = DateTime::now();
        let between = ticks(self.finish.as_ref(), now)? - ticks(self.start.as_ref(), now)?;
        context.output(Value::TimeSpan(if self.start.is_some() || self.finish.is_some() {
            between
        } else {
            sum
        }))
    }
}
