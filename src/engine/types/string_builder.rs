//! `System.Text.StringBuilder`.

use super::table::{methods, properties};
use super::{Class, Indexer, arguments, object, string};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, operators};
use std::any::Any;
use std::cell::{Cell, RefCell};

/// Text that grows.
#[derive(Debug, Default)]
struct StringBuilder {
    text: RefCell<String>,
    /// What a script asked for; the text may be longer.
    capacity: Cell<i32>,
}

impl Native for StringBuilder {
    fn class(&self) -> &'static Class {
        &STRING_BUILDER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.text.borrow().clone())
    }
}

fn builder(this: &Value) -> Outcome<&StringBuilder> {
    this.as_native::<StringBuilder>().ok_or_else(arguments::no_overload)
}

/// Changes the text and gives the builder back, as all its methods do.
fn change(this: &Value, how: impl FnOnce(&mut String) -> Outcome) -> Outcome<Value> {
    how(&mut builder(this)?.text.borrow_mut())?;
    Ok(this.clone())
}

fn length(this: &Value) -> Outcome<i32> {
    let text = builder(this)?.text.borrow();
    let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    Ok(i32::try_from(units).unwrap_or(i32::MAX))
}

fn outside(parameter: &str) -> Box<Fault> {
    arguments::out_of_range(
        "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
        parameter,
    )
}

/// Byte offset of a UTF-16 index; `None` beyond the end.
fn offset(text: &str, index: i32) -> Option<usize> {
    let wanted = usize::try_from(index).ok()?;
    if text.is_ascii() {
        return (wanted <= text.len()).then_some(wanted);
    }
    let mut units = 0;
    for (at, character) in text.char_indices() {
        if units >= wanted {
            return Some(at);
        }
        units += character.len_utf16();
    }
    (units >= wanted).then_some(text.len())
}

/// Byte range of a UTF-16 place and count.
fn range(text: &str, start: i32, count: i32) -> Outcome<std::ops::Range<usize>> {
    match (offset(text, start), offset(text, start.saturating_add(count))) {
        (Some(from), Some(to)) if from <= to && count >= 0 => Ok(from..to),
        (None, _) => Err(outside("startIndex")),
        _ => Err(arguments::out_of_range(
            "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
            "count",
        )),
    }
}

/// A value as `Append` writes it: text, characters, or what `.ToString()` gives.
fn written(engine: &mut Engine, value: &Value) -> Outcome<String> {
    match value {
        Value::Array(array) => {
            let units: Vec<u16> = array
                .items
                .borrow()
                .iter()
                .filter_map(|item| match item {
                    Value::Char(unit) => Some(*unit),
                    _ => None,
                })
                .collect();
            let all = units.len() == array.items.borrow().len() && array.element.is_some();
            Ok(if all { String::from_utf16_lossy(&units) } else { super::type_of(value).reflection_name() })
        }
        Value::String(_) | Value::Null | Value::Empty => convert::to_text(engine, value),
        other => {
            let text = crate::engine::member::invoke(engine, other, "ToString", &[])?;
            convert::to_text(engine, &text)
        }
    }
}

/// `Append(value)`, `Append(char, count)`, `Append(text, start, count)`.
fn appended(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let text = written(engine, arguments::any(args, 0)?)?;
    match args {
        [_, times] => {
            let times = convert::to_int(times)?;
            let count = usize::try_from(times).map_err(|_| {
                let message = format!("repeatCount ('{times}') must be a non-negative value.");
                arguments::out_of_range(&message, "repeatCount")
            })?;
            Ok(text.repeat(count.min(1 << 28)))
        }
        [_, start, count] => string::part(&text, convert::to_int(start)?, Some(convert::to_int(count)?))
            .ok_or_else(|| outside("startIndex")),
        _ => Ok(text),
    }
}

fn append(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let more = appended(engine, args)?;
    change(this, |text| {
        text.push_str(&more);
        Ok(())
    })
}

fn append_line(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let more = args.first().map_or(Ok(String::new()), |value| convert::to_text(engine, value))?;
    change(this, |text| {
        text.push_str(&more);
        text.push('\n');
        Ok(())
    })
}

fn append_format(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let skip = usize::from(!matches!(args.first(), Some(Value::String(_))));
    let form = arguments::text(engine, args, skip)?;
    let mut items = Vec::new();
    for argument in args.iter().skip(skip + 1) {
        match argument {
            Value::Array(array) => items.extend(array.items.borrow().iter().cloned()),
            other => items.push(other.clone()),
        }
    }
    let culture = super::culture_info::provider(args.first().filter(|_| skip > 0));
    let more = operators::format_in(engine, &form, &items, &culture)?;
    append(engine, this, &[Value::text(more)])
}

fn append_join(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let separator = arguments::text(engine, args, 0)?;
    let mut parts = Vec::new();
    for item in arguments::items(engine, arguments::any(args, 1)?)? {
        parts.push(written(engine, &item)?);
    }
    append(engine, this, &[Value::text(parts.join(&separator))])
}

fn insert(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let at = arguments::int(args, 0)?;
    let more = appended(engine, args.get(1..).unwrap_or_default())?;
    change(this, |text| match offset(text, at) {
        Some(at) => {
            text.insert_str(at, &more);
            Ok(())
        }
        None => Err(outside("index")),
    })
}

fn replace(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (old, new) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
    if old.is_empty() {
        return Err(arguments::throw(
            "System.ArgumentException",
            "The value cannot be an empty string. (Parameter 'oldValue')",
        ));
    }
    change(this, |text| {
        match args {
            [_, _, start, count] => {
                let range = range(text, convert::to_int(start)?, convert::to_int(count)?)?;
                let replaced = text.get(range.clone()).unwrap_or_default().replace(&old, &new);
                text.replace_range(range, &replaced);
            }
            _ => *text = text.replace(&old, &new),
        }
        Ok(())
    })
}

fn set_length(this: &Value, wanted: i32) -> Outcome {
    let now = length(this)?;
    change(this, |text| {
        match offset(text, wanted) {
            _ if wanted < 0 => {
                return Err(arguments::out_of_range("Length cannot be less than zero.", "value"));
            }
            Some(at) if wanted <= now => text.truncate(at),
            _ => text.extend(std::iter::repeat_n('\0', (wanted - now).clamp(0, 1 << 28) as usize)),
        }
        Ok(())
    })?;
    Ok(())
}

fn unit_at(this: &Value, index: &Value) -> Outcome<Value> {
    let at = usize::try_from(convert::to_int(index)?).unwrap_or(usize::MAX);
    let text = builder(this)?.text.borrow();
    let unit = match text.is_ascii() {
        true => text.as_bytes().get(at).map(|byte| u16::from(*byte)),
        false => text.encode_utf16().nth(at),
    };
    unit.map(Value::Char).ok_or_else(|| {
        arguments::throw("System.IndexOutOfRangeException", "Index was outside the bounds of the array.")
    })
}

fn set_unit(this: &Value, index: &Value, value: Value) -> Outcome {
    let at = convert::to_int(index)?;
    let new = convert::display(&value);
    change(this, |text| {
        let range = range(text, at, 1).map_err(|_| outside("index"))?;
        text.replace_range(range, &new);
        Ok(())
    })?;
    Ok(())
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut made = StringBuilder { text: RefCell::default(), capacity: Cell::new(16) };
    match args {
        [Value::String(text), rest @ ..] => {
            let part = match rest {
                [start, count, _] => {
                    string::part(text, convert::to_int(start)?, Some(convert::to_int(count)?))
                        .ok_or_else(|| outside("startIndex"))?
                }
                _ => text.to_string(),
            };
            made.text = RefCell::new(part);
            if let [capacity] = rest {
                made.capacity.set(convert::to_int(capacity)?);
            }
        }
        [capacity, ..] => made.capacity.set(match convert::to_int(capacity)? {
            0 => 16,
            wanted => wanted,
        }),
        [] => {}
    }
    let _ = engine;
    Ok(Value::native(made))
}

pub static STRING_BUILDER: Class = Class {
    name: "System.Text.StringBuilder",
    base: Some(&object::OBJECT),
    interfaces: &["System.Runtime.Serialization.ISerializable"],
    properties: properties! {
        "int" Capacity => |_, this| Ok(Value::Int(builder(this)?.capacity.get().max(length(this)?))), |_, this, value| {
            builder(this)?.capacity.set(convert::to_int(&value)?);
            Ok(())
        };
        "int" MaxCapacity => |_, _| Ok(Value::Int(i32::MAX));
        "int" Length => |_, this| length(this).map(Value::Int), |_, this, value| set_length(this, convert::to_int(&value)?);
    },
    methods: methods! {
        Append
            "System.Text.StringBuilder Append(char value, int repeatCount)"
            "System.Text.StringBuilder Append(char[] value, int startIndex, int charCount)"
            "System.Text.StringBuilder Append(string value)"
            "System.Text.StringBuilder Append(string value, int startIndex, int count)"
            "System.Text.StringBuilder Append(System.Text.StringBuilder value)"
            "System.Text.StringBuilder Append(System.Text.StringBuilder value, int startIndex, int count)"
            "System.Text.StringBuilder Append(bool value)"
            "System.Text.StringBuilder Append(char value)"
            "System.Text.StringBuilder Append(sbyte value)"
            "System.Text.StringBuilder Append(byte value)"
            "System.Text.StringBuilder Append(short value)"
            "System.Text.StringBuilder Append(int value)"
            "System.Text.StringBuilder Append(long value)"
            "System.Text.StringBuilder Append(float value)"
            "System.Text.StringBuilder Append(double value)"
            "System.Text.StringBuilder Append(decimal value)"
            "System.Text.StringBuilder Append(ushort value)"
            "System.Text.StringBuilder Append(uint value)"
            "System.Text.StringBuilder Append(ulong value)"
            "System.Text.StringBuilder Append(System.Object value)"
            "System.Text.StringBuilder Append(char[] value)"
            "System.Text.StringBuilder Append(System.ReadOnlySpan[char] value)"
            "System.Text.StringBuilder Append(System.ReadOnlyMemory[char] value)"
            "System.Text.StringBuilder Append([ref] System.Text.StringBuilder+AppendInterpolatedStringHandler handler)"
            "System.Text.StringBuilder Append(System.IFormatProvider provider, [ref] System.Text.StringBuilder+AppendInterpolatedStringHandler handler)"
            "System.Text.StringBuilder Append(System.Char*, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e value, int valueCount)"
            => append;
        AppendFormat
            "System.Text.StringBuilder AppendFormat(string format, System.Object arg0)"
            "System.Text.StringBuilder AppendFormat(string format, System.Object arg0, System.Object arg1)"
            "System.Text.StringBuilder AppendFormat(string format, System.Object arg0, System.Object arg1, System.Object arg2)"
            "System.Text.StringBuilder AppendFormat(string format, Params System.Object[] args)"
            "System.Text.StringBuilder AppendFormat(string format, System.ReadOnlySpan[System.Object] args)"
            "System.Text.StringBuilder AppendFormat(System.IFormatProvider provider, string format, System.Object arg0)"
            "System.Text.StringBuilder AppendFormat(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1)"
            "System.Text.StringBuilder AppendFormat(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1, System.Object arg2)"
            "System.Text.StringBuilder AppendFormat(System.IFormatProvider provider, string format, Params System.Object[] args)"
            "System.Text.StringBuilder AppendFormat(System.IFormatProvider provider, string format, System.ReadOnlySpan[System.Object] args)"
            "System.Text.StringBuilder AppendFormat[TArg0](System.IFormatProvider provider, System.Text.CompositeFormat format, TArg0 arg0)"
            "System.Text.StringBuilder AppendFormat[TArg0, TArg1](System.IFormatProvider provider, System.Text.CompositeFormat format, TArg0 arg0, TArg1 arg1)"
            "System.Text.StringBuilder AppendFormat[TArg0, TArg1, TArg2](System.IFormatProvider provider, System.Text.CompositeFormat format, TArg0 arg0, TArg1 arg1, TArg2 arg2)"
            "System.Text.StringBuilder AppendFormat(System.IFormatProvider provider, System.Text.CompositeFormat format, Params System.Object[] args)"
            "System.Text.StringBuilder AppendFormat(System.IFormatProvider provider, System.Text.CompositeFormat format, System.ReadOnlySpan[System.Object] args)"
            => append_format;
        AppendJoin
            "System.Text.StringBuilder AppendJoin(string separator, Params System.Object[] values)"
            "System.Text.StringBuilder AppendJoin(string separator, System.ReadOnlySpan[System.Object] values)"
            "System.Text.StringBuilder AppendJoin[T](string separator, System.Collections.Generic.IEnumerable[T] values)"
            "System.Text.StringBuilder AppendJoin(string separator, Params string[] values)"
            "System.Text.StringBuilder AppendJoin(string separator, System.ReadOnlySpan[string] values)"
            "System.Text.StringBuilder AppendJoin(char separator, Params System.Object[] values)"
            "System.Text.StringBuilder AppendJoin(char separator, System.ReadOnlySpan[System.Object] values)"
            "System.Text.StringBuilder AppendJoin[T](char separator, System.Collections.Generic.IEnumerable[T] values)"
            "System.Text.StringBuilder AppendJoin(char separator, Params string[] values)"
            "System.Text.StringBuilder AppendJoin(char separator, System.ReadOnlySpan[string] values)"
            => append_join;
        AppendLine
            "System.Text.StringBuilder AppendLine()"
            "System.Text.StringBuilder AppendLine(string value)"
            "System.Text.StringBuilder AppendLine([ref] System.Text.StringBuilder+AppendInterpolatedStringHandler handler)"
            "System.Text.StringBuilder AppendLine(System.IFormatProvider provider, [ref] System.Text.StringBuilder+AppendInterpolatedStringHandler handler)"
            => append_line;
        Clear "System.Text.StringBuilder Clear()" => |_, this, _| change(this, |text| {
            text.clear();
            Ok(())
        });
        CopyTo
            "void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)"
            "void CopyTo(int sourceIndex, System.Span[char] destination, int count)"
            => |_, this, args| {
                let units: Vec<Value> = builder(this)?.text.borrow().encode_utf16().map(Value::Char).collect();
                let bounds = [arguments::any(args, 0)?.clone(), arguments::any(args, 3)?.clone()];
                let range = arguments::range(&bounds, 0, units.len())?;
                super::array::copy_into(units.get(range).unwrap_or_default(), arguments::any(args, 1)?, arguments::int(args, 2)?)
            };
        EnsureCapacity "int EnsureCapacity(int capacity)" => |_, this, args| {
            let builder = builder(this)?;
            builder.capacity.set(builder.capacity.get().max(arguments::int(args, 0)?));
            Ok(Value::Int(builder.capacity.get()))
        };
        Equals
            "bool Equals(System.Text.StringBuilder sb)"
            "bool Equals(System.ReadOnlySpan[char] span)"
            "bool Equals(System.Object obj)"
            => |_, this, args| {
                let other = arguments::any(args, 0)?;
                let same = other.as_native::<StringBuilder>().map(|other| *other.text.borrow() == *builder(this).map_or(RefCell::default(), |own| own.text.clone()).borrow());
                Ok(Value::Bool(same.unwrap_or(false)))
            };
        GetChunks "System.Text.StringBuilder+ChunkEnumerator GetChunks()" => |_, _, _| Err(Fault::not_supported("StringBuilder.GetChunks"));
        Insert
            "System.Text.StringBuilder Insert(int index, string value, int count)"
            "System.Text.StringBuilder Insert(int index, string value)"
            "System.Text.StringBuilder Insert(int index, bool value)"
            "System.Text.StringBuilder Insert(int index, sbyte value)"
            "System.Text.StringBuilder Insert(int index, byte value)"
            "System.Text.StringBuilder Insert(int index, short value)"
            "System.Text.StringBuilder Insert(int index, char value)"
            "System.Text.StringBuilder Insert(int index, char[] value)"
            "System.Text.StringBuilder Insert(int index, char[] value, int startIndex, int charCount)"
            "System.Text.StringBuilder Insert(int index, int value)"
            "System.Text.StringBuilder Insert(int index, long value)"
            "System.Text.StringBuilder Insert(int index, float value)"
            "System.Text.StringBuilder Insert(int index, double value)"
            "System.Text.StringBuilder Insert(int index, decimal value)"
            "System.Text.StringBuilder Insert(int index, ushort value)"
            "System.Text.StringBuilder Insert(int index, uint value)"
            "System.Text.StringBuilder Insert(int index, ulong value)"
            "System.Text.StringBuilder Insert(int index, System.Object value)"
            "System.Text.StringBuilder Insert(int index, System.ReadOnlySpan[char] value)"
            => insert;
        Remove "System.Text.StringBuilder Remove(int startIndex, int length)" => |_, this, args| {
            let (start, count) = (arguments::int(args, 0)?, arguments::int(args, 1)?);
            change(this, |text| {
                let range = range(text, start, count)?;
                text.replace_range(range, "");
                Ok(())
            })
        };
        Replace
            "System.Text.StringBuilder Replace(string oldValue, string newValue)"
            "System.Text.StringBuilder Replace(System.ReadOnlySpan[char] oldValue, System.ReadOnlySpan[char] newValue)"
            "System.Text.StringBuilder Replace(string oldValue, string newValue, int startIndex, int count)"
            "System.Text.StringBuilder Replace(System.ReadOnlySpan[char] oldValue, System.ReadOnlySpan[char] newValue, int startIndex, int count)"
            "System.Text.StringBuilder Replace(char oldChar, char newChar)"
            "System.Text.StringBuilder Replace(char oldChar, char newChar, int startIndex, int count)"
            => replace;
        ToString "string ToString()" "string ToString(int startIndex, int length)" => |_, this, args| {
            let text = builder(this)?.text.borrow();
            match args {
                [start, count] => {
                    let range = range(&text, convert::to_int(start)?, convert::to_int(count)?)?;
                    Ok(Value::text(text.get(range).unwrap_or_default()))
                }
                _ => Ok(Value::text(text.as_str())),
            }
        };
    },
    construct: Some(construct),
    constructors: &[
        "System.Text.StringBuilder new()",
        "System.Text.StringBuilder new(int capacity)",
        "System.Text.StringBuilder new(string value)",
        "System.Text.StringBuilder new(string value, int capacity)",
        "System.Text.StringBuilder new(string value, int startIndex, int length, int capacity)",
        "System.Text.StringBuilder new(int capacity, int maxCapacity)",
    ],
    indexer: Some(Indexer {
        signature: "char Chars(int index) {get;set;}",
        get: |_, this, index| unit_at(this, index),
        set: Some(|_, this, index, value| set_unit(this, index, value)),
    }),
    bound: true,
    ..Class::EMPTY
};

/// Whether a value is a builder.
pub fn is_builder(value: &Value) -> bool {
    value.as_native::<StringBuilder>().is_some()
}

/// Appends to a builder; whether the value is one.
pub fn push(value: &Value, text: &str) -> Outcome<bool> {
    match value.as_native::<StringBuilder>() {
        Some(builder) => {
            builder.text.borrow_mut().push_str(text);
            Ok(true)
        }
        None => Ok(false),
    }
}

/// A builder with a text.
pub fn of(text: &str) -> Value {
    Value::native(StringBuilder { text: RefCell::new(text.to_string()), capacity: Cell::new(16) })
}

pub(super) const CLASSES: &[&Class] = &[&STRING_BUILDER];
