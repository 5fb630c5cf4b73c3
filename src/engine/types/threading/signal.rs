//! `ManualResetEvent`, `AutoResetEvent`, their slim kin, `Semaphore` and `SemaphoreSlim`.

use super::waiting;
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Method, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::Cell;

/// How often a wait succeeds; a manual signal is not used up.
#[derive(Debug)]
struct Signal {
    class: &'static Class,
    count: Cell<i32>,
    most: i32,
    manual: bool,
}

impl Native for Signal {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn of(this: &Value) -> Outcome<&Signal> {
    this.as_native::<Signal>().ok_or_else(arguments::no_overload)
}

fn wait(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<bool> {
    let signal = of(this)?;
    let ready = || {
        let count = signal.count.get();
        if count > 0 && !signal.manual {
            signal.count.set(count - 1);
        }
        Ok(count > 0)
    };
    waiting::until(engine, args, ready)
}

/// `Wait()` gives nothing, `Wait(limit)` whether it came.
fn slim_wait(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let came = wait(engine, this, args)?;
    Ok(if args.is_empty() { Value::Empty } else { Value::Bool(came) })
}

fn set(this: &Value, count: i32, result: Value) -> Outcome<Value> {
    of(this)?.count.set(count);
    Ok(result)
}

/// Gives places back. Errors: more than there are.
fn release(this: &Value, args: &[Value]) -> Outcome<Value> {
    let signal = of(this)?;
    let more = args.first().map_or(Ok(1), convert::to_int)?;
    let before = signal.count.get();
    if more < 1 {
        return Err(arguments::out_of_range(
            "The releaseCount argument must be greater than zero.",
            "releaseCount",
        ));
    }
    if before.saturating_add(more) > signal.most {
        let message =
            "Adding the specified count to the semaphore would cause it to exceed its maximum count.";
        return Err(arguments::throw("System.Threading.SemaphoreFullException", message));
    }
    signal.count.set(before + more);
    Ok(Value::Int(before))
}

fn event(args: &[Value], class: &'static Class, manual: bool) -> Outcome<Value> {
    let is_set = args.first().is_some_and(convert::to_bool);
    Ok(Value::native(Signal { class, count: Cell::new(i32::from(is_set)), most: 1, manual }))
}

/// `EventWaitHandle(initialState, mode)`
fn event_by_mode(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mode = convert::to_text(engine, arguments::any(args, 1)?)?;
    let manual = mode.eq_ignore_ascii_case("ManualReset") || mode == "1";
    event(args, &EVENT, manual)
}

fn semaphore(args: &[Value], class: &'static Class) -> Outcome<Value> {
    let count = arguments::int(args, 0)?;
    let most = args.get(1).map_or(Ok(i32::MAX), convert::to_int)?;
    if count < 0 || most < 1 || count > most {
        let message = "The initial count for the semaphore must be greater than or equal to zero and less than the maximum count.";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    Ok(Value::native(Signal { class, count: Cell::new(count), most, manual: false }))
}

const WAIT_HANDLE: &[Method] = methods! {
    Close "void Close()" => |_, _, _| Ok(Value::Empty);
    Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    WaitOne "bool WaitOne()" "bool WaitOne(int millisecondsTimeout)" "bool WaitOne(timespan timeout)" "bool WaitOne(int millisecondsTimeout, bool exitContext)" "bool WaitOne(timespan timeout, bool exitContext)" => |engine, this, args| wait(engine, this, args).map(Value::Bool);
};

pub(super) static WAITS: Class = Class {
    name: "System.Threading.WaitHandle",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    methods: WAIT_HANDLE,
    ..Class::EMPTY
};

static EVENT: Class = Class {
    name: "System.Threading.EventWaitHandle",
    base: Some(&WAITS),
    methods: methods! {
        Reset "bool Reset()" => |_, this, _| set(this, 0, Value::Bool(true));
        Set "bool Set()" => |_, this, _| set(this, 1, Value::Bool(true));
    },
    construct: Some(event_by_mode),
    constructors: &[
        "System.Threading.EventWaitHandle new(bool initialState, System.Threading.EventResetMode mode)",
    ],
    ..Class::EMPTY
};

static MANUAL: Class = Class {
    name: "System.Threading.ManualResetEvent",
    base: Some(&EVENT),
    construct: Some(|_, args| event(args, &MANUAL, true)),
    constructors: &["System.Threading.ManualResetEvent new(bool initialState)"],
    ..Class::EMPTY
};

static AUTOMATIC: Class = Class {
    name: "System.Threading.AutoResetEvent",
    base: Some(&EVENT),
    construct: Some(|_, args| event(args, &AUTOMATIC, false)),
    constructors: &["System.Threading.AutoResetEvent new(bool initialState)"],
    ..Class::EMPTY
};

static MANUAL_SLIM: Class = Class {
    name: "System.Threading.ManualResetEventSlim",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "bool" IsSet => |_, this| of(this).map(|signal| Value::Bool(signal.count.get() > 0));
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        Reset "void Reset()" => |_, this, _| set(this, 0, Value::Empty);
        Set "void Set()" => |_, this, _| set(this, 1, Value::Empty);
        Wait "void Wait()" "bool Wait(int millisecondsTimeout)" "bool Wait(timespan timeout)" => slim_wait;
    },
    construct: Some(|_, args| event(args, &MANUAL_SLIM, true)),
    constructors: &[
        "System.Threading.ManualResetEventSlim new()",
        "System.Threading.ManualResetEventSlim new(bool initialState)",
    ],
    ..Class::EMPTY
};

static SEMAPHORE: Class = Class {
    name: "System.Threading.Semaphore",
    base: Some(&WAITS),
    methods: methods! {
        Release "int Release()" "int Release(int releaseCount)" => |_, this, args| release(this, args);
    },
    construct: Some(|_, args| match args.get(2) {
        Some(name) if !name.is_null() => Err(arguments::throw(
            "System.PlatformNotSupportedException",
            "The named version of this synchronization primitive is not supported on this platform.",
        )),
        _ => semaphore(args, &SEMAPHORE),
    }),
    constructors: &[
        "System.Threading.Semaphore new(int initialCount, int maximumCount)",
        "System.Threading.Semaphore new(int initialCount, int maximumCount, string name)",
    ],
    ..Class::EMPTY
};

static SEMAPHORE_SLIM: Class = Class {
    name: "System.Threading.SemaphoreSlim",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "int" CurrentCount => |_, this| of(this).map(|signal| Value::Int(signal.count.get()));
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        Release "int Release()" "int Release(int releaseCount)" => |_, this, args| release(this, args);
        Wait "void Wait()" "bool Wait(int millisecondsTimeout)" "bool Wait(timespan timeout)" => slim_wait;
    },
    construct: Some(|_, args| semaphore(args, &SEMAPHORE_SLIM)),
    constructors: &[
        "System.Threading.SemaphoreSlim new(int initialCount)",
        "System.Threading.SemaphoreSlim new(int initialCount, int maxCount)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] =
    &[&WAITS, &EVENT, &MANUAL, &AUTOMATIC, &MANUAL_SLIM, &SEMAPHORE, &SEMAPHORE_SLIM];
