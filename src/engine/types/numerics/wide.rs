//! `System.Int128` and `System.UInt128`: their operators wrap as .NET's unchecked ones do.

use crate::engine::culture::Culture;
use crate::engine::object::Native;
use crate::engine::types::table::{methods, static_properties, statics};
use crate::engine::types::{Class, arguments, big_integer, object, reference};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use num_bigint::{BigInt, Sign};
use std::any::Any;
use std::cmp::Ordering;
use std::rc::Rc;

/// A number of 128 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wide {
    number: BigInt,
    signed: bool,
}

impl Native for Wide {
    fn class(&self) -> &'static Class {
        if self.signed { &INT128 } else { &UINT128 }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_shown_as_text(&self) -> bool {
        true
    }

    fn truth(&self) -> bool {
        true
    }

    fn to_text(&self) -> Option<String> {
        Some(self.number.to_string())
    }

    fn format(&self, form: &str, culture: &Culture) -> Option<Outcome<String>> {
        let number = Value::BigInt(Rc::new(self.bits(form)));
        Some(crate::engine::operators::format_number_in(&number, form, culture))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Wide>().map(|other| self == other)
    }

    fn order(&self, other: &dyn Native) -> Option<Ordering> {
        other.as_any().downcast_ref::<Wide>().map(|other| self.number.cmp(&other.number))
    }
}

impl Wide {
    /// Hexadecimal and binary forms show the pattern of a negative number.
    fn bits(&self, form: &str) -> BigInt {
        match form.chars().next() {
            Some('x' | 'X' | 'b' | 'B') if self.number.sign() == Sign::Minus => &self.number + modulus(),
            _ => self.number.clone(),
        }
    }
}

fn modulus() -> BigInt {
    BigInt::from(1) << 128
}

fn bounds(signed: bool) -> (BigInt, BigInt) {
    match signed {
        true => (BigInt::from(i128::MIN), BigInt::from(i128::MAX)),
        false => (BigInt::ZERO, BigInt::from(u128::MAX)),
    }
}

/// Without its sign. Errors: the least number has no opposite.
fn absolute(number: BigInt, signed: bool) -> Outcome<Value> {
    let number = BigInt::from(number.magnitude().clone());
    if number > bounds(signed).1 {
        let message = "Negating the minimum value of a twos complement number is invalid.";
        return Err(arguments::throw("System.OverflowException", message));
    }
    Ok(Value::native(Wide { number, signed }))
}

/// As many bits as there are, like .NET's unchecked operators.
fn wrapped(number: BigInt, signed: bool) -> Value {
    let (least, most) = bounds(signed);
    let number = if number < least || number > most {
        let cut = ((number % modulus()) + modulus()) % modulus();
        if cut > most { cut - modulus() } else { cut }
    } else {
        number
    };
    Value::native(Wide { number, signed })
}

/// The number of an operand.
fn number(value: &Value) -> Outcome<BigInt> {
    if let Some(wide) = value.as_native::<Wide>() {
        return Ok(wide.number.clone());
    }
    match big_integer::from(value.unwrapped())? {
        Value::BigInt(number) => Ok((*number).clone()),
        _ => Err(arguments::no_overload()),
    }
}

/// Converts a number. Errors: it does not fit.
fn checked(value: &Value, signed: bool) -> Outcome<Value> {
    let number = number(value)?;
    let (least, most) = bounds(signed);
    if number < least || number > most {
        let name = if signed { "an Int128" } else { "a UInt128" };
        let message = format!("Value was either too large or too small for {name}.");
        return Err(arguments::throw("System.OverflowException", message));
    }
    Ok(Value::native(Wide { number, signed }))
}

/// Text of digits, with a sign and blanks around.
fn parse(engine: &mut Engine, args: &[Value], signed: bool) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match trimmed.strip_prefix('+').unwrap_or(trimmed).parse::<BigInt>() {
        Ok(number) if is_number => checked(&Value::BigInt(Rc::new(number)), signed),
        _ => {
            let message = format!("The input string '{text}' was not in a correct format.");
            Err(arguments::throw("System.FormatException", message))
        }
    }
}

fn try_parse(engine: &mut Engine, args: &[Value], signed: bool) -> Outcome<Value> {
    let found = parse(engine, args, signed).ok();
    let good = found.is_some();
    let zero = Value::native(Wide { number: BigInt::ZERO, signed });
    let target = args.last().cloned().unwrap_or_default();
    reference::assign(engine, &target, found.unwrap_or(zero))?;
    Ok(Value::Bool(good))
}

/// `new(upper, lower)`: two halves; one value converts.
fn construct(args: &[Value], signed: bool) -> Outcome<Value> {
    match args {
        [] => Ok(Value::native(Wide { number: BigInt::ZERO, signed })),
        [one] => checked(one, signed),
        [upper, lower, ..] => Ok(wrapped((number(upper)? << 64) + number(lower)?, signed)),
    }
}

/// The operands of an operator: whether the result is signed, and both numbers.
fn operands(args: &[Value]) -> Outcome<(bool, BigInt, BigInt)> {
    let (left, right) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    let of = |value: &Value| value.as_native::<Wide>().map(|wide| wide.signed);
    let signed = of(left).or_else(|| of(right)).unwrap_or(true);
    Ok((signed, number(left)?, number(right)?))
}

fn nonzero(number: &BigInt) -> Outcome {
    match *number == BigInt::ZERO {
        true => Err(arguments::throw("System.DivideByZeroException", "Attempted to divide by zero.")),
        false => Ok(()),
    }
}

fn of(this: &Value) -> Outcome<&Wide> {
    this.as_native::<Wide>().ok_or_else(arguments::no_overload)
}

macro_rules! wide_class {
    ($constant:ident $full:literal $short:literal signed $signed:literal) => {
        static $constant: Class = Class {
            name: $full,
            base: Some(&object::VALUE_TYPE),
            interfaces: &["System.IComparable", "System.IFormattable"],
            value_type: true,
            methods: methods! {
                CompareTo "int CompareTo(System.Object value)" => |_, this, args| {
                    let other = number(arguments::any(args, 0)?)?;
                    Ok(Value::Int(of(this)?.number.cmp(&other) as i32))
                };
                ToString "string ToString()" "string ToString(string format)" "string ToString(System.IFormatProvider provider)" "string ToString(string format, System.IFormatProvider provider)" => |engine, this, args| {
                    let (form, culture) = arguments::format_and_provider(engine, args)?;
                    of(this)?.format(&form, &culture).unwrap_or_else(|| Err(arguments::no_overload())).map(Value::text)
                };
            },
            static_properties: static_properties! {
                $full MaxValue => |_| Ok(Value::native(Wide { number: bounds($signed).1, signed: $signed }));
                $full MinValue => |_| Ok(Value::native(Wide { number: bounds($signed).0, signed: $signed }));
                $full One => |_| Ok(Value::native(Wide { number: BigInt::from(1), signed: $signed }));
                $full Zero => |_| Ok(Value::native(Wide { number: BigInt::ZERO, signed: $signed }));
            },
            static_methods: statics! {
                Parse "static Int128 Parse(string s)" "static Int128 Parse(string s, System.IFormatProvider provider)" => |engine, args| parse(engine, args, $signed);
                TryParse "static bool TryParse(string s, [ref] Int128 result)" => |engine, args| try_parse(engine, args, $signed);
                Abs "static Int128 Abs(Int128 value)" => |_, args| absolute(number(arguments::any(args, 0)?)?, $signed);
                Max "static Int128 Max(Int128 x, Int128 y)" => |_, args| operands(args).map(|(_, a, b)| wrapped(a.max(b), $signed));
                Min "static Int128 Min(Int128 x, Int128 y)" => |_, args| operands(args).map(|(_, a, b)| wrapped(a.min(b), $signed));
                IsEvenInteger "static bool IsEvenInteger(Int128 value)" => |_, args| Ok(Value::Bool(!number(arguments::any(args, 0)?)?.bit(0)));
                IsNegative "static bool IsNegative(Int128 value)" => |_, args| Ok(Value::Bool(number(arguments::any(args, 0)?)?.sign() == Sign::Minus));
                op_Addition "static Int128 op_Addition(Int128 left, Int128 right)" => |_, args| operands(args).map(|(signed, a, b)| wrapped(a + b, signed));
                op_Subtraction "static Int128 op_Subtraction(Int128 left, Int128 right)" => |_, args| operands(args).map(|(signed, a, b)| wrapped(a - b, signed));
                op_Multiply "static Int128 op_Multiply(Int128 left, Int128 right)" => |_, args| operands(args).map(|(signed, a, b)| wrapped(a * b, signed));
                op_Division "static Int128 op_Division(Int128 left, Int128 right)" => |_, args| {
                    let (signed, a, b) = operands(args)?;
                    nonzero(&b)?;
                    Ok(wrapped(a / b, signed))
                };
                op_Modulus "static Int128 op_Modulus(Int128 left, Int128 right)" => |_, args| {
                    let (signed, a, b) = operands(args)?;
                    nonzero(&b)?;
                    Ok(wrapped(a % b, signed))
                };
            },
            construct: Some(|_, args| construct(args, $signed)),
            constructors: &[
                concat!($short, " new(ulong upper, ulong lower)"),
                concat!($short, " new(double value)"),
                concat!($short, " new(bigint value)"),
            ],
            ..Class::EMPTY
        };
    };
}

wide_class!(INT128 "System.Int128" "System.Int128" signed true);
wide_class!(UINT128 "System.UInt128" "System.UInt128" signed false);

pub(super) const CLASSES: &[&Class] = &[&INT128, &UINT128];
