//! The 16-byte value.
//!
//! Numbers, Booleans and characters are inline; everything else sits behind one thin counted
//! pointer. There are no spans and no `PSObject` wrapper inside: members added with `Add-Member`
//! live in a side table on [`Object`], or in a [`Value::Wrapped`] around a scalar.

use super::object::Object;
use super::script_block::ScriptBlockValue;
use super::text::Text;
use super::types::Type;
use super::types::datetime::DateTime;
use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::rc::Rc;

/// Any PowerShell value.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// `$null`: piped, it is one object.
    #[default]
    Null,
    /// PowerShell's "automation null": the result of nothing; piped, it sends nothing.
    Empty,
    Bool(bool),
    /// One UTF-16 unit, as .NET's `Char`.
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
    /// Ticks of 100 ns.
    TimeSpan(i64),
    Decimal(Rc<Decimal>),
    BigInt(Rc<BigInt>),
    DateTime(Rc<DateTime>),
    String(Text),
    Array(Rc<Array>),
    Block(Rc<ScriptBlockValue>),
    /// `[int]` itself.
    Type(Rc<Type>),
    /// A value of an enumeration: .NET's or a script's.
    Enum(Rc<EnumValue>),
    Object(Rc<Object>),
    /// A scalar that carries added members.
    Wrapped(Rc<Wrapped>),
}

const _: () = assert!(std::mem::size_of::<Value>() == 16);

/// A .NET array: fixed in length for scripts, with an element type.
#[derive(Debug)]
pub struct Array {
    /// `None` is `object[]`.
    pub element: Option<Rc<Type>>,
    pub items: RefCell<Vec<Value>>,
}

/// A value of an enumeration type.
#[derive(Debug)]
pub struct EnumValue {
    pub of: Rc<Type>,
    pub number: i64,
}

/// A scalar with added members.
#[derive(Debug)]
pub struct Wrapped {
    pub base: Value,
    pub members: RefCell<super::object::Members>,
    /// Replaces the list of type names; `None` uses the value's own.
    pub type_names: RefCell<Option<Vec<Rc<str>>>>,
}

impl Wrapped {
    pub fn new(base: Value, members: super::object::Members) -> Wrapped {
        Wrapped { base, members: RefCell::new(members), type_names: RefCell::new(None) }
    }
}

impl Value {
    /// A string.
    pub fn text(text: impl Into<String>) -> Value {
        Value::String(Text::new(text))
    }

    /// An `object[]`.
    pub fn array(items: Vec<Value>) -> Value {
        Value::Array(Rc::new(Array { element: None, items: RefCell::new(items) }))
    }

    /// What a statement's collected output is: nothing, the one object, or an array.
    pub fn from_output(mut items: Vec<Value>) -> Value {
        match items.len() {
            0 => Value::Empty,
            1 => items.pop().unwrap_or_default(),
            _ => Value::array(items),
        }
    }

    /// An object.
    pub fn object(object: Object) -> Value {
        Value::Object(Rc::new(object))
    }

    /// `$null` or nothing at all.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null | Value::Empty)
    }

    /// The scalar inside of a wrapper; itself otherwise.
    pub fn unwrapped(&self) -> &Value {
        match self {
            Value::Wrapped(wrapped) => &wrapped.base,
            other => other,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Value::Int(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Long(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Double(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::text(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::text(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Value::array(items)
    }
}
