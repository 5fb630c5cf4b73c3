//! `System.Threading.Thread`, `Monitor` and `Interlocked`: a runspace has one thread, so nothing waits.

use super::table::{methods, static_properties, statics};
use super::{Class, Property, arguments, culture_info, object, reference};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, culture, member, operators};
use crate::language::ast::BinaryOperator;
use std::any::Any;
use std::time::{Duration, Instant};

/// Waits so many milliseconds; Ctrl+C ends the wait. Errors: negative, or the pipeline was stopped.
pub fn sleep(engine: &mut Engine, milliseconds: i64) -> Outcome {
    let Ok(milliseconds) = u64::try_from(milliseconds) else {
        return Err(arguments::out_of_range(
            "Number must be either non-negative and less than or equal to Int32.MaxValue or -1.",
            "millisecondsTimeout",
        ));
    };
    let until = Instant::now() + Duration::from_millis(milliseconds);
    loop {
        engine.check_stop()?;
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        std::thread::sleep(left.min(Duration::from_millis(20)));
    }
}

#[derive(Debug)]
struct Thread;

impl Native for Thread {
    fn class(&self) -> &'static Class {
        &THREAD
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A property that nothing changes.
const fn constant(
    name: &'static str,
    type_name: &'static str,
    get: fn(&mut Engine, &Value) -> Outcome<Value>,
) -> Property {
    Property { name, type_name, get, set: None }
}

static THREAD: Class = Class {
    name: "System.Threading.Thread",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "CurrentCulture",
            type_name: "cultureinfo",
            get: |_, _| Ok(culture_info::value(culture::current())),
            set: Some(|engine, _, value| culture_info::given(engine, &value).map(culture::set_current)),
        },
        Property {
            name: "CurrentUICulture",
            type_name: "cultureinfo",
            get: |_, _| Ok(culture_info::value(culture::language())),
            set: Some(|engine, _, value| culture_info::given(engine, &value).map(culture::set_language)),
        },
        constant("IsAlive", "bool", |_, _| Ok(Value::Bool(true))),
        constant("IsBackground", "bool", |_, _| Ok(Value::Bool(false))),
        constant("IsThreadPoolThread", "bool", |_, _| Ok(Value::Bool(false))),
        constant("ManagedThreadId", "int", |_, _| Ok(Value::Int(1))),
        constant("Name", "string", |_, _| Ok(Value::text("Pipeline Execution Thread"))),
    ],
    methods: methods! {
        GetApartmentState "System.Threading.ApartmentState GetApartmentState()" => |_, _, _| Ok(Value::text("Unknown"));
    },
    static_properties: static_properties! {
        "System.Threading.Thread" CurrentThread => |_| Ok(Value::native(Thread));
    },
    static_methods: statics! {
        Sleep "static void Sleep(int millisecondsTimeout)" "static void Sleep(timespan timeout)" => |engine, args| {
            let milliseconds = match arguments::any(args, 0)?.unwrapped() {
                Value::TimeSpan(ticks) => ticks / 10_000,
                other => convert::to_long(other)?,
            };
            sleep(engine, milliseconds)?;
            Ok(Value::Empty)
        };
        Yield "static bool Yield()" => |_, _| Ok(Value::Bool(false));
    },
    ..Class::EMPTY
};

static MONITOR: Class = Class {
    name: "System.Threading.Monitor",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Enter "static void Enter(System.Object obj)" "static void Enter(System.Object obj, [ref] bool lockTaken)" => |engine, args| {
            if let Some(taken) = args.get(1) {
                reference::assign(engine, taken, Value::Bool(true))?;
            }
            Ok(Value::Empty)
        };
        Exit "static void Exit(System.Object obj)" => |_, _| Ok(Value::Empty);
        TryEnter "static bool TryEnter(System.Object obj)" "static bool TryEnter(System.Object obj, int millisecondsTimeout)" => |_, _| Ok(Value::Bool(true));
        Pulse "static void Pulse(System.Object obj)" => |_, _| Ok(Value::Empty);
        PulseAll "static void PulseAll(System.Object obj)" => |_, _| Ok(Value::Empty);
    },
    ..Class::EMPTY
};

/// Replaces what a `[ref]` refers to; gives the old and the new value.
fn change(
    engine: &mut Engine,
    target: &Value,
    how: impl FnOnce(&mut Engine, &Value) -> Outcome<Value>,
) -> Outcome<(Value, Value)> {
    let old = member::get(engine, target, "Value")?.unwrap_or_default();
    let new = how(engine, &old)?;
    reference::assign(engine, target, new.clone())?;
    Ok((old, new))
}

fn sum(engine: &mut Engine, args: &[Value], operator: BinaryOperator, more: &Value) -> Outcome<Value> {
    let (_, new) = change(engine, arguments::any(args, 0)?, |engine, old| {
        let of = super::type_of(old);
        let sum = operators::binary(engine, operator, old, more)?;
        convert::to_type(engine, sum, &of)
    })?;
    Ok(new)
}

static INTERLOCKED: Class = Class {
    name: "System.Threading.Interlocked",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Add "static int Add([ref] int location1, int value)" "static long Add([ref] long location1, long value)" => |engine, args| {
            let more = arguments::any(args, 1)?.clone();
            sum(engine, args, BinaryOperator::Add, &more)
        };
        CompareExchange "static T CompareExchange[T]([ref] T location1, T value, T comparand)" => |engine, args| {
            let (value, comparand) = (arguments::any(args, 1)?.clone(), arguments::any(args, 2)?.clone());
            let (old, _) = change(engine, arguments::any(args, 0)?, |engine, old| {
                Ok(if operators::equal(engine, old, &comparand, false)? { value } else { old.clone() })
            })?;
            Ok(old)
        };
        Decrement "static int Decrement([ref] int location)" "static long Decrement([ref] long location)" => |engine, args| sum(engine, args, BinaryOperator::Subtract, &Value::Int(1));
        Exchange "static T Exchange[T]([ref] T location1, T value)" => |engine, args| {
            let value = arguments::any(args, 1)?.clone();
            change(engine, arguments::any(args, 0)?, |_, _| Ok(value)).map(|(old, _)| old)
        };
        Increment "static int Increment([ref] int location)" "static long Increment([ref] long location)" => |engine, args| sum(engine, args, BinaryOperator::Add, &Value::Int(1));
        Read "static long Read([ref] long location)" => |engine, args| Ok(member::get(engine, arguments::any(args, 0)?, "Value")?.unwrap_or_default());
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&THREAD, &MONITOR, &INTERLOCKED];
