//! What `Format-` commands send: the pieces of a formatted run, written as lines by whoever shows them.

use crate::engine::object::Native;
use crate::engine::types::Class;
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

macro_rules! class {
    ($constant:ident $name:literal) => {
        static $constant: Class = Class {
            name: concat!("Microsoft.PowerShell.Commands.Internal.Format.", $name),
            base: Some(&crate::engine::types::object::OBJECT),
            ..Class::EMPTY
        };
    };
}

class!(START "FormatStartData");
class!(GROUP_START "GroupStartData");
class!(ENTRY "FormatEntryData");
class!(GROUP_END "GroupEndData");
class!(END "FormatEndData");

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
    pub fn of(value: &Value) -> Option<&Packet> {
        value.as_native::<Packet>()
    }
}
