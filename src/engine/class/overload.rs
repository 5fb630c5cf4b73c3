//! Which overload a call means: the conversions that its arguments need are ranked as PowerShell
//! ranks them, earlier arguments counting more.

use super::Method;
use super::convert::Maker;
use crate::engine::object::ObjectKind;
use crate::engine::types::{self, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, convert};
use std::rc::Rc;

// Ranks. Source: PowerShell's `ConversionRank`.
const NONE: u16 = 0;
const UNRELATED_ARRAYS: u16 = 0x0F;
const TO_STRING: u16 = 0x1F;
const CUSTOM: u16 = 0x2F;
const CONSTRUCTOR: u16 = 0x6F;
const CREATE: u16 = 0x73;
const PARSE: u16 = 0x7F;
const PS_OBJECT: u16 = 0x8F;
const LANGUAGE: u16 = 0x9F;
const NULL_TO_VALUE: u16 = 0xAF;
const NULL_TO_REFERENCE: u16 = 0xBF;
const NUMERIC_EXPLICIT: u16 = 0xCF;
const NUMERIC_STRING: u16 = 0xEF;
const NUMERIC_IMPLICIT: u16 = 0xFF;
const ASSIGNABLE: u16 = 0x10F;
const IDENTITY: u16 = 0x11F;
/// A scalar where an array is wanted.
const SCALAR_TO_ARRAY: u16 = 8;

/// The best method for these arguments; `None` when none takes them.
pub fn choose<'m>(engine: &mut Engine, candidates: &[&'m Method], arguments: &[Value]) -> Option<&'m Method> {
    let fitting: Vec<&Method> =
        candidates.iter().copied().filter(|method| method.parameters.len() == arguments.len()).collect();
    if let [only] = fitting.as_slice() {
        return Some(only);
    }
    let mut best: Option<(&Method, Vec<u16>)> = None;
    for method in fitting {
        let Some(ranks) = ranks(engine, method, arguments) else { continue };
        best = match best {
            Some((known, old)) if !better(method, &ranks, known, &old) => Some((known, old)),
            _ => Some((method, ranks)),
        };
    }
    best.map(|(method, _)| method)
}

fn ranks(engine: &mut Engine, method: &Method, arguments: &[Value]) -> Option<Vec<u16>> {
    let mut ranks = Vec::with_capacity(arguments.len());
    for ((_, wanted), argument) in method.parameters.iter().zip(arguments) {
        let found = match wanted {
            Some(wanted) => rank(engine, argument, wanted),
            None => to_object(argument),
        };
        if found == NONE {
            return None;
        }
        ranks.push(found);
    }
    Some(ranks)
}

/// Whether a method's ranks beat those of one declared before it.
fn better(method: &Method, ranks: &[u16], known: &Method, old: &[u16]) -> bool {
    let mut score = 0i64;
    for (index, (new, old)) in ranks.iter().zip(old).enumerate() {
        let weight = (ranks.len() - index) as i64;
        score += weight * (i64::from(new > old) - i64::from(new < old));
    }
    if score != 0 {
        return score > 0;
    }
    // The more exact types win a draw, except that `$null` is an object before it is anything else.
    method.parameters.iter().zip(&known.parameters).zip(ranks).any(|(((_, a), (_, b)), rank)| match (a, b) {
        (Some(a), Some(b)) if *rank > NULL_TO_REFERENCE => {
            a.full_name() != b.full_name() && types::is_a(a, b)
        }
        _ => false,
    })
}

fn to_object(argument: &Value) -> u16 {
    if argument.is_null() { NULL_TO_REFERENCE + 1 } else { ASSIGNABLE }
}

/// How well a value converts to a type; [`NONE`] when it does not.
pub fn rank(engine: &mut Engine, value: &Value, wanted: &Rc<Type>) -> u16 {
    let name = wanted.full_name();
    match name.as_str() {
        "System.Object" => return to_object(value),
        "System.Management.Automation.PSObject" => return PS_OBJECT,
        _ => {}
    }
    if value.is_null() {
        return null_rank(wanted, &name);
    }
    let own = types::type_of(value);
    if same(&own, wanted) {
        return IDENTITY;
    }
    if types::is_a(&own, wanted) {
        return ASSIGNABLE;
    }
    if let Some(found) = numeric(value, &name) {
        return found;
    }
    if let Type::Array { element, .. } = wanted.as_ref() {
        return array_rank(engine, value, element, wanted);
    }
    match name.as_str() {
        "System.Boolean" | "System.Management.Automation.SwitchParameter" => LANGUAGE,
        "System.String" => TO_STRING,
        _ => attempted(engine, value, wanted),
    }
}

fn same(a: &Rc<Type>, b: &Rc<Type>) -> bool {
    match (a.as_ref(), b.as_ref()) {
        (Type::Script(a), Type::Script(b)) => std::ptr::addr_eq(Rc::as_ptr(a), Rc::as_ptr(b)),
        _ => a.full_name() == b.full_name(),
    }
}

fn null_rank(wanted: &Type, name: &str) -> u16 {
    match wanted {
        _ if name == "System.String" => TO_STRING,
        Type::Class(class) if class.value_type => NULL_TO_VALUE,
        Type::Script(script) if script.enumeration().is_some() => NONE,
        _ => NULL_TO_REFERENCE,
    }
}

/// Bits and kind of a number type: signed, unsigned, floating, decimal.
fn number_kind(name: &str) -> Option<(u8, char)> {
    Some(match name {
        "System.SByte" => (8, 's'),
        "System.Byte" => (8, 'u'),
        "System.Int16" => (16, 's'),
        "System.UInt16" => (16, 'u'),
        "System.Int32" => (32, 's'),
        "System.UInt32" => (32, 'u'),
        "System.Int64" => (64, 's'),
        "System.UInt64" => (64, 'u'),
        "System.Single" => (32, 'f'),
        "System.Double" => (64, 'f'),
        "System.Decimal" => (96, 'd'),
        _ => return None,
    })
}

fn numeric(value: &Value, name: &str) -> Option<u16> {
    let (bits, kind) = number_kind(name)?;
    match value.unwrapped() {
        Value::String(text) => {
            Some(if convert::number::parse(text).is_some() { NUMERIC_STRING } else { NONE })
        }
        Value::Enum(_) => Some(NUMERIC_EXPLICIT),
        Value::Bool(_) | Value::Char(_) => Some(CUSTOM),
        other => {
            let (own_bits, own_kind) = number_kind(&types::type_of(other).full_name())?;
            let widens = match (own_kind, kind) {
                ('s' | 'u', 'f' | 'd') => true,
                ('f', 'f') | ('s', 's') | ('u', 'u') | ('u', 's') => own_bits < bits,
                _ => false,
            };
            Some(if widens { NUMERIC_IMPLICIT } else { NUMERIC_EXPLICIT })
        }
    }
}

fn array_rank(engine: &mut Engine, value: &Value, element: &Rc<Type>, wanted: &Rc<Type>) -> u16 {
    match value.unwrapped() {
        Value::Array(_) => match convert::to_type(engine, value.clone(), wanted) {
            Ok(_) => UNRELATED_ARRAYS,
            Err(_) => NONE,
        },
        _ => rank(engine, value, element).saturating_sub(SCALAR_TO_ARRAY),
    }
}

/// What the conversion itself says, for types without a rule of their own. A class is not tried: its
/// constructors would choose among themselves again.
fn attempted(engine: &mut Engine, value: &Value, wanted: &Rc<Type>) -> u16 {
    if let Some(class) = super::of_type(wanted) {
        return match super::convert::maker(class, value) {
            Some(Maker::Constructor) => CONSTRUCTOR,
            Some(Maker::Properties) => CREATE,
            None => NONE,
        };
    }
    let rank = match (value.unwrapped(), wanted.as_ref()) {
        (Value::String(_), Type::Script(script)) if script.enumeration().is_some() => LANGUAGE,
        (Value::String(_), Type::Class(class)) if class.enumeration.is_some() => LANGUAGE,
        (Value::String(_), Type::Class(_)) => PARSE,
        (Value::Object(object), _) if matches!(object.kind, ObjectKind::Hashtable(_)) => CREATE,
        _ => CUSTOM,
    };
    match convert::to_type(engine, value.clone(), wanted) {
        Ok(_) => rank,
        Err(_) => NONE,
    }
}

/// Whether a constructor's one parameter takes a value as it is, for casts. Nothing is converted to find
/// out: a constructor that takes its own class would have itself asked again.
pub fn takes_as_is(method: &Method, value: &Value) -> bool {
    match method.parameters.as_slice() {
        [(_, Some(wanted))] => fits_as_is(value, wanted),
        [(_, None)] => true,
        _ => false,
    }
}

fn fits_as_is(value: &Value, wanted: &Rc<Type>) -> bool {
    let name = wanted.full_name();
    if name == "System.Object" {
        return true;
    }
    let own = types::type_of(value);
    if name != "System.Management.Automation.PSObject" && (same(&own, wanted) || types::is_a(&own, wanted)) {
        return true;
    }
    if let Some(found) = numeric(value, &name) {
        return found >= NUMERIC_IMPLICIT;
    }
    match wanted.as_ref() {
        Type::Array { element, .. } => {
            !matches!(value.unwrapped(), Value::Array(_)) && fits_as_is(value, element)
        }
        _ => false,
    }
}
