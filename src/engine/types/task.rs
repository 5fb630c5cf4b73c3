//! `System.Threading.Tasks.Task`: work that is done when the call returns, as the evaluator has one thread.

use super::table::{methods, properties, static_properties, statics};
use super::{Class, arguments, object};
use crate::engine::error::ErrorRecord;
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use std::any::Any;

/// What a task came to.
#[derive(Debug)]
struct Task {
    result: Result<Value, Box<ErrorRecord>>,
}

impl Native for Task {
    fn class(&self) -> &'static Class {
        &TASK
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Does the work at once; its error waits for the one who asks for the result.
pub fn run(
    engine: &mut Engine,
    args: &[Value],
    work: fn(&mut Engine, &[Value]) -> Outcome<Value>,
) -> Outcome<Value> {
    match work(engine, args) {
        Ok(value) => Ok(done(value)),
        Err(fault) => match *fault {
            Fault::Error { record, .. } => Ok(Value::native(Task { result: Err(record) })),
            other => Err(Box::new(other)),
        },
    }
}

/// A task that has its result.
pub fn done(value: Value) -> Value {
    Value::native(Task { result: Ok(value) })
}

fn task(this: &Value) -> Outcome<&Task> {
    this.as_native::<Task>().ok_or_else(arguments::no_overload)
}

/// The result. Errors: `AggregateException` around the one of the work.
fn result(this: &Value) -> Outcome<Value> {
    match &task(this)?.result {
        Ok(value) => Ok(value.clone()),
        Err(record) => {
            let message = format!("One or more errors occurred. ({})", record.exception.message);
            let fault = Fault::error(
                record.exception.clone(),
                arguments::THROWN,
                crate::engine::error::Category::NotSpecified,
                Value::Null,
            );
            Err(arguments::with_inner("System.AggregateException", &message, fault))
        }
    }
}

fn failed(this: &Value) -> Outcome<bool> {
    Ok(task(this)?.result.is_err())
}

pub static TASK: Class = Class {
    name: "System.Threading.Tasks.Task",
    base: Some(&object::OBJECT),
    interfaces: &["System.IAsyncResult", "System.IDisposable"],
    parameters: &["TResult"],
    properties: properties! {
        "System.AggregateException" Exception => |_, this| Ok(match result(this) {
            Ok(_) => Value::Null,
            Err(fault) => match *fault {
                Fault::Error { record, .. } => super::exception::value(record.exception.clone()),
                _ => Value::Null,
            },
        });
        "bool" IsCanceled => |_, _| Ok(Value::Bool(false));
        "bool" IsCompleted => |_, _| Ok(Value::Bool(true));
        "bool" IsCompletedSuccessfully => |_, this| Ok(Value::Bool(!failed(this)?));
        "bool" IsFaulted => |_, this| Ok(Value::Bool(failed(this)?));
        "TResult" Result => |_, this| result(this);
        "System.Threading.Tasks.TaskStatus" Status => |_, this| Ok(super::enumeration::value(
            "System.Threading.Tasks.TaskStatus",
            if failed(this)? { 7 } else { 5 },
        ));
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        GetAwaiter "System.Runtime.CompilerServices.TaskAwaiter[TResult] GetAwaiter()" => |_, this, _| Ok(this.clone());
        GetResult "TResult GetResult()" => |_, this, _| match &task(this)?.result {
            Ok(value) => Ok(value.clone()),
            Err(record) => Err(arguments::throw(&record.exception.class, record.exception.message.clone())),
        };
        Wait "void Wait()" "bool Wait(int millisecondsTimeout)" "bool Wait(timespan timeout)" => |_, this, args| {
            result(this)?;
            Ok(if args.is_empty() { Value::Empty } else { Value::Bool(true) })
        };
    },
    static_properties: static_properties! {
        "System.Threading.Tasks.Task" CompletedTask => |_| Ok(done(Value::Null));
    },
    static_methods: statics! {
        Delay "static System.Threading.Tasks.Task Delay(int millisecondsDelay)" "static System.Threading.Tasks.Task Delay(timespan delay)" => |engine, args| {
            let millis = match arguments::any(args, 0)?.unwrapped() {
                Value::TimeSpan(ticks) => ticks / 10_000,
                other => crate::engine::convert::to_long(other)?,
            };
            super::thread::sleep(engine, millis)?;
            Ok(done(Value::Null))
        };
        FromResult "static System.Threading.Tasks.Task[TResult] FromResult[TResult](TResult result)" => |_, args| Ok(done(arguments::any(args, 0)?.clone()));
        WaitAll "static void WaitAll(Params System.Threading.Tasks.Task[] tasks)" => |engine, args| {
            for task in args {
                for one in arguments::items(engine, task)? {
                    result(&one)?;
                }
            }
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TASK];
