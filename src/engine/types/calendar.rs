//! `System.Globalization.GregorianCalendar` and `ISOWeek`.

use super::datetime::{self, DateTimeKind};
use super::table::{methods, properties, statics};
use super::timespan::TICKS_PER_DAY;
use super::{Class, arguments, enumeration, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use chrono::{Datelike, NaiveDate, Weekday};
use std::any::Any;

#[derive(Debug)]
struct Calendar;

impl Native for Calendar {
    fn class(&self) -> &'static Class {
        &GREGORIAN
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The calendar of every culture here.
pub fn value() -> Value {
    Value::native(Calendar)
}

fn date(args: &[Value]) -> Outcome<NaiveDate> {
    match datetime::convert(arguments::any(args, 0)?.unwrapped())? {
        Value::DateTime(moment) => Ok(moment.naive().date()),
        _ => Err(arguments::no_overload()),
    }
}

/// The week of the year: rule 0 counts from the first day, 1 full weeks, 2 weeks with four days.
fn week(date: NaiveDate, rule: i64, first_day: i64) -> i32 {
    let day_of_year = i64::from(date.ordinal0());
    let weekday = i64::from(date.weekday().num_days_from_sunday());
    let first_weekday = (weekday - day_of_year).rem_euclid(7);
    let offset = (first_weekday - first_day).rem_euclid(7);
    if rule == 0 {
        return ((day_of_year + offset) / 7 + 1) as i32;
    }
    let full_days = if rule == 1 { 7 } else { 4 };
    // Days of the year before its first counted week, negative when that week began in the year before.
    let mut before = (7 - offset) % 7;
    if before >= full_days {
        before -= 7;
    }
    if day_of_year >= before {
        return ((day_of_year - before) / 7 + 1) as i32;
    }
    match NaiveDate::from_ymd_opt(date.year() - 1, 12, 31) {
        Some(last) => week(last, rule, first_day),
        None => 1,
    }
}

fn name_of(engine: &mut Engine, args: &[Value], index: usize, class: &str) -> Outcome<i64> {
    let wanted = super::named(class);
    match crate::engine::convert::to_type(engine, arguments::any(args, index)?.clone(), &wanted)? {
        Value::Enum(value) => Ok(value.number),
        _ => Ok(0),
    }
}

macro_rules! of_date {
    ($how:expr) => {
        |_, _, args| {
            let how: fn(NaiveDate) -> i32 = $how;
            Ok(Value::Int(how(date(args)?)))
        }
    };
}

fn days_in_month(year: i32, month: i32) -> Outcome<i32> {
    let first = u32::try_from(month).ok().and_then(|month| NaiveDate::from_ymd_opt(year, month, 1));
    let next = first.and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    match (first, next) {
        (Some(first), Some(next)) => Ok((next - first).num_days() as i32),
        _ => Err(arguments::out_of_range("Month must be between one and twelve.", "month")),
    }
}

static CALENDAR: Class = Class {
    name: "System.Globalization.Calendar",
    base: Some(&object::OBJECT),
    properties: properties! {
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "int" TwoDigitYearMax => |_, _| Ok(Value::Int(2049));
    },
    methods: methods! {
        AddDays "datetime AddDays(datetime time, int days)" => |engine, _, args| {
            let days = Value::Double(arguments::double(args, 1)?);
            crate::engine::member::invoke(engine, arguments::any(args, 0)?, "AddDays", &[days])
        };
        AddMonths "datetime AddMonths(datetime time, int months)" => |engine, _, args| {
            let months = arguments::any(args, 1)?.clone();
            crate::engine::member::invoke(engine, arguments::any(args, 0)?, "AddMonths", &[months])
        };
        AddYears "datetime AddYears(datetime time, int years)" => |engine, _, args| {
            let years = arguments::any(args, 1)?.clone();
            crate::engine::member::invoke(engine, arguments::any(args, 0)?, "AddYears", &[years])
        };
        GetDayOfMonth "int GetDayOfMonth(datetime time)" => of_date!(|date| date.day() as i32);
        GetDayOfWeek "System.DayOfWeek GetDayOfWeek(datetime time)" => |_, _, args| {
            Ok(enumeration::value("System.DayOfWeek", i64::from(date(args)?.weekday().num_days_from_sunday())))
        };
        GetDayOfYear "int GetDayOfYear(datetime time)" => of_date!(|date| date.ordinal() as i32);
        GetDaysInMonth "int GetDaysInMonth(int year, int month)" => |_, _, args| days_in_month(arguments::int(args, 0)?, arguments::int(args, 1)?).map(Value::Int);
        GetDaysInYear "int GetDaysInYear(int year)" => |_, _, args| Ok(Value::Int(if is_leap(arguments::int(args, 0)?) { 366 } else { 365 }));
        GetMonth "int GetMonth(datetime time)" => of_date!(|date| date.month() as i32);
        GetMonthsInYear "int GetMonthsInYear(int year)" => |_, _, _| Ok(Value::Int(12));
        GetWeekOfYear "int GetWeekOfYear(datetime time, System.Globalization.CalendarWeekRule rule, System.DayOfWeek firstDayOfWeek)" => |engine, _, args| {
            let rule = name_of(engine, args, 1, "System.Globalization.CalendarWeekRule")?;
            let first = name_of(engine, args, 2, "System.DayOfWeek")?;
            Ok(Value::Int(week(date(args)?, rule, first)))
        };
        GetYear "int GetYear(datetime time)" => of_date!(|date| date.year());
        IsLeapYear "bool IsLeapYear(int year)" => |_, _, args| Ok(Value::Bool(is_leap(arguments::int(args, 0)?)));
        ToFourDigitYear "int ToFourDigitYear(int year)" => |_, _, args| {
            let year = arguments::int(args, 0)?;
            Ok(Value::Int(match year {
                0..=49 => 2000 + year,
                50..=99 => 1900 + year,
                other => other,
            }))
        };
    },
    ..Class::EMPTY
};

fn is_leap(year: i32) -> bool {
    NaiveDate::from_ymd_opt(year, 2, 29).is_some()
}

static GREGORIAN: Class = Class {
    name: "System.Globalization.GregorianCalendar",
    base: Some(&CALENDAR),
    construct: Some(|_, _| Ok(value())),
    constructors: &["System.Globalization.GregorianCalendar new()"],
    ..Class::EMPTY
};

fn moment(date: Option<NaiveDate>) -> Outcome<Value> {
    match date {
        Some(date) => datetime::value(
            (i64::from(date.num_days_from_ce()) - 1) * TICKS_PER_DAY,
            DateTimeKind::Unspecified,
        ),
        None => Err(arguments::out_of_range("The year or week is out of range.", "week")),
    }
}

static ISO_WEEK: Class = Class {
    name: "System.Globalization.ISOWeek",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        GetWeekOfYear "static int GetWeekOfYear(datetime date)" "static int GetWeekOfYear(System.DateOnly date)" => |_, args| Ok(Value::Int(date(args)?.iso_week().week() as i32));
        GetWeeksInYear "static int GetWeeksInYear(int year)" => |_, args| {
            let last = NaiveDate::from_ymd_opt(arguments::int(args, 0)?, 12, 28);
            Ok(Value::Int(last.map_or(52, |last| last.iso_week().week() as i32)))
        };
        GetYear "static int GetYear(datetime date)" "static int GetYear(System.DateOnly date)" => |_, args| Ok(Value::Int(date(args)?.iso_week().year()));
        GetYearEnd "static datetime GetYearEnd(int year)" => |_, args| {
            moment(NaiveDate::from_isoywd_opt(arguments::int(args, 0)? + 1, 1, Weekday::Mon).and_then(|day| day.pred_opt()))
        };
        GetYearStart "static datetime GetYearStart(int year)" => |_, args| moment(NaiveDate::from_isoywd_opt(arguments::int(args, 0)?, 1, Weekday::Mon));
        ToDateTime "static datetime ToDateTime(int year, int week, System.DayOfWeek dayOfWeek)" => |engine, args| {
            let day = name_of(engine, args, 2, "System.DayOfWeek")?;
            let week = u32::try_from(arguments::int(args, 1)?).unwrap_or(0);
            let monday = NaiveDate::from_isoywd_opt(arguments::int(args, 0)?, week, Weekday::Mon);
            moment(monday.and_then(|monday| monday.checked_add_days(chrono::Days::new(((day + 6) % 7) as u64))))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CALENDAR, &GREGORIAN, &ISO_WEEK];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_count_by_their_rules() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(week(day(2024, 1, 1), 2, 1), 1);
        assert_eq!(week(day(2021, 1, 1), 2, 1), 53);
        assert_eq!(week(day(2021, 1, 1), 0, 0), 1);
        assert_eq!(week(day(2021, 1, 3), 1, 0), 1);
        assert_eq!(week(day(2021, 1, 2), 1, 0), 52);
    }
}
