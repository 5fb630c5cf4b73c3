//! Static members of `System.DateTime`, and its constructors.

use super::class::moment;
use super::{DateTime, DateTimeKind, LAST, UNIX_EPOCH, exact, formats, read, styles, thrown, value};
use crate::engine::culture::DateStyles;
use crate::engine::types::timespan::{TICKS_PER_DAY, TICKS_PER_MILLISECOND};
use crate::engine::types::{self, StaticMethod, StaticProperty, arguments, culture_info};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use chrono::{Datelike, Duration, NaiveDate};
use std::rc::Rc;

/// A moment of its parts, as the overloads bind them: numbers, perhaps a calendar, perhaps a kind.
pub(super) fn construct(args: &[Value]) -> Outcome<Value> {
    let mut numbers = Vec::new();
    let mut kind = DateTimeKind::Unspecified;
    for argument in args {
        match argument.unwrapped() {
            Value::Enum(given) => kind = kind_of(given.number)?,
            // Calendars count as the Gregorian one does: there is no other class of them.
            Value::Object(_) => {}
            other => numbers.push(convert::to_long(other)?),
        }
    }
    match numbers.as_slice() {
        [] => value(0, kind),
        [ticks] if !(0..=LAST).contains(ticks) => Err(arguments::out_of_range(
            "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.",
            "ticks",
        )),
        [ticks] => value(*ticks, kind),
        parts => of_parts(parts, kind),
    }
}

fn kind_of(number: i64) -> Outcome<DateTimeKind> {
    match number {
        0 => Ok(DateTimeKind::Unspecified),
        1 => Ok(DateTimeKind::Utc),
        2 => Ok(DateTimeKind::Local),
        _ => Err(arguments::throw(
            "System.ArgumentException",
            "Invalid DateTimeKind value. (Parameter 'kind')",
        )),
    }
}

/// Year, month, day, and perhaps the time to the microsecond. Errors: those of .NET for what no clock shows.
fn of_parts(parts: &[i64], kind: DateTimeKind) -> Outcome<Value> {
    let unfit = |what: &str| {
        let message = format!("{what} parameters describe an un-representable DateTime.");
        arguments::throw("System.ArgumentOutOfRangeException", message)
    };
    let number = |index: usize| parts.get(index).copied().unwrap_or(0);
    let part = |index: usize| u32::try_from(number(index)).unwrap_or(u32::MAX);
    let date = i32::try_from(number(0))
        .ok()
        .filter(|year| (1..=9999).contains(year))
        .and_then(|year| NaiveDate::from_ymd_opt(year, part(1), part(2)))
        .ok_or_else(|| unfit("Year, Month, and Day"))?;
    let moment =
        date.and_hms_opt(part(3), part(4), part(5)).ok_or_else(|| unfit("Hour, Minute, and Second"))?;
    for (index, name) in [(6, "millisecond"), (7, "microsecond")] {
        if !(0..1000).contains(&number(index)) {
            return Err(arguments::out_of_range("Valid values are between 0 and 999, inclusive.", name));
        }
    }
    let mut moment = DateTime::from_naive(moment, kind);
    moment.ticks += number(6) * TICKS_PER_MILLISECOND + number(7) * 10;
    Ok(Value::DateTime(Rc::new(moment)))
}

/// [`construct`], and of a `DateOnly` with a `TimeOnly`.
pub(super) fn construct_any(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    match args {
        [date, time, rest @ ..] if types::class_of(date).name == "System.DateOnly" => {
            let given: Vec<Value> = std::iter::once(time).chain(rest).cloned().collect();
            crate::engine::member::invoke(engine, date, "ToDateTime", &given)
        }
        _ => construct(args),
    }
}

/// Ticks of 1601-01-01, from which file times count.
pub(super) const FILE_TIME_EPOCH: i64 = 504_911_232_000_000_000;
/// Ticks of 1899-12-30, from which OLE automation dates count.
pub(super) const AUTOMATION_EPOCH: i64 = 599_264_352_000_000_000;

/// Fills the `[ref]` argument of a `TryParse`; the first moment when nothing was read.
fn assign(engine: &mut Engine, args: &[Value], found: Option<DateTime>) -> Outcome<Value> {
    let none = DateTime { ticks: 0, kind: DateTimeKind::Unspecified };
    let target = args.last().cloned().unwrap_or_default();
    crate::engine::types::reference::assign(
        engine,
        &target,
        Value::DateTime(Rc::new(found.unwrap_or(none))),
    )?;
    Ok(Value::Bool(found.is_some()))
}

pub(super) const PROPERTIES: &[StaticProperty] = &[
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
];

pub(super) const METHODS: &[StaticMethod] = &[
    StaticMethod {
        name: "Parse",
        signatures: &[
            "static datetime Parse(string s)",
            "static datetime Parse(string s, System.IFormatProvider provider)",
            "static datetime Parse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles)",
            "static datetime Parse(System.ReadOnlySpan[char] s, System.IFormatProvider provider = null, System.Globalization.DateTimeStyles styles = System.Globalization.DateTimeStyles.None)",
            "static datetime Parse(System.ReadOnlySpan[char] s, System.IFormatProvider provider)",
        ],
        call: |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let styles = styles(engine, args.get(2))?;
            read(&text, &culture_info::provider(args.get(1)), styles)
                .map(|moment| Value::DateTime(Rc::new(moment)))
                .map_err(|failure| thrown(&text, &failure))
        },
    },
    StaticMethod {
        name: "ParseExact",
        signatures: &[
            "static datetime ParseExact(string s, string format, System.IFormatProvider provider)",
            "static datetime ParseExact(string s, string format, System.IFormatProvider provider, System.Globalization.DateTimeStyles style)",
            "static datetime ParseExact(System.ReadOnlySpan[char] s, System.ReadOnlySpan[char] format, System.IFormatProvider provider, System.Globalization.DateTimeStyles style = System.Globalization.DateTimeStyles.None)",
            "static datetime ParseExact(string s, string[] formats, System.IFormatProvider provider, System.Globalization.DateTimeStyles style)",
            "static datetime ParseExact(System.ReadOnlySpan[char] s, string[] formats, System.IFormatProvider provider, System.Globalization.DateTimeStyles style = System.Globalization.DateTimeStyles.None)",
        ],
        call: |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let forms = formats(engine, arguments::any(args, 1)?)?;
            arguments::any(args, 2)?;
            let styles = styles(engine, args.get(3))?;
            exact(&text, &forms, &culture_info::provider(args.get(2)), styles)
                .map(|parsed| Value::DateTime(Rc::new(parsed.to_date_time(styles))))
                .map_err(|failure| thrown(&text, &failure))
        },
    },
    StaticMethod {
        name: "TryParse",
        signatures: &[
            "static bool TryParse(string s, [ref] datetime result)",
            "static bool TryParse(System.ReadOnlySpan[char] s, [ref] datetime result)",
            "static bool TryParse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles, [ref] datetime result)",
            "static bool TryParse(System.ReadOnlySpan[char] s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles, [ref] datetime result)",
            "static bool TryParse(string s, System.IFormatProvider provider, [ref] datetime result)",
            "static bool TryParse(System.ReadOnlySpan[char] s, System.IFormatProvider provider, [ref] datetime result)",
        ],
        call: |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let styles = if args.len() > 3 { styles(engine, args.get(2))? } else { DateStyles::default() };
            let found = read(&text, &culture_info::provider(args.get(1)), styles).ok();
            assign(engine, args, found)
        },
    },
    StaticMethod {
        name: "TryParseExact",
        signatures: &[
            "static bool TryParseExact(string s, string format, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] datetime result)",
            "static bool TryParseExact(System.ReadOnlySpan[char] s, System.ReadOnlySpan[char] format, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] datetime result)",
            "static bool TryParseExact(string s, string[] formats, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] datetime result)",
            "static bool TryParseExact(System.ReadOnlySpan[char] s, string[] formats, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] datetime result)",
        ],
        call: |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let forms = formats(engine, arguments::any(args, 1)?)?;
            let styles = styles(engine, args.get(3))?;
            let found = exact(&text, &forms, &culture_info::provider(args.get(2)), styles);
            assign(engine, args, found.ok().map(|parsed| parsed.to_date_time(styles)))
        },
    },
    StaticMethod {
        name: "SpecifyKind",
        signatures: &["static datetime SpecifyKind(datetime value, System.DateTimeKind kind)"],
        call: |engine, args| {
            let wanted = types::named("System.DateTimeKind");
            let Value::DateTime(at) = super::convert(arguments::any(args, 0)?.unwrapped())? else {
                return Err(arguments::no_overload());
            };
            let kind = match convert::to_type(engine, arguments::any(args, 1)?.clone(), &wanted)? {
                Value::Enum(kind) if kind.number == 1 => DateTimeKind::Utc,
                Value::Enum(kind) if kind.number == 2 => DateTimeKind::Local,
                _ => DateTimeKind::Unspecified,
            };
            value(at.ticks, kind)
        },
    },
    StaticMethod {
        name: "Equals",
        signatures: &[
            "static bool Equals(datetime t1, datetime t2)",
            "static bool Equals(System.Object objA, System.Object objB)",
        ],
        call: |_, args| match (arguments::any(args, 0)?.unwrapped(), arguments::any(args, 1)?.unwrapped()) {
            (Value::DateTime(a), Value::DateTime(b)) => Ok(Value::Bool(a.ticks == b.ticks)),
            (a, b) => Ok(Value::Bool(a.is_null() && b.is_null())),
        },
    },
    StaticMethod {
        name: "FromBinary",
        signatures: &["static datetime FromBinary(long dateData)"],
        call: |_, args| {
            let data = arguments::long(args, 0)?;
            let ticks = data & 0x3FFF_FFFF_FFFF_FFFF;
            match (data as u64) >> 62 {
                0 => value(ticks, DateTimeKind::Unspecified),
                1 => value(ticks, DateTimeKind::Utc),
                _ => {
                    let utc = DateTime { ticks, kind: DateTimeKind::Utc };
                    Ok(Value::DateTime(Rc::new(utc.to_local())))
                }
            }
        },
    },
    StaticMethod {
        name: "FromFileTime",
        signatures: &["static datetime FromFileTime(long fileTime)"],
        call: |_, args| {
            let ticks = arguments::long(args, 0)?.saturating_add(FILE_TIME_EPOCH);
            value(ticks, DateTimeKind::Utc).map(|found| Value::DateTime(Rc::new(moment(&found).to_local())))
        },
    },
    StaticMethod {
        name: "FromFileTimeUtc",
        signatures: &["static datetime FromFileTimeUtc(long fileTime)"],
        call: |_, args| value(arguments::long(args, 0)?.saturating_add(FILE_TIME_EPOCH), DateTimeKind::Utc),
    },
    StaticMethod {
        name: "FromOADate",
        signatures: &["static datetime FromOADate(double d)"],
        call: |_, args| {
            let milliseconds = (arguments::double(args, 0)? * 86_400_000.0).round() as i64;
            let ticks = milliseconds.saturating_mul(TICKS_PER_MILLISECOND).saturating_add(AUTOMATION_EPOCH);
            value(ticks, DateTimeKind::Unspecified)
        },
    },
    StaticMethod {
        name: "Compare",
        signatures: &["static int Compare(datetime t1, datetime t2)"],
        call: |_, args| {
            let first = moment(&super::convert(arguments::any(args, 0)?.unwrapped())?);
            let second = moment(&super::convert(arguments::any(args, 1)?.unwrapped())?);
            Ok(Value::Int(first.ticks.cmp(&second.ticks) as i32))
        },
    },
    StaticMethod {
        name: "IsLeapYear",
        signatures: &["static bool IsLeapYear(int year)"],
        call: |_, args| Ok(Value::Bool(NaiveDate::from_ymd_opt(arguments::int(args, 0)?, 2, 29).is_some())),
    },
    StaticMethod {
        name: "DaysInMonth",
        signatures: &["static int DaysInMonth(int year, int month)"],
        call: |_, args| {
            let month = u32::try_from(arguments::int(args, 1)?).unwrap_or(0);
            let first = NaiveDate::from_ymd_opt(arguments::int(args, 0)?, month, 1);
            match first
                .and_then(|first| Some(first.checked_add_months(chrono::Months::new(1))? - Duration::days(1)))
            {
                Some(last) => Ok(Value::Int(last.day() as i32)),
                None => Err(arguments::throw(
                    "System.ArgumentOutOfRangeException",
                    "Month must be between one and twelve. (Parameter 'month')",
                )),
            }
        },
    },
];
