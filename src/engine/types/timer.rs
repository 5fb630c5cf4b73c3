//! `System.Timers.Timer`: events after an interval, once or again and again.

use super::datetime::DateTime;
use super::table::methods;
use super::{Class, Property, arguments, object};
use crate::engine::events::{Detail, Signal};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::any::Any;
use std::rc::Rc;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The interval of a timer that was given none, in milliseconds.
const INTERVAL: f64 = 100.0;

#[derive(Default)]
struct State {
    /// Subscriptions and where their events go.
    listeners: Vec<(i32, Sender<Signal>)>,
    /// Milliseconds.
    interval: f64,
    auto_reset: bool,
    /// Changes with every start and stop, so that an older thread ends.
    run: u64,
    enabled: bool,
}

struct Timer(Arc<Mutex<State>>);

impl std::fmt::Debug for Timer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Timer")
    }
}

/// Ends a subscription when dropped.
struct Guard(Arc<Mutex<State>>, i32);

impl Drop for Guard {
    fn drop(&mut self) {
        locked(&self.0, |state| state.listeners.retain(|(id, _)| *id != self.1));
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn locked<T>(state: &Arc<Mutex<State>>, how: impl FnOnce(&mut State) -> T) -> T {
    how(&mut state.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Native for Timer {
    fn class(&self) -> &'static Class {
        &TIMER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn listen(
        &self,
        event: &str,
        subscription: i32,
        sender: Sender<Signal>,
    ) -> Option<Outcome<Option<Rc<dyn Any>>>> {
        if event.eq_ignore_ascii_case("Disposed") {
            return Some(Ok(None));
        }
        if !event.eq_ignore_ascii_case("Elapsed") {
            return None;
        }
        locked(&self.0, |state| state.listeners.push((subscription, sender)));
        let guard: Rc<dyn Any> = Rc::new(Guard(self.0.clone(), subscription));
        Some(Ok(Some(guard)))
    }
}

impl Timer {
    fn start(&self) {
        let (run, interval) = locked(&self.0, |state| {
            state.run += 1;
            state.enabled = true;
            (state.run, Duration::from_secs_f64((state.interval / 1000.0).max(0.001)))
        });
        let shared = self.0.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(interval);
                let goes_on = locked(&shared, |state| {
                    if state.run != run {
                        return false;
                    }
                    let time = DateTime::now();
                    for (subscription, sender) in &state.listeners {
                        let signal = Signal {
                            subscription: *subscription,
                            details: vec![("SignalTime", Detail::Time(time))],
                        };
                        // A session that ended takes no more; the timer ends with it.
                        let _ = sender.send(signal);
                    }
                    state.enabled = state.auto_reset;
                    state.auto_reset
                });
                if !goes_on {
                    return;
                }
            }
        });
    }

    fn stop(&self) {
        locked(&self.0, |state| {
            state.run += 1;
            state.enabled = false;
        });
    }
}

fn timer(this: &Value) -> Outcome<&Timer> {
    this.as_native::<Timer>().ok_or_else(arguments::no_overload)
}

/// Errors: no time at all, or less.
fn interval(milliseconds: f64) -> Outcome<f64> {
    if milliseconds > 0.0 && milliseconds <= f64::from(i32::MAX) {
        return Ok(milliseconds);
    }
    let message = format!("Invalid value '{milliseconds}' for parameter 'interval'.");
    Err(arguments::throw("System.ArgumentException", message))
}

static TIMER: Class = Class {
    name: "System.Timers.Timer",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: &[
        Property {
            name: "AutoReset",
            type_name: "bool",
            get: |_, this| Ok(Value::Bool(locked(&timer(this)?.0, |state| state.auto_reset))),
            set: Some(|_, this, value| {
                locked(&timer(this)?.0, |state| state.auto_reset = convert::to_bool(&value));
                Ok(())
            }),
        },
        Property {
            name: "Enabled",
            type_name: "bool",
            get: |_, this| Ok(Value::Bool(locked(&timer(this)?.0, |state| state.enabled))),
            set: Some(|_, this, value| {
                let found = timer(this)?;
                if convert::to_bool(&value) {
                    found.start()
                } else {
                    found.stop()
                }
                Ok(())
            }),
        },
        Property {
            name: "Interval",
            type_name: "double",
            get: |_, this| Ok(Value::Double(locked(&timer(this)?.0, |state| state.interval))),
            set: Some(|_, this, value| {
                let wanted = interval(arguments::double(&[value], 0)?)?;
                let found = timer(this)?;
                let runs = locked(&found.0, |state| {
                    state.interval = wanted;
                    state.enabled
                });
                if runs {
                    found.start();
                }
                Ok(())
            }),
        },
    ],
    methods: methods! {
        Close "void Close()" => |_, this, _| timer(this).map(|found| { found.stop(); Value::Empty });
        Dispose "void Dispose()" => |_, this, _| timer(this).map(|found| { found.stop(); Value::Empty });
        Start "void Start()" => |_, this, _| timer(this).map(|found| { found.start(); Value::Empty });
        Stop "void Stop()" => |_, this, _| timer(this).map(|found| { found.stop(); Value::Empty });
    },
    construct: Some(|_, args| {
        let wanted = match args {
            [] => INTERVAL,
            _ => interval(arguments::double(args, 0)?)?,
        };
        let state = State { interval: wanted, auto_reset: true, ..State::default() };
        Ok(Value::native(Timer(Arc::new(Mutex::new(state)))))
    }),
    constructors: &["System.Timers.Timer new()", "System.Timers.Timer new(double interval)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TIMER];
