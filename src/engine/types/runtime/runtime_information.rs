//! `System.Runtime.InteropServices.RuntimeInformation` and `OSPlatform`.

use crate::engine::object::Native;
use crate::engine::types::table::{methods, static_properties, statics};
use crate::engine::types::{Class, arguments, enumeration, object};
use crate::engine::value::Value;
use crate::engine::variables::operating_system;
use crate::engine::{Outcome, convert};
use std::any::Any;

/// A system by its name in capital letters.
#[derive(Debug)]
struct Platform(String);

impl Native for Platform {
    fn class(&self) -> &'static Class {
        &PLATFORM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_shown_as_text(&self) -> bool {
        true
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.clone())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Platform>().map(|other| self.0.eq_ignore_ascii_case(&other.0))
    }
}

fn named(name: &str) -> Outcome<Value> {
    Ok(Value::native(Platform(name.to_string())))
}

static PLATFORM: Class = Class {
    name: "System.Runtime.InteropServices.OSPlatform",
    base: Some(&object::VALUE_TYPE),
    value_type: true,
    methods: methods! {
        ToString "string ToString()" => |_, this, _| Ok(Value::text(convert::display(this)));
    },
    static_properties: static_properties! {
        "System.Runtime.InteropServices.OSPlatform" FreeBSD => |_| named("FREEBSD");
        "System.Runtime.InteropServices.OSPlatform" Linux => |_| named("LINUX");
        "System.Runtime.InteropServices.OSPlatform" OSX => |_| named("OSX");
        "System.Runtime.InteropServices.OSPlatform" Windows => |_| named("WINDOWS");
    },
    static_methods: statics! {
        Create "static System.Runtime.InteropServices.OSPlatform Create(string osPlatform)" => |engine, args| {
            let name = arguments::text(engine, args, 0)?;
            if name.is_empty() {
                return Err(arguments::throw("System.ArgumentException", "The value cannot be an empty string. (Parameter 'osPlatform')"));
            }
            named(&name)
        };
    },
    ..Class::EMPTY
};

/// Short names of this program's processor, with the numbers of `Architecture`.
fn architecture() -> (&'static str, i64) {
    match std::env::consts::ARCH {
        "x86" => ("x86", 0),
        "x86_64" => ("x64", 1),
        "arm" => ("arm", 2),
        "aarch64" => ("arm64", 3),
        "s390x" => ("s390x", 5),
        "loongarch64" => ("loongarch64", 6),
        "powerpc64" => ("ppc64le", 8),
        other => (other, 9),
    }
}

fn architecture_value() -> Outcome<Value> {
    Ok(enumeration::value("System.Runtime.InteropServices.Architecture", architecture().1))
}

static RUNTIME_INFORMATION: Class = Class {
    name: "System.Runtime.InteropServices.RuntimeInformation",
    base: Some(&object::OBJECT),
    static_properties: static_properties! {
        "string" FrameworkDescription => |_| Ok(Value::text(concat!("fedsh ", env!("CARGO_PKG_VERSION"))));
        "System.Runtime.InteropServices.Architecture" OSArchitecture => |_| architecture_value();
        "string" OSDescription => |_| Ok(Value::text(operating_system()));
        "System.Runtime.InteropServices.Architecture" ProcessArchitecture => |_| architecture_value();
        "string" RuntimeIdentifier => |_| Ok(Value::text(format!("linux-{}", architecture().0)));
    },
    static_methods: statics! {
        IsOSPlatform "static bool IsOSPlatform(System.Runtime.InteropServices.OSPlatform osPlatform)" => |engine, args| {
            let name = arguments::text(engine, args, 0)?;
            Ok(Value::Bool(name.eq_ignore_ascii_case(std::env::consts::OS)))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PLATFORM, &RUNTIME_INFORMATION];
