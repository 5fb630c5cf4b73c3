//! Delegates: a script block as `Func`, `Action`, `Predicate` and their kin.

use super::table::{methods, properties};
use super::{Class, Type, object};
use crate::engine::object::Native;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, types};
use std::any::Any;
use std::rc::Rc;

/// A script block with the type it serves as.
#[derive(Debug)]
struct Delegate {
    of: Rc<Type>,
    block: Rc<ScriptBlockValue>,
}

impl Native for Delegate {
    fn class(&self) -> &'static Class {
        match self.of.as_ref() {
            Type::Class(class) | Type::Generic { of: class, .. } => class,
            _ => &DELEGATE,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }
}

/// A delegate of a type.
pub fn value(of: Rc<Type>, block: Rc<ScriptBlockValue>) -> Value {
    Value::native(Delegate { of, block })
}

/// The script block behind a delegate or itself.
pub fn block(value: &Value) -> Option<Rc<ScriptBlockValue>> {
    match value.unwrapped() {
        Value::Block(block) => Some(block.clone()),
        _ => value.as_native::<Delegate>().map(|delegate| delegate.block.clone()),
    }
}

/// Whether a class is a delegate's.
pub fn is_delegate(class: &Class) -> bool {
    class.base.is_some_and(|base| std::ptr::eq(base, &DELEGATE))
}

/// Calls a script block or delegate; a `Func` converts its result.
pub fn call(engine: &mut Engine, value: &Value, arguments: &[Value]) -> Outcome<Value> {
    let Some(block) = block(value) else { return Err(types::arguments::no_overload()) };
    let result = Value::from_output(engine.invoke_block(&block, arguments)?);
    match value.as_native::<Delegate>().map(|delegate| delegate.of.as_ref()) {
        Some(Type::Generic { of, arguments })
            if of.name == "System.Func" || of.name == "System.Converter" =>
        {
            match arguments.last() {
                Some(wanted) => convert::to_type(engine, result, wanted),
                None => Ok(result),
            }
        }
        _ => Ok(result),
    }
}

/// As [`call`], for a condition.
pub fn test(engine: &mut Engine, value: &Value, arguments: &[Value]) -> Outcome<bool> {
    call(engine, value, arguments).map(|result| convert::to_bool(&result))
}

pub static DELEGATE: Class = Class {
    name: "System.Delegate",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Object" Target => |_, _| Ok(Value::Null);
    },
    methods: methods! {
        Invoke "System.Object Invoke(Params System.Object[] arguments)" => call;
        DynamicInvoke "System.Object DynamicInvoke(Params System.Object[] args)" => |engine, this, args| {
            let items = types::array::items(args.first().unwrap_or(&Value::Null));
            call(engine, this, &items)
        };
    },
    ..Class::EMPTY
};

macro_rules! delegates {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(static $constant: Class = Class { name: $name, base: Some(&DELEGATE), ..Class::EMPTY };)*
        pub(super) const CLASSES: &[&Class] = &[&DELEGATE, $(&$constant),*];
    };
}

delegates! {
    FUNC "System.Func",
    ACTION "System.Action",
    PREDICATE "System.Predicate",
    COMPARISON "System.Comparison",
    CONVERTER "System.Converter",
    EVENT_HANDLER "System.EventHandler",
    MATCH_EVALUATOR "System.Text.RegularExpressions.MatchEvaluator",
}
