//! `Get-Date`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::datetime::{self, DateTime};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::rc::Rc;

cmdlet! {
    /// Sends the current date and time, or another one.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Date -Date '2024-02-29' -Format 'yyyy-MM-dd'
    /// ```
    "Get-Date" as GetDate { class: "Microsoft.PowerShell.Commands.GetDateCommand" }
    parameters {
        /// The moment.
        "Date" date: Option<Value> { aliases: &["LastWriteTime"], position: Some(0), pipe: Pipe::Both },
        /// Seconds since 1970.
        "UnixTimeSeconds" unix: Option<i64> { aliases: &["UnixTime"] },
        /// Another year.
        "Year" year: Option<i32>,
        /// Another month.
        "Month" month: Option<i32>,
        /// Another day.
        "Day" day: Option<i32>,
        /// Another hour.
        "Hour" hour: Option<i32>,
        /// Another minute.
        "Minute" minute: Option<i32>,
        /// Another second.
        "Second" second: Option<i32>,
        /// Another millisecond.
        "Millisecond" millisecond: Option<i32>,
        /// Sends text in this .NET format.
        "Format" format: Option<String>,
        /// Sends text in this Unix format.
        "UFormat" unix_format: Option<String>,
        /// In UTC.
        "AsUTC" utc: bool,
        /// Which part is shown.
        "DisplayHint" hint: Option<String> { values: &["Date", "Time", "DateTime"], validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for GetDate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut moment = match (&self.date, self.unix) {
            (_, Some(seconds)) => DateTime {
                ticks: datetime::UNIX_EPOCH + seconds * 10_000_000,
                kind: datetime::DateTimeKind::Utc,
            }
            .to_local(),
            (Some(date), None) => match datetime::convert(date.unwrapped())? {
                Value::DateTime(moment) => *moment,
                _ => DateTime::now(),
            },
            (None, None) => DateTime::now(),
        };
        moment = self.adjusted(moment)?;
        if self.utc {
            moment = moment.to_utc();
        }
        let value = match (&self.format, &self.unix_format) {
            (Some(form), _) => Value::text(datetime::format(&moment, named_format(form))),
            (None, Some(form)) => Value::text(unix_formatted(&moment, form)?),
            (None, None) => Value::DateTime(Rc::new(moment)),
        };
        context.output(value)
    }
}

/// A Unix format. Errors: a letter that there is none of.
fn unix_formatted(moment: &DateTime, form: &str) -> Outcome<String> {
    use std::fmt::Write;
    let mut text = String::new();
    match write!(text, "{}", moment.naive().format(form)) {
        Ok(()) => Ok(text),
        Err(_) => {
            Err(Fault::runtime("InvalidFormat", format!("The Unix date format '{form}' is not valid.")))
        }
    }
}

fn named_format(form: &str) -> &str {
    match form.to_ascii_lowercase().as_str() {
        "filedate" => "yyyyMMdd",
        "filedateuniversal" => "yyyyMMdd'Z'",
        "filedatetime" => "yyyyMMdd'T'HHmmssffff",
        "filedatetimeuniversal" => "yyyyMMdd'T'HHmmssffff'Z'",
        _ => form,
    }
}

impl GetDate {
    /// The moment with the parts that were given.
    fn adjusted(&self, moment: DateTime) -> Outcome<DateTime> {
        use chrono::{Datelike, Timelike};
        let naive = moment.naive();
        let part = |given: Option<i32>| given.map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        if [self.year, self.month, self.day, self.hour, self.minute, self.second, self.millisecond]
            .iter()
            .all(Option::is_none)
        {
            return Ok(moment);
        }
        let date = chrono::NaiveDate::from_ymd_opt(
            self.year.unwrap_or(naive.year()),
            part(self.month).unwrap_or(naive.month()),
            part(self.day).unwrap_or(naive.day()),
        );
        let milliseconds = part(self.millisecond).unwrap_or(naive.nanosecond() / 1_000_000);
        let made = date.and_then(|date| {
            date.and_hms_milli_opt(
                part(self.hour).unwrap_or(naive.hour()),
                part(self.minute).unwrap_or(naive.minute()),
                part(self.second).unwrap_or(naive.second()),
                milliseconds,
            )
        });
        match made {
            Some(made) => Ok(DateTime::from_naive(made, moment.kind)),
            None => Err(crate::engine::Fault::runtime(
                "ArgumentOutOfRange",
                "Year, Month, and Day parameters describe an un-representable DateTime.",
            )),
        }
    }
}
