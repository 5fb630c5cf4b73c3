//! `System.Globalization.DateTimeFormatInfo`.

use super::{CLONE, GET_FORMAT, Part, change, copied, data, part, provider, strings, value};
use crate::engine::culture::{self, Culture};
use crate::engine::types::{self, Class, Method, Property, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// A name by its number; .NET counts months from one, days of the week from zero.
fn nth(engine: &mut Engine, args: &[Value], names: &[String], first: i32) -> Outcome<Value> {
    let number = match arguments::any(args, 0)?.unwrapped() {
        Value::String(_) => {
            let wanted = types::named("System.DayOfWeek");
            convert::to_int(&convert::to_type(engine, arguments::any(args, 0)?.clone(), &wanted)?)?
        }
        other => convert::to_int(other)?,
    };
    match usize::try_from(number - first).ok().and_then(|index| names.get(index)) {
        Some(name) => Ok(Value::from(name.as_str())),
        None => Err(arguments::out_of_range(
            &format!("Valid values are between {first} and {}, inclusive.", names.len() as i32 - 1 + first),
            "month",
        )),
    }
}

pub(super) static DATE_FORMAT: Class = Class {
    name: "System.Globalization.DateTimeFormatInfo",
    base: Some(&object::OBJECT),
    interfaces: &["System.IFormatProvider", "System.ICloneable"],
    properties: &[
        text!("AMDesignator", am),
        text!("DateSeparator", date_sep),
        Property {
            name: "FirstDayOfWeek",
            type_name: "System.DayOfWeek",
            get: |engine, this| {
                let day = Value::text(data(this).first_day.clone());
                convert::to_type(engine, day, &types::named("System.DayOfWeek"))
            },
            set: None,
        },
        text!("FullDateTimePattern", full),
        text!("LongDatePattern", long_date),
        text!("LongTimePattern", long_time),
        text!("MonthDayPattern", month_day),
        text!("PMDesignator", pm),
        read!("RFC1123Pattern", "string", |_| Value::text("ddd, dd MMM yyyy HH':'mm':'ss 'GMT'")),
        text!("ShortDatePattern", short_date),
        text!("ShortTimePattern", short_time),
        read!("SortableDateTimePattern", "string", |_| Value::text("yyyy'-'MM'-'dd'T'HH':'mm':'ss")),
        text!("TimeSeparator", time_sep),
        read!("UniversalSortableDateTimePattern", "string", |_| Value::text(
            "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"
        )),
        text!("YearMonthPattern", year_month),
        names!("AbbreviatedDayNames", short_days),
        names!("DayNames", days),
        names!("AbbreviatedMonthNames", short_months),
        names!("MonthNames", months),
        names!("AbbreviatedMonthGenitiveNames", short_month_genitives),
        names!("MonthGenitiveNames", month_genitives),
        read!("NativeCalendarName", "string", |_| Value::text("Gregorian Calendar")),
        read!("IsReadOnly", "bool", |_| Value::Bool(false)),
    ],
    methods: &[
        CLONE,
        GET_FORMAT,
        Method {
            name: "GetMonthName",
            signatures: &["string GetMonthName(int month)"],
            call: |engine, this, args| nth(engine, args, &data(this).months, 1),
        },
        Method {
            name: "GetAbbreviatedMonthName",
            signatures: &["string GetAbbreviatedMonthName(int month)"],
            call: |engine, this, args| nth(engine, args, &data(this).short_months, 1),
        },
        Method {
            name: "GetShortestDayName",
            signatures: &["string GetShortestDayName(System.DayOfWeek dayOfWeek)"],
            call: |engine, this, args| nth(engine, args, &data(this).short_days, 0),
        },
        Method {
            name: "GetEra",
            signatures: &["int GetEra(string eraName)"],
            call: |engine, this, args| {
                let name = arguments::text(engine, args, 0)?;
                let own = data(this).era.clone();
                Ok(Value::Int(if name.eq_ignore_ascii_case(&own) { 1 } else { -1 }))
            },
        },
        Method {
            name: "GetEraName",
            signatures: &["string GetEraName(int era)"],
            call: |_, this, args| match arguments::int(args, 0)? {
                0 | 1 => Ok(Value::text(data(this).era.clone())),
                _ => Err(arguments::out_of_range("Era value was not valid.", "era")),
            },
        },
        Method {
            name: "GetDayName",
            signatures: &["string GetDayName(System.DayOfWeek dayofweek)"],
            call: |engine, this, args| nth(engine, args, &data(this).days, 0),
        },
        Method {
            name: "GetAbbreviatedDayName",
            signatures: &["string GetAbbreviatedDayName(System.DayOfWeek dayofweek)"],
            call: |engine, this, args| nth(engine, args, &data(this).short_days, 0),
        },
    ],
    static_properties: &[
        StaticProperty {
            name: "CurrentInfo",
            type_name: "System.Globalization.DateTimeFormatInfo",
            get: |_| Ok(part(&value(culture::current()), Part::Dates)),
            set: None,
        },
        StaticProperty {
            name: "InvariantInfo",
            type_name: "System.Globalization.DateTimeFormatInfo",
            get: |_| Ok(part(&value(Culture::invariant()), Part::Dates)),
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "GetInstance",
            signatures: &[
                "static System.Globalization.DateTimeFormatInfo GetInstance(System.IFormatProvider formatProvider)",
            ],
            call: |_, args| Ok(part(&value(provider(args.first())), Part::Dates)),
        },
        StaticMethod {
            name: "ReadOnly",
            signatures: &[
                "static System.Globalization.DateTimeFormatInfo ReadOnly(System.Globalization.DateTimeFormatInfo dtfi)",
            ],
            call: |_, args| Ok(copied(arguments::any(args, 0)?)),
        },
    ],
    construct: Some(|_, _| Ok(part(&value(Culture::invariant()), Part::Dates))),
    constructors: &["System.Globalization.DateTimeFormatInfo new()"],
    ..Class::EMPTY
};
