//! `CancellationTokenSource` and `CancellationToken`.

use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties, static_properties};
use crate::engine::types::{Class, arguments, object, task};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Instant;

/// What a source and its tokens share.
#[derive(Debug, Default)]
struct Shared {
    cancelled: Cell<bool>,
    at: Cell<Option<Instant>>,
}

impl Shared {
    fn is_cancelled(&self) -> bool {
        self.cancelled.get() || self.at.get().is_some_and(|at| Instant::now() >= at)
    }
}

#[derive(Debug)]
struct Source(Rc<Shared>);

/// A token without a source is never cancelled.
#[derive(Debug)]
struct Token(Option<Rc<Shared>>);

impl Native for Source {
    fn class(&self) -> &'static Class {
        &SOURCE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Native for Token {
    fn class(&self) -> &'static Class {
        &TOKEN
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn source(this: &Value) -> Outcome<&Rc<Shared>> {
    this.as_native::<Source>().map(|source| &source.0).ok_or_else(arguments::no_overload)
}

fn is_cancelled(this: &Value) -> Outcome<bool> {
    let token = this.as_native::<Token>().ok_or_else(arguments::no_overload)?;
    Ok(token.0.as_ref().is_some_and(|shared| shared.is_cancelled()))
}

/// After the time of the arguments; none for less than nothing.
fn after(this: &Value, args: &[Value]) -> Outcome<Value> {
    let shared = source(this)?;
    // What is cancelled stays so.
    shared.cancelled.set(shared.is_cancelled());
    shared.at.set(task::limit(args)?.map(|limit| Instant::now() + limit));
    Ok(Value::Empty)
}

fn construct(_: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let made = Value::native(Source(Rc::default()));
    after(&made, args)?;
    Ok(made)
}

static SOURCE: Class = Class {
    name: "System.Threading.CancellationTokenSource",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "bool" IsCancellationRequested => |_, this| source(this).map(|shared| Value::Bool(shared.is_cancelled()));
        "System.Threading.CancellationToken" Token => |_, this| source(this).map(|shared| Value::native(Token(Some(shared.clone()))));
    },
    methods: methods! {
        Cancel "void Cancel()" "void Cancel(bool throwOnFirstException)" => |_, this, _| {
            source(this)?.cancelled.set(true);
            Ok(Value::Empty)
        };
        CancelAfter "void CancelAfter(int millisecondsDelay)" "void CancelAfter(timespan delay)" => |_, this, args| after(this, args);
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        TryReset "bool TryReset()" => |_, this, _| {
            let shared = source(this)?;
            let good = !shared.is_cancelled();
            shared.at.set(None);
            Ok(Value::Bool(good))
        };
    },
    construct: Some(construct),
    constructors: &[
        "System.Threading.CancellationTokenSource new()",
        "System.Threading.CancellationTokenSource new(int millisecondsDelay)",
        "System.Threading.CancellationTokenSource new(timespan delay)",
    ],
    ..Class::EMPTY
};

static TOKEN: Class = Class {
    name: "System.Threading.CancellationToken",
    base: Some(&object::VALUE_TYPE),
    value_type: true,
    properties: properties! {
        "bool" CanBeCanceled => |_, this| Ok(Value::Bool(this.as_native::<Token>().is_some_and(|token| token.0.is_some())));
        "bool" IsCancellationRequested => |_, this| is_cancelled(this).map(Value::Bool);
    },
    methods: methods! {
        ThrowIfCancellationRequested "void ThrowIfCancellationRequested()" => |_, this, _| match is_cancelled(this)? {
            true => Err(arguments::throw("System.OperationCanceledException", "The operation was canceled.")),
            false => Ok(Value::Empty),
        };
    },
    static_properties: static_properties! {
        "System.Threading.CancellationToken" None => |_| Ok(Value::native(Token(None)));
    },
    construct: Some(|_, args| {
        let shared = Rc::<Shared>::default();
        shared.cancelled.set(args.first().is_some_and(crate::engine::convert::to_bool));
        Ok(Value::native(Token(Some(shared))))
    }),
    constructors: &[
        "System.Threading.CancellationToken new()",
        "System.Threading.CancellationToken new(bool canceled)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&SOURCE, &TOKEN];
