//! Values on their way to another thread. Values are counted without locks and never cross; this form does.
//!
//! What is packed by one [`Packer`] keeps its identity: an object that occurs twice arrives once. Collections
//! arrive as copies, and what a thread changed in them comes back with [`Changes`], entry by entry.

mod changes;
mod pack;
mod unpack;

pub use changes::Changes;
pub use pack::Packer;
pub use unpack::Unpacker;

use super::error::Category;
use super::raised::Carrier;
use super::types::Class;
use super::types::datetime::DateTime;
use num_bigint::BigInt;
use rust_decimal::Decimal;

/// A value that may cross threads.
#[derive(Clone, Debug, PartialEq)]
pub enum Portable {
    Null,
    Empty,
    Bool(bool),
    Char(u16),
    SByte(i8),
    Byte(u8),
    Int16(i16),
    UInt16(u16),
    Int(i32),
    UInt(u32),
    Long(i64),
    ULong(u64),
    Single(f32),
    Double(f64),
    TimeSpan(i64),
    Decimal(Decimal),
    BigInt(BigInt),
    DateTime(DateTime),
    Text(String),
    Array {
        id: usize,
        element: Option<String>,
        items: Vec<Portable>,
    },
    /// The text of a script block.
    Block(String),
    /// The full name of a type.
    Type(String),
    Enum {
        of: String,
        number: i64,
    },
    Wrapped(Box<Portable>, Vec<PortableMember>),
    Object(Box<PortableObject>),
    /// An object that was packed before.
    Same(usize),
    /// Anything else, as CLIXML: it arrives as a property bag.
    Xml(String),
}

/// An object with identity.
#[derive(Clone, Debug, PartialEq)]
pub struct PortableObject {
    pub id: usize,
    pub kind: PortableKind,
    pub added: Vec<PortableMember>,
    pub type_names: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PortableKind {
    Custom(Vec<PortableMember>),
    Table {
        shape: TableShape,
        entries: Vec<(Portable, Portable)>,
    },
    List {
        of: String,
        items: Vec<Portable>,
    },
    /// A queue, stack, bag or set: made again from its items.
    Sequence {
        of: String,
        items: Vec<Portable>,
    },
    Error(Box<PortableError>),
    Exception(PortableException),
    /// A record of a stream and other small objects that only carry named values.
    Record {
        class: StaticClass,
        text: String,
        fields: Vec<(&'static str, Portable)>,
    },
    /// An object that its text makes again: a file, a version, an address.
    Text {
        of: String,
        text: String,
    },
}

/// What kind of hash table or dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableShape {
    pub ordered: bool,
    pub case_sensitive: bool,
    pub sorted: bool,
    pub read_only: bool,
    pub of: Option<String>,
}

/// A class table, compared by its place.
#[derive(Clone, Copy, Debug)]
pub struct StaticClass(pub &'static Class);

impl PartialEq for StaticClass {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct PortableMember {
    pub name: String,
    pub hidden: bool,
    pub body: PortableBody,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PortableBody {
    Note(Portable),
    Alias(String),
    ScriptProperty { get: Portable, set: Portable },
    ScriptMethod(Portable),
    PropertySet(Vec<String>),
    MemberSet(Vec<PortableMember>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct PortableException {
    pub class: String,
    pub message: String,
    pub inner: Option<Box<PortableException>>,
    pub data: Vec<(String, Portable)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PortableError {
    pub exception: PortableException,
    pub id: String,
    pub category: Category,
    pub target: Portable,
    pub activity: Option<String>,
    pub reason: String,
    pub target_name: Option<String>,
    pub target_type: Option<String>,
    pub details: Option<String>,
    pub recommended_action: Option<String>,
    pub thrown: bool,
    /// What stands around its exception when it is thrown.
    pub carrier: Carrier,
    pub position: Option<PortablePosition>,
    pub script_stack: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortablePosition {
    pub file: Option<String>,
    pub text: String,
    pub start: u32,
    pub end: u32,
    pub command: Option<String>,
    pub invocation: Option<String>,
}
