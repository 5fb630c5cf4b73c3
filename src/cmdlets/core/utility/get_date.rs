//! `Get-Date`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::culture::{self, Culture};
use crate::engine::object::{Member, MemberBody};
use crate::engine::types::datetime::{self, DateTime};
use crate::engine::types::enumeration;
use crate::engine::value::Value;
use crate::engine::{Outcome, member};
use std::rc::Rc;

/// The places of a parameter in some sets, alike in all of them.
macro_rules! sets {
    ($mandatory:literal, $position:expr, $pipe:ident, $($name:literal),*) => {
        &[$(Membership { set: $name, position: $position, mandatory: $mandatory, pipe: Pipe::$pipe }),*]
    };
}

crate::enum_parameter! {
    /// Which part of a moment is shown.
    DisplayHint { Date, Time, DateTime } default DateTime
}

cmdlet! {
    /// Sends the current date and time, or another one.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Date -Date '2024-02-29' -Format 'yyyy-MM-dd'
    /// Get-Date -Year 2026 -Month 2 -Day 28 -Hour 12 -Minute 30 -Second 15 -Millisecond 5
    /// Get-Date -UnixTimeSeconds 1767225600 -AsUTC -UFormat '%Y-%m-%d'
    /// Get-Date -DisplayHint Date
    /// ```
    "Get-Date" as GetDate { class: "Microsoft.PowerShell.Commands.GetDateCommand", default_set: "DateAndFormat", output_types: &["System.String", "System.DateTime"] }
    parameters {
        /// The moment.
        "Date" date: Option<Rc<DateTime>> { aliases: &["LastWriteTime"], sets: sets!(false, Some(0), Both, "DateAndFormat", "DateAndUFormat") },
        /// Seconds since 1970.
        "UnixTimeSeconds" unix: Option<i64> { aliases: &["UnixTime"], sets: sets!(true, None, No, "UnixTimeSecondsAndFormat", "UnixTimeSecondsAndUFormat") },
        /// Another year.
        "Year" year: Option<i32> { validate: &[Validation::Range(1.0, 9999.0)] },
        /// Another month.
        "Month" month: Option<i32> { validate: &[Validation::Range(1.0, 12.0)] },
        /// Another day.
        "Day" day: Option<i32> { validate: &[Validation::Range(1.0, 31.0)] },
        /// Another hour.
        "Hour" hour: Option<i32> { validate: &[Validation::Range(0.0, 23.0)] },
        /// Another minute.
        "Minute" minute: Option<i32> { validate: &[Validation::Range(0.0, 59.0)] },
        /// Another second.
        "Second" second: Option<i32> { validate: &[Validation::Range(0.0, 59.0)] },
        /// Another millisecond.
        "Millisecond" millisecond: Option<i32> { validate: &[Validation::Range(0.0, 999.0)] },
        /// Which part is shown.
        "DisplayHint" hint: Option<DisplayHint> { type_name: "Microsoft.PowerShell.Commands.DisplayHintType" },
        /// Sends text in this Unix format.
        "UFormat" unix_format: Option<String> { sets: sets!(true, None, No, "DateAndUFormat", "UnixTimeSecondsAndUFormat") },
        /// Sends text in this .NET format.
        "Format" format: Option<String> { sets: sets!(false, None, No, "DateAndFormat", "UnixTimeSecondsAndFormat") },
        /// In UTC.
        "AsUTC" utc: bool,
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
            (Some(date), None) => **date,
            (None, None) => DateTime::now(),
        };
        moment = self.adjusted(moment)?;
        if self.utc {
            moment = moment.to_utc();
        }
        let value = match (&self.format, &self.unix_format) {
            (Some(form), _) => {
                let universal = form.to_ascii_lowercase().ends_with("universal");
                let shown = if universal { moment.to_utc() } else { moment };
                Value::text(datetime::try_format(&shown, named_format(form), &culture::current())?)
            }
            (None, Some(form)) => {
                let form = form.strip_prefix('+').unwrap_or(form);
                Value::text(unix_formatted(&moment, form))
            }
            (None, None) => self.hinted(Value::DateTime(Rc::new(moment))),
        };
        context.output(value)
    }
}

/// A Unix format as PowerShell reads it: unknown letters stand for themselves.
fn unix_formatted(moment: &DateTime, form: &str) -> String {
    use chrono::{Datelike, Timelike};
    let now = moment.naive();
    let invariant = Culture::invariant();
    let dotnet = |form: &str| datetime::try_format(moment, form, &invariant).unwrap_or_default();
    let mut out = String::new();
    let mut letters = form.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let Some(letter) = letters.next() else { break };
        // Weeks as PowerShell counts them: days of the year by sevens.
        let week = now.ordinal0() / 7;
        out.push_str(&match letter {
            'A' => dotnet("dddd"),
            'a' => dotnet("ddd"),
            'B' => dotnet("MMMM"),
            'b' | 'h' => dotnet("MMM"),
            'C' => (now.year() / 100).to_string(),
            'c' => dotnet("ddd dd MMM yyyy HH:mm:ss"),
            'D' | 'x' => dotnet("MM/dd/yy"),
            'd' => dotnet("dd"),
            'e' => format!("{:>2}", now.day()),
            'F' => dotnet("yyyy-MM-dd"),
            'G' => format!("{:04}", now.iso_week().year()),
            'g' => format!("{:02}", now.iso_week().year() % 100),
            'H' => dotnet("HH"),
            'I' => dotnet("hh"),
            'j' => format!("{:03}", now.ordinal()),
            'k' => format!("{:>2}", now.hour()),
            'l' => format!("{:>2}", now.hour12().1),
            'M' => dotnet("mm"),
            'm' => dotnet("MM"),
            'n' => "\n".to_string(),
            'p' => dotnet("tt"),
            'R' => dotnet("HH:mm"),
            'r' => dotnet("hh:mm:ss tt"),
            'S' => dotnet("ss"),
            's' => ((moment.to_utc().ticks - datetime::UNIX_EPOCH).div_euclid(10_000_000)).to_string(),
            'T' | 'X' => dotnet("HH:mm:ss"),
            't' => "\t".to_string(),
            'U' | 'W' => week.to_string(),
            'u' => now.weekday().number_from_monday().to_string(),
            'V' => format!("{:02}", now.iso_week().week()),
            'w' => now.weekday().num_days_from_sunday().to_string(),
            'Y' => dotnet("yyyy"),
            'y' => dotnet("yy"),
            'Z' => dotnet("zz"),
            other => other.to_string(),
        });
    }
    out
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
    /// The moment with a note of which part is to be shown.
    fn hinted(&self, moment: Value) -> Value {
        let hint =
            enumeration::value(datetime::DISPLAY_HINT, self.hint.unwrap_or(DisplayHint::DateTime) as i64);
        let body = MemberBody::Note(hint);
        member::add_member(moment, Member { name: "DisplayHint".into(), body, hidden: false })
    }

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
        // Another year or month keeps the day where it exists, else takes the last of the month.
        let (year, month) = (self.year.unwrap_or(naive.year()), part(self.month).unwrap_or(naive.month()));
        let day = part(self.day).unwrap_or(naive.day());
        let date =
            (0..4).find_map(|back| chrono::NaiveDate::from_ymd_opt(year, month, day.checked_sub(back)?));
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
