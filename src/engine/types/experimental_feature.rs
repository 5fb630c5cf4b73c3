//! `ExperimentalFeature`: what scripts ask before they use something that a later version may drop.

use super::table::statics;
use super::{Class, arguments, object};
use crate::engine::value::Value;

/// No feature is experimental here: what fedsh has is always on, the rest is not there.
static FEATURE: Class = Class {
    name: "System.Management.Automation.ExperimentalFeature",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        IsEnabled "static bool IsEnabled(string featureName)" => |engine, args| {
            arguments::text(engine, args, 0)?;
            Ok(Value::Bool(false))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&FEATURE];
