//! `System.Environment`.

use super::{Class, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;

static ENVIRONMENT: Class = Class {
    name: "System.Environment",
    base: Some(&object::OBJECT),
    static_properties: &[
        StaticProperty {
            name: "CurrentDirectory",
            type_name: "string",
            get: |engine| Ok(Value::text(engine.location.display().to_string())),
            set: None,
        },
        StaticProperty {
            name: "MachineName",
            type_name: "string",
            get: |_| {
                Ok(Value::text(
                    std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim(),
                ))
            },
            set: None,
        },
        StaticProperty { name: "NewLine", type_name: "string", get: |_| Ok(Value::text("\n")), set: None },
        StaticProperty {
            name: "ProcessId",
            type_name: "int",
            get: |_| Ok(Value::Int(std::process::id() as i32)),
            set: None,
        },
        StaticProperty {
            name: "ProcessorCount",
            type_name: "int",
            get: |_| {
                Ok(Value::Int(std::thread::available_parallelism().map_or(1, |count| count.get() as i32)))
            },
            set: None,
        },
        StaticProperty {
            name: "Is64BitOperatingSystem",
            type_name: "bool",
            get: |_| Ok(Value::Bool(cfg!(target_pointer_width = "64"))),
            set: None,
        },
        StaticProperty {
            name: "Is64BitProcess",
            type_name: "bool",
            get: |_| Ok(Value::Bool(cfg!(target_pointer_width = "64"))),
            set: None,
        },
        StaticProperty {
            name: "UserName",
            type_name: "string",
            get: |engine| {
                Ok(Value::text(
                    engine
                        .environment
                        .get("USER")
                        .or(engine.environment.get("LOGNAME"))
                        .cloned()
                        .unwrap_or_else(|| "root".into()),
                ))
            },
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "GetEnvironmentVariable",
            signatures: &["static string GetEnvironmentVariable(string variable)"],
            call: |engine, args| {
                let name = arguments::text(engine, args, 0)?;
                Ok(engine.environment.get(&name).map_or(Value::Null, |text| Value::text(text.as_str())))
            },
        },
        StaticMethod {
            name: "ExpandEnvironmentVariables",
            signatures: &["static string ExpandEnvironmentVariables(string name)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let mut parts = text.split('%');
                let mut expanded = parts.next().unwrap_or_default().to_string();
                let mut rest: Vec<&str> = parts.collect();
                rest.reverse();
                while let Some(name) = rest.pop() {
                    match engine.environment.get(name).filter(|_| !rest.is_empty()) {
                        Some(value) => {
                            expanded.push_str(value);
                            expanded.push_str(rest.pop().unwrap_or_default());
                        }
                        None => {
                            expanded.push('%');
                            expanded.push_str(name);
                        }
                    }
                }
                Ok(Value::text(expanded))
            },
        },
        StaticMethod {
            name: "SetEnvironmentVariable",
            signatures: &["static void SetEnvironmentVariable(string variable, string value)"],
            call: |engine, args| {
                let (name, value) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                if arguments::any(args, 1)?.is_null() {
                    engine.environment.shift_remove(&name);
                } else {
                    engine.environment.insert(name, value);
                }
                Ok(Value::Empty)
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ENVIRONMENT];
