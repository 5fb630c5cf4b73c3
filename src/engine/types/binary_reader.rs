//! `System.IO.BinaryReader` and `BinaryWriter`: numbers and texts as little-endian bytes.

use super::table::{methods, properties};
use super::text_encoding as encoding;
use super::{Class, arguments, object, stream};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;

#[derive(Debug)]
struct Binary {
    base: Value,
    encoding: Value,
    leave_open: bool,
    class: &'static Class,
}

impl Native for Binary {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn construct(class: &'static Class, args: &[Value]) -> Outcome<Value> {
    let base = arguments::any(args, 0)?.clone();
    if !stream::is_stream(&base) {
        return Err(if base.is_null() { arguments::null("input") } else { arguments::no_overload() });
    }
    let encoding = args.get(1).cloned().unwrap_or_else(encoding::utf8);
    Ok(Value::native(Binary { base, encoding, leave_open: args.get(2).is_some_and(convert::to_bool), class }))
}

fn binary(this: &Value) -> Outcome<&Binary> {
    this.as_native::<Binary>().ok_or_else(arguments::no_overload)
}

fn close(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let found = binary(this)?;
    if !found.leave_open {
        stream::close_stream(&found.base)?;
    }
    Ok(Value::Empty)
}

fn ended() -> Box<crate::engine::Fault> {
    arguments::throw("System.IO.EndOfStreamException", "Unable to read beyond the end of the stream.")
}

/// Exactly so many bytes. Errors: there are fewer.
fn exact<const COUNT: usize>(this: &Value) -> Outcome<[u8; COUNT]> {
    let bytes = stream::read_bytes(&binary(this)?.base, COUNT)?;
    <[u8; COUNT]>::try_from(bytes.as_slice()).map_err(|_| ended())
}

/// A count in groups of seven bits.
fn packed(this: &Value) -> Outcome<usize> {
    let mut value = 0_usize;
    for shift in (0..35).step_by(7) {
        let [byte] = exact::<1>(this)?;
        value |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(arguments::throw(
        "System.FormatException",
        "Too many bytes in what should have been a 7-bit encoded integer.",
    ))
}

fn read_string(this: &Value) -> Outcome<Value> {
    let length = packed(this)?;
    let found = binary(this)?;
    let bytes = stream::read_bytes(&found.base, length)?;
    if bytes.len() < length {
        return Err(ended());
    }
    Ok(Value::text(encoding::decode(&found.encoding, &bytes)))
}

/// The next character in the encoding, which is UTF-8 or has one or two bytes for each.
fn read_char(this: &Value) -> Outcome<Value> {
    let found = binary(this)?;
    let mut bytes = stream::read_bytes(&found.base, 1)?;
    let Some(first) = bytes.first().copied() else { return Err(ended()) };
    let is_wide = encoding::encode(&found.encoding, "a").len() == 2;
    let more = match first {
        _ if is_wide => 1,
        0xC0..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0.. => 3,
        _ => 0,
    };
    bytes.extend(stream::read_bytes(&found.base, more)?);
    let text = encoding::decode(&found.encoding, &bytes);
    Ok(Value::Char(text.encode_utf16().next().unwrap_or(0xFFFD)))
}

fn put(this: &Value, bytes: &[u8]) -> Outcome<Value> {
    stream::write_bytes(&binary(this)?.base, bytes).map(|()| Value::Empty)
}

fn write(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let given = arguments::any(args, 0)?;
    if args.len() == 3 {
        let bytes = arguments::to_bytes(engine, given)?;
        let range = arguments::range(args, 1, bytes.len())?;
        return put(this, bytes.get(range).unwrap_or_default());
    }
    match given.unwrapped() {
        Value::Bool(value) => put(this, &[u8::from(*value)]),
        Value::Byte(value) => put(this, &[*value]),
        Value::SByte(value) => put(this, &value.to_le_bytes()),
        Value::Int16(value) => put(this, &value.to_le_bytes()),
        Value::UInt16(value) => put(this, &value.to_le_bytes()),
        Value::Int(value) => put(this, &value.to_le_bytes()),
        Value::UInt(value) => put(this, &value.to_le_bytes()),
        Value::Long(value) => put(this, &value.to_le_bytes()),
        Value::ULong(value) => put(this, &value.to_le_bytes()),
        Value::Single(value) => put(this, &value.to_le_bytes()),
        Value::Double(value) => put(this, &value.to_le_bytes()),
        Value::Char(unit) => {
            let bytes = encoding::encode(&binary(this)?.encoding, &String::from_utf16_lossy(&[*unit]));
            put(this, &bytes)
        }
        Value::String(text) => {
            let bytes = encoding::encode(&binary(this)?.encoding, text);
            let mut head = Vec::new();
            let mut length = bytes.len();
            while length >= 0x80 {
                head.push(length as u8 | 0x80);
                length >>= 7;
            }
            head.push(length as u8);
            put(this, &[head, bytes].concat())
        }
        other @ Value::Array(_) => {
            let bytes = arguments::to_bytes(engine, other)?;
            put(this, &bytes)
        }
        _ => Err(arguments::no_overload()),
    }
}

static BINARY_READER: Class = Class {
    name: "System.IO.BinaryReader",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.IO.Stream" BaseStream => |_, this| Ok(binary(this)?.base.clone());
    },
    methods: methods! {
        Close "void Close()" => close;
        Dispose "void Dispose()" "void IDisposable.Dispose()" => close;
        PeekChar "int PeekChar()" => |engine, this, _| {
            let base = binary(this)?.base.clone();
            let at = crate::engine::member::get(engine, &base, "Position")?.unwrap_or_default();
            let next = read_char(this);
            crate::engine::member::set(engine, &base, "Position", at)?;
            Ok(match next {
                Ok(Value::Char(unit)) => Value::Int(i32::from(unit)),
                _ => Value::Int(-1),
            })
        };
        Read7BitEncodedInt "int Read7BitEncodedInt()" => |_, this, _| Ok(Value::Int(packed(this)? as i32));
        ReadBoolean "bool ReadBoolean()" => |_, this, _| Ok(Value::Bool(exact::<1>(this)? != [0]));
        ReadByte "byte ReadByte()" => |_, this, _| Ok(Value::Byte(u8::from_le_bytes(exact(this)?)));
        ReadBytes "byte[] ReadBytes(int count)" => |_, this, args| {
            let wanted = arguments::int(args, 0)?;
            let count = usize::try_from(wanted).map_err(|_| {
                arguments::out_of_range(&format!("count ('{wanted}') must be a non-negative value."), "count")
            })?;
            Ok(arguments::bytes(stream::read_bytes(&binary(this)?.base, count)?))
        };
        ReadChar "char ReadChar()" => |_, this, _| read_char(this);
        ReadChars "char[] ReadChars(int count)" => |_, this, args| {
            let mut units = Vec::new();
            for _ in 0..arguments::int(args, 0)? {
                match read_char(this) {
                    Ok(unit) => units.push(unit),
                    Err(_) => break,
                }
            }
            Ok(arguments::array_of(&super::named("System.Char"), units))
        };
        ReadDouble "double ReadDouble()" => |_, this, _| Ok(Value::Double(f64::from_le_bytes(exact(this)?)));
        ReadInt16 "short ReadInt16()" => |_, this, _| Ok(Value::Int16(i16::from_le_bytes(exact(this)?)));
        ReadInt32 "int ReadInt32()" => |_, this, _| Ok(Value::Int(i32::from_le_bytes(exact(this)?)));
        ReadInt64 "long ReadInt64()" => |_, this, _| Ok(Value::Long(i64::from_le_bytes(exact(this)?)));
        ReadSByte "sbyte ReadSByte()" => |_, this, _| Ok(Value::SByte(i8::from_le_bytes(exact(this)?)));
        ReadSingle "float ReadSingle()" => |_, this, _| Ok(Value::Single(f32::from_le_bytes(exact(this)?)));
        ReadString "string ReadString()" => |_, this, _| read_string(this);
        ReadUInt16 "ushort ReadUInt16()" => |_, this, _| Ok(Value::UInt16(u16::from_le_bytes(exact(this)?)));
        ReadUInt32 "uint ReadUInt32()" => |_, this, _| Ok(Value::UInt(u32::from_le_bytes(exact(this)?)));
        ReadUInt64 "ulong ReadUInt64()" => |_, this, _| Ok(Value::ULong(u64::from_le_bytes(exact(this)?)));
    },
    construct: Some(|_, args| construct(&BINARY_READER, args)),
    constructors: &[
        "System.IO.BinaryReader new(System.IO.Stream input)",
        "System.IO.BinaryReader new(System.IO.Stream input, System.Text.Encoding encoding)",
        "System.IO.BinaryReader new(System.IO.Stream input, System.Text.Encoding encoding, bool leaveOpen)",
    ],
    ..Class::EMPTY
};

static BINARY_WRITER: Class = Class {
    name: "System.IO.BinaryWriter",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.IO.Stream" BaseStream => |_, this| Ok(binary(this)?.base.clone());
    },
    methods: methods! {
        Close "void Close()" => close;
        Dispose "void Dispose()" "void IDisposable.Dispose()" => close;
        Flush "void Flush()" => |_, _, _| Ok(Value::Empty);
        Write "void Write(bool value)" "void Write(byte value)" "void Write(sbyte value)" "void Write(byte[] buffer)" "void Write(byte[] buffer, int index, int count)" "void Write(char ch)" "void Write(double value)" "void Write(short value)" "void Write(ushort value)" "void Write(int value)" "void Write(uint value)" "void Write(long value)" "void Write(ulong value)" "void Write(float value)" "void Write(string value)" => write;
    },
    construct: Some(|_, args| construct(&BINARY_WRITER, args)),
    constructors: &[
        "System.IO.BinaryWriter new(System.IO.Stream output)",
        "System.IO.BinaryWriter new(System.IO.Stream output, System.Text.Encoding encoding)",
        "System.IO.BinaryWriter new(System.IO.Stream output, System.Text.Encoding encoding, bool leaveOpen)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BINARY_READER, &BINARY_WRITER];
