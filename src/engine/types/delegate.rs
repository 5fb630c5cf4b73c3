//! Delegates: a script block or a method as `Func`, `Action`, `Predicate` and their kin.

use super::table::{methods, properties};
use super::{Class, Type, method_object, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, types};
use std::any::Any;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A script block or method with the type it serves as.
#[derive(Debug)]
struct Delegate {
    of: Rc<Type>,
    /// A `Value::Block` or a `PSMethod`.
    target: Value,
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

/// A delegate of a type, that calls a script block or method.
pub fn value(of: Rc<Type>, target: Value) -> Value {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Value::native(Delegate { of, target, number })
}

/// What a value calls as a delegate: a script block, the target of a delegate, or a method that fits `of`.
pub fn target(value: &Value, of: &Type) -> Option<Value> {
    match value.unwrapped() {
        Value::Block(_) => Some(value.unwrapped().clone()),
        _ if method_object::is(value) => method_object::fits(value, of).then(|| value.clone()),
        _ => value.as_native::<Delegate>().map(|delegate| delegate.target.clone()),
    }
}

/// Whether a value is a script block or a delegate.
pub fn is_callable(value: &Value) -> bool {
    matches!(value.unwrapped(), Value::Block(_)) || value.as_native::<Delegate>().is_some()
}

/// The types of a delegate's parameters, and of its result: `None` is `void`.
pub type DelegateShape = (Vec<Rc<Type>>, Option<Rc<Type>>);

/// What a delegate takes and gives; `None` for a type whose form is not known.
pub fn shape(of: &Type) -> Option<DelegateShape> {
    let (class, arguments): (&Class, &[Rc<Type>]) = match of {
        Type::Generic { of, arguments } => (of, arguments),
        Type::Class(class) => (class, &[]),
        _ => return None,
    };
    Some(match (class.name, arguments.split_last()) {
        ("System.Func" | "System.Converter", Some((last, rest))) => (rest.to_vec(), Some(last.clone())),
        ("System.Predicate", _) => (arguments.to_vec(), Some(types::named("System.Boolean"))),
        ("System.Comparison", Some((only, _))) => {
            (vec![only.clone(), only.clone()], Some(types::named("System.Int32")))
        }
        ("System.Action", _) => (arguments.to_vec(), None),
        _ => return None,
    })
}

/// Whether a class is a delegate's.
pub fn is_delegate(class: &Class) -> bool {
    class.base.is_some_and(|base| std::ptr::eq(base, &DELEGATE))
}

/// Calls a script block or delegate; a `Func` converts its result.
pub fn call(engine: &mut Engine, value: &Value, arguments: &[Value]) -> Outcome<Value> {
    let own = value.as_native::<Delegate>();
    let result = match own.map_or(value, |delegate| &delegate.target).unwrapped() {
        Value::Block(block) => {
            let output = match (own, arguments) {
                // An event's handler has its sender in `$this` and what it is told in `$_`.
                (Some(delegate), [sender, told]) if delegate.class().name == EVENT_HANDLER.name => {
                    engine.invoke_with_variables(block, &[("this", sender), ("_", told)], arguments)?
                }
                _ => engine.invoke_block(block, arguments)?,
            };
            Value::from_output(output)
        }
        method if method_object::is(method) => method_object::call(engine, method, arguments)?,
        _ => return Err(types::arguments::no_overload()),
    };
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

/// Arguments as the types of a delegate's parameters.
fn converted(engine: &mut Engine, this: &Value, arguments: &[Value]) -> Outcome<Vec<Value>> {
    let shape = this.as_native::<Delegate>().and_then(|delegate| shape(&delegate.of));
    let parameters = shape.map_or_else(Vec::new, |(parameters, _)| parameters);
    let mut given = Vec::with_capacity(arguments.len());
    for (index, argument) in arguments.iter().enumerate() {
        given.push(match parameters.get(index) {
            Some(of) => convert::to_type(engine, argument.clone(), of)?,
            None => argument.clone(),
        });
    }
    Ok(given)
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
        Invoke "System.Object Invoke(Params System.Object[] arguments)" => |engine, this, args| {
            let given = converted(engine, this, args)?;
            call(engine, this, &given)
        };
        DynamicInvoke "System.Object DynamicInvoke(Params System.Object[] args)" => |engine, this, args| {
            let items = types::array::items(args.first().unwrap_or(&Value::Null));
            let items = converted(engine, this, &items)?;
            call(engine, this, &items)
        };
    },
    // What follows is taken as it comes: blocks and methods convert for themselves.
    bound: false,
    ..Class::EMPTY
};

macro_rules! delegates {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(pub(super) static $constant: Class = Class { name: $name, base: Some(&DELEGATE), ..Class::EMPTY };)*
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
