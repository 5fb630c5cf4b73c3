//! `System.Management.Automation.PSSerializer`.

use super::{Class, StaticMethod, arguments, object};
use crate::engine::clixml;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

static SERIALIZER: Class = Class {
    name: "System.Management.Automation.PSSerializer",
    base: Some(&object::OBJECT),
    static_methods: &[
        StaticMethod {
            name: "Serialize",
            signatures: &[
                "static string Serialize(System.Object source)",
                "static string Serialize(System.Object source, int depth)",
            ],
            call: |engine, args| {
                let value = args.first().cloned().unwrap_or_default();
                let depth = match args.get(1) {
                    Some(depth) => usize::try_from(convert::to_int(depth)?).unwrap_or(1),
                    None => 1,
                };
                clixml::text(engine, &[value], depth).map(Value::text)
            },
        },
        StaticMethod {
            name: "Deserialize",
            signatures: &["static System.Object Deserialize(string source)"],
            call: |engine, args| {
                let text = convert::to_text(engine, arguments::any(args, 0)?)?;
                deserialized(clixml::read(engine, &text)?)
            },
        },
    ],
    ..Class::EMPTY
};

fn deserialized(read: Result<Vec<Value>, String>) -> Outcome<Value> {
    match read {
        Ok(mut values) if values.len() == 1 => Ok(values.pop().unwrap_or_default()),
        Ok(values) => Ok(Value::array(values)),
        Err(why) => Err(arguments::throw("System.Xml.XmlException", why)),
    }
}

pub(super) const CLASSES: &[&Class] = &[&SERIALIZER];
