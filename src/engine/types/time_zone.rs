//! `System.TimeZone`, the older class of the local zone, by way of `TimeZoneInfo`.

use super::table::{methods, properties, static_properties};
use super::{Class, object, time_zone_info};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member};
use std::any::Any;

#[derive(Debug)]
struct Zone;

impl Native for Zone {
    fn class(&self) -> &'static Class {
        &TIME_ZONE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn local(engine: &mut Engine) -> Value {
    time_zone_info::local(engine)
}

fn says(engine: &mut Engine, name: &str) -> Outcome<Value> {
    let zone = local(engine);
    Ok(member::get(engine, &zone, name)?.unwrap_or_default())
}

fn ask(engine: &mut Engine, method: &str, args: &[Value]) -> Outcome<Value> {
    let zone = local(engine);
    member::invoke(engine, &zone, method, args)
}

/// A moment turned by its own method.
fn turned(engine: &mut Engine, method: &str, args: &[Value]) -> Outcome<Value> {
    let moment = super::arguments::any(args, 0)?.clone();
    member::invoke(engine, &moment, method, &[])
}

static TIME_ZONE: Class = Class {
    name: "System.TimeZone",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" DaylightName => |engine, _| says(engine, "DaylightName");
        "string" StandardName => |engine, _| says(engine, "StandardName");
    },
    methods: methods! {
        GetUtcOffset "timespan GetUtcOffset(datetime time)" => |engine, _, args| ask(engine, "GetUtcOffset", args);
        IsDaylightSavingTime "bool IsDaylightSavingTime(datetime time)" => |engine, _, args| ask(engine, "IsDaylightSavingTime", args);
        ToLocalTime "datetime ToLocalTime(datetime time)" => |engine, _, args| turned(engine, "ToLocalTime", args);
        ToUniversalTime "datetime ToUniversalTime(datetime time)" => |engine, _, args| turned(engine, "ToUniversalTime", args);
    },
    static_properties: static_properties! {
        "System.TimeZone" CurrentTimeZone => |_| Ok(Value::native(Zone));
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TIME_ZONE];
