//! `System.WeakReference`: no collector runs, so the object stays.

use crate::engine::types::record::{field, made, set_field};
use crate::engine::types::table::properties;
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;

static WEAK_REFERENCE: Class = Class {
    name: "System.WeakReference",
    base: Some(&object::OBJECT),
    properties: properties! {
        "bool" IsAlive => |_, this| Ok(Value::Bool(!field(this, "Target").is_null()));
        "System.Object" Target => |_, this| Ok(field(this, "Target")), |_, this, value| {
            set_field(this, "Target", value);
            Ok(())
        };
        "bool" TrackResurrection => |_, _| Ok(Value::Bool(false));
    },
    construct: Some(|_, args| Ok(made(&WEAK_REFERENCE, "", [("Target", arguments::any(args, 0)?.clone())]))),
    constructors: &[
        "System.WeakReference new(System.Object target)",
        "System.WeakReference new(System.Object target, bool trackResurrection)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&WEAK_REFERENCE];
