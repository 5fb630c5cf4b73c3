//! `System.TimeSpan`: ticks of 100 ns.

use super::{Class, Method, Property, StaticMethod, StaticProperty, arguments, object};
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

/// Reads `[-][d.]hh:mm[:ss[.fffffff]]` or a number of days.
pub fn parse(text: &str) -> Option<i64> {
    let trimmed = text.trim();
    let (sign, body) = match trimmed.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, trimmed),
    };
    if let Ok(days) = body.parse::<i64>() {
        return days.checked_mul(TICKS_PER_DAY)?.checked_mul(sign);
    }
    let (days, clock) = match body.split_once(':').and_then(|(before, _)| before.split_once('.')) {
        Some((days, _)) => (days.parse::<i64>().ok()?, body.get(days.len() + 1..)?),
        None => (0, body),
    };
    let mut parts = clock.split(':');
    let hours: i64 = parts.next()?.parse().ok()?;
    let minutes: i64 = parts.next()?.parse().ok()?;
    let (seconds, fraction) = match parts.next() {
        None => (0, 0),
        Some(text) => match text.split_once('.') {
            None => (text.parse().ok()?, 0),
            Some((whole, part)) if !part.is_empty() && part.len() <= 7 => {
                (whole.parse().ok()?, format!("{part:0<7}").parse::<i64>().ok()?)
            }
            Some(_) => return None,
        },
    };
    let good = parts.next().is_none()
        && (0..24).contains(&hours)
        && (0..60).contains(&minutes)
        && (0..60).contains(&seconds);
    let total = days * TICKS_PER_DAY
        + hours * TICKS_PER_HOUR
        + minutes * TICKS_PER_MINUTE
        + seconds * TICKS_PER_SECOND
        + fraction;
    good.then_some(total * sign)
}

/// Casts text or a number of ticks.
pub fn convert(value: &Value) -> Outcome<Value> {
    match value {
        Value::TimeSpan(ticks) => Ok(Value::TimeSpan(*ticks)),
        Value::String(text) => match parse(text) {
            Some(ticks) => Ok(Value::TimeSpan(ticks)),
            None => {
                let inner = format!("String '{text}' was not recognized as a valid TimeSpan.");
                Err(convert::invalid_cast(text, "System.TimeSpan", &inner, "System.FormatException", value))
            }
        },
        Value::Int(_) | Value::Long(_) | Value::Double(_) => convert::to_long(value).map(Value::TimeSpan),
        other => Err(convert::no_conversion(other, "System.TimeSpan")),
    }
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

macro_rules! from {
    ($name:literal, $unit:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static timespan ", $name, "(double value)")],
            call: |_, args| span(arguments::double(args, 0)?, $unit),
        }
    };
}

/// .NET's custom formats of spans: `hh\:mm`, `d'd '`, and the standard `c`, `g`.
fn format(ticks: i64, form: &str) -> String {
    if matches!(form, "" | "c" | "t" | "T") {
        return to_text(ticks);
    }
    let total = ticks.unsigned_abs();
    let seconds = total / TICKS_PER_SECOND as u64;
    if form == "g" {
        let days = seconds / 86400;
        let head = if days > 0 { format!("{days}:") } else { String::new() };
        return format!(
            "{}{head}{}:{:02}:{:02}",
            if ticks < 0 { "-" } else { "" },
            seconds / 3600 % 24,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let mut out = String::new();
    let mut characters = form.chars().peekable();
    while let Some(character) = characters.next() {
        let mut count = 1;
        if matches!(character, 'd' | 'h' | 'm' | 's' | 'f') {
            while characters.peek() == Some(&character) {
                characters.next();
                count += 1;
            }
        }
        match character {
            'd' => out.push_str(&format!("{:0count$}", seconds / 86400)),
            'h' => out.push_str(&format!("{:0count$}", seconds / 3600 % 24)),
            'm' => out.push_str(&format!("{:0count$}", seconds / 60 % 60)),
            's' => out.push_str(&format!("{:0count$}", seconds % 60)),
            'f' => out.push_str(
                format!("{:07}", total % TICKS_PER_SECOND as u64).get(..count.min(7)).unwrap_or_default(),
            ),
            '\\' => out.extend(characters.next()),
            '\'' | '"' => out.extend(characters.by_ref().take_while(|next| *next != character)),
            other => out.push(other),
        }
    }
    out
}

pub static TIMESPAN: Class = Class {
    name: "System.TimeSpan",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IFormattable"],
    properties: &[
        part!("Days", "int", |ticks| Value::Int((ticks / TICKS_PER_DAY) as i32)),
        part!("Hours", "int", |ticks| Value::Int((ticks / TICKS_PER_HOUR % 24) as i32)),
        part!("Minutes", "int", |ticks| Value::Int((ticks / TICKS_PER_MINUTE % 60) as i32)),
        part!("Seconds", "int", |ticks| Value::Int((ticks / TICKS_PER_SECOND % 60) as i32)),
        part!("Milliseconds", "int", |ticks| Value::Int((ticks / TICKS_PER_MILLISECOND % 1000) as i32)),
        part!("Ticks", "long", Value::Long),
        part!("TotalDays", "double", |ticks| Value::Double(ticks as f64 / TICKS_PER_DAY as f64)),
        part!("TotalHours", "double", |ticks| Value::Double(ticks as f64 / TICKS_PER_HOUR as f64)),
        part!("TotalMinutes", "double", |ticks| Value::Double(ticks as f64 / TICKS_PER_MINUTE as f64)),
        part!("TotalSeconds", "double", |ticks| Value::Double(ticks as f64 / TICKS_PER_SECOND as f64)),
        part!("TotalMilliseconds", "double", |ticks| Value::Double(
            ticks as f64 / TICKS_PER_MILLISECOND as f64
        )),
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
            signatures: &["string ToString()", "string ToString(string format)"],
            call: |engine, this, args| {
                let form = if args.is_empty() { String::new() } else { arguments::text(engine, args, 0)? };
                Ok(Value::text(format(ticks(this), &form)))
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
        StaticProperty {
            name: "TicksPerSecond",
            type_name: "long",
            get: |_| Ok(Value::Long(TICKS_PER_SECOND)),
            set: None,
        },
    ],
    static_methods: &[
        from!("FromDays", TICKS_PER_DAY),
        from!("FromHours", TICKS_PER_HOUR),
        from!("FromMinutes", TICKS_PER_MINUTE),
        from!("FromSeconds", TICKS_PER_SECOND),
        from!("FromMilliseconds", TICKS_PER_MILLISECOND),
        from!("FromTicks", 1),
        StaticMethod {
            name: "Parse",
            signatures: &["static timespan Parse(string s)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                parse(&text).map(Value::TimeSpan).ok_or_else(|| {
                    arguments::throw(
                        "System.FormatException",
                        format!("String '{text}' was not recognized as a valid TimeSpan."),
                    )
                })
            },
        },
    ],
    construct: Some(|_, args| {
        let numbers: Outcome<Vec<i64>> = args.iter().map(convert::to_long).collect();
        Ok(Value::TimeSpan(match numbers?.as_slice() {
            [] => 0,
            [ticks] => *ticks,
            [hours, minutes, seconds] => {
                hours * TICKS_PER_HOUR + minutes * TICKS_PER_MINUTE + seconds * TICKS_PER_SECOND
            }
            [days, hours, minutes, seconds, rest @ ..] if rest.len() < 2 => {
                days * TICKS_PER_DAY
                    + hours * TICKS_PER_HOUR
                    + minutes * TICKS_PER_MINUTE
                    + seconds * TICKS_PER_SECOND
                    + rest.first().copied().unwrap_or(0) * TICKS_PER_MILLISECOND
            }
            _ => return Err(arguments::no_overload()),
        }))
    }),
    constructors: &[
        "timespan new(long ticks)",
        "timespan new(int hours, int minutes, int seconds)",
        "timespan new(int days, int hours, int minutes, int seconds)",
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
        assert_eq!(format(TICKS_PER_HOUR, r"hh\:mm"), "01:00");
    }
}
