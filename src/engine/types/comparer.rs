//! Orders: `StringComparer`, `Comparer`, `IComparer` of scripts, and .NET's natural order.

use super::table::{methods, static_properties, statics};
use super::{Class, arguments, delegate, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member, operators};
use std::any::Any;
use std::cmp::Ordering;

/// How a comparer of .NET's orders.
#[derive(Debug)]
pub enum Comparer {
    /// `StringComparer`
    Text { fold: bool, ordinal: bool },
    /// `Comparer`, `Comparer[T].Default`, `CaseInsensitiveComparer`
    Natural { fold: bool },
    /// `Comparer[T].Create(…)`
    Block(Value),
}

impl Native for Comparer {
    fn class(&self) -> &'static Class {
        match self {
            Comparer::Text { ordinal: true, .. } => &ORDINAL_COMPARER,
            Comparer::Text { .. } => &CULTURE_COMPARER,
            Comparer::Natural { fold: true } => &CASE_INSENSITIVE,
            Comparer::Natural { fold: false } => &COMPARER,
            Comparer::Block(_) => &GENERIC_COMPARER,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Whether a comparer ignores case; `None` for one that is not .NET's own.
pub fn folds(value: &Value) -> Option<bool> {
    match value.as_native::<Comparer>()? {
        Comparer::Text { fold, .. } | Comparer::Natural { fold } => Some(*fold),
        Comparer::Block(_) => None,
    }
}

/// The natural order of two values of one kind, without asking scripts; values of different kinds stand
/// by their text.
pub fn natural(a: &Value, b: &Value, fold: bool) -> Ordering {
    match (a.unwrapped(), b.unwrapped()) {
        (Value::Null | Value::Empty, Value::Null | Value::Empty) => Ordering::Equal,
        (Value::Null | Value::Empty, _) => Ordering::Less,
        (_, Value::Null | Value::Empty) => Ordering::Greater,
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => operators::text_order(a, b, fold),
        (Value::DateTime(a), Value::DateTime(b)) => a.ticks.cmp(&b.ticks),
        (Value::TimeSpan(a), Value::TimeSpan(b)) => a.cmp(b),
        (Value::Enum(a), Value::Enum(b)) => a.number.cmp(&b.number),
        (Value::Object(x), Value::Object(y)) => {
            use crate::engine::object::ObjectKind;
            match (&x.kind, &y.kind) {
                (ObjectKind::Native(x), ObjectKind::Native(y)) => x.order(y.as_ref()),
                _ => None,
            }
            .unwrap_or_else(|| convert::display(a).cmp(&convert::display(b)))
        }
        (x, y) => match (convert::to_i128(x), convert::to_i128(y)) {
            (Some(i), Some(j)) if i != j => i.cmp(&j),
            _ => match (convert::as_double(x), convert::as_double(y)) {
                (Some(x), Some(y)) => x.total_cmp(&y),
                _ => convert::display(x).cmp(&convert::display(y)),
            },
        },
    }
}

/// Orders two values as `Comparer.Default` does. Errors: they are of different kinds, or have no order.
pub fn default_order(engine: &mut Engine, a: &Value, b: &Value) -> Outcome<Ordering> {
    let (a, b) = (a.unwrapped(), b.unwrapped());
    if a.is_null() || b.is_null() || std::mem::discriminant(a) == std::mem::discriminant(b) {
        if !matches!(a, Value::Object(_) | Value::Array(_) | Value::Block(_) | Value::Type(_)) {
            return Ok(natural(a, b, false));
        }
        if let Some(order) = by_member(engine, a, b)? {
            return Ok(order);
        }
        if is_ordered(a) {
            return Ok(natural(a, b, false));
        }
        return Err(arguments::throw(
            "System.ArgumentException",
            "At least one object must implement IComparable.",
        ));
    }
    let name = match a {
        Value::String(_) => "String".to_string(),
        other => super::type_class::simple_name(&super::type_of(other)),
    };
    Err(arguments::throw("System.ArgumentException", format!("Object must be of type {name}.")))
}

/// Whether a value's class orders its values.
fn is_ordered(value: &Value) -> bool {
    use crate::engine::object::ObjectKind;
    matches!(value, Value::Object(object) if matches!(&object.kind, ObjectKind::Native(native) if native.order(native.as_ref()).is_some()))
}

/// The `CompareTo` of a value that has one.
fn by_member(engine: &mut Engine, a: &Value, b: &Value) -> Outcome<Option<Ordering>> {
    let scripted = matches!(super::type_of(a).as_ref(), super::Type::Script(_));
    let own = member::find_method(super::class_of(a), "CompareTo").is_some();
    if !scripted && !own {
        return Ok(None);
    }
    let result = member::invoke(engine, a, "CompareTo", std::slice::from_ref(b))?;
    Ok(Some(convert::to_int(&result)?.cmp(&0)))
}

/// Orders by a comparer: .NET's, a script block, or an object with a `Compare` method; `$null` is the
/// default.
pub fn order(engine: &mut Engine, comparer: &Value, a: &Value, b: &Value) -> Outcome<Ordering> {
    if comparer.is_null() {
        return default_order(engine, a, b);
    }
    let result = match comparer.as_native::<Comparer>() {
        Some(Comparer::Text { fold, ordinal: true }) => return Ok(ordinal(engine, a, b, *fold)?.cmp(&0)),
        Some(Comparer::Text { fold, .. } | Comparer::Natural { fold })
            if *fold || matches!(a, Value::String(_)) =>
        {
            return Ok(natural(a, b, *fold));
        }
        Some(Comparer::Text { .. } | Comparer::Natural { .. }) => return default_order(engine, a, b),
        Some(Comparer::Block(block)) => delegate::call(engine, block, &[a.clone(), b.clone()])?,
        None if delegate::is_callable(comparer) => delegate::call(engine, comparer, &[a.clone(), b.clone()])?,
        None => member::invoke(engine, comparer, "Compare", &[a.clone(), b.clone()])?,
    };
    Ok(convert::to_int(&result)?.cmp(&0))
}

/// Difference of the first UTF-16 units that differ, as `String.CompareOrdinal` gives it.
pub fn ordinal(engine: &mut Engine, a: &Value, b: &Value, fold: bool) -> Outcome<i32> {
    if a.is_null() || b.is_null() {
        return Ok(i32::from(!a.is_null()) - i32::from(!b.is_null()));
    }
    let (mut a, mut b) = (convert::to_text(engine, a)?, convert::to_text(engine, b)?);
    if fold {
        (a, b) = (a.to_uppercase(), b.to_uppercase());
    }
    Ok(ordinal_text(&a, &b))
}

/// As [`ordinal`], over texts.
pub fn ordinal_text(a: &str, b: &str) -> i32 {
    let difference =
        a.encode_utf16().zip(b.encode_utf16()).map(|(x, y)| i32::from(x) - i32::from(y)).find(|d| *d != 0);
    difference.unwrap_or_else(|| a.encode_utf16().count() as i32 - b.encode_utf16().count() as i32)
}

/// Sorts stably by a comparer; the first failure to compare is the result.
pub fn sort(engine: &mut Engine, items: &mut [Value], comparer: &Value) -> Outcome {
    let mut failure = None;
    items.sort_by(|a, b| {
        if failure.is_some() {
            return Ordering::Equal;
        }
        order(engine, comparer, a, b).unwrap_or_else(|fault| {
            failure = Some(fault);
            Ordering::Equal
        })
    });
    match failure {
        None => Ok(()),
        Some(fault) => Err(arguments::with_inner(
            "System.InvalidOperationException",
            "Failed to compare two elements in the array.",
            fault,
        )),
    }
}

fn text(fold: bool, ordinal: bool) -> Outcome<Value> {
    Ok(Value::native(Comparer::Text { fold, ordinal }))
}

static STRING_COMPARER: Class = Class {
    name: "System.StringComparer",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IComparer",
        "System.Collections.IEqualityComparer",
        "System.Collections.Generic.IComparer",
        "System.Collections.Generic.IEqualityComparer",
    ],
    methods: methods! {
        Compare "int Compare(System.Object x, System.Object y)" "int Compare(string x, string y)" => |engine, this, args| {
            Ok(Value::Int(order(engine, this, arguments::any(args, 0)?, arguments::any(args, 1)?)? as i32))
        };
        Equals "bool Equals(System.Object x, System.Object y)" "bool Equals(string x, string y)" "bool Equals(System.Object obj)" => |engine, this, args| match args {
            [a, b] => Ok(Value::Bool(order(engine, this, a, b)?.is_eq())),
            _ => Ok(Value::Bool(false)),
        };
        GetHashCode "int GetHashCode()" "int GetHashCode(System.Object obj)" "int GetHashCode(string obj)" => |engine, this, args| {
            let text = args.first().map_or(Ok(String::new()), |value| convert::to_text(engine, value))?;
            let text = if folds(this) == Some(true) { text.to_uppercase() } else { text };
            Ok(Value::Int(object::hash_of(&text)))
        };
    },
    static_properties: static_properties! {
        "System.StringComparer" CurrentCulture => |_| text(false, false);
        "System.StringComparer" CurrentCultureIgnoreCase => |_| text(true, false);
        "System.StringComparer" InvariantCulture => |_| text(false, false);
        "System.StringComparer" InvariantCultureIgnoreCase => |_| text(true, false);
        "System.StringComparer" Ordinal => |_| text(false, true);
        "System.StringComparer" OrdinalIgnoreCase => |_| text(true, true);
    },
    static_methods: statics! {
        FromComparison "static System.StringComparer FromComparison(System.StringComparison comparisonType)" => |_, args| {
            let kind = arguments::number_or(args, 0, 0);
            text(kind % 2 == 1, kind >= 4)
        };
        Create "static System.StringComparer Create(cultureinfo culture, bool ignoreCase)" => |_, args| {
            text(convert::to_bool(arguments::any(args, 1)?), false)
        };
    },
    ..Class::EMPTY
};

static ORDINAL_COMPARER: Class =
    Class { name: "System.OrdinalComparer", base: Some(&STRING_COMPARER), ..Class::EMPTY };
static CULTURE_COMPARER: Class =
    Class { name: "System.CultureAwareComparer", base: Some(&STRING_COMPARER), ..Class::EMPTY };

static COMPARER: Class = Class {
    name: "System.Collections.Comparer",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IComparer", "System.Collections.Generic.IComparer"],
    methods: methods! {
        Compare "int Compare(System.Object a, System.Object b)" => |engine, this, args| {
            Ok(Value::Int(order(engine, this, arguments::any(args, 0)?, arguments::any(args, 1)?)? as i32))
        };
    },
    static_properties: static_properties! {
        "System.Collections.Comparer" Default => |_| Ok(Value::native(Comparer::Natural { fold: false }));
        "System.Collections.Comparer" DefaultInvariant => |_| Ok(Value::native(Comparer::Natural { fold: false }));
    },
    ..Class::EMPTY
};

static CASE_INSENSITIVE: Class = Class {
    name: "System.Collections.CaseInsensitiveComparer",
    base: Some(&COMPARER),
    static_properties: static_properties! {
        "System.Collections.CaseInsensitiveComparer" Default => |_| Ok(Value::native(Comparer::Natural { fold: true }));
        "System.Collections.CaseInsensitiveComparer" DefaultInvariant => |_| Ok(Value::native(Comparer::Natural { fold: true }));
    },
    construct: Some(|_, _| Ok(Value::native(Comparer::Natural { fold: true }))),
    ..Class::EMPTY
};

static GENERIC_COMPARER: Class = Class {
    name: "System.Collections.Generic.Comparer",
    base: Some(&COMPARER),
    interfaces: COMPARER.interfaces,
    parameters: &["T"],
    static_methods: statics! {
        Create "static System.Collections.Generic.Comparer[T] Create(System.Comparison[T] comparison)" => |_, args| {
            Ok(Value::native(Comparer::Block(arguments::any(args, 0)?.clone())))
        };
    },
    ..Class::EMPTY
};

static GENERIC_EQUALITY: Class = Class {
    name: "System.Collections.Generic.EqualityComparer",
    base: Some(&COMPARER),
    interfaces: &["System.Collections.IEqualityComparer", "System.Collections.Generic.IEqualityComparer"],
    parameters: &["T"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[
    &STRING_COMPARER,
    &ORDINAL_COMPARER,
    &CULTURE_COMPARER,
    &COMPARER,
    &CASE_INSENSITIVE,
    &GENERIC_COMPARER,
    &GENERIC_EQUALITY,
];
