//! `ExperimentalFeature`: what scripts ask before they use something that a later version may drop.

use super::table::statics;
use super::{Class, arguments, object};
use crate::engine::Fault;
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

/// Switches of PowerShell's own tests, which change what PowerShell itself does inside. There is none here:
/// the name is known so that scripts may refer to it, and every switch is refused by its own name.
static TEST_HOOKS: Class = Class {
    name: "System.Management.Automation.Internal.InternalTestHooks",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        SetTestHook "static void SetTestHook(string property, System.Object value)" => |engine, args| {
            let name = arguments::text(engine, args, 0)?;
            Err(Fault::not_supported(format!("the test hook '{name}' of PowerShell")))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&FEATURE, &TEST_HOOKS];
