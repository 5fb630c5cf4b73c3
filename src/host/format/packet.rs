//! What `Format-` commands send: the pieces of a formatted run, written as lines by whoever shows them.

use crate::engine::object::Native;
use crate::engine::types::{Class, Property};
use crate::engine::value::Value;

/// Sides of a column.
pub use crate::engine::calculated::Alignment;

/// One piece of a formatted run.
#[derive(Clone, Debug)]
pub enum Packet {
    Start {
        shape: Shape,
        auto_size: bool,
    },
    /// A group with its heading.
    GroupStart(Option<String>),
    Entry(Entry),
    /// Stands between entries, or alone.
    OutOfBand(Entry),
    GroupEnd,
    End,
}

#[derive(Clone, Debug)]
pub enum Shape {
    Table {
        columns: Vec<ColumnInfo>,
        hide_headers: bool,
        /// Rows after which the header comes again.
        repeat: Option<usize>,
    },
    List,
    /// 0 columns: the usual two.
    Wide {
        columns: usize,
    },
    Custom,
}

#[derive(Clone, Debug)]
pub struct ColumnInfo {
    pub label: String,
    /// 0 fits.
    pub width: usize,
    pub alignment: Alignment,
}

#[derive(Clone, Debug)]
pub enum Entry {
    Row { cells: Vec<String>, wrap: bool },
    List(Vec<(String, String)>),
    Wide(String),
    Custom(Vec<Piece>),
    Text(String),
}

/// A piece of a custom view.
#[derive(Clone, Debug)]
pub enum Piece {
    Text(String),
    NewLine,
    Frame { indent: usize, pieces: Vec<Piece> },
}

/// What scripts see of a packet: which one it is.
fn property(this: &Value, name: &str) -> Value {
    let Some(packet) = Packet::of(this) else { return Value::Null };
    match (name, packet) {
        ("outOfBand", packet) => Value::Bool(matches!(packet, Packet::OutOfBand(_))),
        ("ClassId2e4f51ef21dd47e99d3c952918aff9cd", packet) => Value::from(packet.class_id()),
        _ => Value::Null,
    }
}

macro_rules! class {
    ($constant:ident $name:literal [$($property:literal),*]) => {
        static $constant: Class = Class {
            name: concat!("Microsoft.PowerShell.Commands.Internal.Format.", $name),
            base: Some(&crate::engine::types::object::OBJECT),
            properties: &[$(Property {
                name: $property,
                type_name: "System.Object",
                get: |_, this| Ok(property(this, $property)),
                set: None,
            }),*],
            ..Class::EMPTY
        };
    };
}

class!(START "FormatStartData" ["ClassId2e4f51ef21dd47e99d3c952918aff9cd", "pageHeaderEntry", "pageFooterEntry", "autosizeInfo", "shapeInfo", "groupingEntry"]);
class!(GROUP_START "GroupStartData" ["ClassId2e4f51ef21dd47e99d3c952918aff9cd", "shapeInfo", "groupingEntry"]);
class!(ENTRY "FormatEntryData" ["ClassId2e4f51ef21dd47e99d3c952918aff9cd", "formatEntryInfo", "outOfBand", "writeStream"]);
class!(GROUP_END "GroupEndData" ["ClassId2e4f51ef21dd47e99d3c952918aff9cd", "groupingEntry"]);
class!(END "FormatEndData" ["ClassId2e4f51ef21dd47e99d3c952918aff9cd", "groupingEntry"]);

impl Native for Packet {
    fn class(&self) -> &'static Class {
        match self {
            Packet::Start { .. } => &START,
            Packet::GroupStart(_) => &GROUP_START,
            Packet::Entry(_) | Packet::OutOfBand(_) => &ENTRY,
            Packet::GroupEnd => &GROUP_END,
            Packet::End => &END,
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl Packet {
    /// PowerShell's own number of this kind.
    fn class_id(&self) -> &'static str {
        match self {
            Packet::Start { .. } => "033ecb2bc07a4d43b5ef94ed5a35d280",
            Packet::GroupStart(_) => "9e210fe47d09416682b841769c78b8a3",
            Packet::Entry(_) | Packet::OutOfBand(_) => "27c87ef9bbda4f709f6b4002fa4af63c",
            Packet::GroupEnd => "4ec4f0187cb04f4cb6973460dfe252df",
            Packet::End => "cf522b78d86c486691226b40aa69e95c",
        }
    }

    pub fn of(value: &Value) -> Option<&Packet> {
        value.as_native::<Packet>()
    }
}
