//! Operators over any two values.

mod arithmetic;
mod bits;
mod compare;
mod format;
mod matching;
mod moments;
mod numeric;
mod pattern;
mod pattern_escape;
mod pattern_fault;
mod range;
mod refusal;
mod strings;
mod wildcard;

pub use compare::{compare, equal, text_order};
pub use format::{format, format_in, format_number, format_number_in, formatted, formatted_in, shown};
pub use matching::{as_runtime_error as invalid_regular_expression, matches, regex, regex_for};
pub use wildcard::{checked as checked_like, has_wildcard, like};

/// What the regular-expression classes share with the operators.
pub(crate) mod regex_tools {
    pub(crate) use super::matching::{regex_with, replace_some, run_failed, split};
}

use super::value::Value;
use super::{Engine, Outcome, convert, member, types};
use crate::language::ast::{BinaryOperator, Case, Comparison, UnaryOperator};

/// Applies a binary operator. `-and`, `-or` and `??` are control flow and never come here.
pub fn binary(engine: &mut Engine, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Value> {
    use BinaryOperator::*;
    match operator {
        Add => arithmetic::add(engine, left, right),
        Subtract => arithmetic::subtract(engine, left, right),
        Multiply => arithmetic::multiply(engine, left, right),
        Divide => arithmetic::divide(engine, left, right),
        Remainder => arithmetic::remainder(engine, left, right),
        Compare { operator, case } => comparison(engine, operator, case != Case::Sensitive, left, right),
        Range => range::range(left, right),
        Format => format::operator(engine, left, right),
        Is => types::is_operator(engine, left, right).map(Value::Bool),
        IsNot => types::is_operator(engine, left, right).map(|found| Value::Bool(!found)),
        As => types::as_operator(engine, left, right),
        Join => strings::join(engine, left, right),
        BitAnd | BitOr | BitXor | ShiftLeft | ShiftRight => bits::binary(engine, operator, left, right),
        And => Ok(Value::Bool(convert::to_bool(left) && convert::to_bool(right))),
        Or => Ok(Value::Bool(convert::to_bool(left) || convert::to_bool(right))),
        Xor => Ok(Value::Bool(convert::to_bool(left) != convert::to_bool(right))),
        Coalesce => Ok(if left.is_null() { right.clone() } else { left.clone() }),
    }
}

/// Applies a unary operator.
pub fn unary(engine: &mut Engine, operator: UnaryOperator, value: &Value) -> Outcome<Value> {
    use UnaryOperator::*;
    match operator {
        Plus => arithmetic::add(engine, &Value::Int(0), value),
        Minus => arithmetic::negate(engine, value),
        Bang | Not => Ok(Value::Bool(!convert::to_bool(value))),
        BitNot => bits::not(value),
        Join => strings::join(engine, value, &Value::text("")),
        Split { .. } => strings::split_blanks(engine, value),
        PreIncrement | PostIncrement => arithmetic::countable(value, "++"),
        PreDecrement | PostDecrement => arithmetic::countable(value, "--"),
    }
}

/// Comparison: with a collection on the left a filter, otherwise a Boolean.
fn comparison(
    engine: &mut Engine,
    operator: Comparison,
    fold: bool,
    left: &Value,
    right: &Value,
) -> Outcome<Value> {
    use Comparison::*;
    match operator {
        Contains => return contains(engine, left, right, fold).map(Value::Bool),
        NotContains => return contains(engine, left, right, fold).map(|found| Value::Bool(!found)),
        In => return contains(engine, right, left, fold).map(Value::Bool),
        NotIn => return contains(engine, right, left, fold).map(|found| Value::Bool(!found)),
        Replace => return matching::replace(engine, left, right, fold),
        Split => return strings::split(engine, left, right, fold),
        Match | NotMatch => return matching::operator(engine, left, right, fold, operator == NotMatch),
        _ => {}
    }
    match member::enumerate(engine, left)? {
        None => one(engine, operator, fold, left, right).map(Value::Bool),
        Some(items) => {
            let mut kept = Vec::new();
            for item in items {
                if one(engine, operator, fold, &item, right)? {
                    kept.push(item);
                }
            }
            Ok(Value::array(kept))
        }
    }
}

fn one(engine: &mut Engine, operator: Comparison, fold: bool, left: &Value, right: &Value) -> Outcome<bool> {
    use Comparison::*;
    use std::cmp::Ordering;
    Ok(match operator {
        Equal => equal(engine, left, right, fold)?,
        NotEqual => !equal(engine, left, right, fold)?,
        Greater => compare(engine, left, right, fold)? == Some(Ordering::Greater),
        GreaterEqual => {
            matches!(compare(engine, left, right, fold)?, Some(Ordering::Greater | Ordering::Equal))
        }
        Less => compare(engine, left, right, fold)? == Some(Ordering::Less),
        LessEqual => matches!(compare(engine, left, right, fold)?, Some(Ordering::Less | Ordering::Equal)),
        Like | NotLike => {
            let text = convert::to_text(engine, left)?;
            let pattern = convert::to_text(engine, right)?;
            wildcard::checked(&text, &pattern, fold)? == (operator == Like)
        }
        _ => false,
    })
}

fn contains(engine: &mut Engine, collection: &Value, wanted: &Value, fold: bool) -> Outcome<bool> {
    let items = match member::enumerate(engine, collection)? {
        Some(items) => items,
        None => vec![collection.clone()],
    };
    for item in items {
        if equal(engine, &item, wanted, fold)? {
            return Ok(true);
        }
    }
    Ok(false)
}
