//! `System.Object`, what every value has, and classes that are names only.

use super::{Class, Method, StaticMethod, arguments};
use crate::engine::value::Value;
use crate::engine::{convert, operators};

pub static OBJECT: Class = Class {
    name: "System.Object",
    methods: &[
        Method {
            name: "Equals",
            signatures: &["bool Equals(System.Object obj)"],
            call: |engine, this, args| {
                let other = arguments::any(args, 0)?;
                if super::type_of(this).full_name() != super::type_of(other).full_name() {
                    return Ok(Value::Bool(false));
                }
                Ok(Value::Bool(operators::equal(engine, this, other, false)?))
            },
        },
        Method {
            name: "GetHashCode",
            signatures: &["int GetHashCode()"],
            call: |_, this, _| {
                use std::hash::{Hash, Hasher};
                let mut hasher = std::hash::DefaultHasher::new();
                convert::display(this).hash(&mut hasher);
                Ok(Value::Int(hasher.finish() as i32))
            },
        },
        Method {
            name: "GetType",
            signatures: &["type GetType()"],
            call: |_, this, _| Ok(Value::Type(super::type_of(this))),
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |engine, this, _| Ok(Value::text(convert::to_text(engine, this)?)),
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "Equals",
            signatures: &["static bool Equals(System.Object objA, System.Object objB)"],
            call: |engine, args| {
                let (a, b) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
                Ok(Value::Bool(operators::equal(engine, a, b, false)?))
            },
        },
        StaticMethod {
            name: "ReferenceEquals",
            signatures: &["static bool ReferenceEquals(System.Object objA, System.Object objB)"],
            call: |_, args| {
                let same = match (arguments::any(args, 0)?.unwrapped(), arguments::any(args, 1)?.unwrapped())
                {
                    (Value::Object(a), Value::Object(b)) => std::rc::Rc::ptr_eq(a, b),
                    (Value::Array(a), Value::Array(b)) => std::rc::Rc::ptr_eq(a, b),
                    (Value::Null | Value::Empty, Value::Null | Value::Empty) => true,
                    _ => false,
                };
                Ok(Value::Bool(same))
            },
        },
    ],
    construct: Some(|_, _| Ok(Value::custom::<&str>([]))),
    constructors: &["System.Object new()"],
    ..Class::EMPTY
};

pub static CUSTOM: Class =
    Class { name: "System.Management.Automation.PSCustomObject", base: Some(&OBJECT), ..Class::EMPTY };

static PS_OBJECT: Class = Class {
    name: "System.Management.Automation.PSObject",
    base: Some(&OBJECT),
    construct: Some(|_, _| Ok(Value::custom::<&str>([]))),
    constructors: &["psobject new()"],
    ..Class::EMPTY
};

static VOID: Class = Class { name: "System.Void", base: Some(&OBJECT), ..Class::EMPTY };
static VALUE_TYPE: Class = Class { name: "System.ValueType", base: Some(&OBJECT), ..Class::EMPTY };
/// `Nullable[T]`: a value of `T`, or `$null`.
pub static NULLABLE: Class = Class { name: "System.Nullable", base: Some(&VALUE_TYPE), ..Class::EMPTY };

/// Interfaces and bases that only `-is` and constraints meet.
macro_rules! names {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(static $constant: Class = Class { name: $name, base: Some(&OBJECT), ..Class::EMPTY };)*
        const NAMES: &[&Class] = &[$(&$constant),*];
    };
}

names! {
    ENUMERABLE "System.Collections.IEnumerable",
    COLLECTION "System.Collections.ICollection",
    LIST "System.Collections.IList",
    DICTIONARY "System.Collections.IDictionary",
    COMPARABLE "System.IComparable",
    FORMATTABLE "System.IFormattable",
    DISPOSABLE "System.IDisposable",
    DELEGATE "System.Delegate",
    XML_NODE "System.Xml.XmlNode",
}

pub(super) const CLASSES: &[&Class] = &[
    &OBJECT,
    &CUSTOM,
    &PS_OBJECT,
    &VOID,
    &VALUE_TYPE,
    NAMES[0],
    NAMES[1],
    NAMES[2],
    NAMES[3],
    NAMES[4],
    NAMES[5],
    NAMES[6],
    NAMES[7],
    NAMES[8],
];
