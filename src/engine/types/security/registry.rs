//! `Microsoft.Win32.Registry` and `RegistryKey`: known by name, refused by Linux.

use crate::engine::types::table::{static_properties, statics};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

const PLATFORM: &str = "System.PlatformNotSupportedException";

/// The fields of the class are keys, which cannot be opened: nothing of the class works.
fn no_registry() -> Outcome<Value> {
    let inner = arguments::throw(PLATFORM, "Registry is not supported on this platform.");
    let message = "The type initializer for 'Microsoft.Win32.Registry' threw an exception.";
    Err(arguments::with_inner("System.TypeInitializationException", message, inner))
}

fn no_key(_: &mut Engine, _: &[Value]) -> Outcome<Value> {
    Err(arguments::throw(PLATFORM, "Registry is not supported on this platform."))
}

static REGISTRY: Class = Class {
    name: "Microsoft.Win32.Registry",
    base: Some(&object::OBJECT),
    static_properties: static_properties! {
        "Microsoft.Win32.RegistryKey" ClassesRoot => |_| no_registry();
        "Microsoft.Win32.RegistryKey" CurrentConfig => |_| no_registry();
        "Microsoft.Win32.RegistryKey" CurrentUser => |_| no_registry();
        "Microsoft.Win32.RegistryKey" LocalMachine => |_| no_registry();
        "Microsoft.Win32.RegistryKey" PerformanceData => |_| no_registry();
        "Microsoft.Win32.RegistryKey" Users => |_| no_registry();
    },
    static_methods: statics! {
        GetValue "static System.Object GetValue(string keyName, string valueName, System.Object defaultValue)" => |_, _| no_registry();
        SetValue
            "static void SetValue(string keyName, string valueName, System.Object value)"
            "static void SetValue(string keyName, string valueName, System.Object value, Microsoft.Win32.RegistryValueKind valueKind)"
            => |_, _| no_registry();
    },
    ..Class::EMPTY
};

static REGISTRY_KEY: Class = Class {
    name: "Microsoft.Win32.RegistryKey",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    static_methods: statics! {
        OpenBaseKey "static Microsoft.Win32.RegistryKey OpenBaseKey(Microsoft.Win32.RegistryHive hKey, Microsoft.Win32.RegistryView view)" => no_key;
        OpenRemoteBaseKey
            "static Microsoft.Win32.RegistryKey OpenRemoteBaseKey(Microsoft.Win32.RegistryHive hKey, string machineName)"
            "static Microsoft.Win32.RegistryKey OpenRemoteBaseKey(Microsoft.Win32.RegistryHive hKey, string machineName, Microsoft.Win32.RegistryView view)"
            => no_key;
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&REGISTRY, &REGISTRY_KEY];
