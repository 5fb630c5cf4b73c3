//! `System.Management.Automation.Platform`: what kind of system PowerShell runs on.

use crate::engine::types::table::static_properties;
use crate::engine::types::{Class, object};
use crate::engine::value::Value;

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
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PLATFORM];
