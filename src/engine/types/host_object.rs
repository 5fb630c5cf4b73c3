//! `$Host`.

use super::record::{field, made};
use super::table::methods;
use super::{Class, Property, object};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

macro_rules! shown {
    ($($name:literal $of:literal),* $(,)?) => {
        &[$(Property {
            name: $name,
            type_name: $of,
            get: |_, this| Ok(field(this, $name)),
            set: None,
        }),*]
    };
}

static HOST: Class = Class {
    name: "System.Management.Automation.Internal.Host.InternalHost",
    base: Some(&object::OBJECT),
    properties: shown![
        "Name" "string",
        "Version" "version",
        "CurrentCulture" "cultureinfo",
        "CurrentUICulture" "cultureinfo",
    ],
    methods: methods! {
        EnterNestedPrompt "void EnterNestedPrompt()" => |engine, _, _| {
            let prompt = engine.host.nested_prompt();
            prompt(engine)?;
            Ok(Value::Empty)
        };
        ExitNestedPrompt "void ExitNestedPrompt()" => |_, _, _| Err(Box::new(Fault::Exit(0)));
        SetShouldExit "void SetShouldExit(int exitCode)" => |_, _, args| {
            let code: Outcome<i32> = super::arguments::int(args, 0);
            Err(Box::new(Fault::Exit(code?)))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&HOST];

/// The host as scripts see it.
pub fn value() -> Value {
    made(
        &HOST,
        "",
        [
            ("Name", Value::text("ConsoleHost")),
            ("Version", super::version::of(&[7, 6, 5])),
            ("CurrentCulture", Value::text("en-US")),
            ("CurrentUICulture", Value::text("en-US")),
        ],
    )
}
