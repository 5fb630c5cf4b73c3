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

/// All bytes of an array. Errors: its elements are no simple numbers.
fn all_bytes(value: &Value, name: &str) -> Outcome<Vec<u8>> {
    let wrong = || {
        let message = format!("Object must be an array of primitives. (Parameter '{name}')");
        arguments::throw("System.ArgumentException", message)
    };
    let Value::Array(found) = value.unwrapped() else { return Err(wrong()) };
    let parts: Option<Vec<Vec<u8>>> = found.items.borrow().iter().map(bytes_of).collect();
    parts.filter(|_| found.element.is_some()).map(|parts| parts.concat()).ok_or_else(wrong)
}

fn store(target: &Value, bytes: &[u8]) {
    let Value::Array(found) = target.unwrapped() else { return };
    let mut items = found.items.borrow_mut();
    let size = items.first().and_then(bytes_of).map_or(1, |bytes| bytes.len());
    for (item, bytes) in items.iter_mut().zip(bytes.chunks_exact(size)) {
        if let Some(number) = number_of(item, bytes) {
            *item = number;
        }
    }
}

fn block_copy(_: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (source, target) = (arguments::any(args, 0)?, arguments::any(args, 2)?);
    let from = all_bytes(source, "src")?;
    let mut to = all_bytes(target, "dst")?;
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
    let part = from.get(start..start.saturating_add(count));
    let (Some(part), Some(room)) = (part, to.get_mut(place..place.saturating_add(count))) else {
        let message = "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.";
        return Err(arguments::throw("System.ArgumentException", message));
    };
    room.copy_from_slice(part);
    store(target, &to);
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
        ByteLength "static int ByteLength(array array)" => |_, args| all_bytes(arguments::any(args, 0)?, "array").map(|bytes| Value::Int(i32::try_from(bytes.len()).unwrap_or(i32::MAX)));
        GetByte "static byte GetByte(array array, int index)" => |_, args| {
            let bytes = all_bytes(arguments::any(args, 0)?, "array")?;
            let at = place(args, bytes.len())?;
            Ok(bytes.get(at).map_or(Value::Null, |byte| Value::Byte(*byte)))
        };
        SetByte "static void SetByte(array array, int index, byte value)" => |engine, args| {
            let target = arguments::any(args, 0)?;
            let mut bytes = all_bytes(target, "array")?;
            let at = place(args, bytes.len())?;
            let wanted = types::named("System.Byte");
            if let (Value::Byte(new), Some(byte)) = (convert::to_type(engine, arguments::any(args, 2)?.clone(), &wanted)?, bytes.get_mut(at)) {
                *byte = new;
            }
            store(target, &bytes);
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BUFFER];
