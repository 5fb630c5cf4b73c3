//! `System.Threading.Mutex`: with a name, a lock that the processes of this machine share.

use super::signal::WAITS;
use super::waiting;
use crate::engine::object::Native;
use crate::engine::types::table::methods;
use crate::engine::types::{Class, arguments, io_error, reference};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use rustix::fs::{FlockOperation, flock};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs::File;
use std::rc::{Rc, Weak};

/// A lock, whoever refers to it.
#[derive(Debug, Default)]
struct Lock {
    /// The locked file of a mutex with a name.
    file: Option<File>,
    /// Locked by all that have the mutex open: who could have it alone has made it.
    _users: Option<File>,
    /// How often this thread holds it.
    held: Cell<u32>,
}

/// One reference to a lock; none when it is closed.
#[derive(Debug)]
struct Mutex(RefCell<Option<Rc<Lock>>>);

thread_local! {
    /// The locks with names that this thread has open: it may take each as often as it likes.
    static OPEN: RefCell<HashMap<String, Weak<Lock>>> = RefCell::default();
}

impl Native for Mutex {
    fn class(&self) -> &'static Class {
        &MUTEX
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn of(this: &Value) -> Outcome<&Mutex> {
    this.as_native::<Mutex>().ok_or_else(arguments::no_overload)
}

/// The lock behind a reference. Errors: it is closed.
fn lock_of(this: &Value) -> Outcome<Rc<Lock>> {
    of(this)?.0.borrow().clone().ok_or_else(|| arguments::disposed("System.Threading.Mutex"))
}

impl Lock {
    /// The lock of a name, and whether it is new.
    fn named(name: &str) -> Outcome<(Rc<Lock>, bool)> {
        let known = OPEN.with_borrow(|open| open.get(name).and_then(Weak::upgrade));
        if let Some(known) = known {
            return Ok((known, false));
        }
        let users = file(&format!("{name}.users"))?;
        let is_new = flock(&users, FlockOperation::NonBlockingLockExclusive).is_ok();
        let shared = flock(&users, FlockOperation::LockShared);
        shared.map_err(|error| io_error::thrown(&error.into(), std::path::Path::new(name), false))?;
        let lock = Rc::new(Lock { file: Some(file(name)?), _users: Some(users), held: Cell::new(0) });
        OPEN.with_borrow_mut(|open| {
            open.retain(|_, lock| lock.strong_count() > 0);
            open.insert(name.to_string(), Rc::downgrade(&lock));
        });
        Ok((lock, is_new))
    }

    /// Takes it when it is free.
    fn take(&self) -> bool {
        let is_free = |file: &File| flock(file, FlockOperation::NonBlockingLockExclusive).is_ok();
        let free = self.held.get() > 0 || self.file.as_ref().is_none_or(is_free);
        if free {
            self.held.set(self.held.get().saturating_add(1));
        }
        free
    }

    /// Errors: it is not held.
    fn release(&self) -> Outcome<Value> {
        if self.held.get() == 0 {
            let message = "Object synchronization method was called from an unsynchronized block of code.";
            return Err(arguments::throw("System.ApplicationException", message));
        }
        self.held.set(self.held.get() - 1);
        if self.held.get() == 0
            && let Some(file) = &self.file
        {
            let _ = flock(file, FlockOperation::Unlock);
        }
        Ok(Value::Empty)
    }
}

/// The file behind a name: `Global\` is for all sessions, which are one here.
fn file(name: &str) -> Outcome<File> {
    let bare = name.strip_prefix("Global\\").or_else(|| name.strip_prefix("Local\\")).unwrap_or(name);
    let safe: String = bare
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    let path = std::env::temp_dir().join(format!(".fedsh-mutex-{safe}"));
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    options.open(&path).map_err(|error| io_error::thrown(&error, &path, false))
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let name = match args.get(1) {
        Some(name) if !name.is_null() => {
            Some(convert::to_text(engine, name)?).filter(|name| !name.is_empty())
        }
        _ => None,
    };
    let (lock, is_new) = match name {
        Some(name) => Lock::named(&name)?,
        None => (Rc::default(), true),
    };
    // Who finds it there does not own it at first.
    if is_new && args.first().is_some_and(convert::to_bool) {
        lock.take();
    }
    if let Some(created) = args.get(2) {
        reference::assign(engine, created, Value::Bool(is_new))?;
    }
    Ok(Value::native(Mutex(RefCell::new(Some(lock)))))
}

fn close(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    // The lock goes with the last reference.
    of(this)?.0.replace(None);
    Ok(Value::Empty)
}

static MUTEX: Class = Class {
    name: "System.Threading.Mutex",
    base: Some(&WAITS),
    methods: methods! {
        Close "void Close()" => close;
        Dispose "void Dispose()" => close;
        ReleaseMutex "void ReleaseMutex()" => |_, this, _| lock_of(this)?.release();
        WaitOne "bool WaitOne()" "bool WaitOne(int millisecondsTimeout)" "bool WaitOne(timespan timeout)" "bool WaitOne(int millisecondsTimeout, bool exitContext)" => |engine, this, args| {
            let lock = lock_of(this)?;
            waiting::until(engine, args, || Ok(lock.take())).map(Value::Bool)
        };
    },
    construct: Some(construct),
    constructors: &[
        "System.Threading.Mutex new()",
        "System.Threading.Mutex new(bool initiallyOwned)",
        "System.Threading.Mutex new(bool initiallyOwned, string name)",
        "System.Threading.Mutex new(bool initiallyOwned, string name, [ref] bool createdNew)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&MUTEX];
