//! Delegates: a script block as `Func`, `Action`, `Predicate` and their kin.

use super::table::{methods, properties};
use super::{Class, Type, object};
use crate::engine::object::Native;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, types};
use std::any::Any;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A script block with the type it serves as.
#[derive(Debug)]
struct Delegate {
    of: Rc<Type>,
    block: Rc<ScriptBlockValue>,
    /// Of the method that was made for it.
    number: u32,
}

/// Numbers the methods of delegates.
static NEXT: AtomicU32 = AtomicU32::new(1);

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
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Value::native(Delegate { of, block, number })
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

/// What a delegate of a script block is bound to: .NET's closure of compiled code.
#[derive(Debug)]
struct Closure;

impl Native for Closure {
    fn class(&self) -> &'static Class {
        &CLOSURE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The method that a delegate calls, by its text.
#[derive(Debug)]
struct Lambda(String);

impl Native for Lambda {
    fn class(&self) -> &'static Class {
        &LAMBDA
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

/// `Int32 lambda_method1(System.Runtime.CompilerServices.Closure, …)`
fn signature(this: &Value) -> String {
    let Some(delegate) = this.as_native::<Delegate>() else { return String::new() };
    let (name, arguments) = match delegate.of.as_ref() {
        Type::Generic { of, arguments } => (of.name, arguments.as_slice()),
        Type::Class(class) => (class.name, [].as_slice()),
        _ => ("", [].as_slice()),
    };
    let full = |of: &Rc<Type>| of.full_name();
    let plain = |name: String| match name.strip_prefix("System.") {
        Some(short) if !short.contains('.') && !matches!(short, "Object" | "String") => short.to_string(),
        _ => name,
    };
    let returns = match (name, arguments.last()) {
        ("System.Func" | "System.Converter", Some(last)) => plain(full(last)),
        ("System.Predicate", _) => "Boolean".into(),
        ("System.Comparison", _) => "Int32".into(),
        _ => "Void".into(),
    };
    let taken = match name {
        "System.Func" | "System.Converter" => arguments.split_last().map_or(&[][..], |(_, rest)| rest),
        _ => arguments,
    };
    let mut parameters = vec!["System.Runtime.CompilerServices.Closure".to_string()];
    parameters.extend(taken.iter().map(|of| plain(full(of))));
    format!("{returns} lambda_method{}({})", delegate.number, parameters.join(", "))
}

static CLOSURE: Class =
    Class { name: "System.Runtime.CompilerServices.Closure", base: Some(&object::OBJECT), ..Class::EMPTY };

static LAMBDA: Class = Class {
    name: "System.Reflection.Emit.DynamicMethod+RTDynamicMethod",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Name => |_, this| {
            let text = this.as_native::<Lambda>().map(|lambda| lambda.0.clone()).unwrap_or_default();
            let name = text.split(' ').nth(1).and_then(|rest| rest.split('(').next()).unwrap_or_default();
            Ok(Value::text(name))
        };
    },
    ..Class::EMPTY
};

pub static DELEGATE: Class = Class {
    name: "System.Delegate",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Object" Target => |_, _| Ok(Value::native(Closure));
        "System.Reflection.MethodInfo" Method => |_, this| Ok(Value::native(Lambda(signature(this))));
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
        pub(super) const CLASSES: &[&Class] = &[&DELEGATE, &CLOSURE, &LAMBDA, $(&$constant),*];
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
