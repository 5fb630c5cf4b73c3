//! The members of `System.DateTime`.

use super::statics::{self, AUTOMATION_EPOCH, FILE_TIME_EPOCH};
use super::{DateTime, DateTimeKind, format, try_format, value};
use crate::engine::culture;
use crate::engine::types::timespan::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND,
};
use crate::engine::types::{Class, Method, Property, arguments, culture_info, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use std::rc::Rc;

pub(super) fn moment(this: &Value) -> DateTime {
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

fn of(this: &Value) -> Outcome<DateTime> {
    match this.unwrapped() {
        Value::DateTime(moment) => Ok(**moment),
        _ => Err(arguments::no_overload()),
    }
}

/// The moment under each standard format, or all of one letter.
fn all_formats(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let moment = of(this)?;
    let culture = args.iter().find_map(culture_info::of).unwrap_or_else(culture::current);
    let letters = match args.first().filter(|first| culture_info::of(first).is_none()) {
        Some(_) => arguments::text(engine, args, 0)?,
        None => "dDfFgGmMoOrRstTuUyY".to_string(),
    };
    let mut found = Vec::new();
    for letter in letters.chars() {
        found.push(try_format(&moment, &letter.to_string(), &culture)?);
    }
    Ok(arguments::strings(found))
}
/// The class of `Get-Date -DisplayHint`.
pub const DISPLAY_HINT: &str = "Microsoft.PowerShell.Commands.DisplayHintType";

/// The format that a note `DisplayHint` asks for.
fn hinted_form(this: &Value) -> &'static str {
    let hint = crate::engine::member::added_member(this, "DisplayHint").map(|member| member.body);
    let hint = match hint {
        Some(crate::engine::object::MemberBody::Note(hint)) => crate::engine::convert::display(&hint),
        _ => String::new(),
    };
    match hint.to_ascii_lowercase().as_str() {
        "date" => "D",
        "time" => "T",
        _ => "F",
    }
}

pub static DATETIME: Class = Class {
    name: "System.DateTime",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IConvertible", "System.IFormattable"],
    properties: &[
        // PowerShell's own: the text, as `Get-Date -DisplayHint` asks.
        Property {
            name: "DateTime",
            type_name: "string",
            get: |_, this| Ok(Value::text(format(&moment(this), hinted_form(this)))),
            set: None,
        },
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
        part!("Microsecond", "int", |at| Value::Int((at.ticks / 10 % 1000) as i32)),
        part!("Nanosecond", "int", |at| Value::Int((at.ticks % 10 * 100) as i32)),
        part!("Minute", "int", |at| Value::Int(at.naive().minute() as i32)),
        part!("Month", "int", |at| Value::Int(at.naive().month() as i32)),
        part!("Second", "int", |at| Value::Int(at.naive().second() as i32)),
        part!("Ticks", "long", |at| Value::Long(at.ticks)),
        part!("TimeOfDay", "timespan", |at| Value::TimeSpan(at.ticks.rem_euclid(TICKS_PER_DAY))),
        part!("Year", "int", |at| Value::Int(at.naive().year())),
    ],
    methods: &[
        add!("AddDays", TICKS_PER_DAY),
        add!("AddHours", TICKS_PER_HOUR),
        add!("AddMinutes", TICKS_PER_MINUTE),
        add!("AddSeconds", TICKS_PER_SECOND),
        add!("AddMilliseconds", TICKS_PER_MILLISECOND),
        add!("AddMicroseconds", 10i64),
        Method {
            name: "AddTicks",
            signatures: &["datetime AddTicks(long value)"],
            call: |_, this, args| {
                let moment = of(this)?;
                value(moment.ticks.saturating_add(arguments::long(args, 0)?), moment.kind)
            },
        },
        Method {
            name: "GetDateTimeFormats",
            signatures: &[
                "string[] GetDateTimeFormats()",
                "string[] GetDateTimeFormats(System.IFormatProvider provider)",
                "string[] GetDateTimeFormats(char format)",
                "string[] GetDateTimeFormats(char format, System.IFormatProvider provider)",
            ],
            call: |engine, this, args| all_formats(engine, this, args),
        },
        Method {
            name: "ToBinary",
            signatures: &["long ToBinary()"],
            call: |_, this, _| {
                let moment = of(this)?;
                Ok(Value::Long(match moment.kind {
                    DateTimeKind::Unspecified => moment.ticks,
                    DateTimeKind::Utc => moment.ticks | 1 << 62,
                    DateTimeKind::Local => (moment.to_utc().ticks as u64 | 1 << 63) as i64,
                }))
            },
        },
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
            name: "ToLongTimeString",
            signatures: &["string ToLongTimeString()"],
            call: |_, this, _| Ok(Value::text(format(&moment(this), "T"))),
        },
        Method {
            name: "ToString",
            signatures: &[
                "string ToString()",
                "string ToString(string format)",
                "string ToString(System.IFormatProvider provider)",
                "string ToString(string format, System.IFormatProvider provider)",
            ],
            call: |engine, this, args| {
                let (form, culture) = arguments::format_and_provider(engine, args)?;
                Ok(Value::text(try_format(&moment(this), &form, &culture)?))
            },
        },
        Method {
            name: "ToFileTimeUtc",
            signatures: &["long ToFileTimeUtc()"],
            call: |_, this, _| Ok(Value::Long(moment(this).to_utc().ticks - FILE_TIME_EPOCH)),
        },
        Method {
            name: "ToFileTime",
            signatures: &["long ToFileTime()"],
            call: |_, this, _| Ok(Value::Long(moment(this).to_utc().ticks - FILE_TIME_EPOCH)),
        },
        Method {
            name: "ToOADate",
            signatures: &["double ToOADate()"],
            call: |_, this, _| {
                Ok(Value::Double((moment(this).ticks - AUTOMATION_EPOCH) as f64 / TICKS_PER_DAY as f64))
            },
        },
        Method {
            name: "IsDaylightSavingTime",
            signatures: &["bool IsDaylightSavingTime()"],
            call: |_, this, _| {
                let at = moment(this);
                let standard = [1, 7].map(|month| {
                    NaiveDate::from_ymd_opt(at.naive().year(), month, 1).map_or(0, |date| {
                        DateTime::from_naive(date.and_time(NaiveTime::MIN), DateTimeKind::Local).offset()
                    })
                });
                let least = standard.iter().copied().min().unwrap_or(0);
                Ok(Value::Bool(at.kind != DateTimeKind::Utc && at.offset() > least))
            },
        },
        Method {
            name: "Deconstruct",
            signatures: &[
                "void Deconstruct([ref] System.DateOnly date, [ref] System.TimeOnly time)",
                "void Deconstruct([ref] int year, [ref] int month, [ref] int day)",
            ],
            call: |engine, this, args| {
                if args.len() != 3 {
                    return Err(arguments::no_overload());
                }
                for (target, part) in args.iter().zip(["Year", "Month", "Day"]) {
                    let value = crate::engine::member::property(engine, this, part)?.unwrap_or_default();
                    crate::engine::types::reference::assign(engine, target, value)?;
                }
                Ok(Value::Empty)
            },
        },
        Method {
            name: "GetTypeCode",
            signatures: &["System.TypeCode GetTypeCode()", "System.TypeCode IConvertible.GetTypeCode()"],
            call: |_, _, _| Ok(crate::engine::types::enumeration::value("System.TypeCode", 16)),
        },
        crate::engine::types::span::try_format_usual!(),
        Method {
            name: "CompareTo",
            signatures: &["int CompareTo(System.Object value)", "int CompareTo(datetime value)"],
            call: object::compare_own,
        },
        object::equals_own!("bool Equals(System.Object value)", "bool Equals(datetime value)"),
    ],
    static_properties: statics::PROPERTIES,
    static_methods: statics::METHODS,
    construct: Some(statics::construct_any),
    constructors: &[
        "datetime new(long ticks)",
        "datetime new(long ticks, System.DateTimeKind kind)",
        "datetime new(System.DateOnly date, System.TimeOnly time)",
        "datetime new(System.DateOnly date, System.TimeOnly time, System.DateTimeKind kind)",
        "datetime new(int year, int month, int day)",
        "datetime new(int year, int month, int day, System.Globalization.Calendar calendar)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond, System.Globalization.Calendar calendar, System.DateTimeKind kind)",
        "datetime new(int year, int month, int day, int hour, int minute, int second)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, System.DateTimeKind kind)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, System.Globalization.Calendar calendar)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond, System.DateTimeKind kind)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond, System.Globalization.Calendar calendar)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond, System.DateTimeKind kind)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond, System.Globalization.Calendar calendar)",
        "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond, System.Globalization.Calendar calendar, System.DateTimeKind kind)",
    ],
    value_type: true,
    ..Class::EMPTY
};

pub(in crate::engine::types) const CLASSES: &[&Class] = &[&DATETIME];
