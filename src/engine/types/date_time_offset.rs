//! `System.DateTimeOffset`: a clock reading with its distance from UTC.

use super::datetime::{self, DateTime, DateTimeKind, UNIX_EPOCH};
use super::timespan::{TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_SECOND};
use super::{Class, Method, Property, StaticMethod, StaticProperty, arguments, culture_info, object};
use crate::engine::culture::{self, Culture, DateStyles, DateText, ParsedDate};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cmp::Ordering;
use std::rc::Rc;

/// Ticks of the clock, and seconds east of UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    ticks: i64,
    offset: i32,
}

impl Moment {
    fn utc_ticks(self) -> i64 {
        self.ticks - i64::from(self.offset) * TICKS_PER_SECOND
    }

    fn text(self) -> DateText {
        DateText { ticks: self.ticks, kind: DateTimeKind::Unspecified, offset: Some(self.offset) }
    }

    fn at_offset(self, offset: i32) -> Moment {
        Moment { ticks: self.utc_ticks() + i64::from(offset) * TICKS_PER_SECOND, offset }
    }

    /// A `DateTime` in its own distance: UTC's is zero, others take the local one.
    fn of(moment: DateTime) -> Moment {
        Moment { ticks: moment.ticks, offset: moment.offset() }
    }
}

impl Native for Moment {
    fn class(&self) -> &'static Class {
        &DATE_TIME_OFFSET
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        culture::format_date(&self.text(), "", &Culture::invariant()).ok()
    }

    fn format(&self, form: &str, culture: &Culture) -> Option<Outcome<String>> {
        Some(culture::format_date(&self.text(), form, culture).map_err(|_| {
            arguments::throw("System.FormatException", "Input string was not in a correct format.")
        }))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Moment>().map(|other| self.utc_ticks() == other.utc_ticks())
    }

    fn order(&self, other: &dyn Native) -> Option<Ordering> {
        other.as_any().downcast_ref::<Moment>().map(|other| self.utc_ticks().cmp(&other.utc_ticks()))
    }
}

/// Ticks of a `DateTimeOffset` in UTC; `None` for other values.
pub fn utc_ticks(value: &Value) -> Option<i64> {
    value.as_native::<Moment>().map(|moment| moment.utc_ticks())
}

/// A clock with its distance to UTC, both in ticks.
pub fn at(ticks: i64, offset: i64) -> Outcome<Value> {
    made(ticks, i32::try_from(offset / TICKS_PER_SECOND).unwrap_or_default())
}

/// A text with or without its distance to UTC; without one it is the local one. `None` for a text that is no date.
pub fn of_text(text: &str) -> Option<Value> {
    let parsed = culture::parse_date(text, &Culture::invariant()).ok()?;
    from_parsed(parsed, DateStyles::default()).ok()
}

fn of(this: &Value) -> Moment {
    this.as_native::<Moment>().copied().unwrap_or(Moment { ticks: 0, offset: 0 })
}

fn made(ticks: i64, offset: i32) -> Outcome<Value> {
    // The clock and UTC must both be within the years 1 to 9999.
    datetime::value(ticks, DateTimeKind::Unspecified)?;
    datetime::value(Moment { ticks, offset }.utc_ticks(), DateTimeKind::Utc)?;
    Ok(Value::native(Moment { ticks, offset }))
}

fn from_parsed(parsed: ParsedDate, styles: DateStyles) -> Outcome<Value> {
    let clock = DateTime::from_naive(parsed.clock, DateTimeKind::Unspecified);
    let universal = styles.0 & 64 != 0;
    let offset = parsed.offset.unwrap_or_else(|| if universal { 0 } else { clock.offset() });
    let found = Moment { ticks: clock.ticks, offset };
    let found = if styles.0 & 16 != 0 { found.at_offset(0) } else { found };
    made(found.ticks, found.offset)
}

fn parse(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let styles = datetime::styles(engine, args.get(2))?;
    let parsed = culture::parse_date(&text, &culture_info::provider(args.get(1))).map_err(|failure| {
        arguments::throw("System.FormatException", datetime::bad_text(&text, &failure, "DateTime"))
    })?;
    from_parsed(parsed, styles)
}

fn parse_exact(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let forms = datetime::formats(engine, arguments::any(args, 1)?)?;
    let styles = datetime::styles(engine, args.get(3))?;
    let parsed =
        datetime::exact(&text, &forms, &culture_info::provider(args.get(2)), styles).map_err(|failure| {
            arguments::throw("System.FormatException", datetime::bad_text(&text, &failure, "DateTime"))
        })?;
    from_parsed(parsed, styles)
}

fn span_seconds(value: &Value) -> Outcome<i32> {
    match super::timespan::convert(value.unwrapped())? {
        Value::TimeSpan(ticks) if ticks.abs() <= 14 * TICKS_PER_HOUR => Ok((ticks / TICKS_PER_SECOND) as i32),
        _ => Err(arguments::out_of_range("Offset must be within plus or minus 14 hours.", "offset")),
    }
}

/// Ticks of 1601-01-01, from which file times count.
const FILE_TIME_EPOCH: i64 = 504_911_232_000_000_000;

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    match args {
        [] => made(0, 0),
        [one] => match one.unwrapped() {
            Value::DateTime(moment) => {
                let found = Moment::of(**moment);
                made(found.ticks, found.offset)
            }
            _ => Err(arguments::no_overload()),
        },
        [moment, span] => match moment.unwrapped() {
            Value::DateTime(moment) => made(moment.ticks, span_seconds(span)?),
            ticks => made(convert::to_long(ticks)?, span_seconds(span)?),
        },
        [parts @ .., span] if parts.len() >= 6 => {
            let clock = super::named("System.DateTime");
            match crate::engine::member::construct(engine, &clock, parts)? {
                Value::DateTime(moment) => made(moment.ticks, span_seconds(span)?),
                _ => Err(arguments::no_overload()),
            }
        }
        _ => Err(arguments::no_overload()),
    }
}

fn clock(at: Moment, kind: DateTimeKind) -> Value {
    Value::DateTime(Rc::new(DateTime { ticks: at.ticks, kind }))
}

macro_rules! part {
    ($name:literal, $kind:literal, $get:expr) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |_, this| {
                let get: fn(Moment) -> Value = $get;
                Ok(get(of(this)))
            },
            set: None,
        }
    };
}

/// A property that the clock's `DateTime` has too.
macro_rules! of_clock {
    ($name:literal, $kind:literal) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |engine, this| {
                let clock = clock(of(this), DateTimeKind::Unspecified);
                Ok(crate::engine::member::get(engine, &clock, $name)?.unwrap_or_default())
            },
            set: None,
        }
    };
}

macro_rules! add {
    ($name:literal, $signature:literal) => {
        Method {
            name: $name,
            signatures: &[$signature],
            call: |engine, this, args| {
                let start = of(this);
                let clock = clock(start, DateTimeKind::Unspecified);
                match crate::engine::member::invoke(engine, &clock, $name, args)? {
                    Value::DateTime(moved) => made(moved.ticks, start.offset),
                    other => Ok(other),
                }
            },
        }
    };
}

pub static DATE_TIME_OFFSET: Class = Class {
    name: "System.DateTimeOffset",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IFormattable"],
    properties: &[
        part!("DateTime", "datetime", |at| clock(at, DateTimeKind::Unspecified)),
        part!("UtcDateTime", "datetime", |at| clock(at.at_offset(0), DateTimeKind::Utc)),
        part!("LocalDateTime", "datetime", |at| {
            let utc = DateTime { ticks: at.utc_ticks(), kind: DateTimeKind::Utc };
            Value::DateTime(Rc::new(utc.to_local()))
        }),
        of_clock!("Date", "datetime"),
        of_clock!("Day", "int"),
        of_clock!("DayOfWeek", "System.DayOfWeek"),
        of_clock!("DayOfYear", "int"),
        of_clock!("Hour", "int"),
        of_clock!("Millisecond", "int"),
        of_clock!("Microsecond", "int"),
        of_clock!("Nanosecond", "int"),
        of_clock!("Minute", "int"),
        of_clock!("Month", "int"),
        part!("Offset", "timespan", |at| Value::TimeSpan(i64::from(at.offset) * TICKS_PER_SECOND)),
        part!("TotalOffsetMinutes", "int", |at| Value::Int(at.offset / 60)),
        of_clock!("Second", "int"),
        part!("Ticks", "long", |at| Value::Long(at.ticks)),
        part!("UtcTicks", "long", |at| Value::Long(at.utc_ticks())),
        of_clock!("TimeOfDay", "timespan"),
        of_clock!("Year", "int"),
    ],
    methods: &[
        add!("Add", "System.DateTimeOffset Add(timespan timeSpan)"),
        add!("AddDays", "System.DateTimeOffset AddDays(double days)"),
        add!("AddHours", "System.DateTimeOffset AddHours(double hours)"),
        add!("AddMilliseconds", "System.DateTimeOffset AddMilliseconds(double milliseconds)"),
        add!("AddMinutes", "System.DateTimeOffset AddMinutes(double minutes)"),
        add!("AddMonths", "System.DateTimeOffset AddMonths(int months)"),
        add!("AddSeconds", "System.DateTimeOffset AddSeconds(double seconds)"),
        add!("AddTicks", "System.DateTimeOffset AddTicks(long ticks)"),
        add!("AddYears", "System.DateTimeOffset AddYears(int years)"),
        Method {
            name: "Subtract",
            signatures: &[
                "timespan Subtract(System.DateTimeOffset value)",
                "System.DateTimeOffset Subtract(timespan value)",
            ],
            call: |_, this, args| {
                let start = of(this);
                match arguments::any(args, 0)?.as_native::<Moment>() {
                    Some(other) => Ok(Value::TimeSpan(start.utc_ticks() - other.utc_ticks())),
                    None => match super::timespan::convert(arguments::any(args, 0)?.unwrapped())? {
                        Value::TimeSpan(ticks) => made(start.ticks.saturating_sub(ticks), start.offset),
                        other => Ok(other),
                    },
                }
            },
        },
        Method {
            name: "ToOffset",
            signatures: &["System.DateTimeOffset ToOffset(timespan offset)"],
            call: |_, this, args| {
                let moved = of(this).at_offset(span_seconds(arguments::any(args, 0)?)?);
                made(moved.ticks, moved.offset)
            },
        },
        Method {
            name: "ToUniversalTime",
            signatures: &["System.DateTimeOffset ToUniversalTime()"],
            call: |_, this, _| Ok(Value::native(of(this).at_offset(0))),
        },
        Method {
            name: "ToLocalTime",
            signatures: &["System.DateTimeOffset ToLocalTime()"],
            call: |_, this, _| {
                let utc = DateTime { ticks: of(this).utc_ticks(), kind: DateTimeKind::Utc };
                Ok(Value::native(Moment::of(utc.to_local())))
            },
        },
        Method {
            name: "ToFileTime",
            signatures: &["long ToFileTime()"],
            call: |_, this, _| Ok(Value::Long(of(this).utc_ticks() - FILE_TIME_EPOCH)),
        },
        Method {
            name: "AddMicroseconds",
            signatures: &["System.DateTimeOffset AddMicroseconds(double microseconds)"],
            call: |engine, this, args| {
                let ticks = Value::Long((arguments::double(args, 0)? * 10.0) as i64);
                crate::engine::member::invoke(engine, this, "AddTicks", &[ticks])
            },
        },
        Method {
            name: "ToUnixTimeSeconds",
            signatures: &["long ToUnixTimeSeconds()"],
            call: |_, this, _| {
                Ok(Value::Long((of(this).utc_ticks() - UNIX_EPOCH).div_euclid(TICKS_PER_SECOND)))
            },
        },
        Method {
            name: "ToUnixTimeMilliseconds",
            signatures: &["long ToUnixTimeMilliseconds()"],
            call: |_, this, _| {
                Ok(Value::Long((of(this).utc_ticks() - UNIX_EPOCH).div_euclid(TICKS_PER_MILLISECOND)))
            },
        },
        Method {
            name: "ToString",
            signatures: &[
                "string ToString()",
                "string ToString(string format)",
                "string ToString(System.IFormatProvider formatProvider)",
                "string ToString(string format, System.IFormatProvider formatProvider)",
            ],
            call: |engine, this, args| {
                let (form, culture) = arguments::format_and_provider(engine, args)?;
                of(this).format(&form, &culture).unwrap_or_else(|| Ok(String::new())).map(Value::text)
            },
        },
        Method {
            name: "CompareTo",
            signatures: &["int CompareTo(System.DateTimeOffset other)"],
            call: |_, this, args| match arguments::any(args, 0)?.as_native::<Moment>() {
                Some(other) => Ok(Value::Int(of(this).utc_ticks().cmp(&other.utc_ticks()) as i32)),
                None => Ok(Value::Int(1)),
            },
        },
        object::equals_own!("bool Equals(System.Object obj)", "bool Equals(System.DateTimeOffset other)"),
        Method {
            name: "EqualsExact",
            signatures: &["bool EqualsExact(System.DateTimeOffset other)"],
            call: |_, this, args| {
                Ok(Value::Bool(arguments::any(args, 0)?.as_native::<Moment>() == Some(&of(this))))
            },
        },
    ],
    static_properties: &[
        StaticProperty {
            name: "Now",
            type_name: "System.DateTimeOffset",
            get: |_| Ok(Value::native(Moment::of(DateTime::now()))),
            set: None,
        },
        StaticProperty {
            name: "UtcNow",
            type_name: "System.DateTimeOffset",
            get: |_| Ok(Value::native(Moment::of(DateTime::utc_now()))),
            set: None,
        },
        StaticProperty {
            name: "MinValue",
            type_name: "System.DateTimeOffset",
            get: |_| made(0, 0),
            set: None,
        },
        StaticProperty {
            name: "MaxValue",
            type_name: "System.DateTimeOffset",
            get: |_| made(3_155_378_975_999_999_999, 0),
            set: None,
        },
        StaticProperty {
            name: "UnixEpoch",
            type_name: "System.DateTimeOffset",
            get: |_| made(UNIX_EPOCH, 0),
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "Parse",
            signatures: &[
                "static System.DateTimeOffset Parse(string input)",
                "static System.DateTimeOffset Parse(string input, System.IFormatProvider formatProvider)",
                "static System.DateTimeOffset Parse(string input, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)",
            ],
            call: parse,
        },
        StaticMethod {
            name: "ParseExact",
            signatures: &[
                "static System.DateTimeOffset ParseExact(string input, string format, System.IFormatProvider formatProvider)",
                "static System.DateTimeOffset ParseExact(string input, string format, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)",
                "static System.DateTimeOffset ParseExact(string input, string[] formats, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)",
            ],
            call: parse_exact,
        },
        StaticMethod {
            name: "TryParse",
            signatures: &[
                "static bool TryParse(string input, [ref] System.DateTimeOffset result)",
                "static bool TryParse(string s, System.IFormatProvider provider, [ref] System.DateTimeOffset result)",
                "static bool TryParse(string input, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles, [ref] System.DateTimeOffset result)",
            ],
            call: |engine, args| {
                let found = parse(engine, args.get(..args.len().saturating_sub(1)).unwrap_or_default()).ok();
                let good = found.is_some();
                let target = args.last().cloned().unwrap_or_default();
                let none = Value::native(Moment { ticks: 0, offset: 0 });
                super::reference::assign(engine, &target, found.unwrap_or(none))?;
                Ok(Value::Bool(good))
            },
        },
        StaticMethod {
            name: "Equals",
            signatures: &[
                "static bool Equals(System.DateTimeOffset first, System.DateTimeOffset second)",
                "static bool Equals(System.Object objA, System.Object objB)",
            ],
            call: |engine, args| {
                object::equals(engine, arguments::any(args, 0)?, args.get(1..).unwrap_or_default())
            },
        },
        StaticMethod {
            name: "Compare",
            signatures: &["static int Compare(System.DateTimeOffset first, System.DateTimeOffset second)"],
            call: |_, args| {
                let ticks = |index: usize| {
                    let moment = arguments::any(args, index)?.as_native::<Moment>();
                    moment.map(|moment| moment.utc_ticks()).ok_or_else(arguments::no_overload)
                };
                Ok(Value::Int(ticks(0)?.cmp(&ticks(1)?) as i32))
            },
        },
        StaticMethod {
            name: "FromFileTime",
            signatures: &["static System.DateTimeOffset FromFileTime(long fileTime)"],
            call: |_, args| {
                let ticks = arguments::long(args, 0)?.saturating_add(FILE_TIME_EPOCH);
                let utc = DateTime { ticks, kind: DateTimeKind::Utc };
                Ok(Value::native(Moment::of(utc.to_local())))
            },
        },
        StaticMethod {
            name: "TryParseExact",
            signatures: &[
                "static bool TryParseExact(string input, string format, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles, [ref] System.DateTimeOffset result)",
                "static bool TryParseExact(string input, string[] formats, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles, [ref] System.DateTimeOffset result)",
            ],
            call: |engine, args| {
                let found = parse_exact(engine, args.get(..4).unwrap_or_default()).ok();
                let good = found.is_some();
                let target = args.last().cloned().unwrap_or_default();
                let none = Value::native(Moment { ticks: 0, offset: 0 });
                super::reference::assign(engine, &target, found.unwrap_or(none))?;
                Ok(Value::Bool(good))
            },
        },
        StaticMethod {
            name: "FromUnixTimeSeconds",
            signatures: &["static System.DateTimeOffset FromUnixTimeSeconds(long seconds)"],
            call: |_, args| {
                let ticks = arguments::long(args, 0)?.saturating_mul(TICKS_PER_SECOND);
                made(ticks.saturating_add(UNIX_EPOCH), 0)
            },
        },
        StaticMethod {
            name: "FromUnixTimeMilliseconds",
            signatures: &["static System.DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)"],
            call: |_, args| {
                let ticks = arguments::long(args, 0)?.saturating_mul(TICKS_PER_MILLISECOND);
                made(ticks.saturating_add(UNIX_EPOCH), 0)
            },
        },
    ],
    construct: Some(construct),
    constructors: &[
        "System.DateTimeOffset new(datetime dateTime)",
        "System.DateTimeOffset new(datetime dateTime, timespan offset)",
        "System.DateTimeOffset new(long ticks, timespan offset)",
        "System.DateTimeOffset new(System.DateOnly date, System.TimeOnly time, timespan offset)",
        "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, timespan offset)",
        "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, int millisecond, timespan offset)",
        "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, int millisecond, System.Globalization.Calendar calendar, timespan offset)",
        "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond, timespan offset)",
        "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond, System.Globalization.Calendar calendar, timespan offset)",
    ],
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DATE_TIME_OFFSET];
