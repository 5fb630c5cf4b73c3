//! Number literals of the tree as values.

use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::language::ast::Number;
use std::rc::Rc;
use std::str::FromStr;

/// The value of a literal. Errors: a decimal or big integer that does not fit.
pub fn literal(number: &Number) -> Outcome<Value> {
    Ok(match number {
        Number::SByte(n) => Value::SByte(*n),
        Number::Byte(n) => Value::Byte(*n),
        Number::Int16(n) => Value::Int16(*n),
        Number::UInt16(n) => Value::UInt16(*n),
        Number::Int(n) => Value::Int(*n),
        Number::UInt(n) => Value::UInt(*n),
        Number::Long(n) => Value::Long(*n),
        Number::ULong(n) => Value::ULong(*n),
        Number::Double(n) => Value::Double(*n),
        Number::Decimal(text) => match super::number::decimal(text) {
            Some(number) => Value::Decimal(Rc::new(number)),
            None => {
                return Err(Fault::runtime(
                    "BadNumericConstant",
                    format!("The numeric constant {text} is not valid."),
                ));
            }
        },
        Number::BigInt(text) => match num_bigint::BigInt::from_str(text) {
            Ok(number) => Value::BigInt(Rc::new(number)),
            Err(_) => {
                return Err(Fault::runtime(
                    "BadNumericConstant",
                    format!("The numeric constant {text} is not valid."),
                ));
            }
        },
    })
}
