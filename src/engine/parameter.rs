//! Rust types that arguments convert to: the fields of native commands.

use super::command::FromValue;
use super::error::{Category, Exception};
use super::script_block::ScriptBlockValue;
use super::types::datetime::DateTime;
use super::types::{self, Type};
use super::value::Value;
use super::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

impl FromValue for Value {
    const TYPE_NAME: &'static str = "Object";

    fn unbound() -> Self {
        Value::Null
    }

    fn from_value(_engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        Ok(value)
    }
}

impl FromValue for String {
    const TYPE_NAME: &'static str = "string";

    fn unbound() -> Self {
        String::new()
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        if let Value::Array(_) = value.unwrapped() {
            return Err(cannot_convert(&value, "System.String"));
        }
        convert::to_text(engine, &value)
    }
}

impl FromValue for bool {
    const TYPE_NAME: &'static str = "switch";
    const IS_SWITCH: bool = true;

    fn unbound() -> Self {
        false
    }

    fn from_value(_engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        Ok(convert::to_bool(&value))
    }
}

impl FromValue for Rc<DateTime> {
    const TYPE_NAME: &'static str = "datetime";

    /// Never seen: a moment is read only when bound.
    fn unbound() -> Self {
        Rc::new(DateTime::now())
    }

    fn from_value(_engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        match types::datetime::convert(value.unwrapped())? {
            Value::DateTime(moment) => Ok(moment),
            other => Err(convert::no_conversion(&other, "System.DateTime")),
        }
    }
}

impl FromValue for Rc<ScriptBlockValue> {
    const TYPE_NAME: &'static str = "scriptblock";
    const NULL_IS_NONE: bool = true;

    /// Never seen: a block that is mandatory or optional is read only when bound.
    fn unbound() -> Self {
        types::script_block::empty()
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        match value.unwrapped() {
            Value::Block(block) => Ok(block.clone()),
            _ => {
                let shown = convert::to_text(engine, &value)?;
                let kind = types::type_of(&value).full_name();
                let message = format!(
                    "Cannot convert the \"{shown}\" value of type \"{kind}\" to type \"System.Management.Automation.ScriptBlock\"."
                );
                Err(argument_fault(message))
            }
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const TYPE_NAME: &'static str = T::TYPE_NAME;
    const IS_SWITCH: bool = T::IS_SWITCH;
    const VALUES: &'static [&'static str] = T::VALUES;

    fn unbound() -> Self {
        None
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        match T::NULL_IS_NONE && value.is_null() {
            true => Ok(None),
            false => T::from_value(engine, value).map(Some),
        }
    }
}

macro_rules! lists {
    ($($item:ty => $name:literal),* $(,)?) => {
        $(impl FromValue for Vec<$item> {
            const TYPE_NAME: &'static str = $name;

            fn unbound() -> Self {
                Vec::new()
            }

            fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
                let items = match member::enumerate(engine, &value)? {
                    Some(items) => items,
                    None => vec![value],
                };
                items.into_iter().map(|item| <$item>::from_value(engine, item)).collect()
            }
        })*
    };
}

lists! {
    String => "string[]",
    Value => "Object[]",
    i32 => "int[]",
    i64 => "long[]",
    Rc<ScriptBlockValue> => "scriptblock[]",
}

macro_rules! numbers {
    ($($number:ty, $name:literal, $class:literal, $variant:ident;)*) => {
        $(impl FromValue for $number {
            const TYPE_NAME: &'static str = $name;

            fn unbound() -> Self {
                Self::default()
            }

            fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
                let wanted = types::named($class);
                match convert::to_type(engine, value, &wanted)? {
                    Value::$variant(number) => Ok(number),
                    other => Err(cannot_convert(&other, $class)),
                }
            }
        })*
    };
}

numbers! {
    i32, "int", "System.Int32", Int;
    i64, "long", "System.Int64", Long;
    u16, "ushort", "System.UInt16", UInt16;
    u32, "uint", "System.UInt32", UInt;
    u8, "byte", "System.Byte", Byte;
    f64, "double", "System.Double", Double;
}

impl FromValue for char {
    const TYPE_NAME: &'static str = "char";

    fn unbound() -> Self {
        ' '
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        let wanted = types::named("System.Char");
        match convert::to_type(engine, value, &wanted)? {
            Value::Char(unit) => Ok(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)),
            other => Err(cannot_convert(&other, "System.Char")),
        }
    }
}

fn cannot_convert(value: &Value, to: &str) -> Box<Fault> {
    let kind = types::type_of(value).full_name();
    argument_fault(format!(
        "Cannot convert '{kind}' to the type '{to}' required by the parameter. Specified method is not supported."
    ))
}

fn argument_fault(message: String) -> Box<Fault> {
    let exception = Exception::new("System.Management.Automation.ParameterBindingException", message);
    Fault::error(exception, "CannotConvertArgument", Category::InvalidArgument, Value::Null)
}

/// Stores an argument and says for which parameter a conversion failed, as binding of native commands does.
pub fn bind_field<T: FromValue>(
    engine: &mut Engine,
    parameter: &'static str,
    value: Value,
    field: &mut T,
) -> Outcome {
    match T::from_value(engine, value) {
        Ok(value) => {
            *field = value;
            Ok(())
        }
        Err(fault) => Err(binding_fault(parameter, fault)),
    }
}

/// A failed conversion as the error of binding that parameter.
pub fn binding_fault(parameter: &str, mut fault: Box<Fault>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut()
        && !record.exception.message.starts_with("Cannot bind parameter")
        && !record.exception.class.ends_with("ParameterBindingArgumentTransformationException")
    {
        let inner = record.exception.clone();
        let class = "System.Management.Automation.ParameterBindingException";
        let message = format!("Cannot bind parameter '{parameter}'. {}", inner.message);
        record.exception = Exception::new(class, message).with_inner(inner);
        record.id = "CannotConvertArgumentNoMessage".into();
        record.category = Category::InvalidArgument;
    }
    fault
}

/// A [`Type`] given by name or as it is.
impl FromValue for Rc<Type> {
    const TYPE_NAME: &'static str = "type";

    fn unbound() -> Self {
        types::named("System.Object")
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        match value.unwrapped() {
            Value::Type(of) => Ok(of.clone()),
            other => {
                let name = convert::to_text(engine, other)?;
                types::resolve_text(engine, &name)
            }
        }
    }
}
