//! `System.BitConverter`: little-endian.

use super::table::{static_properties, statics};
use super::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// So many bytes of the first argument, from the place that the second gives.
fn part<const N: usize>(engine: &mut Engine, args: &[Value]) -> Outcome<[u8; N]> {
    if arguments::any(args, 0)?.is_null() {
        return Err(arguments::null("value"));
    }
    let bytes = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let start = if args.len() > 1 { arguments::int(args, 1)? } else { 0 };
    let Some(start) = usize::try_from(start).ok().filter(|start| *start < bytes.len()) else {
        return Err(arguments::out_of_range(
            "Index was out of range. Must be non-negative and less than the size of the collection.",
            "startIndex",
        ));
    };
    bytes.get(start..start + N).and_then(|part| part.try_into().ok()).ok_or_else(|| {
        arguments::throw(
            "System.ArgumentException",
            "Destination array is not long enough to copy all the items in the collection. Check array index and length. (Parameter 'value')",
        )
    })
}

fn bytes_of(value: &Value) -> Outcome<Vec<u8>> {
    Ok(match value.unwrapped() {
        Value::Bool(flag) => vec![u8::from(*flag)],
        Value::Char(unit) | Value::UInt16(unit) => unit.to_le_bytes().to_vec(),
        Value::Int16(number) => number.to_le_bytes().to_vec(),
        Value::SByte(number) => i16::from(*number).to_le_bytes().to_vec(),
        Value::Byte(number) => i16::from(*number).to_le_bytes().to_vec(),
        Value::Int(number) => number.to_le_bytes().to_vec(),
        Value::UInt(number) => number.to_le_bytes().to_vec(),
        Value::Long(number) => number.to_le_bytes().to_vec(),
        Value::ULong(number) => number.to_le_bytes().to_vec(),
        Value::Single(number) => number.to_le_bytes().to_vec(),
        other => convert::to_double(other)?.to_le_bytes().to_vec(),
    })
}

/// `0A-FF`
fn shown(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    if arguments::any(args, 0)?.is_null() {
        return Err(arguments::null("value"));
    }
    let bytes = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let range = match args.len() {
        0 | 1 => 0..bytes.len(),
        2 => {
            let start = usize::try_from(arguments::int(args, 1)?).unwrap_or(usize::MAX);
            start.min(bytes.len())..bytes.len()
        }
        _ => arguments::range(args, 1, bytes.len())?,
    };
    let parts: Vec<String> =
        bytes.get(range).unwrap_or_default().iter().map(|byte| format!("{byte:02X}")).collect();
    Ok(Value::text(parts.join("-")))
}

static BIT_CONVERTER: Class = Class {
    name: "System.BitConverter",
    base: Some(&object::OBJECT),
    static_properties: static_properties! {
        "bool" IsLittleEndian => |_| Ok(Value::Bool(true));
    },
    static_methods: statics! {
        DoubleToInt64Bits "static long DoubleToInt64Bits(double value)" => |_, args| Ok(Value::Long(arguments::double(args, 0)?.to_bits() as i64));
        DoubleToUInt64Bits "static ulong DoubleToUInt64Bits(double value)" => |_, args| Ok(Value::ULong(arguments::double(args, 0)?.to_bits()));
        GetBytes
            "static byte[] GetBytes(bool value)" "static byte[] GetBytes(char value)" "static byte[] GetBytes(short value)"
            "static byte[] GetBytes(int value)" "static byte[] GetBytes(long value)" "static byte[] GetBytes(System.Int128 value)" "static byte[] GetBytes(ushort value)"
            "static byte[] GetBytes(uint value)" "static byte[] GetBytes(ulong value)" "static byte[] GetBytes(System.UInt128 value)" "static byte[] GetBytes(System.Half value)"
            "static byte[] GetBytes(float value)" "static byte[] GetBytes(double value)"
            => |_, args| Ok(arguments::bytes(bytes_of(arguments::any(args, 0)?)?));
        Int32BitsToSingle "static float Int32BitsToSingle(int value)" => |_, args| Ok(Value::Single(f32::from_bits(arguments::int(args, 0)? as u32)));
        Int64BitsToDouble "static double Int64BitsToDouble(long value)" => |_, args| Ok(Value::Double(f64::from_bits(arguments::long(args, 0)? as u64)));
        SingleToInt32Bits "static int SingleToInt32Bits(float value)" => |_, args| Ok(Value::Int((arguments::double(args, 0)? as f32).to_bits() as i32));
        SingleToUInt32Bits "static uint SingleToUInt32Bits(float value)" => |_, args| Ok(Value::UInt((arguments::double(args, 0)? as f32).to_bits()));
        ToString "static string ToString(byte[] value, int startIndex, int length)" "static string ToString(byte[] value)" "static string ToString(byte[] value, int startIndex)" => shown;
        UInt32BitsToSingle "static float UInt32BitsToSingle(uint value)" => |_, args| Ok(Value::Single(f32::from_bits(arguments::long(args, 0)? as u32)));
        UInt64BitsToDouble "static double UInt64BitsToDouble(ulong value)" => |_, args| Ok(Value::Double(f64::from_bits(convert::to_i128(arguments::any(args, 0)?).unwrap_or_default() as u64)));
        HalfToInt16Bits "static short HalfToInt16Bits(System.Half value)" => |_, _| Err(crate::engine::Fault::not_supported("System.Half"));
        HalfToUInt16Bits "static ushort HalfToUInt16Bits(System.Half value)" => |_, _| Err(crate::engine::Fault::not_supported("System.Half"));
        Int16BitsToHalf "static System.Half Int16BitsToHalf(short value)" => |_, _| Err(crate::engine::Fault::not_supported("System.Half"));
        UInt16BitsToHalf "static System.Half UInt16BitsToHalf(ushort value)" => |_, _| Err(crate::engine::Fault::not_supported("System.Half"));
        ToHalf "static System.Half ToHalf(byte[] value, int startIndex)" "static System.Half ToHalf(System.ReadOnlySpan[byte] value)" => |_, _| Err(crate::engine::Fault::not_supported("System.Half"));
        ToInt128 "static System.Int128 ToInt128(byte[] value, int startIndex)" "static System.Int128 ToInt128(System.ReadOnlySpan[byte] value)" => |_, _| Err(crate::engine::Fault::not_supported("System.Int128"));
        ToUInt128 "static System.UInt128 ToUInt128(byte[] value, int startIndex)" "static System.UInt128 ToUInt128(System.ReadOnlySpan[byte] value)" => |_, _| Err(crate::engine::Fault::not_supported("System.Int128"));
        TryWriteBytes
            "static bool TryWriteBytes(System.Span[byte] destination, bool value)"
            "static bool TryWriteBytes(System.Span[byte] destination, char value)"
            "static bool TryWriteBytes(System.Span[byte] destination, short value)"
            "static bool TryWriteBytes(System.Span[byte] destination, int value)"
            "static bool TryWriteBytes(System.Span[byte] destination, long value)"
            "static bool TryWriteBytes(System.Span[byte] destination, System.Int128 value)"
            "static bool TryWriteBytes(System.Span[byte] destination, ushort value)"
            "static bool TryWriteBytes(System.Span[byte] destination, uint value)"
            "static bool TryWriteBytes(System.Span[byte] destination, ulong value)"
            "static bool TryWriteBytes(System.Span[byte] destination, System.UInt128 value)"
            "static bool TryWriteBytes(System.Span[byte] destination, System.Half value)"
            "static bool TryWriteBytes(System.Span[byte] destination, float value)"
            "static bool TryWriteBytes(System.Span[byte] destination, double value)"
            => |_, _| super::span::refused();
        ToBoolean "static bool ToBoolean(byte[] value, int startIndex)" "static bool ToBoolean(System.ReadOnlySpan[byte] value)" => |engine, args| part::<1>(engine, args).map(|b| Value::Bool(b[0] != 0));
        ToChar "static char ToChar(byte[] value, int startIndex)" "static char ToChar(System.ReadOnlySpan[byte] value)" => |engine, args| part::<2>(engine, args).map(|b| Value::Char(u16::from_le_bytes(b)));
        ToInt16 "static short ToInt16(byte[] value, int startIndex)" "static short ToInt16(System.ReadOnlySpan[byte] value)" => |engine, args| part::<2>(engine, args).map(|b| Value::Int16(i16::from_le_bytes(b)));
        ToInt32 "static int ToInt32(byte[] value, int startIndex)" "static int ToInt32(System.ReadOnlySpan[byte] value)" => |engine, args| part::<4>(engine, args).map(|b| Value::Int(i32::from_le_bytes(b)));
        ToInt64 "static long ToInt64(byte[] value, int startIndex)" "static long ToInt64(System.ReadOnlySpan[byte] value)" => |engine, args| part::<8>(engine, args).map(|b| Value::Long(i64::from_le_bytes(b)));
        ToUInt16 "static ushort ToUInt16(byte[] value, int startIndex)" "static ushort ToUInt16(System.ReadOnlySpan[byte] value)" => |engine, args| part::<2>(engine, args).map(|b| Value::UInt16(u16::from_le_bytes(b)));
        ToUInt32 "static uint ToUInt32(byte[] value, int startIndex)" "static uint ToUInt32(System.ReadOnlySpan[byte] value)" => |engine, args| part::<4>(engine, args).map(|b| Value::UInt(u32::from_le_bytes(b)));
        ToUInt64 "static ulong ToUInt64(byte[] value, int startIndex)" "static ulong ToUInt64(System.ReadOnlySpan[byte] value)" => |engine, args| part::<8>(engine, args).map(|b| Value::ULong(u64::from_le_bytes(b)));
        ToSingle "static float ToSingle(byte[] value, int startIndex)" "static float ToSingle(System.ReadOnlySpan[byte] value)" => |engine, args| part::<4>(engine, args).map(|b| Value::Single(f32::from_le_bytes(b)));
        ToDouble "static double ToDouble(byte[] value, int startIndex)" "static double ToDouble(System.ReadOnlySpan[byte] value)" => |engine, args| part::<8>(engine, args).map(|b| Value::Double(f64::from_le_bytes(b)));
    },
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BIT_CONVERTER];
