//! `System.TimeSpan`: ticks of 100 ns.

use super::{Class, Method, Property, StaticMethod, StaticProperty, arguments, culture_info, object};
use crate::engine::culture::{self, Culture, SpanFailure};
use crate::engine::error::Exception;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

pub const TICKS_PER_MILLISECOND: i64 = 10_000;
pub const TICKS_PER_SECOND: i64 = 10_000_000;
pub const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
pub const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
pub const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;

/// `d.hh:mm:ss.fffffff`, the parts that are zero left out as .NET's `c` format does.
pub fn to_text(ticks: i64) -> String {
    let sign = if ticks < 0 { "-" } else { "" };
    let ticks = ticks.unsigned_abs();
    let (day, second) = (TICKS_PER_DAY as u64, TICKS_PER_SECOND as u64);
    let days = ticks / day;
    let rest = ticks % day;
    let seconds = rest / second;
    let fraction = rest % second;
    let days = if days > 0 { format!("{days}.") } else { String::new() };
    let fraction = if fraction > 0 { format!(".{fraction:07}") } else { String::new() };
    format!("{sign}{days}{:02}:{:02}:{:02}{fraction}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Reads a span as the invariant culture writes it.
pub fn parse(text: &str) -> Option<i64> {
    culture::parse_span(text, &Culture::invariant()).ok()
}

/// Class and message of what .NET throws for text that is no span.
fn failure(text: &str, failure: SpanFailure) -> (&'static str, String) {
    match failure {
        SpanFailure::Format => {
            ("System.FormatException", format!("String '{text}' was not recognized as a valid TimeSpan."))
        }
        SpanFailure::Overflow => (
            "System.OverflowException",
            format!(
                "The TimeSpan string '{text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits."
            ),
        ),
    }
}

/// Casts text, ticks, and other numbers by their text.
pub fn convert(value: &Value) -> Outcome<Value> {
    const NAME: &str = "System.TimeSpan";
    let text = match value {
        Value::TimeSpan(ticks) => return Ok(Value::TimeSpan(*ticks)),
        Value::Int(_)
        | Value::Long(_)
        | Value::Byte(_)
        | Value::SByte(_)
        | Value::Int16(_)
        | Value::UInt16(_)
        | Value::UInt(_)
        | Value::Char(_)
        | Value::Enum(_) => return convert::to_long(value).map(Value::TimeSpan),
        Value::String(_) | Value::Single(_) | Value::Double(_) | Value::Decimal(_) | Value::ULong(_) => {
            convert::display(value)
        }
        Value::Bool(_) | Value::DateTime(_) => return Err(convert::invalid_cast_from(value, NAME)),
        other => return Err(convert::no_conversion(other, NAME)),
    };
    culture::parse_span(&text, &Culture::invariant()).map(Value::TimeSpan).map_err(|found| {
        let (class, message) = failure(&text, found);
        let id = "InvalidCastParseTargetInvocationWithFormatProvider";
        convert::cast_failed(value, NAME, id, Exception::new(class, message))
    })
}

fn ticks(this: &Value) -> i64 {
    match this.unwrapped() {
        Value::TimeSpan(ticks) => *ticks,
        _ => 0,
    }
}

macro_rules! part {
    ($name:literal, $kind:literal, $get:expr) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |_, this| {
                let get: fn(i64) -> Value = $get;
                Ok(get(ticks(this)))
            },
            set: None,
        }
    };
}

fn span(amount: f64, unit: i64) -> Outcome<Value> {
    let ticks = amount * unit as f64;
    if !ticks.is_finite() || ticks.abs() > i64::MAX as f64 {
        return Err(arguments::throw(
            "System.OverflowException",
            "TimeSpan overflowed because the duration is too long.",
        ));
    }
    Ok(Value::TimeSpan(ticks.round() as i64))
}

macro_rules! constant {
    ($name:literal, $value:expr) => {
        StaticProperty { name: $name, type_name: "long", get: |_| Ok(Value::Long($value)), set: None }
    };
}

/// One number of a unit, a fraction too; smaller units follow as whole numbers.
macro_rules! units {
    ($name:literal, $unit:expr, [$($smaller:expr),*], $signatures:expr) => {
        StaticMethod {
            name: $name,
            signatures: $signatures,
            call: |_, args| {
                if args.len() < 2 {
                    return span(arguments::double(args, 0)?, $unit);
                }
                let smaller: &[i64] = &[$($smaller),*];
                let mut total = arguments::long(args, 0)?.saturating_mul($unit);
                for (index, unit) in smaller.iter().enumerate().take(args.len() - 1) {
                    total = total.saturating_add(arguments::long(args, index + 1)?.saturating_mul(*unit));
                }
                Ok(Value::TimeSpan(total))
            },
        }
    };
}

macro_rules! whole {
    ($kind:literal $name:literal $variant:ident $value:literal) => {
        StaticProperty { name: $name, type_name: $kind, get: |_| Ok(Value::$variant($value)), set: None }
    };
}

/// A format, or each of an array.
fn forms(engine: &mut crate::engine::Engine, value: &Value) -> Outcome<Vec<String>> {
    match value.unwrapped() {
        Value::Array(_) => {
            let items = arguments::items(engine, value)?;
            items.iter().map(|item| convert::to_text(engine, item)).collect()
        }
        _ => Ok(vec![convert::to_text(engine, value)?]),
    }
}

/// A length of its parts. Errors: it is longer than .NET counts.
fn construct(args: &[Value]) -> Outcome<Value> {
    let numbers: Vec<i64> = args.iter().map(convert::to_long).collect::<Outcome<_>>()?;
    const UNITS: [i64; 6] =
        [TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, TICKS_PER_MILLISECOND, 10];
    let units = match numbers.as_slice() {
        [] => return Ok(Value::TimeSpan(0)),
        [ticks] => return Ok(Value::TimeSpan(*ticks)),
        // Three are hours, minutes and seconds.
        [_, _, _] => UNITS.get(1..4).unwrap_or_default(),
        _ => &UNITS,
    };
    let parts = numbers.iter().zip(units);
    let ticks: i128 = parts.map(|(number, unit)| i128::from(*number) * i128::from(*unit)).sum();
    i64::try_from(ticks).map(Value::TimeSpan).map_err(|_| {
        let message = "TimeSpan overflowed because the duration is too long.";
        arguments::throw("System.ArgumentOutOfRangeException", message)
    })
}

pub static TIMESPAN: Class = Class {
    name: "System.TimeSpan",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IFormattable"],
    properties: &[
        part!("Ticks", "long", Value::Long),
        part!("Days", "int", |ticks| Value::Int((ticks / TICKS_PER_DAY) as i32)),
        part!("Hours", "int", |ticks| Value::Int((ticks / TICKS_PER_HOUR % 24) as i32)),
        part!("Milliseconds", "int", |ticks| Value::Int((ticks / TICKS_PER_MILLISECOND % 1000) as i32)),
        part!("Microseconds", "int", |ticks| Value::Int((ticks / 10 % 1000) as i32)),
        part!("Nanoseconds", "int", |ticks| Value::Int((ticks % 10 * 100) as i32)),
        part!("Minutes", "int", |ticks| Value::Int((ticks / TICKS_PER_MINUTE % 60) as i32)),
        part!("Seconds", "int", |ticks| Value::Int((ticks / TICKS_PER_SECOND % 60) as i32)),
        part!("TotalDays", "double", |ticks| Value::Double(ticks as f64 / TICKS_PER_DAY as f64)),
        part!("TotalHours", "double", |ticks| Value::Double(ticks as f64 / TICKS_PER_HOUR as f64)),
        part!("TotalMilliseconds", "double", |ticks| Value::Double(
            ticks as f64 / TICKS_PER_MILLISECOND as f64
        )),
        part!("TotalMicroseconds", "double", |ticks| Value::Double(ticks as f64 / 10.0)),
        part!("TotalNanoseconds", "double", |ticks| Value::Double(ticks as f64 * 100.0)),
        part!("TotalMinutes", "double", |ticks| Value::Double(ticks as f64 / TICKS_PER_MINUTE as f64)),
        part!("TotalSeconds", "double", |ticks| Value::Double(ticks as f64 / TICKS_PER_SECOND as f64)),
    ],
    methods: &[
        Method {
            name: "Add",
            signatures: &["timespan Add(timespan ts)"],
            call: |_, this, args| match convert(arguments::any(args, 0)?)? {
                Value::TimeSpan(more) => Ok(Value::TimeSpan(ticks(this).saturating_add(more))),
                other => Ok(other),
            },
        },
        Method {
            name: "Subtract",
            signatures: &["timespan Subtract(timespan ts)"],
            call: |_, this, args| match convert(arguments::any(args, 0)?)? {
                Value::TimeSpan(less) => Ok(Value::TimeSpan(ticks(this).saturating_sub(less))),
                other => Ok(other),
            },
        },
        Method {
            name: "Duration",
            signatures: &["timespan Duration()"],
            call: |_, this, _| Ok(Value::TimeSpan(ticks(this).saturating_abs())),
        },
        Method {
            name: "Negate",
            signatures: &["timespan Negate()"],
            call: |_, this, _| Ok(Value::TimeSpan(ticks(this).saturating_neg())),
        },
        Method {
            name: "ToString",
            signatures: &[
                "string ToString()",
                "string ToString(string format)",
                "string ToString(string format, System.IFormatProvider formatProvider)",
            ],
            call: |engine, this, args| {
                let (form, culture) = arguments::format_and_provider(engine, args)?;
                culture::format_span(ticks(this), &form, &culture).map(Value::text).map_err(|_| {
                    arguments::throw("System.FormatException", "Input string was not in a correct format.")
                })
            },
        },
        super::span::try_format_usual!(),
        Method {
            name: "CompareTo",
            signatures: &["int CompareTo(System.Object value)", "int CompareTo(timespan value)"],
            call: object::compare_own,
        },
        object::equals_own!("bool Equals(System.Object value)", "bool Equals(timespan obj)"),
        Method {
            name: "Multiply",
            signatures: &["timespan Multiply(double factor)"],
            call: |_, this, args| span(arguments::double(args, 0)?, ticks(this)),
        },
        Method {
            name: "Divide",
            signatures: &["timespan Divide(double divisor)", "double Divide(timespan ts)"],
            call: |_, this, args| match arguments::any(args, 0)?.unwrapped() {
                Value::TimeSpan(other) => Ok(Value::Double(ticks(this) as f64 / *other as f64)),
                _ => span(ticks(this) as f64 / arguments::double(args, 0)?, 1),
            },
        },
    ],
    static_properties: &[
        StaticProperty { name: "Zero", type_name: "timespan", get: |_| Ok(Value::TimeSpan(0)), set: None },
        StaticProperty {
            name: "MaxValue",
            type_name: "timespan",
            get: |_| Ok(Value::TimeSpan(i64::MAX)),
            set: None,
        },
        StaticProperty {
            name: "MinValue",
            type_name: "timespan",
            get: |_| Ok(Value::TimeSpan(i64::MIN)),
            set: None,
        },
        constant!("TicksPerDay", TICKS_PER_DAY),
        constant!("TicksPerHour", TICKS_PER_HOUR),
        constant!("TicksPerMinute", TICKS_PER_MINUTE),
        constant!("TicksPerMicrosecond", 10),
        constant!("MicrosecondsPerDay", 86_400_000_000),
        constant!("MicrosecondsPerHour", 3_600_000_000),
        constant!("MicrosecondsPerMillisecond", 1_000),
        constant!("MicrosecondsPerMinute", 60_000_000),
        constant!("MicrosecondsPerSecond", 1_000_000),
        constant!("MillisecondsPerDay", 86_400_000),
        constant!("MillisecondsPerHour", 3_600_000),
        constant!("MillisecondsPerMinute", 60_000),
        constant!("MillisecondsPerSecond", 1_000),
        constant!("MinutesPerDay", 1_440),
        constant!("MinutesPerHour", 60),
        constant!("NanosecondsPerTick", 100),
        constant!("SecondsPerDay", 86_400),
        constant!("SecondsPerHour", 3_600),
        constant!("SecondsPerMinute", 60),
        whole!("int" "HoursPerDay" Int 24),
        constant!("TicksPerMillisecond", TICKS_PER_MILLISECOND),
        StaticProperty {
            name: "TicksPerSecond",
            type_name: "long",
            get: |_| Ok(Value::Long(TICKS_PER_SECOND)),
            set: None,
        },
    ],
    static_methods: &[
        units!(
            "FromDays",
            TICKS_PER_DAY,
            [TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, TICKS_PER_MILLISECOND, 10],
            &[
                "static timespan FromDays(int days)",
                "static timespan FromDays(int days, int hours = 0, long minutes = 0, long seconds = 0, long milliseconds = 0, long microseconds = 0)",
                "static timespan FromDays(double value)"
            ]
        ),
        units!(
            "FromHours",
            TICKS_PER_HOUR,
            [TICKS_PER_MINUTE, TICKS_PER_SECOND, TICKS_PER_MILLISECOND, 10],
            &[
                "static timespan FromHours(int hours)",
                "static timespan FromHours(int hours, long minutes = 0, long seconds = 0, long milliseconds = 0, long microseconds = 0)",
                "static timespan FromHours(double value)"
            ]
        ),
        units!(
            "FromMinutes",
            TICKS_PER_MINUTE,
            [TICKS_PER_SECOND, TICKS_PER_MILLISECOND, 10],
            &[
                "static timespan FromMinutes(long minutes)",
                "static timespan FromMinutes(long minutes, long seconds = 0, long milliseconds = 0, long microseconds = 0)",
                "static timespan FromMinutes(double value)"
            ]
        ),
        units!(
            "FromSeconds",
            TICKS_PER_SECOND,
            [TICKS_PER_MILLISECOND, 10],
            &[
                "static timespan FromSeconds(long seconds)",
                "static timespan FromSeconds(long seconds, long milliseconds = 0, long microseconds = 0)",
                "static timespan FromSeconds(double value)"
            ]
        ),
        units!(
            "FromMilliseconds",
            TICKS_PER_MILLISECOND,
            [10],
            &[
                "static timespan FromMilliseconds(long milliseconds)",
                "static timespan FromMilliseconds(long milliseconds, long microseconds)",
                "static timespan FromMilliseconds(double value)"
            ]
        ),
        units!(
            "FromMicroseconds",
            10,
            [],
            &[
                "static timespan FromMicroseconds(long microseconds)",
                "static timespan FromMicroseconds(double value)"
            ]
        ),
        units!("FromTicks", 1, [], &["static timespan FromTicks(long value)"]),
        StaticMethod {
            name: "TryParseExact",
            signatures: &[
                "static bool TryParseExact(string input, string format, System.IFormatProvider formatProvider, [ref] timespan result)",
                "static bool TryParseExact(System.ReadOnlySpan[char] input, System.ReadOnlySpan[char] format, System.IFormatProvider formatProvider, [ref] timespan result)",
                "static bool TryParseExact(string input, string[] formats, System.IFormatProvider formatProvider, [ref] timespan result)",
                "static bool TryParseExact(System.ReadOnlySpan[char] input, string[] formats, System.IFormatProvider formatProvider, [ref] timespan result)",
                "static bool TryParseExact(string input, string format, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles, [ref] timespan result)",
                "static bool TryParseExact(System.ReadOnlySpan[char] input, System.ReadOnlySpan[char] format, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles, [ref] timespan result)",
                "static bool TryParseExact(string input, string[] formats, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles, [ref] timespan result)",
                "static bool TryParseExact(System.ReadOnlySpan[char] input, string[] formats, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles, [ref] timespan result)",
            ],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let culture = culture_info::provider(args.get(2));
                let mut found = None;
                for form in forms(engine, arguments::any(args, 1)?)? {
                    found = found.or(culture::parse_span_exact(&text, &form, &culture).ok());
                }
                let target = args.last().cloned().unwrap_or_default();
                super::reference::assign(engine, &target, Value::TimeSpan(found.unwrap_or(0)))?;
                Ok(Value::Bool(found.is_some()))
            },
        },
        StaticMethod {
            name: "Parse",
            signatures: &[
                "static timespan Parse(string s)",
                "static timespan Parse(string input, System.IFormatProvider formatProvider)",
                "static timespan Parse(System.ReadOnlySpan[char] input, System.IFormatProvider formatProvider = null)",
            ],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let culture = culture_info::provider(args.get(1));
                culture::parse_span(&text, &culture).map(Value::TimeSpan).map_err(|found| {
                    let (class, message) = failure(&text, found);
                    arguments::throw(class, message)
                })
            },
        },
        StaticMethod {
            name: "TryParse",
            signatures: &[
                "static bool TryParse(string s, [ref] timespan result)",
                "static bool TryParse(System.ReadOnlySpan[char] s, [ref] timespan result)",
                "static bool TryParse(string input, System.IFormatProvider formatProvider, [ref] timespan result)",
                "static bool TryParse(System.ReadOnlySpan[char] input, System.IFormatProvider formatProvider, [ref] timespan result)",
            ],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let found = culture::parse_span(&text, &culture_info::provider(args.get(1))).ok();
                let target = args.last().cloned().unwrap_or_default();
                super::reference::assign(engine, &target, Value::TimeSpan(found.unwrap_or(0)))?;
                Ok(Value::Bool(found.is_some()))
            },
        },
        StaticMethod {
            name: "ParseExact",
            signatures: &[
                "static timespan ParseExact(string input, string format, System.IFormatProvider formatProvider)",
                "static timespan ParseExact(string input, string[] formats, System.IFormatProvider formatProvider)",
                "static timespan ParseExact(string input, string format, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles)",
                "static timespan ParseExact(System.ReadOnlySpan[char] input, System.ReadOnlySpan[char] format, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles = System.Globalization.TimeSpanStyles.None)",
                "static timespan ParseExact(string input, string[] formats, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles)",
                "static timespan ParseExact(System.ReadOnlySpan[char] input, string[] formats, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles = System.Globalization.TimeSpanStyles.None)",
            ],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let culture = culture_info::provider(args.get(2));
                let mut last = SpanFailure::Format;
                for form in forms(engine, arguments::any(args, 1)?)? {
                    match culture::parse_span_exact(&text, &form, &culture) {
                        Ok(ticks) => return Ok(Value::TimeSpan(ticks)),
                        Err(found) => last = found,
                    }
                }
                let (class, message) = failure(&text, last);
                Err(arguments::throw(class, message))
            },
        },
        StaticMethod {
            name: "Compare",
            signatures: &["static int Compare(timespan t1, timespan t2)"],
            call: |_, args| match (convert(arguments::any(args, 0)?)?, convert(arguments::any(args, 1)?)?) {
                (Value::TimeSpan(a), Value::TimeSpan(b)) => Ok(Value::Int(a.cmp(&b) as i32)),
                _ => Err(arguments::no_overload()),
            },
        },
    ],
    construct: Some(|_, args| construct(args)),
    constructors: &[
        "timespan new(long ticks)",
        "timespan new(int hours, int minutes, int seconds)",
        "timespan new(int days, int hours, int minutes, int seconds)",
        "timespan new(int days, int hours, int minutes, int seconds, int milliseconds)",
        "timespan new(int days, int hours, int minutes, int seconds, int milliseconds, int microseconds)",
    ],
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TIMESPAN];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_and_show_as_dotnets() {
        assert_eq!(to_text(TICKS_PER_DAY + TICKS_PER_HOUR), "1.01:00:00");
        assert_eq!(to_text(5_000_000), "00:00:00.5000000");
        assert_eq!(
            parse("1.02:03:04"),
            Some(TICKS_PER_DAY + 2 * TICKS_PER_HOUR + 3 * TICKS_PER_MINUTE + 4 * TICKS_PER_SECOND)
        );
        assert_eq!(parse("2"), Some(2 * TICKS_PER_DAY));
        assert_eq!(parse("25:00"), None);
    }
}
