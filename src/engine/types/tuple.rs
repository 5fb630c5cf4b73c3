//! `Tuple` and `ValueTuple`.

use super::table::statics;
use super::{Class, Property, Type, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::any::Any;
use std::rc::Rc;

#[derive(Debug)]
struct Tuple {
    of: Rc<Type>,
    items: Vec<Value>,
}

impl Native for Tuple {
    fn class(&self) -> &'static Class {
        match self.of.as_ref() {
            Type::Class(class) | Type::Generic { of: class, .. } => class,
            _ => &TUPLE,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }

    fn dynamic(&self, name: &str) -> Option<Value> {
        let length = i32::try_from(self.items.len()).unwrap_or(i32::MAX);
        name.eq_ignore_ascii_case("Length").then_some(Value::Int(length))
    }

    fn dynamic_names(&self) -> Vec<String> {
        let items = (1..=self.items.len().min(7)).map(|number| format!("Item{number}"));
        let rest = (self.items.len() > 7).then(|| "Rest".to_string());
        items.chain(rest).chain(std::iter::once("Length".to_string())).collect()
    }

    fn to_text(&self) -> Option<String> {
        let parts: Vec<String> = self.items.iter().map(convert::display).collect();
        Some(format!("({})", parts.join(", ")))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<Tuple>()?;
        let same = |a: &Value, b: &Value| {
            std::mem::discriminant(a) == std::mem::discriminant(b)
                && super::comparer::natural(a, b, false).is_eq()
        };
        Some(
            self.items.len() == other.items.len()
                && self.items.iter().zip(&other.items).all(|(a, b)| same(a, b)),
        )
    }

    fn order(&self, other: &dyn Native) -> Option<std::cmp::Ordering> {
        let other = other.as_any().downcast_ref::<Tuple>()?;
        let orders = self.items.iter().zip(&other.items).map(|(a, b)| super::comparer::natural(a, b, false));
        Some(orders.into_iter().find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal))
    }
}

/// A tuple of values; `by_value` for `ValueTuple`.
pub fn value(items: Vec<Value>, by_value: bool) -> Value {
    let class: &'static Class = if by_value { &VALUE_TUPLE } else { &TUPLE };
    let arguments = items.iter().map(super::type_of).collect();
    Value::native(Tuple { of: Rc::new(Type::Generic { of: class, arguments }), items })
}

/// The items of a tuple, which scripts also reach by their places.
pub fn items(value: &Value) -> Option<&[Value]> {
    value.as_native::<Tuple>().map(|tuple| tuple.items.as_slice())
}

fn make(engine: &mut crate::engine::Engine, of: &Rc<Type>, args: &[Value]) -> Outcome<Value> {
    let Type::Generic { arguments, .. } = of.as_ref() else { return Err(arguments::no_overload()) };
    if arguments.len() != args.len() {
        return Err(arguments::no_overload());
    }
    let mut items = Vec::with_capacity(args.len());
    for (value, of) in args.iter().zip(arguments) {
        items.push(if value.is_null() { Value::Null } else { convert::to_type(engine, value.clone(), of)? });
    }
    Ok(Value::native(Tuple { of: of.clone(), items }))
}

fn item(this: &Value, at: usize) -> Outcome<Value> {
    Ok(this.as_native::<Tuple>().and_then(|tuple| tuple.items.get(at)).cloned().unwrap_or_default())
}

macro_rules! items {
    ($($name:literal $parameter:literal $at:literal),*) => {
        &[$(Property { name: $name, type_name: $parameter, get: |_, this| item(this, $at), set: None }),*]
    };
}

const ITEMS: &[Property] = items!("Item1" "T1" 0, "Item2" "T2" 1, "Item3" "T3" 2, "Item4" "T4" 3, "Item5" "T5" 4, "Item6" "T6" 5, "Item7" "T7" 6, "Rest" "TRest" 7);

pub static TUPLE: Class = Class {
    name: "System.Tuple",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable"],
    parameters: &["T1", "T2", "T3", "T4", "T5", "T6", "T7", "TRest"],
    properties: ITEMS,
    make: Some(make),
    static_methods: statics! {
        Create
            "static System.Tuple[T1] Create[T1](T1 item1)"
            "static System.Tuple[T1,T2] Create[T1,T2](T1 item1, T2 item2)"
            "static System.Tuple[T1,T2,T3] Create[T1,T2,T3](T1 item1, T2 item2, T3 item3)"
            "static System.Tuple[T1,T2,T3,T4] Create[T1,T2,T3,T4](T1 item1, T2 item2, T3 item3, T4 item4)"
            "static System.Tuple[T1,T2,T3,T4,T5] Create[T1,T2,T3,T4,T5](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)"
            "static System.Tuple[T1,T2,T3,T4,T5,T6] Create[T1,T2,T3,T4,T5,T6](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6)"
            "static System.Tuple[T1,T2,T3,T4,T5,T6,T7] Create[T1,T2,T3,T4,T5,T6,T7](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7)"
            "static System.Tuple[T1,T2,T3,T4,T5,T6,T7,System.Tuple[T8]] Create[T1,T2,T3,T4,T5,T6,T7,T8](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7, T8 item8)"
            => |_, args| Ok(value(args.to_vec(), false));
    },
    ..Class::EMPTY
};

pub static VALUE_TUPLE: Class = Class {
    name: "System.ValueTuple",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable"],
    parameters: &["T1", "T2", "T3", "T4", "T5", "T6", "T7", "TRest"],
    properties: ITEMS,
    make: Some(make),
    static_methods: statics! {
        Create
            "static System.ValueTuple[T1] Create[T1](T1 item1)"
            "static System.ValueTuple[T1,T2] Create[T1,T2](T1 item1, T2 item2)"
            "static System.ValueTuple[T1,T2,T3] Create[T1,T2,T3](T1 item1, T2 item2, T3 item3)"
            "static System.ValueTuple[T1,T2,T3,T4] Create[T1,T2,T3,T4](T1 item1, T2 item2, T3 item3, T4 item4)"
            "static System.ValueTuple[T1,T2,T3,T4,T5] Create[T1,T2,T3,T4,T5](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)"
            "static System.ValueTuple[T1,T2,T3,T4,T5,T6] Create[T1,T2,T3,T4,T5,T6](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6)"
            "static System.ValueTuple[T1,T2,T3,T4,T5,T6,T7] Create[T1,T2,T3,T4,T5,T6,T7](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7)"
            "static System.ValueTuple[T1,T2,T3,T4,T5,T6,T7,System.ValueTuple[T8]] Create[T1,T2,T3,T4,T5,T6,T7,T8](T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7, T8 item8)"
            => |_, args| Ok(value(args.to_vec(), true));
    },
    value_type: true,
    ..Class::EMPTY
};

static SEGMENT: Class = Class {
    name: "System.ArraySegment",
    base: Some(&object::OBJECT),
    interfaces: super::generic_list::LIST_INTERFACES,
    parameters: &["T"],
    properties: super::table::properties! {
        "int" Count => |_, this| Ok(super::array::length(this));
    },
    make: Some(|_, of, args| {
        let items = super::array::items(arguments::any(args, 0)?);
        let range = if args.len() > 1 { arguments::range(args, 1, items.len())? } else { 0..items.len() };
        Ok(super::list::made(of.clone(), items.get(range).unwrap_or_default().to_vec()))
    }),
    constructors: &["new(T[] array)", "new(T[] array, int offset, int count)"],
    value_type: true,
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TUPLE, &VALUE_TUPLE, &SEGMENT];
