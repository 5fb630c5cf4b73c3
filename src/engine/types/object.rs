//! `System.Object`, what every value has, and classes that are names only.

use super::{Class, Method, StaticMethod, arguments};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member, operators};

/// A number that equal texts share.
pub fn hash_of(text: &str) -> i32 {
    use std::hash::{Hash, Hasher};
    let mut hasher = std::hash::DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish() as i32
}

/// `CompareTo` of values: `$null` comes first, and another type has no order. Errors: it is of another type.
pub fn compare_own(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let other = arguments::any(args, 0)?;
    if other.is_null() {
        return Ok(Value::Int(1));
    }
    let own = super::class_of(this).name;
    if super::class_of(other).name != own {
        let short = own.rsplit('.').next().unwrap_or(own);
        let short = if short == "Guid" { "GUID" } else { short };
        let message = format!("Object must be of type {short}.");
        return Err(arguments::throw("System.ArgumentException", message));
    }
    let order = operators::compare(engine, this, other, false)?;
    Ok(Value::Int(order.map_or(1, |order| order as i32)))
}

/// `Equals` of one object with another: a value of the same type that is the same.
pub fn equals(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let other = arguments::any(args, 0)?;
    // Behind every bag of properties stands the same object, which no bag equals.
    if super::class_of(this).name == CUSTOM.name {
        return Ok(Value::Bool(false));
    }
    if super::type_of(this).full_name() != super::type_of(other).full_name() {
        return Ok(Value::Bool(false));
    }
    Ok(Value::Bool(operators::equal(engine, this, other, false)?))
}

/// `Equals` with the overloads of a class of values.
macro_rules! equals_own {
    ($($signature:expr),+ $(,)?) => {
        $crate::engine::types::Method {
            name: "Equals",
            signatures: &[$($signature),+],
            call: $crate::engine::types::object::equals,
        }
    };
}
pub(crate) use equals_own;

pub static OBJECT: Class = Class {
    name: "System.Object",
    methods: &[
        Method { name: "Equals", signatures: &["bool Equals(System.Object obj)"], call: equals },
        Method {
            name: "GetHashCode",
            signatures: &["int GetHashCode()"],
            call: |_, this, _| {
                Ok(Value::Int(match this.unwrapped() {
                    Value::Int(number) => *number,
                    Value::Bool(value) => i32::from(*value),
                    Value::Object(object) if convert::display(this) == super::type_of(this).full_name() => {
                        hash_of(&format!("{:p}", std::rc::Rc::as_ptr(object)))
                    }
                    other => hash_of(&convert::display(other)),
                }))
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
            call: |engine, this, _| {
                Ok(Value::text(match this.unwrapped() {
                    Value::Object(object)
                        if matches!(object.kind, crate::engine::object::ObjectKind::Custom(_)) =>
                    {
                        convert::kept_text(object).unwrap_or_default()
                    }
                    Value::Array(_) => super::type_of(this).reflection_name(),
                    Value::Object(object)
                        if matches!(object.kind, crate::engine::object::ObjectKind::List { .. }) =>
                    {
                        super::type_of(this).reflection_name()
                    }
                    _ => convert::to_text(engine, this)?,
                }))
            },
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
    bound: true,
    ..Class::EMPTY
};

pub static CUSTOM: Class = Class {
    name: "System.Management.Automation.PSCustomObject",
    base: Some(&OBJECT),
    construct: Some(|_, _| Ok(Value::custom::<&str>([]))),
    ..Class::EMPTY
};

/// A part of what `$x.PSObject` gives.
fn of_view(engine: &mut Engine, this: &Value, name: &str) -> Outcome<Value> {
    let view = member::property(engine, this, "PSObject")?.unwrap_or_default();
    Ok(member::property(engine, &view, name)?.unwrap_or_default())
}

macro_rules! of_view {
    ($($name:ident $of:literal),*) => {
        super::table::properties! {
            $($of $name => |engine, this| of_view(engine, this, stringify!($name));)*
        }
    };
}

static PS_OBJECT: Class = Class {
    name: "System.Management.Automation.PSObject",
    base: Some(&OBJECT),
    interfaces: &["System.IFormattable", "System.IComparable"],
    properties: of_view! {
        BaseObject "System.Object",
        ImmediateBaseObject "System.Object",
        Members "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSMemberInfo]",
        Methods "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSMethodInfo]",
        Properties "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSPropertyInfo]",
        TypeNames "System.Collections.ObjectModel.Collection[string]"
    },
    methods: super::table::methods! {
        CompareTo "int CompareTo(System.Object obj)" => |engine, this, args| {
            let order = operators::compare(engine, this, arguments::any(args, 0)?, false)?;
            Ok(Value::Int(order.map_or(1, |order| order as i32)))
        };
        Copy "psobject Copy()" => |engine, this, _| {
            let view = member::property(engine, this, "PSObject")?.unwrap_or_default();
            member::invoke(engine, &view, "Copy", &[])
        };
    },
    static_methods: super::table::statics! {
        AsPSObject "static psobject AsPSObject(System.Object obj)" "static psobject AsPSObject(System.Object obj, bool storeTypeNameAndInstanceMembersLocally)" => |_, args| {
            match arguments::any(args, 0)? {
                value if value.is_null() => Err(arguments::null("obj")),
                value => Ok(value.clone()),
            }
        };
    },
    construct: Some(|_, args| Ok(args.first().cloned().unwrap_or_else(|| Value::custom::<&str>([])))),
    static_properties: super::table::static_properties! {
        "string" AdaptedMemberSetName => |_| Ok(Value::text("psadapted"));
        "string" BaseObjectMemberSetName => |_| Ok(Value::text("psbase"));
        "string" ExtendedMemberSetName => |_| Ok(Value::text("psextended"));
    },
    constructors: &[
        "psobject new()",
        "psobject new(int instanceMemberCapacity)",
        "psobject new(System.Object obj)",
    ],
    ..Class::EMPTY
};

static VOID: Class = Class { name: "System.Void", base: Some(&OBJECT), ..Class::EMPTY };
pub static VALUE_TYPE: Class = Class { name: "System.ValueType", base: Some(&OBJECT), ..Class::EMPTY };
/// `Nullable[T]`: a value of `T`, or `$null`.
pub static NULLABLE: Class =
    Class { name: "System.Nullable", base: Some(&VALUE_TYPE), parameters: &["T"], ..Class::EMPTY };

/// Generic interfaces, which take any type arguments.
macro_rules! generic_names {
    ($($constant:ident $name:literal [$($parameter:literal),+]),* $(,)?) => {
        $(static $constant: Class =
            Class { name: $name, base: Some(&OBJECT), parameters: &[$($parameter),+], ..Class::EMPTY };)*
        pub(super) const GENERIC_NAMES: &[&Class] = &[$(&$constant),*];
    };
}

generic_names! {
    GENERIC_ENUMERABLE "System.Collections.Generic.IEnumerable" ["T"],
    GENERIC_ENUMERATOR "System.Collections.Generic.IEnumerator" ["T"],
    GENERIC_COLLECTION "System.Collections.Generic.ICollection" ["T"],
    GENERIC_ILIST "System.Collections.Generic.IList" ["T"],
    GENERIC_READ_ONLY_COLLECTION "System.Collections.Generic.IReadOnlyCollection" ["T"],
    GENERIC_READ_ONLY_LIST "System.Collections.Generic.IReadOnlyList" ["T"],
    GENERIC_ISET "System.Collections.Generic.ISet" ["T"],
    GENERIC_IDICTIONARY "System.Collections.Generic.IDictionary" ["TKey", "TValue"],
    GENERIC_READ_ONLY_DICTIONARY "System.Collections.Generic.IReadOnlyDictionary" ["TKey", "TValue"],
    GENERIC_COMPARER "System.Collections.Generic.IComparer" ["T"],
    GENERIC_EQUALITY_COMPARER "System.Collections.Generic.IEqualityComparer" ["T"],
    GENERIC_EQUATABLE "System.IEquatable" ["T"],
}

/// Interfaces and bases that only `-is` and constraints meet.
macro_rules! names {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(static $constant: Class = Class { name: $name, base: Some(&OBJECT), ..Class::EMPTY };)*
        pub(super) const NAMES: &[&Class] = &[$(&$constant),*];
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
    DATA_ROW "System.Data.DataRow",
    DATA_ROW_VIEW "System.Data.DataRowView",
    DATA_TABLE "System.Data.DataTable",
    DATA_SET "System.Data.DataSet",
    DB_NULL_READER "System.Data.IDataReader",
    DICTIONARY_ENUMERATOR "System.Collections.IDictionaryEnumerator",
}

pub(super) const CLASSES: &[&Class] = &[&OBJECT, &CUSTOM, &PS_OBJECT, &VOID, &VALUE_TYPE];
