//! Equality and order: the left operand's type decides.

use crate::engine::error::{Category, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::value::{EnumValue, Value};
use crate::engine::{Engine, Fault, Outcome, class, convert, types};
use num_bigint::BigInt;
use std::cmp::Ordering;
use std::rc::Rc;

/// `-eq` of two scalars; `fold` ignores case.
pub fn equal(engine: &mut Engine, left: &Value, right: &Value, fold: bool) -> Outcome<bool> {
    let (left, right) = (left.unwrapped(), right.unwrapped());
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => return Ok(a == b),
        (Value::Object(_), Value::Bool(b)) if types::switch_parameter::state(left).is_some() => {
            return Ok(convert::to_bool(left) == *b);
        }
        (Value::Null | Value::Empty, Value::Null | Value::Empty) => return Ok(true),
        (Value::Null | Value::Empty, _) | (_, Value::Null | Value::Empty) => return Ok(false),
        (Value::String(a), Value::String(b)) => return Ok(same_text(a, b, fold)),
        (Value::String(a), _) => {
            let b = convert::to_text(engine, right)?;
            return Ok(if fold { text_order(a, &b, true) == Ordering::Equal } else { a.as_str() == b });
        }
        (Value::Bool(a), _) => return Ok(*a == convert::to_bool(right)),
        (Value::Type(a), Value::Type(b)) => return Ok(a.full_name() == b.full_name()),
        (Value::Type(_), Value::String(_)) => return Ok(false),
        _ => {}
    }
    if let Some(result) = class::equals(engine, left, right) {
        return result;
    }
    if let Some(result) = by_identity(left, right) {
        return Ok(result);
    }
    match ordered(engine, left, right, fold) {
        Ok(order) => Ok(order == Some(Ordering::Equal)),
        Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// Objects without an order are equal only to themselves.
fn by_identity(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Object(a), Value::Object(b)) => match (&a.kind, &b.kind) {
            (ObjectKind::Native(x), ObjectKind::Native(y)) => match x.equals(y.as_ref()) {
                Some(result) => Some(result),
                None => Some(Rc::ptr_eq(a, b)),
            },
            _ => Some(Rc::ptr_eq(a, b)),
        },
        (Value::Array(a), Value::Array(b)) => Some(Rc::ptr_eq(a, b)),
        (Value::Block(a), Value::Block(b)) => Some(Rc::ptr_eq(a, b)),
        _ => None,
    }
}

/// The order of two scalars; `None` when they have none (NaN). Errors: the right operand does not
/// convert to the left one's type.
pub fn compare(engine: &mut Engine, left: &Value, right: &Value, fold: bool) -> Outcome<Option<Ordering>> {
    ordered(engine, left.unwrapped(), right.unwrapped(), fold)
}

fn ordered(engine: &mut Engine, left: &Value, right: &Value, fold: bool) -> Outcome<Option<Ordering>> {
    match (left, right) {
        (Value::Null | Value::Empty, Value::Null | Value::Empty) => Ok(Some(Ordering::Equal)),
        (Value::Null | Value::Empty, Value::Enum(of)) => Err(no_order(of, "GreaterThanOrEqual")),
        (Value::Enum(of), Value::Null | Value::Empty) => Err(no_order(of, "LessThan")),
        (Value::Null | Value::Empty, other) => Ok(Some(null_order(other).reverse())),
        (other, Value::Null | Value::Empty) => Ok(Some(null_order(other))),
        (Value::String(a), Value::String(b)) => Ok(Some(text_order(a, b, fold))),
        (Value::String(a), _) => {
            let b = convert::to_text(engine, right)?;
            Ok(Some(text_order(a, &b, fold)))
        }
        (Value::Char(a), Value::Char(b)) => Ok(Some(char_order(*a, *b, fold))),
        (Value::Bool(a), _) => Ok(Some(a.cmp(&convert::to_bool(right)))),
        (Value::Char(a), _) => match converted(engine, left, right)? {
            Value::Char(b) => Ok(Some(char_order(*a, b, fold))),
            _ => Ok(None),
        },
        (Value::DateTime(a), _) => match converted(engine, left, right)? {
            Value::DateTime(b) => Ok(Some(a.ticks.cmp(&b.ticks))),
            _ => Ok(None),
        },
        (Value::TimeSpan(a), _) => match converted(engine, left, right)? {
            Value::TimeSpan(b) => Ok(Some(a.cmp(&b))),
            _ => Ok(None),
        },
        (Value::Enum(a), _) => enumerators(engine, a, left, right),
        (Value::Type(a), Value::Type(b)) if a.full_name() == b.full_name() => Ok(Some(Ordering::Equal)),
        _ if convert::is_number(left) => numbers(engine, left, right),
        (Value::Object(a), _) => native_order(engine, left, a, right),
        _ => Err(not_comparable(left, right)),
    }
}

/// A value of an enumeration against a number, a Boolean, text or another value.
fn enumerators(
    engine: &mut Engine,
    own: &EnumValue,
    left: &Value,
    right: &Value,
) -> Outcome<Option<Ordering>> {
    let number = match right {
        Value::Decimal(_) => {
            let message = format!(
                "No coercion operator is defined between types '{}' and 'System.Decimal'.",
                own.of.full_name()
            );
            return Err(invalid_operation(message));
        }
        Value::String(text) if text.is_empty() => Some(0),
        Value::String(_) => match convert::to_type(engine, right.clone(), &own.of)? {
            Value::Enum(other) => Some(i128::from(other.number)),
            _ => None,
        },
        Value::Bool(_) => convert::to_i128(right),
        Value::Int(_)
        | Value::Long(_)
        | Value::Byte(_)
        | Value::SByte(_)
        | Value::Int16(_)
        | Value::UInt16(_) => convert::to_i128(right),
        _ => match converted(engine, left, right)? {
            Value::Enum(other) => Some(i128::from(other.number)),
            _ => None,
        },
    };
    Ok(number.map(|number| i128::from(own.number).cmp(&number)))
}

/// .NET has no order between `$null` and an enumeration.
fn no_order(of: &EnumValue, operator: &str) -> Box<Fault> {
    let name = of.of.full_name();
    invalid_operation(format!(
        "The binary operator {operator} is not defined for the types '{name}' and '{name}'."
    ))
}

fn invalid_operation(message: String) -> Box<Fault> {
    let class = "System.InvalidOperationException";
    Fault::error(Exception::new(class, message), class, Category::OperationStopped, Value::Null)
}

/// The right operand as the left one's type. Errors: `ComparisonFailure`.
fn converted(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    let of = types::type_of(left);
    match convert::to_type(engine, right.clone(), &of) {
        Ok(value) => Ok(value.unwrapped().clone()),
        Err(fault) => Err(comparison_failed(engine, left, right, fault)),
    }
}

/// `$null` stands before everything but negative numbers... which PowerShell orders by sign.
fn null_order(other: &Value) -> Ordering {
    match convert::as_double(other) {
        Some(number) if convert::is_number(other) => {
            number.partial_cmp(&0.0).map_or(Ordering::Equal, |order| {
                if order == Ordering::Less { Ordering::Less } else { Ordering::Greater }
            })
        }
        _ => Ordering::Greater,
    }
}

fn native_order(
    engine: &mut Engine,
    left: &Value,
    object: &Rc<crate::engine::object::Object>,
    right: &Value,
) -> Outcome<Option<Ordering>> {
    if let Some(order) = class::order(engine, left, right) {
        return order.map(Some);
    }
    if let ObjectKind::Native(native) = &object.kind {
        let right = converted(engine, left, right)?;
        if let Value::Object(other) = right.unwrapped()
            && let ObjectKind::Native(other) = &other.kind
            && let Some(order) = native.order(other.as_ref())
        {
            return Ok(Some(order));
        }
    }
    Err(not_comparable(left, right))
}

fn not_comparable(left: &Value, right: &Value) -> Box<Fault> {
    let shown = convert::shown(left);
    let custom = matches!(left, Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_)));
    if custom {
        let other = convert::shown(right);
        let message = format!(
            "Cannot compare \"{shown}\" to \"{other}\" because the objects are not the same type or the object \"{shown}\" does not implement \"IComparable\"."
        );
        let exception = Exception::new("System.ArgumentException", message);
        return Fault::error(exception, "PSObjectCompareTo", Category::InvalidOperation, Value::Null);
    }
    let message = format!("Cannot compare \"{shown}\" because it is not IComparable.");
    let exception = Exception::new("System.Management.Automation.ExtendedTypeSystemException", message);
    Fault::error(exception, "NotIcomparable", Category::InvalidOperation, Value::Null)
}

fn numbers(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Option<Ordering>> {
    let right = match right {
        number if convert::is_number(number) => number.clone(),
        // Text is read as the number's type; its own error tells why not.
        Value::String(_) => convert::to_type(engine, right.clone(), &types::type_of(left))?,
        other => converted(engine, left, other)?,
    };
    if let (Value::BigInt(a), Value::Double(b)) = (left, &right) {
        return Ok(truncated_big(*b).map(|b| (**a).cmp(&b)));
    }
    if let (Value::Decimal(_), _) | (_, Value::Decimal(_)) = (left, &right) {
        let wanted = types::named("System.Decimal");
        let a = convert::to_type(engine, left.clone(), &wanted);
        let b = convert::to_type(engine, right.clone(), &wanted);
        if let (Ok(Value::Decimal(a)), Ok(Value::Decimal(b))) = (a, b) {
            return Ok(Some(a.cmp(&b)));
        }
    }
    let whole = |value: &Value| !matches!(value, Value::Double(_) | Value::Single(_) | Value::Decimal(_));
    if whole(left)
        && whole(&right)
        && let (Some(a), Some(b)) = (convert::to_i128(left), convert::to_i128(&right))
    {
        return Ok(Some(a.cmp(&b)));
    }
    match (convert::as_double(left), convert::as_double(&right)) {
        (Some(a), Some(b)) => Ok(a.partial_cmp(&b)),
        _ => Ok(None),
    }
}

/// What .NET's operator compares a big integer with: the whole part.
fn truncated_big(number: f64) -> Option<BigInt> {
    <BigInt as rust_decimal::prelude::FromPrimitive>::from_f64(number.trunc())
}

fn comparison_failed(engine: &mut Engine, left: &Value, right: &Value, fault: Box<Fault>) -> Box<Fault> {
    if !matches!(*fault, Fault::Error { .. }) {
        return fault;
    }
    let reason = match fault.as_ref() {
        Fault::Error { record, .. } => record.exception.message.clone(),
        _ => String::new(),
    };
    let message = format!(
        "Could not compare \"{}\" to \"{}\". Error: \"{reason}\"",
        convert::display(left),
        convert::to_text(engine, right).unwrap_or_default()
    );
    let exception = Exception::new("System.Management.Automation.ExtendedTypeSystemException", message);
    Fault::error(exception, "ComparisonFailure", Category::InvalidOperation, Value::Null)
}

fn char_order(left: u16, right: u16, fold: bool) -> Ordering {
    let folded = |unit: u16| match char::from_u32(u32::from(unit)) {
        Some(character) if fold => character.to_lowercase().next().map_or(u32::from(unit), u32::from),
        _ => u32::from(unit),
    };
    folded(left).cmp(&folded(right))
}

/// Whether two texts are the same; letters and digits of ASCII need no weights.
fn same_text(left: &str, right: &str, fold: bool) -> bool {
    if !fold || left == right {
        return left == right;
    }
    if left.is_ascii() && right.is_ascii() {
        let same = left.eq_ignore_ascii_case(right);
        if same || ![left, right].into_iter().any(|text| text.chars().any(|found| !has_weight(&found))) {
            return same;
        }
    }
    text_order(left, right, true) == Ordering::Equal
}

/// Order of texts under the invariant culture: letters before their case, punctuation before digits
/// before letters.
pub fn text_order(left: &str, right: &str, fold: bool) -> Ordering {
    if left == right {
        return Ordering::Equal;
    }
    if left.chars().chain(right.chars()).any(|character| is_composed(character, fold)) {
        let (left, right) = (composed(left, fold), composed(right, fold));
        return plain_order(&left, &right, fold);
    }
    plain_order(left, right, fold)
}

/// Marks that join the letter before them, and ligatures, which only case tells from their letters.
fn is_composed(character: char, fold: bool) -> bool {
    matches!(character, '\u{300}'..='\u{36f}') || fold && matches!(character, '\u{fb00}'..='\u{fb06}')
}

/// A text with its marks joined to their letters, and without ligatures where case does not count.
fn composed(text: &str, fold: bool) -> String {
    use unicode_normalization::UnicodeNormalization;
    let apart = |character: char| match is_composed(character, fold) && character > '\u{fa00}' {
        true => std::iter::once(character).nfkd().collect::<Vec<char>>(),
        false => vec![character],
    };
    text.chars().flat_map(apart).nfc().collect()
}

fn plain_order(left: &str, right: &str, fold: bool) -> Ordering {
    let mut a = left.chars().filter(has_weight);
    let mut b = right.chars().filter(has_weight);
    let mut case = Ordering::Equal;
    loop {
        match (a.next(), b.next()) {
            (None, None) => return if fold { Ordering::Equal } else { case },
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => {
                let order = match (u8::try_from(x), u8::try_from(y)) {
                    (Ok(x), Ok(y)) if x < 128 && y < 128 => ascii_weight(x).cmp(&ascii_weight(y)),
                    _ => weight(x).cmp(&weight(y)),
                };
                if order != Ordering::Equal {
                    return order;
                }
                if case == Ordering::Equal {
                    // Lower case stands first.
                    case = y.is_lowercase().cmp(&x.is_lowercase());
                }
            }
        }
    }
}

/// Whether the culture's order looks at a character at all.
fn has_weight(character: &char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// [`weight`] of ASCII, which comparing mostly meets.
fn ascii_weight(byte: u8) -> (u8, u8) {
    let folded = byte.to_ascii_lowercase();
    match folded {
        b'a'..=b'z' => (3, folded),
        b'0'..=b'9' => (2, folded),
        _ => (1, PUNCTUATION.iter().position(|known| *known == folded).map_or(folded, |at| at as u8)),
    }
}

/// Blanks and punctuation of ASCII in the order of the root collation (CLDR, as ICU gives it to .NET).
const PUNCTUATION: &[u8] = b"\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

/// Group (blanks and punctuation, digits, letters) and the folded letter without its accent, then the accent.
fn weight(character: char) -> (u8, char, char) {
    // A letter whose small form is more than one character (İ) is no other letter's capital.
    let mut small = character.to_lowercase();
    let folded = match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => character,
    };
    let group = if folded.is_alphabetic() {
        3
    } else if folded.is_numeric() {
        2
    } else {
        1
    };
    (group, base_letter(folded), folded)
}

/// The letter under common Latin accents.
fn base_letter(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}
