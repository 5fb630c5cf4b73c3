//! `System.Net.ServicePointManager`: settings that scripts make for Windows PowerShell. The web commands choose the
//! version of TLS by themselves, as those of PowerShell 7 do.

use crate::engine::types::{Class, StaticProperty, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, types};
use std::cell::RefCell;

thread_local! {
    static CHANGED: RefCell<Vec<(&'static str, Value)>> = const { RefCell::new(Vec::new()) };
}

/// What a setting was set to; else what it begins with.
fn get(name: &'static str, first: Value) -> Outcome<Value> {
    let known =
        CHANGED.with_borrow(|all| all.iter().find(|(known, _)| *known == name).map(|found| found.1.clone()));
    Ok(known.unwrap_or(first))
}

fn set(name: &'static str, value: Value) -> Outcome {
    CHANGED.with_borrow_mut(|all| {
        all.retain(|(known, _)| *known != name);
        all.push((name, value));
    });
    Ok(())
}

macro_rules! setting {
    ($name:literal $of:literal $full:literal $first:expr) => {
        StaticProperty {
            name: $name,
            type_name: $of,
            get: |_| get($name, $first),
            set: Some(|engine, value| {
                let value = convert::to_type(engine, value, &types::named($full))?;
                set($name, value)
            }),
        }
    };
}

const PROTOCOL: &str = "System.Net.SecurityProtocolType";

static SERVICE_POINT_MANAGER: Class = Class {
    name: "System.Net.ServicePointManager",
    base: Some(&object::OBJECT),
    static_properties: &[
        setting!("CheckCertificateRevocationList" "bool" "System.Boolean" Value::Bool(false)),
        setting!("DefaultConnectionLimit" "int" "System.Int32" Value::Int(2)),
        setting!("DnsRefreshTimeout" "int" "System.Int32" Value::Int(120_000)),
        setting!("EnableDnsRoundRobin" "bool" "System.Boolean" Value::Bool(false)),
        setting!("Expect100Continue" "bool" "System.Boolean" Value::Bool(true)),
        setting!("MaxServicePointIdleTime" "int" "System.Int32" Value::Int(100_000)),
        setting!("MaxServicePoints" "int" "System.Int32" Value::Int(0)),
        setting!("ReusePort" "bool" "System.Boolean" Value::Bool(false)),
        setting!("SecurityProtocol" "System.Net.SecurityProtocolType" "System.Net.SecurityProtocolType" enumeration::value(PROTOCOL, 0)),
        setting!("ServerCertificateValidationCallback" "System.Net.Security.RemoteCertificateValidationCallback" "System.Object" Value::Null),
        setting!("UseNagleAlgorithm" "bool" "System.Boolean" Value::Bool(true)),
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&SERVICE_POINT_MANAGER];
