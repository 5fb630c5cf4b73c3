//! `System.Threading.Mutex`: with a name, a lock that the processes of this machine share.

use super::waiting;
use crate::engine::object::Native;
use crate::engine::types::table::methods;
use crate::engine::types::{Class, arguments, io_error, object, reference};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use rustix::fs::{FlockOperation, flock};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fs::File;

#[derive(Debug)]
struct Mutex {
    /// The locked file of a mutex with a name.
    file: RefCell<Option<File>>,
    /// How often it is held.
    held: Cell<u32>,
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

impl Mutex {
    /// Takes it when it is free.
    fn take(&self) -> bool {
        let free = self.held.get() > 0
            || self
                .file
                .borrow()
                .as_ref()
                .is_none_or(|file| flock(file, FlockOperation::NonBlockingLockExclusive).is_ok());
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
            && let Some(file) = self.file.borrow().as_ref()
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
    let file = name.as_deref().map(file).transpose()?;
    let mutex = Mutex { file: RefCell::new(file), held: Cell::new(0) };
    let wanted = args.first().is_some_and(convert::to_bool);
    let taken = wanted && mutex.take();
    if let Some(created) = args.get(2) {
        reference::assign(engine, created, Value::Bool(taken || !wanted))?;
    }
    Ok(Value::native(mutex))
}

fn close(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let mutex = of(this)?;
    mutex.held.set(0);
    // The lock goes with the file.
    mutex.file.borrow_mut().take();
    Ok(Value::Empty)
}

static MUTEX: Class = Class {
    name: "System.Threading.Mutex",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    methods: methods! {
        Close "void Close()" => close;
        Dispose "void Dispose()" => close;
        ReleaseMutex "void ReleaseMutex()" => |_, this, _| of(this)?.release();
        WaitOne "bool WaitOne()" "bool WaitOne(int millisecondsTimeout)" "bool WaitOne(timespan timeout)" "bool WaitOne(int millisecondsTimeout, bool exitContext)" => |engine, this, args| {
            let mutex = of(this)?;
            waiting::until(engine, args, || Ok(mutex.take())).map(Value::Bool)
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
