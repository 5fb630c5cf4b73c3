//! `System.Buffer`: bytes of arrays of numbers, the lowest first.

use crate::engine::types::table::statics;
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, types};

/// The bytes of one number, the lowest first; `None` for what is no simple number.
pub fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    Some(match value.unwrapped() {
        Value::Bool(flag) => vec![u8::from(*flag)],
        Value::Byte(number) => vec![*number],
        Value::SByte(number) => number.to_le_bytes().to_vec(),
        Value::Char(unit) => unit.to_le_bytes().to_vec(),
        Value::Int16(number) => number.to_le_bytes().to_vec(),
        Value::UInt16(number) => number.to_le_bytes().to_vec(),
        Value::Int(number) => number.to_le_bytes().to_vec(),
        Value::UInt(number) => number.to_le_bytes().to_vec(),
        Value::Long(number) => number.to_le_bytes().to_vec(),
        Value::ULong(number) => number.to_le_bytes().to_vec(),
        Value::Single(number) => number.to_le_bytes().to_vec(),
        Value::Double(number) => number.to_le_bytes().to_vec(),
        _ => return None,
    })
}

/// A number of the same type as another one from its bytes.
fn number_of(like: &Value, bytes: &[u8]) -> Option<Value> {
    Some(match like.unwrapped() {
        Value::Bool(_) => Value::Bool(bytes.first().is_some_and(|byte| *byte != 0)),
        Value::Byte(_) => Value::Byte(*bytes.first()?),
        Value::SByte(_) => Value::SByte(i8::from_le_bytes(bytes.try_into().ok()?)),
        Value::Char(_) => Value::Char(u16::from_le_bytes(bytes.try_into().ok()?)),
        Value::Int16(_) => Value::Int16(i16::from_le_bytes(bytes.try_into().ok()?)),
        Value::UInt16(_) => Value::UInt16(u16::from_le_bytes(bytes.try_into().ok()?)),
        Value::Int(_) => Value::Int(i32::from_le_bytes(bytes.try_into().ok()?)),
        Value::UInt(_) => Value::UInt(u32::from_le_bytes(bytes.try_into().ok()?)),
        Value::Long(_) => Value::Long(i64::from_le_bytes(bytes.try_into().ok()?)),
        Value::ULong(_) => Value::ULong(u64::from_le_bytes(bytes.try_into().ok()?)),
        Value::Single(_) => Value::Single(f32::from_le_bytes(bytes.try_into().ok()?)),
        Value::Double(_) => Value::Double(f64::from_le_bytes(bytes.try_into().ok()?)),
        _ => return None,
    })
}

/// Bytes of one element and of the whole array. Errors: its elements are no simple numbers.
fn sizes(value: &Value, name: &str) -> Outcome<(usize, usize)> {
    let size = match value.unwrapped() {
        Value::Array(found) if found.element.is_some() => match found.items.borrow().first() {
            Some(first) => {
                bytes_of(first).map(|bytes| (bytes.len(), bytes.len() * found.items.borrow().len()))
            }
            None => Some((1, 0)),
        },
        _ => None,
    };
    size.ok_or_else(|| {
        let message = format!("Object must be an array of primitives. (Parameter '{name}')");
        arguments::throw("System.ArgumentException", message)
    })
}

/// Bytes of an array whose elements have so many each; only those elements are looked at.
fn read(value: &Value, size: usize, start: usize, count: usize) -> Vec<u8> {
    let Value::Array(found) = value.unwrapped() else { return Vec::new() };
    let items = found.items.borrow();
    let elements = items.iter().skip(start / size).take((start % size + count).div_ceil(size));
    elements.filter_map(bytes_of).flatten().skip(start % size).take(count).collect()
}

/// Puts bytes in at a place.
fn write(target: &Value, size: usize, start: usize, bytes: &[u8]) {
    let (first, before) = (start / size, start % size);
    let touched = (before + bytes.len()).div_ceil(size);
    let mut all = read(target, size, first * size, touched * size);
    if let Some(room) = all.get_mut(before..before + bytes.len()) {
        room.copy_from_slice(bytes);
    }
    let Value::Array(found) = target.unwrapped() else { return };
    for (item, bytes) in found.items.borrow_mut().iter_mut().skip(first).zip(all.chunks_exact(size)) {
        if let Some(number) = number_of(item, bytes) {
            *item = number;
        }
    }
}

fn block_copy(_: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (source, target) = (arguments::any(args, 0)?, arguments::any(args, 2)?);
    let (from_size, from_length) = sizes(source, "src")?;
    let (to_size, to_length) = sizes(target, "dst")?;
    let number = |index: usize, name: &str| {
        usize::try_from(arguments::int(args, index)?).map_err(|_| {
            let message = format!(
                "{name} ('{}') must be a non-negative value.",
                arguments::int(args, index).unwrap_or(-1)
            );
            arguments::out_of_range(&message, name)
        })
    };
    let (start, place, count) = (number(1, "srcOffset")?, number(3, "dstOffset")?, number(4, "count")?);
    if start.saturating_add(count) > from_length || place.saturating_add(count) > to_length {
        let message = "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    write(target, to_size, place, &read(source, from_size, start, count));
    Ok(Value::Empty)
}

/// The place of a byte in an array.
fn place(args: &[Value], length: usize) -> Outcome<usize> {
    arguments::place(args, 1, length.saturating_sub(1))
}

static BUFFER: Class = Class {
    name: "System.Buffer",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        BlockCopy "static void BlockCopy(array src, int srcOffset, array dst, int dstOffset, int count)" => block_copy;
        ByteLength "static int ByteLength(array array)" => |_, args| sizes(arguments::any(args, 0)?, "array").map(|(_, length)| Value::Int(i32::try_from(length).unwrap_or(i32::MAX)));
        GetByte "static byte GetByte(array array, int index)" => |_, args| {
            let array = arguments::any(args, 0)?;
            let (size, length) = sizes(array, "array")?;
            let at = place(args, length)?;
            Ok(read(array, size, at, 1).first().map_or(Value::Null, |byte| Value::Byte(*byte)))
        };
        SetByte "static void SetByte(array array, int index, byte value)" => |engine, args| {
            let target = arguments::any(args, 0)?;
            let (size, length) = sizes(target, "array")?;
            let at = place(args, length)?;
            let wanted = types::named("System.Byte");
            if let Value::Byte(new) = convert::to_type(engine, arguments::any(args, 2)?.clone(), &wanted)? {
                write(target, size, at, &[new]);
            }
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BUFFER];
