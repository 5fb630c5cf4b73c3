//! `System.DateTime`.

use super::timespan::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND,
};
use super::{Class, Method, Property, StaticMethod, StaticProperty, arguments, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use chrono::{
    Datelike, Duration, Local, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc,
};
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
    fn offset(&self) -> i32 {
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

const FORMS: &[&str] = &[
    "%m/%d/%Y %H:%M:%S%.f",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%d %b %Y %H:%M:%S",
    "%b %d, %Y %H:%M:%S",
    "%A, %B %d, %Y %I:%M:%S %p",
];
const DATE_FORMS: &[&str] = &[
    "%m/%d/%Y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d %b %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %B %Y",
    "%A, %B %d, %Y",
    "%Y-%m",
];

/// Reads the date forms of the invariant culture, and ISO 8601 with an offset.
pub fn parse(text: &str) -> Option<DateTime> {
    let text = text.trim();
    if let Ok(moment) = chrono::DateTime::parse_from_rfc3339(text) {
        return Some(DateTime::from_naive(moment.naive_utc(), DateTimeKind::Utc).to_local());
    }
    if let Some(found) = FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()) {
        return Some(DateTime::from_naive(found, DateTimeKind::Unspecified));
    }
    if let Some(found) = DATE_FORMS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok()) {
        return Some(DateTime::from_naive(found.and_time(NaiveTime::MIN), DateTimeKind::Unspecified));
    }
    let time = ["%H:%M:%S", "%H:%M", "%I:%M %p", "%I:%M:%S %p"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())?;
    Some(DateTime::from_naive(Local::now().date_naive().and_time(time), DateTimeKind::Unspecified))
}

fn bad_text(text: &str) -> String {
    format!("String '{text}' was not recognized as a valid DateTime.")
}

/// Casts text or ticks.
pub fn convert(value: &Value) -> Outcome<Value> {
    match value {
        Value::DateTime(moment) => Ok(Value::DateTime(moment.clone())),
        Value::String(text) => match parse(text) {
            Some(moment) => Ok(Value::DateTime(Rc::new(moment))),
            None => {
                let inner = bad_text(text);
                Err(convert::invalid_cast(text, "System.DateTime", &inner, "System.FormatException", value))
            }
        },
        Value::Int(_) | Value::Long(_) => self::value(convert::to_long(value)?, DateTimeKind::Unspecified),
        other => Err(convert::no_conversion(other, "System.DateTime")),
    }
}

/// A run of one letter in a custom format.
fn field(moment: &DateTime, letter: char, count: usize, out: &mut String) {
    let time = moment.naive();
    let hour12 = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    match (letter, count) {
        ('y', 1) => out.push_str(&(time.year() % 100).to_string()),
        ('y', 2) => out.push_str(&format!("{:02}", time.year() % 100)),
        ('y', _) => out.push_str(&format!("{:0count$}", time.year())),
        ('M', 3) => out.push_str(&time.format("%b").to_string()),
        ('M', 4..) => out.push_str(&time.format("%B").to_string()),
        ('M', _) => out.push_str(&format!("{:0count$}", time.month())),
        ('d', 3) => out.push_str(&time.format("%a").to_string()),
        ('d', 4..) => out.push_str(&time.format("%A").to_string()),
        ('d', _) => out.push_str(&format!("{:0count$}", time.day())),
        ('H', _) => out.push_str(&format!("{:0width$}", time.hour(), width = count.min(2))),
        ('h', _) => out.push_str(&format!("{hour12:0width$}", width = count.min(2))),
        ('m', _) => out.push_str(&format!("{:0width$}", time.minute(), width = count.min(2))),
        ('s', _) => out.push_str(&format!("{:0width$}", time.second(), width = count.min(2))),
        ('f' | 'F', _) => {
            let ticks = format!("{:07}", moment.ticks.rem_euclid(TICKS_PER_SECOND));
            let shown = ticks.get(..count.min(7)).unwrap_or_default();
            out.push_str(if letter == 'F' { shown.trim_end_matches('0') } else { shown });
        }
        ('t', 1) => out.push_str(if time.hour() < 12 { "A" } else { "P" }),
        ('t', _) => out.push_str(if time.hour() < 12 { "AM" } else { "PM" }),
        ('z', _) => {
            let seconds = moment.offset();
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.abs() / 60;
            out.push(sign);
            match count {
                1 => out.push_str(&(minutes / 60).to_string()),
                2 => out.push_str(&format!("{:02}", minutes / 60)),
                _ => out.push_str(&format!("{:02}:{:02}", minutes / 60, minutes % 60)),
            }
        }
        ('K', _) => match moment.kind {
            DateTimeKind::Utc => out.push('Z'),
            DateTimeKind::Local => field(moment, 'z', 3, out),
            DateTimeKind::Unspecified => {}
        },
        _ => {}
    }
}

/// .NET's standard and custom formats under the invariant culture.
pub fn format(moment: &DateTime, form: &str) -> String {
    let custom = match form {
        "" | "G" => "MM/dd/yyyy HH:mm:ss",
        "g" => "MM/dd/yyyy HH:mm",
        "d" => "MM/dd/yyyy",
        "D" => "dddd, dd MMMM yyyy",
        "t" => "HH:mm",
        "T" => "HH:mm:ss",
        "f" => "dddd, dd MMMM yyyy HH:mm",
        "F" => "dddd, dd MMMM yyyy HH:mm:ss",
        "s" => "yyyy-MM-ddTHH:mm:ss",
        "u" => "yyyy-MM-dd HH:mm:ssZ",
        "o" | "O" => "yyyy-MM-ddTHH:mm:ss.fffffffK",
        "r" | "R" => "ddd, dd MMM yyyy HH:mm:ss GMT",
        "m" | "M" => "MMMM dd",
        "y" | "Y" => "yyyy MMMM",
        other => other.strip_prefix('%').unwrap_or(other),
    };
    let mut out = String::new();
    let mut characters = custom.chars().peekable();
    let literal = matches!(form, "r" | "R" | "u" | "s");
    while let Some(character) = characters.next() {
        match character {
            'G' | 'M' if literal && character == 'G' => {
                out.push_str("GMT");
                break;
            }
            'y' | 'M' | 'd' | 'H' | 'h' | 'm' | 's' | 'f' | 'F' | 't' | 'z' | 'K' => {
                let mut count = 1;
                while characters.peek() == Some(&character) {
                    characters.next();
                    count += 1;
                }
                field(moment, character, count, &mut out);
            }
            '\\' => out.extend(characters.next()),
            '\'' | '"' => out.extend(characters.by_ref().take_while(|next| *next != character)),
            other => out.push(other),
        }
    }
    out
}

fn moment(this: &Value) -> DateTime {
    match this.unwrapped() {
        Value::DateTime(moment) => **moment,
        _ => DateTime { ticks: 0, kind: DateTimeKind::Unspecified },
    }
}

macro_rules! part {
    ($name:literal, $kind:literal, $get:expr) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |_, this| {
                let get: fn(DateTime) -> Value = $get;
                Ok(get(moment(this)))
            },
            set: None,
        }
    };
}

macro_rules! add {
    ($name:literal, $unit:expr) => {
        Method {
            name: $name,
            signatures: &[concat!("datetime ", $name, "(double value)")],
            call: |_, this, args| {
                let start = moment(this);
                let more = (arguments::double(args, 0)? * $unit as f64).round();
                value(start.ticks.saturating_add(more as i64), start.kind)
            },
        }
    };
}

fn add_months(this: &Value, months: i32) -> Outcome<Value> {
    let start = moment(this);
    let naive = start.naive();
    let moved = match u32::try_from(months) {
        Ok(months) => naive.checked_add_months(chrono::Months::new(months)),
        Err(_) => naive.checked_sub_months(chrono::Months::new(months.unsigned_abs())),
    };
    match moved {
        Some(moved) => value(
            start.ticks.saturating_add((moved - naive).num_seconds().saturating_mul(TICKS_PER_SECOND)),
            start.kind,
        ),
        None => value(-1, start.kind),
    }
}

fn kind_number(kind: DateTimeKind) -> i64 {
    match kind {
        DateTimeKind::Unspecified => 0,
        DateTimeKind::Utc => 1,
        DateTimeKind::Local => 2,
    }
}

fn construct(args: &[Value]) -> Outcome<Value> {
    let mut numbers = Vec::new();
    let mut kind = DateTimeKind::Unspecified;
    for argument in args {
        match argument.unwrapped() {
            Value::Enum(_) | Value::String(_) => {
                kind = match convert::display(argument).as_str() {
                    "Utc" => DateTimeKind::Utc,
                    "Local" => DateTimeKind::Local,
                    _ => DateTimeKind::Unspecified,
                }
            }
            other => numbers.push(convert::to_long(other)?),
        }
    }
    let number = |index: usize| numbers.get(index).copied().unwrap_or(0);
    if numbers.len() < 2 {
        return value(number(0), kind);
    }
    let part = |index: usize| u32::try_from(number(index)).unwrap_or(u32::MAX);
    let made = i32::try_from(number(0))
        .ok()
        .filter(|year| (1..=9999).contains(year))
        .and_then(|year| NaiveDate::from_ymd_opt(year, part(1), part(2)))
        .and_then(|date| date.and_hms_milli_opt(part(3), part(4), part(5), part(6)));
    match made {
        Some(made) => Ok(Value::DateTime(Rc::new(DateTime::from_naive(made, kind)))),
        None => Err(arguments::throw(
            "System.ArgumentOutOfRangeException",
            "Year, Month, and Day parameters describe an un-representable DateTime.",
        )),
    }
}

pub static DATETIME: Class = Class {
    name: "System.DateTime",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IFormattable"],
    properties: &[
        part!("Date", "datetime", |at| Value::DateTime(Rc::new(DateTime {
            ticks: at.ticks - at.ticks.rem_euclid(TICKS_PER_DAY),
            kind: at.kind
        }))),
        part!("Day", "int", |at| Value::Int(at.naive().day() as i32)),
        part!("DayOfWeek", "System.DayOfWeek", |at| enumeration::value(
            "System.DayOfWeek",
            i64::from(at.naive().weekday().num_days_from_sunday())
        )),
        part!("DayOfYear", "int", |at| Value::Int(at.naive().ordinal() as i32)),
        part!("Hour", "int", |at| Value::Int(at.naive().hour() as i32)),
        part!("Kind", "System.DateTimeKind", |at| enumeration::value(
            "System.DateTimeKind",
            kind_number(at.kind)
        )),
        part!("Millisecond", "int", |at| Value::Int((at.ticks / TICKS_PER_MILLISECOND % 1000) as i32)),
        part!("Minute", "int", |at| Value::Int(at.naive().minute() as i32)),
        part!("Month", "int", |at| Value::Int(at.naive().month() as i32)),
        part!("Second", "int", |at| Value::Int(at.naive().second() as i32)),
        part!("Ticks", "long", |at| Value::Long(at.ticks)),
        part!("TimeOfDay", "timespan", |at| Value::TimeSpan(at.ticks.rem_euclid(TICKS_PER_DAY))),
        part!("Year", "int", |at| Value::Int(at.naive().year())),
        part!("DateTime", "string", |at| Value::text(format(&at, "dddd, MMMM d, yyyy h:mm:ss tt"))),
    ],
    methods: &[
        add!("AddDays", TICKS_PER_DAY),
        add!("AddHours", TICKS_PER_HOUR),
        add!("AddMinutes", TICKS_PER_MINUTE),
        add!("AddSeconds", TICKS_PER_SECOND),
        add!("AddMilliseconds", TICKS_PER_MILLISECOND),
        add!("AddTicks", 1i64),
        Method {
            name: "AddMonths",
            signatures: &["datetime AddMonths(int months)"],
            call: |_, this, args| add_months(this, arguments::int(args, 0)?),
        },
        Method {
            name: "AddYears",
            signatures: &["datetime AddYears(int value)"],
            call: |_, this, args| add_months(this, arguments::int(args, 0)?.saturating_mul(12)),
        },
        Method {
            name: "Add",
            signatures: &["datetime Add(timespan value)"],
            call: |engine, this, args| {
                crate::engine::operators::binary(
                    engine,
                    crate::language::ast::BinaryOperator::Add,
                    this,
                    arguments::any(args, 0)?,
                )
            },
        },
        Method {
            name: "Subtract",
            signatures: &["timespan Subtract(datetime value)", "datetime Subtract(timespan value)"],
            call: |engine, this, args| {
                crate::engine::operators::binary(
                    engine,
                    crate::language::ast::BinaryOperator::Subtract,
                    this,
                    arguments::any(args, 0)?,
                )
            },
        },
        Method {
            name: "ToUniversalTime",
            signatures: &["datetime ToUniversalTime()"],
            call: |_, this, _| Ok(Value::DateTime(Rc::new(moment(this).to_utc()))),
        },
        Method {
            name: "ToLocalTime",
            signatures: &["datetime ToLocalTime()"],
            call: |_, this, _| Ok(Value::DateTime(Rc::new(moment(this).to_local()))),
        },
        Method {
            name: "ToShortDateString",
            signatures: &["string ToShortDateString()"],
            call: |_, this, _| Ok(Value::text(format(&moment(this), "d"))),
        },
        Method {
            name: "ToLongDateString",
            signatures: &["string ToLongDateString()"],
            call: |_, this, _| Ok(Value::text(format(&moment(this), "D"))),
        },
        Method {
            name: "ToShortTimeString",
            signatures: &["string ToShortTimeString()"],
            call: |_, this, _| Ok(Value::text(format(&moment(this), "t"))),
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()", "string ToString(string format)"],
            call: |engine, this, args| {
                let form = if args.is_empty() { String::new() } else { arguments::text(engine, args, 0)? };
                Ok(Value::text(format(&moment(this), &form)))
            },
        },
        Method {
            name: "CompareTo",
            signatures: &["int CompareTo(System.Object value)"],
            call: |engine, this, args| {
                let order = crate::engine::operators::compare(engine, this, arguments::any(args, 0)?, false)?;
                Ok(Value::Int(order.map_or(1, |order| order as i32)))
            },
        },
    ],
    static_properties: &[
        StaticProperty {
            name: "Now",
            type_name: "datetime",
            get: |_| Ok(Value::DateTime(Rc::new(DateTime::now()))),
            set: None,
        },
        StaticProperty {
            name: "UtcNow",
            type_name: "datetime",
            get: |_| Ok(Value::DateTime(Rc::new(DateTime::utc_now()))),
            set: None,
        },
        StaticProperty {
            name: "Today",
            type_name: "datetime",
            get: |_| {
                let now = DateTime::now();
                value(now.ticks - now.ticks.rem_euclid(TICKS_PER_DAY), DateTimeKind::Local)
            },
            set: None,
        },
        StaticProperty {
            name: "MinValue",
            type_name: "datetime",
            get: |_| value(0, DateTimeKind::Unspecified),
            set: None,
        },
        StaticProperty {
            name: "MaxValue",
            type_name: "datetime",
            get: |_| value(LAST, DateTimeKind::Unspecified),
            set: None,
        },
        StaticProperty {
            name: "UnixEpoch",
            type_name: "datetime",
            get: |_| value(UNIX_EPOCH, DateTimeKind::Utc),
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "Parse",
            signatures: &["static datetime Parse(string s)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                parse(&text)
                    .map(|moment| Value::DateTime(Rc::new(moment)))
                    .ok_or_else(|| arguments::throw("System.FormatException", bad_text(&text)))
            },
        },
        StaticMethod {
            name: "TryParse",
            signatures: &["static bool TryParse(string s, [ref] datetime result)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let found = parse(&text);
                if let (Some(target), Some(moment)) = (args.last(), found) {
                    super::reference::assign(engine, target, Value::DateTime(Rc::new(moment)))?;
                }
                Ok(Value::Bool(found.is_some()))
            },
        },
        StaticMethod {
            name: "IsLeapYear",
            signatures: &["static bool IsLeapYear(int year)"],
            call: |_, args| {
                Ok(Value::Bool(NaiveDate::from_ymd_opt(arguments::int(args, 0)?, 2, 29).is_some()))
            },
        },
        StaticMethod {
            name: "DaysInMonth",
            signatures: &["static int DaysInMonth(int year, int month)"],
            call: |_, args| {
                let month = u32::try_from(arguments::int(args, 1)?).unwrap_or(0);
                let first = NaiveDate::from_ymd_opt(arguments::int(args, 0)?, month, 1);
                match first.and_then(|first| {
                    Some(first.checked_add_months(chrono::Months::new(1))? - Duration::days(1))
                }) {
                    Some(last) => Ok(Value::Int(last.day() as i32)),
                    None => Err(arguments::throw(
                        "System.ArgumentOutOfRangeException",
                        "Month must be between one and twelve. (Parameter 'month')",
                    )),
                }
            },
        },
    ],
    construct: Some(|_, args| construct(args)),
    constructors: &[
        "datetime new(long ticks)",
        "datetime new(int year, int month, int day)",
        "datetime new(int year, int month, int day, int hour, int minute, int second)",
    ],
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DATETIME];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_and_show_as_dotnets() {
        let moment = parse("2024-02-29 13:05:09").unwrap();
        assert_eq!(invariant(&moment), "02/29/2024 13:05:09");
        assert_eq!(format(&moment, "yyyy-MM-dd'T'HH:mm:ss.fff"), "2024-02-29T13:05:09.000");
        assert_eq!(format(&moment, "d"), "02/29/2024");
        assert_eq!(format(&moment, "R"), "Thu, 29 Feb 2024 13:05:09 GMT");
        assert_eq!(format(&moment, "h:mm tt"), "1:05 PM");
        assert!(parse("not a date").is_none());
    }
}
