//! `System.AppContext`.

use crate::engine::types::table::{static_properties, statics};
use crate::engine::types::{Class, arguments, object, reference};
use crate::engine::value::Value;

static APP_CONTEXT: Class = Class {
    name: "System.AppContext",
    base: Some(&object::OBJECT),
    static_properties: static_properties! {
        "string" BaseDirectory => |_| {
            let path = std::env::current_exe().ok();
            let folder = path.as_deref().and_then(std::path::Path::parent);
            Ok(Value::text(folder.map(|folder| format!("{}/", folder.display())).unwrap_or_default()))
        };
        "string" TargetFrameworkName => |_| Ok(Value::text(".NETCoreApp,Version=v10.0"));
    },
    static_methods: statics! {
        GetData "static System.Object GetData(string name)" => |_, _| Ok(Value::Null);
        TryGetSwitch "static bool TryGetSwitch(string switchName, [ref] bool isEnabled)" => |engine, args| {
            reference::assign(engine, arguments::any(args, 1)?, Value::Bool(false))?;
            Ok(Value::Bool(false))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&APP_CONTEXT];
