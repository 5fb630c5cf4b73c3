//! `System.Management.Automation.LanguagePrimitives`: PowerShell's own rules of conversion and comparison as methods.

use super::table::statics;
use super::{Class, arguments, object};
use crate::engine::object::Native;
use crate::engine::types::Type;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators};
use std::rc::Rc;

fn wanted(args: &[Value], index: usize) -> Outcome<Rc<Type>> {
    match arguments::any(args, index)?.unwrapped() {
        Value::Type(of) => Ok(of.clone()),
        value if value.is_null() => Err(arguments::null("resultType")),
        _ => Err(arguments::no_overload()),
    }
}

/// Converts; an error that the conversion has is the method's own.
fn convert_to(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let of = wanted(args, 1)?;
    convert::to_type(engine, arguments::any(args, 0)?.clone(), &of).map_err(arguments::thrown)
}

fn try_convert(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let of = wanted(args, 1)?;
    let target = args.last().ok_or_else(arguments::no_overload)?;
    match convert::to_type(engine, arguments::any(args, 0)?.clone(), &of) {
        Ok(found) => {
            super::reference::assign(engine, target, found)?;
            Ok(Value::Bool(true))
        }
        Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Value::Bool(false)),
        Err(fault) => Err(fault),
    }
}

/// Whether the comparison ignores case, by the argument behind the two values.
fn folds(args: &[Value]) -> bool {
    args.get(2).is_some_and(convert::to_bool)
}

fn compare(engine: &mut Engine, args: &[Value]) -> Outcome<i32> {
    let (first, second) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    match operators::compare(engine, first, second, !folds(args))? {
        Some(order) => Ok(order as i32),
        None => {
            let message = format!(
                "Cannot compare \"{}\" to \"{}\" because the objects are not the same type or the object \"{}\" does not implement \"IComparable\".",
                convert::display(first),
                convert::display(second),
                convert::display(first)
            );
            Err(arguments::throw("System.ArgumentException", message))
        }
    }
}

static LANGUAGE_PRIMITIVES: Class = Class {
    name: "System.Management.Automation.LanguagePrimitives",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Compare "static int Compare(System.Object first, System.Object second)" "static int Compare(System.Object first, System.Object second, bool ignoreCase)" "static int Compare(System.Object first, System.Object second, bool ignoreCase, System.IFormatProvider formatProvider)" => |engine, args| compare(engine, args).map(Value::Int);
        ConvertPSObjectToType "static System.Object ConvertPSObjectToType(psobject valueToConvert, type resultType, bool recursion, System.IFormatProvider formatProvider, bool ignoreUnknownMembers)" => convert_to;
        ConvertTo "static System.Object ConvertTo(System.Object valueToConvert, type resultType)" "static System.Object ConvertTo(System.Object valueToConvert, type resultType, System.IFormatProvider formatProvider)" => convert_to;
        ConvertTypeNameToPSTypeName "static string ConvertTypeNameToPSTypeName(string typeName)" => |engine, args| {
            let name = arguments::text(engine, args, 0)?;
            let shown = super::resolve_text(engine, &name).map_or(name, |of| super::shown_name(&of));
            Ok(Value::text(format!("[{shown}]")))
        };
        Equals "static bool Equals(System.Object first, System.Object second)" "static bool Equals(System.Object first, System.Object second, bool ignoreCase)" "static bool Equals(System.Object first, System.Object second, bool ignoreCase, System.IFormatProvider formatProvider)" => |engine, args| {
            Ok(Value::Bool(operators::equal(engine, arguments::any(args, 0)?, arguments::any(args, 1)?, !folds(args))?))
        };
        GetEnumerable "static System.Collections.IEnumerable GetEnumerable(System.Object obj)" => |engine, args| {
            Ok(member::enumerate(engine, arguments::any(args, 0)?)?.map_or(Value::Null, Value::array))
        };
        GetEnumerator "static System.Collections.IEnumerator GetEnumerator(System.Object obj)" => |engine, args| {
            Ok(member::enumerate(engine, arguments::any(args, 0)?)?.map_or(Value::Null, super::enumerator::over))
        };
        IsObjectEnumerable "static bool IsObjectEnumerable(System.Object obj)" => |engine, args| {
            Ok(Value::Bool(member::enumerate(engine, arguments::any(args, 0)?)?.is_some()))
        };
        IsTrue "static bool IsTrue(System.Object obj)" => |_, args| Ok(Value::Bool(convert::to_bool(arguments::any(args, 0)?)));
        TryCompare "static bool TryCompare(System.Object first, System.Object second, [ref] int result)" "static bool TryCompare(System.Object first, System.Object second, bool ignoreCase, [ref] int result)" => |engine, args| {
            let (target, rest) = args.split_last().ok_or_else(arguments::no_overload)?;
            match compare(engine, rest) {
                Ok(order) => {
                    super::reference::assign(engine, target, Value::Int(order))?;
                    Ok(Value::Bool(true))
                }
                Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Value::Bool(false)),
                Err(fault) => Err(fault),
            }
        };
        TryConvertTo "static bool TryConvertTo(System.Object valueToConvert, type resultType, [ref] System.Object result)" "static bool TryConvertTo(System.Object valueToConvert, type resultType, System.IFormatProvider formatProvider, [ref] System.Object result)" => try_convert;
    },
    ..Class::EMPTY
};

/// A place or a size of a console, as `$Host.UI.RawUI` has them.
#[derive(Debug)]
struct Pair {
    class: &'static Class,
    parts: std::cell::Cell<(i32, i32)>,
}

impl Native for Pair {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        let (first, second) = self.parts.get();
        Some(format!("{first},{second}"))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<Pair>()?;
        Some(self.class.name == other.class.name && self.parts == other.parts)
    }
}

fn pair(this: &Value) -> Outcome<&Pair> {
    this.as_native::<Pair>().ok_or_else(arguments::no_overload)
}

macro_rules! pairs {
    ($($constant:ident $name:literal $first:ident $second:ident $a:literal $b:literal),*) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&object::OBJECT),
            value_type: true,
            properties: super::table::properties! {
                "int" $first => |_, this| Ok(Value::Int(pair(this)?.parts.get().0)), |_, this, value| {
                    let own = pair(this)?;
                    own.parts.set((convert::to_int(&value)?, own.parts.get().1));
                    Ok(())
                };
                "int" $second => |_, this| Ok(Value::Int(pair(this)?.parts.get().1)), |_, this, value| {
                    let own = pair(this)?;
                    own.parts.set((own.parts.get().0, convert::to_int(&value)?));
                    Ok(())
                };
            },
            construct: Some(|_, args| {
                let parts = match args {
                    [] => (0, 0),
                    [first, second] => (convert::to_int(first)?, convert::to_int(second)?),
                    _ => return Err(arguments::no_overload()),
                };
                Ok(Value::native(Pair { class: &$constant, parts: std::cell::Cell::new(parts) }))
            }),
            constructors: &[concat!($name, " new(int ", $a, ", int ", $b, ")")],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&LANGUAGE_PRIMITIVES, $(&$constant),*];
    };
}

pairs! {
    COORDINATES "System.Management.Automation.Host.Coordinates" X Y "x" "y"
}
