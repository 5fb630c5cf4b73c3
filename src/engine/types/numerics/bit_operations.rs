//! `System.Numerics.BitOperations`: the bits of `uint`, and of `ulong` where a number needs them.

use crate::engine::types::table::statics;
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

/// The bits of a number, and how many there are of them.
fn bits(args: &[Value]) -> Outcome<(u64, u32)> {
    let given = arguments::any(args, 0)?.unwrapped().clone();
    let number = convert::to_i128(&given).ok_or_else(arguments::no_overload)?;
    let wide = matches!(given, Value::Long(_) | Value::ULong(_));
    match (u64::try_from(number), i64::try_from(number)) {
        (Ok(number), _) => Ok((number, if wide || number > u64::from(u32::MAX) { 64 } else { 32 })),
        (_, Ok(number)) if wide => Ok((number as u64, 64)),
        (_, Ok(number)) => Ok((u64::from(number as u32), 32)),
        _ => Err(arguments::no_overload()),
    }
}

fn of_width(number: u64, width: u32) -> Value {
    if width == 32 { Value::UInt(number as u32) } else { Value::ULong(number) }
}

/// Turns the bits to the left.
fn turned(args: &[Value], left: bool) -> Outcome<Value> {
    let (number, width) = bits(args)?;
    let steps = arguments::int(args, 1)?.rem_euclid(width as i32) as u32;
    let steps = if left { steps } else { (width - steps) % width };
    Ok(match width {
        32 => Value::UInt((number as u32).rotate_left(steps)),
        _ => Value::ULong(number.rotate_left(steps)),
    })
}

static BIT_OPERATIONS: Class = Class {
    name: "System.Numerics.BitOperations",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        IsPow2 "static bool IsPow2(int value)" "static bool IsPow2(uint value)" "static bool IsPow2(long value)" "static bool IsPow2(ulong value)" => |_, args| {
            let negative = convert::to_i128(arguments::any(args, 0)?).is_some_and(|number| number < 0);
            Ok(Value::Bool(!negative && bits(args)?.0.is_power_of_two()))
        };
        LeadingZeroCount "static int LeadingZeroCount(uint value)" "static int LeadingZeroCount(ulong value)" => |_, args| bits(args).map(|(number, width)| Value::Int((number.leading_zeros() + width) as i32 - 64));
        Log2 "static int Log2(uint value)" "static int Log2(ulong value)" => |_, args| bits(args).map(|(number, _)| Value::Int((number | 1).ilog2() as i32));
        PopCount "static int PopCount(uint value)" "static int PopCount(ulong value)" => |_, args| bits(args).map(|(number, _)| Value::Int(number.count_ones() as i32));
        RotateLeft "static uint RotateLeft(uint value, int offset)" "static ulong RotateLeft(ulong value, int offset)" => |_, args| turned(args, true);
        RotateRight "static uint RotateRight(uint value, int offset)" "static ulong RotateRight(ulong value, int offset)" => |_, args| turned(args, false);
        RoundUpToPowerOf2 "static uint RoundUpToPowerOf2(uint value)" "static ulong RoundUpToPowerOf2(ulong value)" => |_, args| bits(args).map(|(number, width)| of_width(number.checked_next_power_of_two().filter(|_| number > 0).unwrap_or(0), width));
        TrailingZeroCount "static int TrailingZeroCount(uint value)" "static int TrailingZeroCount(ulong value)" => |_, args| bits(args).map(|(number, width)| Value::Int(number.trailing_zeros().min(width) as i32));
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BIT_OPERATIONS];
