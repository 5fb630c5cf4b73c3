//! `System.DateTime`.

mod class;
mod statics;

pub(super) use class::CLASSES;
pub use class::{DATETIME, DISPLAY_HINT};

use super::arguments;
use super::timespan::TICKS_PER_SECOND;
use crate::engine::culture::{self, Culture, DateStyles, DateText, ParseFailure};
use crate::engine::error::Exception;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use chrono::{Local, NaiveDateTime, Offset, TimeZone, Utc};
use std::rc::Rc;

/// A moment: ticks of 100 ns since year 1, and whether it is local, UTC or unspecified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime {
    pub ticks: i64,
    pub kind: DateTimeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateTimeKind {
    Unspecified,
    Utc,
    Local,
}

/// Ticks of 1970-01-01.
pub const UNIX_EPOCH: i64 = 621_355_968_000_000_000;
/// Ticks of the end of year 9999.
const LAST: i64 = 3_155_378_975_999_999_999;

impl DateTime {
    /// Calendar and clock. Ticks out of range are the first moment.
    pub fn naive(&self) -> NaiveDateTime {
        let since = self.ticks - UNIX_EPOCH;
        let seconds = since.div_euclid(TICKS_PER_SECOND);
        let nanoseconds = since.rem_euclid(TICKS_PER_SECOND) * 100;
        chrono::DateTime::<Utc>::from_timestamp(seconds, u32::try_from(nanoseconds).unwrap_or(0))
            .unwrap_or_default()
            .naive_utc()
    }

    pub fn from_naive(moment: NaiveDateTime, kind: DateTimeKind) -> DateTime {
        let utc = moment.and_utc();
        let ticks =
            utc.timestamp() * TICKS_PER_SECOND + i64::from(utc.timestamp_subsec_nanos()) / 100 + UNIX_EPOCH;
        DateTime { ticks, kind }
    }

    pub fn now() -> DateTime {
        DateTime::from_naive(Local::now().naive_local(), DateTimeKind::Local)
    }

    pub fn utc_now() -> DateTime {
        DateTime::from_naive(Utc::now().naive_utc(), DateTimeKind::Utc)
    }

    /// The same moment in UTC; an unspecified one counts as local.
    pub fn to_utc(self) -> DateTime {
        match self.kind {
            DateTimeKind::Utc => self,
            _ => match Local.from_local_datetime(&self.naive()).earliest() {
                Some(moment) => DateTime::from_naive(moment.naive_utc(), DateTimeKind::Utc),
                None => DateTime { ticks: self.ticks, kind: DateTimeKind::Utc },
            },
        }
    }

    /// The same moment in local time; an unspecified one counts as UTC.
    pub fn to_local(self) -> DateTime {
        match self.kind {
            DateTimeKind::Local => self,
            _ => DateTime::from_naive(
                Local.from_utc_datetime(&self.naive()).naive_local(),
                DateTimeKind::Local,
            ),
        }
    }

    /// Seconds east of UTC.
    pub fn offset(&self) -> i32 {
        match self.kind {
            DateTimeKind::Utc => 0,
            _ => Local
                .offset_from_local_datetime(&self.naive())
                .earliest()
                .map_or(0, |offset| offset.fix().local_minus_utc()),
        }
    }
}

/// `MM/dd/yyyy HH:mm:ss`, as text and casts show a date.
pub fn invariant(moment: &DateTime) -> String {
    moment.naive().format("%m/%d/%Y %H:%M:%S").to_string()
}

/// A moment as a value. Errors: outside of the years 1 to 9999.
pub fn value(ticks: i64, kind: DateTimeKind) -> Outcome<Value> {
    if !(0..=LAST).contains(&ticks) {
        return Err(arguments::out_of_range(
            "The added or subtracted value results in an un-representable DateTime.",
            "value",
        ));
    }
    Ok(Value::DateTime(Rc::new(DateTime { ticks, kind })))
}

/// Reads a date as the invariant culture does.
pub fn parse(text: &str) -> Option<DateTime> {
    read(text, &Culture::invariant(), DateStyles::default()).ok()
}

/// Reads a date under a culture and styles.
pub(super) fn read(text: &str, culture: &Culture, styles: DateStyles) -> Result<DateTime, ParseFailure> {
    culture::parse_date(text, culture).map(|parsed| parsed.to_date_time(styles))
}

/// What .NET says of text that is no date.
pub(super) fn bad_text(text: &str, failure: &ParseFailure, kind: &str) -> String {
    match failure {
        ParseFailure::Format => format!("String '{text}' was not recognized as a valid {kind}."),
        ParseFailure::UnknownWord(index) => format!(
            "The string '{text}' was not recognized as a valid {kind}. There is an unknown word starting at index '{index}'."
        ),
        ParseFailure::DayOfWeek => format!(
            "String '{text}' was not recognized as a valid {kind} because the day of week was incorrect."
        ),
        ParseFailure::OutOfCalendar => format!(
            "The DateTime represented by the string '{text}' is not supported in calendar 'System.Globalization.GregorianCalendar'."
        ),
        ParseFailure::BadFormat => "Input string was not in a correct format.".to_string(),
    }
}

fn thrown(text: &str, failure: &ParseFailure) -> Box<Fault> {
    arguments::throw("System.FormatException", bad_text(text, failure, "DateTime"))
}

/// Casts text, ticks, and numbers by their text.
pub fn convert(value: &Value) -> Outcome<Value> {
    let text = match value {
        Value::DateTime(moment) => return Ok(Value::DateTime(moment.clone())),
        Value::Int(_)
        | Value::Long(_)
        | Value::Byte(_)
        | Value::SByte(_)
        | Value::Int16(_)
        | Value::UInt16(_)
        | Value::UInt(_)
        | Value::Char(_)
        | Value::Enum(_) => {
            let ticks = convert::to_long(value)?;
            return self::value(ticks, DateTimeKind::Unspecified).map_err(|_| {
                let text = "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks. (Parameter 'ticks')";
                let inner = Exception::new("System.ArgumentOutOfRangeException", text);
                convert::cast_failed(value, "System.DateTime", "InvalidCastConstructorException", inner)
            });
        }
        Value::String(_) | Value::Single(_) | Value::Double(_) | Value::Decimal(_) | Value::ULong(_) => {
            convert::display(value)
        }
        Value::Bool(_) => return Err(convert::invalid_cast_from(value, "System.DateTime")),
        other => return Err(convert::no_conversion(other, "System.DateTime")),
    };
    read(&text, &Culture::invariant(), DateStyles::default())
        .map(|moment| Value::DateTime(Rc::new(moment)))
        .map_err(|failure| {
            convert::cast_failed(
                value,
                "System.DateTime",
                "InvalidCastParseTargetInvocationWithFormatProvider",
                Exception::new("System.FormatException", bad_text(&text, &failure, "DateTime")),
            )
        })
}

/// A date under a format and the current culture; one that is none shows the date as `G`.
pub fn format(moment: &DateTime, form: &str) -> String {
    let culture = culture::current();
    let date = DateText { ticks: moment.ticks, kind: moment.kind, offset: None };
    culture::format_date(&date, form, &culture)
        .or_else(|_| culture::format_date(&date, "G", &culture))
        .unwrap_or_default()
}

/// A date under a format and a culture. Errors: the format is none.
pub fn try_format(moment: &DateTime, form: &str, culture: &Culture) -> Outcome<String> {
    let date = DateText { ticks: moment.ticks, kind: moment.kind, offset: None };
    culture::format_date(&date, form, culture)
        .map_err(|_| arguments::throw("System.FormatException", "Input string was not in a correct format."))
}

/// The `DateTimeStyles` of an argument; none without.
pub(super) fn styles(engine: &mut Engine, argument: Option<&Value>) -> Outcome<DateStyles> {
    let Some(argument) = argument else { return Ok(DateStyles::default()) };
    let wanted = super::named("System.Globalization.DateTimeStyles");
    match convert::to_type(engine, argument.clone(), &wanted)? {
        Value::Enum(value) => Ok(DateStyles(value.number)),
        _ => Ok(DateStyles::default()),
    }
}

/// The formats of an argument: one text or several.
pub(super) fn formats(engine: &mut Engine, argument: &Value) -> Outcome<Vec<String>> {
    match crate::engine::member::enumerate(engine, argument)? {
        Some(items) => items.iter().map(|item| convert::to_text(engine, item)).collect(),
        None => Ok(vec![convert::to_text(engine, argument)?]),
    }
}

/// Reads text by the first of the formats that fits.
pub(super) fn exact(
    text: &str,
    forms: &[String],
    culture: &Culture,
    styles: DateStyles,
) -> Result<culture::ParsedDate, ParseFailure> {
    let mut failure = ParseFailure::Format;
    for form in forms {
        match culture::parse_date_exact(text, form, culture, styles) {
            Ok(found) => return Ok(found),
            Err(found) => failure = found,
        }
    }
    // Of several formats none is at fault.
    Err(if forms.len() > 1 { ParseFailure::Format } else { failure })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_and_show_as_dotnets() {
        let moment = parse("2024-02-29 13:05:09").unwrap();
        assert_eq!(invariant(&moment), "02/29/2024 13:05:09");
        let invariant = Culture::invariant();
        let shown = |form: &str| try_format(&moment, form, &invariant).unwrap();
        assert_eq!(shown("yyyy-MM-dd'T'HH:mm:ss.fff"), "2024-02-29T13:05:09.000");
        assert_eq!(shown("d"), "02/29/2024");
        assert_eq!(shown("R"), "Thu, 29 Feb 2024 13:05:09 GMT");
        assert_eq!(shown("h:mm tt"), "1:05 PM");
        assert!(parse("not a date").is_none());
    }
}
