//! `System.Threading.Tasks.Task`: work that is done when the call returns, as the evaluator has one thread, or work
//! of a thread that knows nothing of values.

use super::table::{methods, properties, static_properties, statics};
use super::{Class, arguments, object};
use crate::engine::error::ErrorRecord;
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::any::Any;
use std::time::Duration;

/// Work that goes on elsewhere.
pub trait Work: std::fmt::Debug {
    /// Waits for its end; `false` when the limit came first.
    fn wait(&self, engine: &mut Engine, limit: Option<Duration>) -> Outcome<bool>;
    fn is_over(&self, engine: &mut Engine) -> Outcome<bool>;
    /// What it came to.
    fn result(&self, engine: &mut Engine) -> Outcome<Value>;
}

/// What a task came to.
#[derive(Debug)]
struct Task {
    result: Result<Value, Box<ErrorRecord>>,
    /// Whose result it will be, instead.
    work: Option<Box<dyn Work>>,
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
            Fault::Error { record, .. } => Ok(Value::native(Task { result: Err(record), work: None })),
            other => Err(Box::new(other)),
        },
    }
}

/// A task that has its result.
pub fn done(value: Value) -> Value {
    Value::native(Task { result: Ok(value), work: None })
}

/// A task that has its result when some work is over.
pub fn waiting(work: impl Work + 'static) -> Value {
    Value::native(Task { result: Ok(Value::Null), work: Some(Box::new(work)) })
}

/// Waits for a task; `false` when the limit came first.
fn wait(engine: &mut Engine, this: &Value, limit: Option<Duration>) -> Outcome<bool> {
    task(this)?.work.as_ref().map_or(Ok(true), |work| work.wait(engine, limit))
}

fn is_over(engine: &mut Engine, this: &Value) -> Outcome<bool> {
    task(this)?.work.as_ref().map_or(Ok(true), |work| work.is_over(engine))
}

/// The result or the error of a task that is over.
fn came_to(engine: &mut Engine, this: &Value) -> Outcome<Result<Value, Box<ErrorRecord>>> {
    let task = task(this)?;
    let Some(work) = &task.work else { return Ok(task.result.clone()) };
    match work.result(engine) {
        Ok(value) => Ok(Ok(value)),
        Err(fault) => match *fault {
            Fault::Error { record, .. } => Ok(Err(record)),
            other => Err(Box::new(other)),
        },
    }
}

fn task(this: &Value) -> Outcome<&Task> {
    this.as_native::<Task>().ok_or_else(arguments::no_overload)
}

/// The result. Errors: `AggregateException` around the one of the work.
fn result(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    wait(engine, this, None)?;
    match came_to(engine, this)? {
        Ok(value) => Ok(value),
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

/// As [`result`], without waiting: work that goes on has failed in nothing yet.
fn result_so_far(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    if is_over(engine, this)? { result(engine, this) } else { Ok(Value::Null) }
}

/// A limit in milliseconds or as a time span; less than nothing is none.
pub fn limit(args: &[Value]) -> Outcome<Option<Duration>> {
    Ok(match args.first().map(Value::unwrapped) {
        Some(Value::TimeSpan(ticks)) => u64::try_from(ticks / 10).ok().map(Duration::from_micros),
        Some(number) => u64::try_from(convert::to_long(number)?).ok().map(Duration::from_millis),
        None => None,
    })
}

fn failed(engine: &mut Engine, this: &Value) -> Outcome<bool> {
    Ok(is_over(engine, this)? && came_to(engine, this)?.is_err())
}

pub static TASK: Class = Class {
    name: "System.Threading.Tasks.Task",
    base: Some(&object::OBJECT),
    interfaces: &["System.IAsyncResult", "System.IDisposable"],
    parameters: &["TResult"],
    properties: properties! {
        "System.AggregateException" Exception => |engine, this| Ok(match result_so_far(engine, this) {
            Ok(_) => Value::Null,
            Err(fault) => match *fault {
                Fault::Error { record, .. } => super::exception::value(record.exception.clone()),
                _ => Value::Null,
            },
        });
        "bool" IsCanceled => |_, _| Ok(Value::Bool(false));
        "System.Threading.WaitHandle" AsyncWaitHandle => |_, this| Ok(this.clone());
        "bool" IsCompleted => |engine, this| is_over(engine, this).map(Value::Bool);
        "bool" IsCompletedSuccessfully => |engine, this| Ok(Value::Bool(is_over(engine, this)? && !failed(engine, this)?));
        "bool" IsFaulted => |engine, this| Ok(Value::Bool(failed(engine, this)?));
        "TResult" Result => |engine, this| result(engine, this);
        "System.Threading.Tasks.TaskStatus" Status => |engine, this| Ok(super::enumeration::value(
            "System.Threading.Tasks.TaskStatus",
            match (is_over(engine, this)?, failed(engine, this)?) {
                (false, _) => 1,
                (true, failed) => if failed { 7 } else { 5 },
            },
        ));
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        GetAwaiter "System.Runtime.CompilerServices.TaskAwaiter[TResult] GetAwaiter()" => |_, this, _| Ok(this.clone());
        GetResult "TResult GetResult()" => |engine, this, _| {
            wait(engine, this, None)?;
            let thrown = |record: Box<ErrorRecord>| arguments::throw(&record.exception.class, record.exception.message.clone());
            came_to(engine, this)?.map_err(thrown)
        };
        WaitOne "bool WaitOne()" "bool WaitOne(int millisecondsTimeout)" "bool WaitOne(timespan timeout)" "bool WaitOne(int millisecondsTimeout, bool exitContext)" => |engine, this, args| {
            wait(engine, this, limit(args)?).map(Value::Bool)
        };
        Wait "void Wait()" "bool Wait(int millisecondsTimeout)" "bool Wait(timespan timeout)" => |engine, this, args| {
            if !wait(engine, this, limit(args)?)? {
                return Ok(Value::Bool(false));
            }
            result(engine, this)?;
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
                    result(engine, &one)?;
                }
            }
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TASK];
