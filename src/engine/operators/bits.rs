//! `-band -bor -bxor -shl -shr -bnot`.

use crate::engine::value::{EnumValue, Value};
use crate::engine::{Engine, Fault, Outcome, convert, types};
use crate::language::ast::BinaryOperator;
use std::rc::Rc;

/// Whole-number operands of one width.
enum Pair {
    Int(i32, i32),
    Long(i64, i64),
    ULong(u64, u64),
}

pub fn binary(engine: &mut Engine, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Value> {
    if let Value::Enum(value) = left.unwrapped() {
        let other = convert::to_type(engine, right.clone(), &value.of)?;
        let (a, b) = (value.number, convert::to_long(&other)?);
        let number = apply(operator, a, b);
        return Ok(Value::Enum(Rc::new(EnumValue { of: value.of.clone(), number })));
    }
    let (a, b) = (number(left)?, number(right)?);
    Ok(match pair(&a, &b)? {
        Pair::Int(a, b) => Value::Int(match operator {
            BinaryOperator::ShiftLeft => a.wrapping_shl(b as u32),
            BinaryOperator::ShiftRight => a.wrapping_shr(b as u32),
            _ => apply(operator, i64::from(a), i64::from(b)) as i32,
        }),
        Pair::Long(a, b) => Value::Long(match operator {
            BinaryOperator::ShiftLeft => a.wrapping_shl(b as u32),
            BinaryOperator::ShiftRight => a.wrapping_shr(b as u32),
            _ => apply(operator, a, b),
        }),
        Pair::ULong(a, b) => Value::ULong(match operator {
            BinaryOperator::ShiftLeft => a.wrapping_shl(b as u32),
            BinaryOperator::ShiftRight => a.wrapping_shr(b as u32),
            _ => apply(operator, a as i64, b as i64) as u64,
        }),
    })
}

fn apply(operator: BinaryOperator, a: i64, b: i64) -> i64 {
    match operator {
        BinaryOperator::BitAnd => a & b,
        BinaryOperator::BitOr => a | b,
        _ => a ^ b,
    }
}

fn number(value: &Value) -> Outcome<Value> {
    convert::to_number(value.clone())
}

fn pair(a: &Value, b: &Value) -> Outcome<Pair> {
    if matches!(a, Value::ULong(_)) || matches!(b, Value::ULong(_)) {
        let read = |value: &Value| convert::to_i128(value).map(|number| number as u64).unwrap_or_default();
        return Ok(Pair::ULong(read(a), read(b)));
    }
    let (x, y) = (convert::to_long(a)?, convert::to_long(b)?);
    let wide = |value: &Value, number: i64| {
        matches!(value, Value::Long(_) | Value::UInt(_)) || i32::try_from(number).is_err()
    };
    Ok(match wide(a, x) || (wide(b, y)) {
        true => Pair::Long(x, y),
        false => Pair::Int(x as i32, y as i32),
    })
}

pub fn not(value: &Value) -> Outcome<Value> {
    if let Value::Enum(value) = value.unwrapped() {
        return Ok(Value::Enum(Rc::new(EnumValue { of: value.of.clone(), number: !value.number })));
    }
    Ok(match number(value)? {
        Value::Int(number) => Value::Int(!number),
        Value::Long(number) => Value::Long(!number),
        Value::UInt(number) => Value::UInt(!number),
        Value::ULong(number) => Value::ULong(!number),
        Value::Double(number) => match i32::try_from(number.round_ties_even() as i64) {
            Ok(number) => Value::Int(!number),
            Err(_) => Value::Long(!(number.round_ties_even() as i64)),
        },
        other => match convert::to_i128(&other).and_then(|number| i32::try_from(number).ok()) {
            Some(number) => Value::Int(!number),
            None => {
                let kind = types::type_of(&other).full_name();
                return Err(Fault::runtime(
                    "MethodNotFound",
                    format!(
                        "Method invocation failed because [{kind}] does not contain a method named 'op_OnesComplement'."
                    ),
                ));
            }
        },
    })
}
