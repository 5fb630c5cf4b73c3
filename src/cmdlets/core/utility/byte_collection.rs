//! `ByteCollection`: up to sixteen bytes that `Format-Hex` shows on a line.

use crate::engine::object::Native;
use crate::engine::types::{Class, Property, object};
use crate::engine::value::Value;
use std::any::Any;

#[derive(Clone, Debug)]
pub(super) struct ByteCollection {
    pub offset: u64,
    pub bytes: Vec<u8>,
    pub label: String,
    pub path: String,
}

impl ByteCollection {
    fn hex(&self) -> String {
        let parts: Vec<String> = self.bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        parts.join(" ")
    }

    /// Bytes as characters of Latin 1; a blank for zero, `�` for what cannot be shown.
    fn ascii(&self) -> String {
        let shown = |byte: &u8| match byte {
            0 => ' ',
            control if char::from(*control).is_control() => '\u{fffd}',
            _ => char::from(*byte),
        };
        self.bytes.iter().map(shown).collect()
    }
}

impl Native for ByteCollection {
    fn class(&self) -> &'static Class {
        &BYTE_COLLECTION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(format!("{:016X}   {:<47}  {:<16}", self.offset, self.hex(), self.ascii()))
    }
}

fn with(this: &Value, get: impl FnOnce(&ByteCollection) -> Value) -> Value {
    this.as_native::<ByteCollection>().map(get).unwrap_or_default()
}

macro_rules! property {
    ($name:literal, $type:literal, $get:expr) => {
        Property { name: $name, type_name: $type, get: |_, this| Ok(with(this, $get)), set: None }
    };
}

pub(super) static BYTE_COLLECTION: Class = Class {
    name: "Microsoft.PowerShell.Commands.ByteCollection",
    base: Some(&object::OBJECT),
    properties: &[
        property!("Offset64", "ulong", |bytes| Value::ULong(bytes.offset)),
        property!("Offset", "uint", |bytes| Value::UInt(u32::try_from(bytes.offset).unwrap_or(u32::MAX))),
        property!("Bytes", "byte[]", |bytes| Value::array(
            bytes.bytes.iter().copied().map(Value::Byte).collect()
        )),
        property!("Path", "string", |bytes| match bytes.path.is_empty() {
            true => Value::Null,
            false => Value::from(bytes.path.as_str()),
        }),
        property!("HexOffset", "string", |bytes| Value::text(format!("{:016X}", bytes.offset))),
        property!("HexBytes", "string", |bytes| Value::text(bytes.hex())),
        property!("Ascii", "string", |bytes| Value::text(bytes.ascii())),
        property!("Label", "string", |bytes| Value::from(bytes.label.as_str())),
    ],
    ..Class::EMPTY
};
