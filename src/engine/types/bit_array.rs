//! `System.Collections.BitArray`.

use super::table::{methods, properties};
use super::{Class, Indexer, arguments, array, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::any::Any;
use std::cell::RefCell;

#[derive(Debug)]
struct BitArray(RefCell<Vec<bool>>);

impl Native for BitArray {
    fn class(&self) -> &'static Class {
        &BIT_ARRAY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.0.borrow().iter().map(|bit| Value::Bool(*bit)).collect())
    }
}

fn bits(this: &Value) -> Outcome<&RefCell<Vec<bool>>> {
    this.as_native::<BitArray>().map(|bits| &bits.0).ok_or_else(arguments::no_overload)
}

fn place(this: &Value, index: &Value) -> Outcome<usize> {
    let length = bits(this)?.borrow().len();
    arguments::place(std::slice::from_ref(index), 0, length)
}

fn combine(this: &Value, args: &[Value], how: fn(bool, bool) -> bool) -> Outcome<Value> {
    let other = bits(arguments::any(args, 0)?)?.borrow().clone();
    let mut own = bits(this)?.borrow_mut();
    if own.len() != other.len() {
        return Err(arguments::throw("System.ArgumentException", "Array lengths must be the same."));
    }
    for (bit, other) in own.iter_mut().zip(other) {
        *bit = how(*bit, other);
    }
    drop(own);
    Ok(this.clone())
}

fn construct(args: &[Value]) -> Outcome<Value> {
    let first = arguments::any(args, 0)?;
    let bits = match first {
        Value::Int(length) => {
            let length = usize::try_from(*length)
                .map_err(|_| arguments::out_of_range("Non-negative number required.", "length"))?;
            vec![args.get(1).is_some_and(convert::to_bool); length.min(1 << 28)]
        }
        other => {
            let mut bits = Vec::new();
            for item in array::items(other) {
                match item {
                    Value::Bool(bit) => bits.push(bit),
                    Value::Byte(byte) => bits.extend((0..8).map(|at| byte >> at & 1 == 1)),
                    Value::Int(number) => bits.extend((0..32).map(|at| number >> at & 1 == 1)),
                    _ => return Err(arguments::no_overload()),
                }
            }
            bits
        }
    };
    Ok(Value::native(BitArray(RefCell::new(bits))))
}

pub static BIT_ARRAY: Class = Class {
    name: "System.Collections.BitArray",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable", "System.ICloneable"],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(bits(this)?.borrow().len() as i32));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
        "int" Length => |_, this| Ok(Value::Int(bits(this)?.borrow().len() as i32)), |_, this, value| {
            let length = usize::try_from(convert::to_int(&value)?).unwrap_or(0).min(1 << 28);
            bits(this)?.borrow_mut().resize(length, false);
            Ok(())
        };
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
    },
    methods: methods! {
        And "System.Collections.BitArray And(System.Collections.BitArray value)" => |_, this, args| combine(this, args, |a, b| a & b);
        Clone "System.Object Clone()" => |_, this, _| Ok(Value::native(BitArray(RefCell::new(bits(this)?.borrow().clone()))));
        CopyTo "void CopyTo(array array, int index)" => |_, this, args| {
            let bits = bits(this)?.borrow().clone();
            let target = arguments::any(args, 0)?;
            let values: Vec<Value> = match array::element_type(target).full_name().as_str() {
                "System.Byte" => bits.chunks(8).map(|chunk| Value::Byte(chunk.iter().enumerate().map(|(at, bit)| u8::from(*bit) << at).sum())).collect(),
                "System.Int32" => bits.chunks(32).map(|chunk| Value::Int(chunk.iter().enumerate().fold(0, |sum, (at, bit)| sum | i32::from(*bit) << at))).collect(),
                _ => bits.iter().map(|bit| Value::Bool(*bit)).collect(),
            };
            array::copy_into(&values, target, arguments::int(args, 1)?)
        };
        Get "bool Get(int index)" => |_, this, args| {
            let at = place(this, arguments::any(args, 0)?)?;
            Ok(Value::Bool(bits(this)?.borrow().get(at).copied().unwrap_or(false)))
        };
        HasAllSet "bool HasAllSet()" => |_, this, _| Ok(Value::Bool(bits(this)?.borrow().iter().all(|bit| *bit)));
        HasAnySet "bool HasAnySet()" => |_, this, _| Ok(Value::Bool(bits(this)?.borrow().iter().any(|bit| *bit)));
        Not "System.Collections.BitArray Not()" => |_, this, _| {
            bits(this)?.borrow_mut().iter_mut().for_each(|bit| *bit = !*bit);
            Ok(this.clone())
        };
        Or "System.Collections.BitArray Or(System.Collections.BitArray value)" => |_, this, args| combine(this, args, |a, b| a | b);
        Set "void Set(int index, bool value)" => |_, this, args| {
            let at = place(this, arguments::any(args, 0)?)?;
            if let Some(bit) = bits(this)?.borrow_mut().get_mut(at) {
                *bit = convert::to_bool(arguments::any(args, 1)?);
            }
            Ok(Value::Empty)
        };
        SetAll "void SetAll(bool value)" => |_, this, args| {
            let value = convert::to_bool(arguments::any(args, 0)?);
            bits(this)?.borrow_mut().fill(value);
            Ok(Value::Empty)
        };
        Xor "System.Collections.BitArray Xor(System.Collections.BitArray value)" => |_, this, args| combine(this, args, |a, b| a ^ b);
    },
    construct: Some(|_, args| construct(args)),
    constructors: &[
        "System.Collections.BitArray new(int length)",
        "System.Collections.BitArray new(int length, bool defaultValue)",
        "System.Collections.BitArray new(byte[] bytes)",
        "System.Collections.BitArray new(bool[] values)",
        "System.Collections.BitArray new(int[] values)",
    ],
    indexer: Some(Indexer {
        signature: "bool Item(int index) {get;set;}",
        get: |_, this, index| {
            let at = place(this, index)?;
            Ok(Value::Bool(bits(this)?.borrow().get(at).copied().unwrap_or(false)))
        },
        set: Some(|_, this, index, value| {
            let at = place(this, index)?;
            if let Some(bit) = bits(this)?.borrow_mut().get_mut(at) {
                *bit = convert::to_bool(&value);
            }
            Ok(())
        }),
    }),
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BIT_ARRAY];
