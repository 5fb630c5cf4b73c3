//! `System.Management.Automation.Platform`: what kind of system PowerShell runs on.

use crate::engine::types::table::{static_properties, statics};
use crate::engine::types::{Class, arguments, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

static PLATFORM: Class = Class {
    name: "System.Management.Automation.Platform",
    base: Some(&object::OBJECT),
    static_properties: static_properties! {
        "bool" IsCoreCLR => |_| Ok(Value::Bool(true));
        "bool" IsIoT => |_| Ok(Value::Bool(false));
        "bool" IsLinux => |_| Ok(Value::Bool(cfg!(target_os = "linux")));
        "bool" IsMacOS => |_| Ok(Value::Bool(cfg!(target_os = "macos")));
        "bool" IsNanoServer => |_| Ok(Value::Bool(false));
        "bool" IsStaSupported => |_| Ok(Value::Bool(false));
        "bool" IsWindows => |_| Ok(Value::Bool(false));
        "bool" IsWindowsDesktop => |_| Ok(Value::Bool(false));
    },
    static_methods: statics! {
        SelectProductNameForDirectory "static string SelectProductNameForDirectory(System.Management.Automation.Platform+XDG_Type dirpath)" => folder;
    },
    ..Class::EMPTY
};

const XDG: &str = "System.Management.Automation.Platform+XDG_Type";
const MODULES: &str = "USER_MODULES";

static XDG_TYPE: Class = Class {
    name: XDG,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("CONFIG", 0),
        ("CACHE", 1),
        ("DATA", 2),
        (MODULES, 3),
        ("SHARED_MODULES", 4),
        ("DEFAULT", 5),
    ]),
    value_type: true,
    ..Class::EMPTY
};

/// The folder that PowerShell has for a purpose, by the rules of the XDG base directories.
fn folder(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let purpose =
        convert::to_type(engine, arguments::any(args, 0)?.clone(), &crate::engine::types::named(XDG))?;
    let home = engine.home().unwrap_or_default();
    let below = |variable: &str, usual: &str, rest: &str| {
        let base = engine.environment.get(variable).filter(|value| !value.is_empty()).cloned();
        format!("{}/powershell{rest}", base.unwrap_or_else(|| format!("{home}/{usual}")))
    };
    Ok(Value::text(match convert::display(&purpose).as_str() {
        "CONFIG" => below("XDG_CONFIG_HOME", ".config", ""),
        "CACHE" => below("XDG_CACHE_HOME", ".cache", ""),
        "DATA" => below("XDG_DATA_HOME", ".local/share", ""),
        MODULES => below("XDG_DATA_HOME", ".local/share", "/Modules"),
        "SHARED_MODULES" => "/usr/local/share/powershell/Modules".into(),
        _ => format!("{home}/.config/powershell"),
    }))
}

pub(super) const CLASSES: &[&Class] = &[&PLATFORM, &XDG_TYPE];
