//! `System.Diagnostics.Stopwatch`.

use super::table::{methods, properties, static_properties, statics};
use super::{Class, arguments, object};
use crate::engine::Outcome;
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;
use std::cell::Cell;
use std::time::{Duration, Instant};

#[derive(Debug, Default)]
struct Stopwatch {
    before: Cell<Duration>,
    started: Cell<Option<Instant>>,
}

impl Native for Stopwatch {
    fn class(&self) -> &'static Class {
        &STOPWATCH
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(super::timespan::to_text(ticks(self.elapsed())))
    }
}

impl Stopwatch {
    fn elapsed(&self) -> Duration {
        self.before.get() + self.started.get().map_or(Duration::ZERO, |started| started.elapsed())
    }

    fn start(&self) {
        if self.started.get().is_none() {
            self.started.set(Some(Instant::now()));
        }
    }

    fn stop(&self) {
        self.before.set(self.elapsed());
        self.started.set(None);
    }
}

/// Ticks of 100 ns.
fn ticks(elapsed: Duration) -> i64 {
    i64::try_from(elapsed.as_nanos() / 100).unwrap_or(i64::MAX)
}

fn watch(this: &Value) -> Outcome<&Stopwatch> {
    this.as_native::<Stopwatch>().ok_or_else(arguments::no_overload)
}

/// Nanoseconds since the first question.
fn timestamp() -> i64 {
    use std::sync::OnceLock;
    static FIRST: OnceLock<Instant> = OnceLock::new();
    i64::try_from(FIRST.get_or_init(Instant::now).elapsed().as_nanos()).unwrap_or(i64::MAX)
}

static STOPWATCH: Class = Class {
    name: "System.Diagnostics.Stopwatch",
    base: Some(&object::OBJECT),
    properties: properties! {
        "timespan" Elapsed => |_, this| Ok(Value::TimeSpan(ticks(watch(this)?.elapsed())));
        "long" ElapsedMilliseconds => |_, this| Ok(Value::Long(i64::try_from(watch(this)?.elapsed().as_millis()).unwrap_or(i64::MAX)));
        "long" ElapsedTicks => |_, this| Ok(Value::Long(i64::try_from(watch(this)?.elapsed().as_nanos()).unwrap_or(i64::MAX)));
        "bool" IsRunning => |_, this| Ok(Value::Bool(watch(this)?.started.get().is_some()));
    },
    methods: methods! {
        Reset "void Reset()" => |_, this, _| {
            let watch = watch(this)?;
            watch.started.set(None);
            watch.before.set(Duration::ZERO);
            Ok(Value::Empty)
        };
        Restart "void Restart()" => |_, this, _| {
            let watch = watch(this)?;
            watch.before.set(Duration::ZERO);
            watch.started.set(Some(Instant::now()));
            Ok(Value::Empty)
        };
        Start "void Start()" => |_, this, _| {
            watch(this)?.start();
            Ok(Value::Empty)
        };
        Stop "void Stop()" => |_, this, _| {
            watch(this)?.stop();
            Ok(Value::Empty)
        };
        ToString "string ToString()" => |_, this, _| Ok(Value::text(watch(this)?.to_text().unwrap_or_default()));
    },
    static_properties: static_properties! {
        "long" Frequency => |_| Ok(Value::Long(1_000_000_000));
        "bool" IsHighResolution => |_| Ok(Value::Bool(true));
    },
    static_methods: statics! {
        GetElapsedTime "static timespan GetElapsedTime(long startingTimestamp)" "static timespan GetElapsedTime(long startingTimestamp, long endingTimestamp)" => |_, args| {
            let end = if args.len() > 1 { arguments::long(args, 1)? } else { timestamp() };
            Ok(Value::TimeSpan(end.saturating_sub(arguments::long(args, 0)?) / 100))
        };
        GetTimestamp "static long GetTimestamp()" => |_, _| Ok(Value::Long(timestamp()));
        StartNew "static System.Diagnostics.Stopwatch StartNew()" => |_, _| {
            let watch = Stopwatch::default();
            watch.start();
            Ok(Value::native(watch))
        };
    },
    construct: Some(|_, _| Ok(Value::native(Stopwatch::default()))),
    constructors: &["System.Diagnostics.Stopwatch new()"],
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&STOPWATCH];
