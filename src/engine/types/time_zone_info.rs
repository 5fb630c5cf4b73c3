//! `System.TimeZoneInfo` over the IANA database.

use super::datetime::{self, DateTime, DateTimeKind};
use super::table::{methods, properties, static_properties, statics};
use super::timespan::TICKS_PER_SECOND;
use super::{Class, arguments, object, reference};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use chrono::{MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{OffsetComponents, OffsetName, Tz};
use std::any::Any;

/// A zone of the database, or one of a script's own with a fixed distance to UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    id: String,
    database: Option<Tz>,
    /// In ticks, for one that is not in the database.
    fixed: i64,
    names: [String; 3],
}

/// The local zone as a value.
pub fn local(engine: &Engine) -> Value {
    Value::native(Zone::local(engine))
}

impl Native for Zone {
    fn class(&self) -> &'static Class {
        &TIME_ZONE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.display_name())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Zone>().map(|other| self.id == other.id && self.fixed == other.fixed)
    }
}

/// Windows names of common zones beside their IANA names.
const WINDOWS: &[(&str, &str)] = &[
    ("UTC", "Etc/UTC"),
    ("GMT Standard Time", "Europe/London"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("Arab Standard Time", "Asia/Riyadh"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Iran Standard Time", "Asia/Tehran"),
    ("Pakistan Standard Time", "Asia/Karachi"),
    ("India Standard Time", "Asia/Calcutta"),
    ("SE Asia Standard Time", "Asia/Bangkok"),
    ("China Standard Time", "Asia/Shanghai"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("Taipei Standard Time", "Asia/Taipei"),
    ("Korea Standard Time", "Asia/Seoul"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("E. Australia Standard Time", "Australia/Brisbane"),
    ("W. Australia Standard Time", "Australia/Perth"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Hawaiian Standard Time", "Pacific/Honolulu"),
    ("Alaskan Standard Time", "America/Anchorage"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Mountain Standard Time", "America/Denver"),
    ("US Mountain Standard Time", "America/Phoenix"),
    ("Central Standard Time", "America/Chicago"),
    ("Eastern Standard Time", "America/New_York"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("Newfoundland Standard Time", "America/St_Johns"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Argentina Standard Time", "America/Buenos_Aires"),
    ("SA Pacific Standard Time", "America/Bogota"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
];

impl Zone {
    fn database(id: &str, zone: Tz) -> Zone {
        Zone { id: id.to_string(), database: Some(zone), fixed: 0, names: Default::default() }
    }

    /// A zone by its IANA or Windows name.
    pub fn find(id: &str) -> Option<Zone> {
        if id.eq_ignore_ascii_case("UTC") {
            return Some(Zone::database("UTC", chrono_tz::UTC));
        }
        if let Ok(zone) = id.parse::<Tz>() {
            return Some(Zone::database(zone.name(), zone));
        }
        let (_, name) = WINDOWS.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(id))?;
        name.parse::<Tz>().ok().map(|zone| Zone::database(id, zone))
    }

    /// The zone of this computer, by `TZ` or `/etc/localtime`.
    pub fn local(engine: &Engine) -> Zone {
        let named = engine.environment.get("TZ").map(|text| text.trim_start_matches(':').to_string());
        let linked = || {
            let path = std::fs::read_link("/etc/localtime").ok()?.display().to_string();
            path.split_once("zoneinfo/").map(|(_, name)| name.to_string())
        };
        named
            .filter(|name| !name.is_empty())
            .or_else(linked)
            .and_then(|name| Zone::find(&name))
            .unwrap_or_else(|| Zone::database("UTC", chrono_tz::UTC))
    }

    /// Ticks east of UTC at a moment in UTC.
    fn offset_at_utc(&self, moment: &NaiveDateTime) -> i64 {
        match self.database {
            Some(zone) => {
                let offset = zone.offset_from_utc_datetime(moment);
                i64::from(offset.fix().local_minus_utc()) * TICKS_PER_SECOND
            }
            None => self.fixed,
        }
    }

    /// Ticks east of UTC at a moment of the zone's own clock; a clock that stands twice shows standard time.
    fn offset_at_local(&self, moment: &NaiveDateTime) -> i64 {
        let Some(zone) = self.database else { return self.fixed };
        let seconds = match zone.offset_from_local_datetime(moment) {
            MappedLocalTime::Single(offset) => offset.fix().local_minus_utc(),
            MappedLocalTime::Ambiguous(one, other) => {
                one.fix().local_minus_utc().min(other.fix().local_minus_utc())
            }
            MappedLocalTime::None => return self.base_offset(),
        };
        i64::from(seconds) * TICKS_PER_SECOND
    }

    /// The distance to UTC in standard time, now.
    fn base_offset(&self) -> i64 {
        match self.database {
            Some(zone) => {
                let offset = zone.offset_from_utc_datetime(&chrono::Utc::now().naive_utc());
                offset.base_utc_offset().num_seconds() * TICKS_PER_SECOND
            }
            None => self.fixed,
        }
    }

    fn is_daylight(&self, moment: &NaiveDateTime, is_utc: bool) -> bool {
        let Some(zone) = self.database else { return false };
        let offset = match is_utc {
            true => Some(zone.offset_from_utc_datetime(moment)),
            false => zone.offset_from_local_datetime(moment).latest(),
        };
        offset.is_some_and(|offset| !offset.dst_offset().is_zero())
    }

    /// Whether the zone has daylight saving time this year.
    fn has_daylight(&self) -> bool {
        let year = chrono::Datelike::year(&chrono::Utc::now());
        [1, 7].iter().any(|month| {
            chrono::NaiveDate::from_ymd_opt(year, *month, 1)
                .and_then(|day| day.and_hms_opt(0, 0, 0))
                .is_some_and(|moment| self.is_daylight(&moment, true))
        })
    }

    /// The name of standard or daylight time: the abbreviation that the database has.
    fn name(&self, daylight: bool) -> String {
        let Some(zone) = self.database else { return self.names[if daylight { 2 } else { 1 }].clone() };
        if self.is_universal() {
            return "Coordinated Universal Time".into();
        }
        let year = chrono::Datelike::year(&chrono::Utc::now());
        for month in [1, 7] {
            let moment =
                chrono::NaiveDate::from_ymd_opt(year, month, 1).and_then(|day| day.and_hms_opt(0, 0, 0));
            let Some(moment) = moment else { continue };
            if self.is_daylight(&moment, true) == daylight {
                return zone
                    .offset_from_utc_datetime(&moment)
                    .abbreviation()
                    .unwrap_or(zone.name())
                    .replace("UTC", "Coordinated Universal Time");
            }
        }
        self.id.clone()
    }

    fn is_universal(&self) -> bool {
        matches!(self.database, Some(zone) if matches!(zone.name(), "UTC" | "Etc/UTC" | "Etc/UCT" | "UCT" | "Zulu" | "Universal"))
    }

    fn display_name(&self) -> String {
        if self.database.is_none() {
            return self.names[0].clone();
        }
        if self.is_universal() {
            return "(UTC) Coordinated Universal Time".into();
        }
        let minutes = self.base_offset() / TICKS_PER_SECOND / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let minutes = minutes.abs();
        let city = self.id.rsplit('/').next().unwrap_or(&self.id).replace('_', " ");
        format!("(UTC{sign}{:02}:{:02}) {} ({city})", minutes / 60, minutes % 60, self.name(false))
    }
}

fn zone(value: &Value) -> Outcome<&Zone> {
    value.as_native::<Zone>().ok_or_else(arguments::no_overload)
}

fn found(id: &str) -> Outcome<Zone> {
    Zone::find(id).ok_or_else(|| {
        arguments::throw(
            "System.TimeZoneNotFoundException",
            format!("The time zone ID '{id}' was not found on the local computer."),
        )
    })
}

fn moment(value: &Value) -> Outcome<DateTime> {
    match datetime::convert(value.unwrapped())? {
        Value::DateTime(moment) => Ok(*moment),
        _ => Err(arguments::no_overload()),
    }
}

/// The moment in UTC; its kind says where it stands, `source` where it says nothing.
fn to_utc(moment: DateTime, source: &Zone) -> DateTime {
    match moment.kind {
        DateTimeKind::Utc => moment,
        _ => DateTime {
            ticks: moment.ticks - source.offset_at_local(&moment.naive()),
            kind: DateTimeKind::Utc,
        },
    }
}

/// A moment in UTC on the clock of a zone.
fn from_utc(engine: &Engine, moment: DateTime, target: &Zone) -> Outcome<Value> {
    let ticks = moment.ticks + target.offset_at_utc(&moment.naive());
    let kind = match () {
        () if target.is_universal() => DateTimeKind::Utc,
        () if target.id == Zone::local(engine).id => DateTimeKind::Local,
        () => DateTimeKind::Unspecified,
    };
    datetime::value(ticks, kind)
}

fn convert_to(engine: &mut Engine, given: &Value, source: Option<&Zone>, target: &Zone) -> Outcome<Value> {
    if let Some(utc) = super::date_time_offset::utc_ticks(given) {
        let at = DateTime { ticks: utc, kind: DateTimeKind::Utc };
        let offset = target.offset_at_utc(&at.naive());
        return super::date_time_offset::at(utc + offset, offset);
    }
    let moment = moment(given)?;
    let local = Zone::local(engine);
    let utc = match source {
        Some(source) => to_utc(DateTime { kind: DateTimeKind::Unspecified, ..moment }, source),
        None => to_utc(moment, &local),
    };
    from_utc(engine, utc, target)
}

/// The zone's offset at a moment; the moment's kind says whose clock it is.
fn offset_of(engine: &Engine, own: &Zone, given: &Value) -> Outcome<i64> {
    if let Some(utc) = super::date_time_offset::utc_ticks(given) {
        return Ok(own.offset_at_utc(&DateTime { ticks: utc, kind: DateTimeKind::Utc }.naive()));
    }
    let moment = moment(given)?;
    Ok(match moment.kind {
        DateTimeKind::Utc => own.offset_at_utc(&moment.naive()),
        DateTimeKind::Local => own.offset_at_utc(&to_utc(moment, &Zone::local(engine)).naive()),
        DateTimeKind::Unspecified => own.offset_at_local(&moment.naive()),
    })
}

fn span(ticks: i64) -> Value {
    Value::TimeSpan(ticks)
}

/// How the database maps the zone's own clock at a moment.
fn mapped(own: &Zone, given: &Value) -> Outcome<MappedLocalTime<i64>> {
    let moment = moment(given)?;
    let Some(zone) = own.database.filter(|_| moment.kind != DateTimeKind::Utc) else {
        return Ok(MappedLocalTime::Single(own.fixed));
    };
    let found = zone.offset_from_local_datetime(&moment.naive());
    Ok(found.map(|offset| i64::from(offset.fix().local_minus_utc()) * TICKS_PER_SECOND))
}

pub static TIME_ZONE: Class = Class {
    name: "System.TimeZoneInfo",
    base: Some(&object::OBJECT),
    interfaces: &["System.Runtime.Serialization.ISerializable"],
    properties: properties! {
        "string" Id => |_, this| Ok(Value::text(zone(this)?.id.as_str()));
        "bool" HasIanaId => |_, this| Ok(Value::Bool(zone(this)?.database.is_some_and(|known| known.name() == zone(this).map_or("", |own| own.id.as_str()) || zone(this).is_ok_and(Zone::is_universal))));
        "string" DisplayName => |_, this| Ok(Value::text(zone(this)?.display_name()));
        "string" StandardName => |_, this| Ok(Value::text(zone(this)?.name(false)));
        "string" DaylightName => |_, this| Ok(Value::text(zone(this)?.name(zone(this)?.has_daylight())));
        "timespan" BaseUtcOffset => |_, this| Ok(span(zone(this)?.base_offset()));
        "bool" SupportsDaylightSavingTime => |_, this| Ok(Value::Bool(zone(this)?.has_daylight()));
    },
    methods: methods! {
        GetAmbiguousTimeOffsets "timespan[] GetAmbiguousTimeOffsets(System.DateTimeOffset dateTimeOffset)" "timespan[] GetAmbiguousTimeOffsets(datetime dateTime)" => |_, this, args| match mapped(zone(this)?, arguments::any(args, 0)?)? {
            MappedLocalTime::Ambiguous(one, other) => Ok(arguments::array_of(&super::named("System.TimeSpan"), vec![span(one.min(other)), span(one.max(other))])),
            _ => Err(arguments::throw("System.ArgumentException", "The supplied DateTime is not in an ambiguous time range. (Parameter 'dateTime')")),
        };
        GetUtcOffset "timespan GetUtcOffset(System.DateTimeOffset dateTimeOffset)" "timespan GetUtcOffset(datetime dateTime)" => |engine, this, args| offset_of(engine, zone(this)?, arguments::any(args, 0)?).map(span);
        HasSameRules "bool HasSameRules(System.TimeZoneInfo other)" => |_, this, args| Ok(Value::Bool(zone(this)?.database == zone(arguments::any(args, 0)?)?.database));
        IsAmbiguousTime "bool IsAmbiguousTime(System.DateTimeOffset dateTimeOffset)" "bool IsAmbiguousTime(datetime dateTime)" => |_, this, args| {
            Ok(Value::Bool(matches!(mapped(zone(this)?, arguments::any(args, 0)?)?, MappedLocalTime::Ambiguous(..))))
        };
        IsDaylightSavingTime "bool IsDaylightSavingTime(System.DateTimeOffset dateTimeOffset)" "bool IsDaylightSavingTime(datetime dateTime)" => |engine, this, args| {
            let (own, given) = (zone(this)?, arguments::any(args, 0)?);
            let offset = offset_of(engine, own, given)?;
            Ok(Value::Bool(offset != own.base_offset() && own.has_daylight()))
        };
        IsInvalidTime "bool IsInvalidTime(datetime dateTime)" => |_, this, args| {
            Ok(Value::Bool(matches!(mapped(zone(this)?, arguments::any(args, 0)?)?, MappedLocalTime::None)))
        };
        ToString "string ToString()" => |_, this, _| Ok(Value::text(zone(this)?.display_name()));
    },
    static_properties: static_properties! {
        "System.TimeZoneInfo" Local => |engine| Ok(Value::native(Zone::local(engine)));
        "System.TimeZoneInfo" Utc => |_| Ok(Value::native(Zone::database("UTC", chrono_tz::UTC)));
    },
    static_methods: statics! {
        ClearCachedData "static void ClearCachedData()" => |_, _| Ok(Value::Empty);
        ConvertTime "static System.DateTimeOffset ConvertTime(System.DateTimeOffset dateTimeOffset, System.TimeZoneInfo destinationTimeZone)" "static datetime ConvertTime(datetime dateTime, System.TimeZoneInfo destinationTimeZone)" "static datetime ConvertTime(datetime dateTime, System.TimeZoneInfo sourceTimeZone, System.TimeZoneInfo destinationTimeZone)" => |engine, args| match args {
            [given, target] => convert_to(engine, given, None, zone(target)?),
            [given, source, target] => convert_to(engine, given, Some(zone(source)?), zone(target)?),
            _ => Err(arguments::no_overload()),
        };
        ConvertTimeBySystemTimeZoneId "static System.DateTimeOffset ConvertTimeBySystemTimeZoneId(System.DateTimeOffset dateTimeOffset, string destinationTimeZoneId)" "static datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string destinationTimeZoneId)" "static datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string sourceTimeZoneId, string destinationTimeZoneId)" => |engine, args| {
            let target = found(&arguments::text(engine, args, args.len().saturating_sub(1))?)?;
            let source = match args.len() {
                3 => Some(found(&arguments::text(engine, args, 1)?)?),
                _ => None,
            };
            convert_to(engine, arguments::any(args, 0)?, source.as_ref(), &target)
        };
        ConvertTimeFromUtc "static datetime ConvertTimeFromUtc(datetime dateTime, System.TimeZoneInfo destinationTimeZone)" => |engine, args| {
            let moment = moment(arguments::any(args, 0)?)?;
            if moment.kind == DateTimeKind::Local {
                return Err(arguments::throw("System.ArgumentException", "The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly.  For example, when the Kind property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local. (Parameter 'sourceTimeZone')"));
            }
            from_utc(engine, DateTime { kind: DateTimeKind::Utc, ..moment }, zone(arguments::any(args, 1)?)?)
        };
        ConvertTimeToUtc "static datetime ConvertTimeToUtc(datetime dateTime)" "static datetime ConvertTimeToUtc(datetime dateTime, System.TimeZoneInfo sourceTimeZone)" => |engine, args| {
            let moment = moment(arguments::any(args, 0)?)?;
            let source = match args.get(1) {
                Some(source) => zone(source)?.clone(),
                None => Zone::local(engine),
            };
            Ok(Value::DateTime(std::rc::Rc::new(to_utc(moment, &source))))
        };
        CreateCustomTimeZone "static System.TimeZoneInfo CreateCustomTimeZone(string id, timespan baseUtcOffset, string displayName, string standardDisplayName)" => |engine, args| {
            let texts = [arguments::text(engine, args, 2)?, arguments::text(engine, args, 3)?, arguments::text(engine, args, 3)?];
            let fixed = match convert::to_type(engine, arguments::any(args, 1)?.clone(), &super::named("System.TimeSpan"))? {
                Value::TimeSpan(ticks) => ticks,
                _ => 0,
            };
            Ok(Value::native(Zone { id: arguments::text(engine, args, 0)?, database: None, fixed, names: texts }))
        };
        FindSystemTimeZoneById "static System.TimeZoneInfo FindSystemTimeZoneById(string id)" => |engine, args| found(&arguments::text(engine, args, 0)?).map(Value::native);
        GetSystemTimeZones "static System.Collections.ObjectModel.ReadOnlyCollection[System.TimeZoneInfo] GetSystemTimeZones()" "static System.Collections.ObjectModel.ReadOnlyCollection[System.TimeZoneInfo] GetSystemTimeZones(bool skipSorting)" => |_, _| {
            let mut zones: Vec<Zone> = chrono_tz::TZ_VARIANTS.iter().map(|zone| Zone::database(zone.name(), *zone)).collect();
            zones.sort_by_key(|zone| (zone.base_offset(), zone.display_name()));
            Ok(super::collection::read_only(&super::named("System.TimeZoneInfo"), zones.into_iter().map(Value::native).collect()))
        };
        TryConvertIanaIdToWindowsId "static bool TryConvertIanaIdToWindowsId(string ianaId, [ref] string windowsId)" => |engine, args| {
            let id = arguments::text(engine, args, 0)?;
            let known = WINDOWS.iter().find(|(_, name)| name.eq_ignore_ascii_case(&id) || id == "UTC");
            reference::assign(engine, arguments::any(args, 1)?, known.map_or(Value::Null, |(name, _)| Value::text(*name)))?;
            Ok(Value::Bool(known.is_some()))
        };
        TryConvertWindowsIdToIanaId "static bool TryConvertWindowsIdToIanaId(string windowsId, [ref] string ianaId)" "static bool TryConvertWindowsIdToIanaId(string windowsId, string region, [ref] string ianaId)" => |engine, args| {
            let id = arguments::text(engine, args, 0)?;
            let known = WINDOWS.iter().find(|(name, _)| name.eq_ignore_ascii_case(&id));
            reference::assign(engine, args.last().unwrap_or(&Value::Null), known.map_or(Value::Null, |(_, name)| Value::text(*name)))?;
            Ok(Value::Bool(known.is_some()))
        };
        TryFindSystemTimeZoneById "static bool TryFindSystemTimeZoneById(string id, [ref] System.TimeZoneInfo timeZoneInfo)" => |engine, args| {
            let zone = Zone::find(&arguments::text(engine, args, 0)?);
            let good = zone.is_some();
            reference::assign(engine, arguments::any(args, 1)?, zone.map_or(Value::Null, Value::native))?;
            Ok(Value::Bool(good))
        };
    },
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TIME_ZONE];
