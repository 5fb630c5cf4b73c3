//! Static functions that .NET's number types share: `Clamp`, `DivRem`, `PopCount`, `Hypot` …

use super::{StaticMethod, arguments, tuple};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// Signatures of one function: `static T Name(T a, T b)`.
macro_rules! function {
    ($short:literal $name:literal ($($parameter:literal),*) $call:expr) => {
        function!($short => $short, $name ($($parameter),*) $call)
    };
    ($short:literal => $result:expr, $name:literal ($first:literal $(, $parameter:literal)*) $call:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static ", $result, " ", $name, "(", $short, " ", $first $(, ", ", $short, " ", $parameter)*, ")")],
            call: $call,
        }
    };
}
pub(super) use function;

/// The lowest and highest value of a whole-number class.
#[derive(Clone, Copy)]
pub(super) struct Range {
    pub class: &'static str,
    pub least: i128,
    pub most: i128,
}

impl Range {
    fn bits(self) -> u32 {
        128 - (self.most - self.least).leading_zeros()
    }

    fn argument(self, engine: &mut Engine, args: &[Value], index: usize) -> Outcome<i128> {
        let wanted = super::named(self.class);
        let value = convert::to_type(engine, arguments::any(args, index)?.clone(), &wanted)?;
        convert::to_i128(&value).ok_or_else(arguments::no_overload)
    }

    /// Errors: `OverflowException`.
    fn value(self, engine: &mut Engine, number: i128) -> Outcome<Value> {
        if !(self.least..=self.most).contains(&number) {
            return Err(arguments::throw(
                "System.OverflowException",
                "Arithmetic operation resulted in an overflow.",
            ));
        }
        let wide = i64::try_from(number).map_or(Value::ULong(number as u64), Value::Long);
        convert::to_type(engine, wide, &super::named(self.class))
    }

    /// The bits of a number as an unsigned one.
    fn pattern(self, number: i128) -> u128 {
        (number as u128) & (u128::MAX >> (128 - self.bits()))
    }

    /// A number of these bits, the highest one its sign.
    fn of_pattern(self, pattern: u128) -> i128 {
        let kept = (pattern & (u128::MAX >> (128 - self.bits()))) as i128;
        if kept > self.most { kept - (1 << self.bits()) } else { kept }
    }
}

/// Functions of one number.
pub(super) fn one(
    engine: &mut Engine,
    range: Range,
    args: &[Value],
    how: fn(Range, i128) -> i128,
) -> Outcome<Value> {
    let number = range.argument(engine, args, 0)?;
    range.value(engine, how(range, number))
}

/// Functions of two numbers.
pub(super) fn two(
    engine: &mut Engine,
    range: Range,
    args: &[Value],
    how: fn(i128, i128) -> i128,
) -> Outcome<Value> {
    let (a, b) = (range.argument(engine, args, 0)?, range.argument(engine, args, 1)?);
    range.value(engine, how(a, b))
}

/// Questions about one number.
pub(super) fn test(
    engine: &mut Engine,
    range: Range,
    args: &[Value],
    how: fn(i128) -> bool,
) -> Outcome<Value> {
    Ok(Value::Bool(how(range.argument(engine, args, 0)?)))
}

pub(super) fn clamp(engine: &mut Engine, range: Range, args: &[Value]) -> Outcome<Value> {
    let (value, least, most) = (
        range.argument(engine, args, 0)?,
        range.argument(engine, args, 1)?,
        range.argument(engine, args, 2)?,
    );
    if least > most {
        return Err(bad_limits(&least.to_string(), &most.to_string()));
    }
    range.value(engine, value.clamp(least, most))
}

/// `Clamp` with limits in the wrong order.
pub(super) fn bad_limits(least: &str, most: &str) -> Box<crate::engine::Fault> {
    arguments::throw("System.ArgumentException", format!("'{least}' cannot be greater than {most}."))
}

pub(super) fn divide(engine: &mut Engine, range: Range, args: &[Value]) -> Outcome<Value> {
    let (a, b) = (range.argument(engine, args, 0)?, range.argument(engine, args, 1)?);
    if b == 0 {
        return Err(arguments::throw("System.DivideByZeroException", "Attempted to divide by zero."));
    }
    let parts = vec![range.value(engine, a / b)?, range.value(engine, a % b)?];
    Ok(tuple::value(parts, true))
}

pub(super) fn rotate(engine: &mut Engine, range: Range, args: &[Value], left: bool) -> Outcome<Value> {
    let (number, steps) = (range.argument(engine, args, 0)?, arguments::int(args, 1)?);
    let bits = range.bits();
    let steps = steps.rem_euclid(bits as i32) as u32;
    let steps = if left { steps } else { (bits - steps) % bits };
    let pattern = range.pattern(number);
    range.value(engine, range.of_pattern((pattern << steps) | (pattern >> (bits - steps).min(127))))
}

/// The product in the next wider type.
pub(super) fn big_product(engine: &mut Engine, range: Range, args: &[Value]) -> Outcome<Value> {
    let (a, b) = (range.argument(engine, args, 0)?, range.argument(engine, args, 1)?);
    let product = a * b;
    Ok(match range.least < 0 {
        true => Value::Long(i64::try_from(product).map_err(|_| arguments::no_overload())?),
        false => Value::ULong(u64::try_from(product).map_err(|_| arguments::no_overload())?),
    })
}

/// `CreateChecked` (`None`), `CreateSaturating` (`true`) and `CreateTruncating` (`false`).
pub(super) fn create(
    engine: &mut Engine,
    range: Range,
    args: &[Value],
    saturating: Option<bool>,
) -> Outcome<Value> {
    let given = arguments::any(args, 0)?.unwrapped();
    let number = match given {
        Value::Double(number) => number.trunc() as i128,
        Value::Single(number) => number.trunc() as i128,
        Value::Decimal(number) => {
            convert::to_i128(&Value::Decimal(std::rc::Rc::new(number.trunc()))).unwrap_or(0)
        }
        other => convert::to_i128(other).ok_or_else(arguments::no_overload)?,
    };
    match saturating {
        None => range.value(engine, number),
        Some(true) => range.value(engine, number.clamp(range.least, range.most)),
        Some(false) if matches!(given, Value::Double(_) | Value::Single(_) | Value::Decimal(_)) => {
            range.value(engine, number.clamp(range.least, range.most))
        }
        Some(false) => range.value(engine, range.of_pattern(number as u128)),
    }
}

pub(super) fn leading_zeros(range: Range, number: i128) -> i128 {
    i128::from(range.pattern(number).leading_zeros()) - i128::from(128 - range.bits())
}

pub(super) fn trailing_zeros(range: Range, number: i128) -> i128 {
    i128::from(range.pattern(number).trailing_zeros().min(range.bits()))
}

pub(super) fn ones(range: Range, number: i128) -> i128 {
    i128::from(range.pattern(number).count_ones())
}

pub(super) fn logarithm(_: Range, number: i128) -> i128 {
    number.checked_ilog2().map_or(0, i128::from)
}

pub(super) fn larger_magnitude(a: i128, b: i128) -> i128 {
    match a.abs().cmp(&b.abs()) {
        std::cmp::Ordering::Greater => a,
        std::cmp::Ordering::Less => b,
        std::cmp::Ordering::Equal => a.max(b),
    }
}

pub(super) fn smaller_magnitude(a: i128, b: i128) -> i128 {
    match a.abs().cmp(&b.abs()) {
        std::cmp::Ordering::Less => a,
        std::cmp::Ordering::Greater => b,
        std::cmp::Ordering::Equal => a.min(b),
    }
}

/// What signed and unsigned whole numbers have.
macro_rules! whole_functions {
    ($short:literal, $range:expr) => {
        &[
            function!($short "Clamp" ("value", "min", "max") |engine, args| clamp(engine, $range, args)),
            StaticMethod {
                name: "CreateChecked",
                signatures: &[concat!("static ", $short, " CreateChecked[TOther](TOther value)")],
                call: |engine, args| create(engine, $range, args, None),
            },
            StaticMethod {
                name: "CreateSaturating",
                signatures: &[concat!("static ", $short, " CreateSaturating[TOther](TOther value)")],
                call: |engine, args| create(engine, $range, args, Some(true)),
            },
            StaticMethod {
                name: "CreateTruncating",
                signatures: &[concat!("static ", $short, " CreateTruncating[TOther](TOther value)")],
                call: |engine, args| create(engine, $range, args, Some(false)),
            },
            function!($short => concat!("System.ValueTuple[", $short, ",", $short, "]"), "DivRem" ("left", "right")
                |engine, args| divide(engine, $range, args)),
            function!($short => "bool", "IsEvenInteger" ("value") |engine, args| test(engine, $range, args, |number| number % 2 == 0)),
            function!($short => "bool", "IsOddInteger" ("value") |engine, args| test(engine, $range, args, |number| number % 2 != 0)),
            function!($short => "bool", "IsPow2" ("value") |engine, args| {
                test(engine, $range, args, |number| number > 0 && number.count_ones() == 1)
            }),
            function!($short "LeadingZeroCount" ("value") |engine, args| one(engine, $range, args, leading_zeros)),
            function!($short "Log2" ("value") |engine, args| one(engine, $range, args, logarithm)),
            function!($short "Max" ("x", "y") |engine, args| two(engine, $range, args, i128::max)),
            function!($short "Min" ("x", "y") |engine, args| two(engine, $range, args, i128::min)),
            function!($short "PopCount" ("value") |engine, args| one(engine, $range, args, ones)),
            StaticMethod {
                name: "RotateLeft",
                signatures: &[concat!("static ", $short, " RotateLeft(", $short, " value, int rotateAmount)")],
                call: |engine, args| rotate(engine, $range, args, true),
            },
            StaticMethod {
                name: "RotateRight",
                signatures: &[concat!("static ", $short, " RotateRight(", $short, " value, int rotateAmount)")],
                call: |engine, args| rotate(engine, $range, args, false),
            },
            StaticMethod {
                name: "Sign",
                signatures: &[concat!("static int Sign(", $short, " value)")],
                call: |engine, args| one(engine, $range, args, |_, number| number.signum()).map(|sign| {
                    Value::Int(convert::to_i128(&sign).unwrap_or_default() as i32)
                }),
            },
            function!($short "TrailingZeroCount" ("value") |engine, args| one(engine, $range, args, trailing_zeros)),
        ]
    };
}

/// What only signed whole numbers have.
macro_rules! signed_functions {
    ($short:literal, $range:expr) => {
        &[
            function!($short "Abs" ("value") |engine, args| {
                one(engine, $range, args, |_, number| number.abs()).map_err(|_| arguments::throw(
                    "System.OverflowException",
                    "Negating the minimum value of a twos complement number is invalid.",
                ))
            }),
            function!($short "CopySign" ("value", "sign") |engine, args| {
                two(engine, $range, args, |value, sign| if sign < 0 { -value.abs() } else { value.abs() })
            }),
            function!($short => "bool", "IsNegative" ("value") |engine, args| test(engine, $range, args, |number| number < 0)),
            function!($short => "bool", "IsPositive" ("value") |engine, args| test(engine, $range, args, |number| number >= 0)),
            function!($short "MaxMagnitude" ("x", "y") |engine, args| two(engine, $range, args, larger_magnitude)),
            function!($short "MinMagnitude" ("x", "y") |engine, args| two(engine, $range, args, smaller_magnitude)),
        ]
    };
}

macro_rules! tables {
    ($($all:ident $signed:ident $range:ident $type:ty, $class:literal, $short:literal;)*) => {
        $(
            const $range: Range =
                Range { class: $class, least: <$type>::MIN as i128, most: <$type>::MAX as i128 };
            pub(super) const $all: &[StaticMethod] = whole_functions!($short, $range);
            pub(super) const $signed: &[StaticMethod] = signed_functions!($short, $range);
        )*
    };
}

tables! {
    SBYTE SBYTE_SIGNED SBYTE_RANGE i8, "System.SByte", "sbyte";
    INT16 INT16_SIGNED INT16_RANGE i16, "System.Int16", "short";
    INT32 INT32_SIGNED INT32_RANGE i32, "System.Int32", "int";
    INT64 INT64_SIGNED INT64_RANGE i64, "System.Int64", "long";
}

macro_rules! unsigned_tables {
    ($($all:ident $range:ident $type:ty, $class:literal, $short:literal;)*) => {
        $(
            const $range: Range =
                Range { class: $class, least: <$type>::MIN as i128, most: <$type>::MAX as i128 };
            pub(super) const $all: &[StaticMethod] = whole_functions!($short, $range);
        )*
    };
}

unsigned_tables! {
    BYTE BYTE_RANGE u8, "System.Byte", "byte";
    UINT16 UINT16_RANGE u16, "System.UInt16", "ushort";
    UINT32 UINT32_RANGE u32, "System.UInt32", "uint";
    UINT64 UINT64_RANGE u64, "System.UInt64", "ulong";
}

/// `BigMul` of the 32-bit types.
pub(super) const INT32_PRODUCT: &[StaticMethod] = &[
    function!("int" => "long", "BigMul" ("left", "right") |engine, args| big_product(engine, INT32_RANGE, args)),
];
pub(super) const UINT32_PRODUCT: &[StaticMethod] = &[
    function!("uint" => "ulong", "BigMul" ("left", "right") |engine, args| big_product(engine, UINT32_RANGE, args)),
];
pub(super) const NONE: &[StaticMethod] = &[];
