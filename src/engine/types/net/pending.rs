//! Connections that are being made on a thread of their own, for those who wait with a limit.

use super::end_point::{resolved, socket_fault};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::task::{self, Work};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What became of a connection so far.
#[derive(Debug, Default)]
enum State {
    #[default]
    Idle,
    Running,
    Open(TcpStream),
    Failed(std::io::Error),
    /// By whoever owns it; nothing follows.
    Closed,
}

/// A connection that several handles look at.
#[derive(Debug, Default)]
pub struct Connection {
    state: Mutex<State>,
    changed: Condvar,
}

/// Tries the addresses of a host one after the other.
fn connect(host: &str, port: u16) -> std::io::Result<TcpStream> {
    let mut last = std::io::Error::from(std::io::ErrorKind::NotFound);
    for address in resolved(host, port)? {
        match TcpStream::connect(address) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

impl Connection {
    fn with<T>(&self, how: impl FnOnce(&mut State) -> T) -> T {
        how(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn of(stream: TcpStream) -> Arc<Connection> {
        Arc::new(Connection { state: Mutex::new(State::Open(stream)), changed: Condvar::new() })
    }

    /// Begins to connect. Errors: it is connecting, connected or closed.
    pub fn start(self: &Arc<Self>, host: String, port: u16) -> Outcome {
        self.with(|state| match state {
            State::Idle | State::Failed(_) => {
                *state = State::Running;
                Ok(())
            }
            State::Running => Err(socket_fault(&rustix::io::Errno::ALREADY.into())),
            State::Open(_) => Err(socket_fault(&rustix::io::Errno::ISCONN.into())),
            State::Closed => Err(arguments::disposed("System.Net.Sockets.TcpClient")),
        })?;
        let shared = self.clone();
        std::thread::spawn(move || {
            let made = connect(&host, port);
            shared.with(|state| {
                // Whoever closed it meanwhile wants no connection any more.
                if matches!(state, State::Running) {
                    *state = made.map_or_else(State::Failed, State::Open);
                }
            });
            shared.changed.notify_all();
        });
        Ok(())
    }

    pub fn close(&self) {
        self.with(|state| *state = State::Closed);
        self.changed.notify_all();
    }

    /// Waits until it is made or has failed; without a limit for as long as it takes.
    pub fn wait(&self, limit: Option<Duration>) -> bool {
        let ends = limit.map(|limit| Instant::now() + limit);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while matches!(*state, State::Running) {
            let left = ends.map(|ends| ends.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return false;
            }
            let step = left.unwrap_or(Duration::from_secs(1));
            let waited = self.changed.wait_timeout(state, step).unwrap_or_else(PoisonError::into_inner);
            state = waited.0;
        }
        true
    }

    pub fn is_over(&self) -> bool {
        self.with(|state| !matches!(state, State::Running))
    }

    /// What failed. Errors: `SocketException`.
    pub fn check(&self) -> Outcome {
        self.with(|state| match state {
            State::Failed(error) => Err(socket_fault(error)),
            State::Closed => Err(socket_fault(&rustix::io::Errno::CANCELED.into())),
            _ => Ok(()),
        })
    }

    /// Another handle on the open connection; `None` when there is none.
    pub fn stream(&self) -> Option<TcpStream> {
        self.with(|state| match state {
            State::Open(stream) => stream.try_clone().ok(),
            _ => None,
        })
    }
}

impl Work for Arc<Connection> {
    fn wait(&self, _: &mut Engine, limit: Option<Duration>) -> Outcome<bool> {
        Ok(Connection::wait(self, limit))
    }

    fn is_over(&self, _: &mut Engine) -> Outcome<bool> {
        Ok(Connection::is_over(self))
    }

    fn result(&self, _: &mut Engine) -> Outcome<Value> {
        self.check().map(|()| Value::Null)
    }
}

/// A connection that is being made, as a task.
pub fn task(connection: &Arc<Connection>) -> Value {
    task::waiting(connection.clone())
}

/// `IAsyncResult` of `BeginConnect`, and its wait handle.
#[derive(Debug)]
struct Handle(Arc<Connection>, bool);

impl Native for Handle {
    fn class(&self) -> &'static Class {
        if self.1 { &WAIT_HANDLE } else { &RESULT }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

pub fn handle(connection: &Arc<Connection>) -> Value {
    Value::native(Handle(connection.clone(), false))
}

fn own(this: &Value) -> Outcome<&Arc<Connection>> {
    this.as_native::<Handle>().map(|handle| &handle.0).ok_or_else(arguments::no_overload)
}

static RESULT: Class = Class {
    name: "System.Threading.Tasks.TaskToAsyncResult+TaskAsyncResult",
    base: Some(&object::OBJECT),
    interfaces: &["System.IAsyncResult"],
    properties: properties! {
        "System.Object" AsyncState => |_, _| Ok(Value::Null);
        "System.Threading.WaitHandle" AsyncWaitHandle => |_, this| Ok(Value::native(Handle(own(this)?.clone(), true)));
        "bool" CompletedSynchronously => |_, _| Ok(Value::Bool(false));
        "bool" IsCompleted => |_, this| Ok(Value::Bool(Connection::is_over(own(this)?)));
    },
    ..Class::EMPTY
};

static WAIT_HANDLE: Class = Class {
    name: "System.Threading.WaitHandle",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    methods: methods! {
        Close "void Close()" => |_, _, _| Ok(Value::Empty);
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        WaitOne "bool WaitOne()" "bool WaitOne(int millisecondsTimeout)" "bool WaitOne(timespan timeout)" "bool WaitOne(int millisecondsTimeout, bool exitContext)" "bool WaitOne(timespan timeout, bool exitContext)" => |_, this, args| {
            Ok(Value::Bool(Connection::wait(own(this)?, task::limit(args)?)))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&RESULT];
