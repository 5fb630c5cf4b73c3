//! `System.DateTime`.

use super::timespan::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND,
};
use super::{
    Class, Method, Property, StaticMethod, StaticProperty, arguments, culture_info, enumeration, object,
};
use crate::engine::culture::{self, Culture, DateStyles, DateText, ParseFailure};
use crate::engine::error::Exception;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
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
    Err(failure)
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

/// Ticks of 1601-01-01, from which file times count.
const FILE_TIME_EPOCH: i64 = 504_911_232_000_000_000;
/// Ticks of 1899-12-30, from which OLE automation dates count.
const AUTOMATION_EPOCH: i64 = 599_264_352_000_000_000;

/// Fills the `[ref]` argument of a `TryParse`; the first moment when nothing was read.
fn assign(engine: &mut Engine, args: &[Value], found: Option<DateTime>) -> Outcome<Value> {
    let none = DateTime { ticks: 0, kind: DateTimeKind::Unspecified };
    let target = args.last().cloned().unwrap_or_default();
    super::reference::assign(engine, &target, Value::DateTime(Rc::new(found.unwrap_or(none))))?;
    Ok(Value::Bool(found.is_some()))
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
                "static bool TryParse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles, [ref] datetime result)",
            ],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let styles =
                    if args.len() > 3 { styles(engine, args.get(2))? } else { DateStyles::default() };
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
                let wanted = super::named("System.DateTimeKind");
                let Value::DateTime(at) = convert(arguments::any(args, 0)?.unwrapped())? else {
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
            call: |_, args| match (arguments::any(args, 0)?.unwrapped(), arguments::any(args, 1)?.unwrapped())
            {
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
                value(ticks, DateTimeKind::Utc)
                    .map(|found| Value::DateTime(Rc::new(moment(&found).to_local())))
            },
        },
        StaticMethod {
            name: "FromFileTimeUtc",
            signatures: &["static datetime FromFileTimeUtc(long fileTime)"],
            call: |_, args| {
                value(arguments::long(args, 0)?.saturating_add(FILE_TIME_EPOCH), DateTimeKind::Utc)
            },
        },
        StaticMethod {
            name: "FromOADate",
            signatures: &["static datetime FromOADate(double d)"],
            call: |_, args| {
                let milliseconds = (arguments::double(args, 0)? * 86_400_000.0).round() as i64;
                let ticks =
                    milliseconds.saturating_mul(TICKS_PER_MILLISECOND).saturating_add(AUTOMATION_EPOCH);
                value(ticks, DateTimeKind::Unspecified)
            },
        },
        StaticMethod {
            name: "Compare",
            signatures: &["static int Compare(datetime t1, datetime t2)"],
            call: |_, args| {
                let first = moment(&convert(arguments::any(args, 0)?.unwrapped())?);
                let second = moment(&convert(arguments::any(args, 1)?.unwrapped())?);
                Ok(Value::Int(first.ticks.cmp(&second.ticks) as i32))
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
        let invariant = Culture::invariant();
        let shown = |form: &str| try_format(&moment, form, &invariant).unwrap();
        assert_eq!(shown("yyyy-MM-dd'T'HH:mm:ss.fff"), "2024-02-29T13:05:09.000");
        assert_eq!(shown("d"), "02/29/2024");
        assert_eq!(shown("R"), "Thu, 29 Feb 2024 13:05:09 GMT");
        assert_eq!(shown("h:mm tt"), "1:05 PM");
        assert!(parse("not a date").is_none());
    }
}
