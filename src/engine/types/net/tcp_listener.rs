//! `TcpListener`.

use super::end_point::{self, address, port, socket_fault};
use super::tcp_client;
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::cell::RefCell;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, TcpListener};
use std::time::Duration;

#[derive(Debug)]
struct Listener {
    address: SocketAddr,
    open: RefCell<Option<TcpListener>>,
}

impl Native for Listener {
    fn class(&self) -> &'static Class {
        &LISTENER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn own(this: &Value) -> Outcome<&Listener> {
    this.as_native::<Listener>().ok_or_else(arguments::no_overload)
}

fn made(address: SocketAddr) -> Value {
    Value::native(Listener { address, open: RefCell::default() })
}

/// A connection that waits to be accepted; `None` when there is none. Errors: the listener is not started.
fn next(this: &Value) -> Outcome<Option<Value>> {
    let listener = own(this)?;
    let open = listener.open.borrow();
    let Some(open) = open.as_ref() else {
        let message = "Not listening. You must call the Start() method before calling this method.";
        return Err(arguments::invalid_operation(message));
    };
    match open.accept() {
        Ok((stream, _)) => {
            stream.set_nonblocking(false).map_err(|error| socket_fault(&error))?;
            Ok(Some(tcp_client::accepted(stream)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(socket_fault(&error)),
    }
}

/// Waits for a connection; Ctrl+C ends that.
fn accept(engine: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    loop {
        if let Some(client) = next(this)? {
            return Ok(client);
        }
        engine.check_stop()?;
        std::thread::sleep(Duration::from_millis(5));
    }
}

static LISTENER: Class = Class {
    name: "System.Net.Sockets.TcpListener",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Net.EndPoint" LocalEndpoint => |_, this| {
            let listener = own(this)?;
            let bound = listener.open.borrow().as_ref().and_then(|open| open.local_addr().ok());
            Ok(end_point::value(bound.unwrap_or(listener.address)))
        };
    },
    methods: methods! {
        AcceptTcpClient "System.Net.Sockets.TcpClient AcceptTcpClient()" => accept;
        Dispose "void Dispose()" => |_, this, _| {
            own(this)?.open.replace(None);
            Ok(Value::Empty)
        };
        Pending "bool Pending()" => |_, this, _| {
            let listener = own(this)?;
            let open = listener.open.borrow();
            let Some(open) = open.as_ref() else { return Err(arguments::invalid_operation("Not listening. You must call the Start() method before calling this method.")) };
            let mut waits = [rustix::event::PollFd::new(open, rustix::event::PollFlags::IN)];
            let found = rustix::event::poll(&mut waits, Some(&rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 }));
            Ok(Value::Bool(found.is_ok_and(|count| count > 0)))
        };
        Start "void Start()" "void Start(int backlog)" => |_, this, _| {
            let listener = own(this)?;
            let open = TcpListener::bind(listener.address).map_err(|error| socket_fault(&error))?;
            open.set_nonblocking(true).map_err(|error| socket_fault(&error))?;
            listener.open.replace(Some(open));
            Ok(Value::Empty)
        };
        Stop "void Stop()" => |_, this, _| {
            own(this)?.open.replace(None);
            Ok(Value::Empty)
        };
    },
    static_methods: statics! {
        Create "static System.Net.Sockets.TcpListener Create(int port)" => |_, args| {
            Ok(made(SocketAddr::new(IpAddr::V6(Ipv6Addr::UNSPECIFIED), port(arguments::any(args, 0)?)?)))
        };
    },
    construct: Some(|engine, args| match args {
        [only] => match end_point::of(only) {
            Some(address) => Ok(made(address)),
            None => Ok(made(SocketAddr::new(IpAddr::from([0, 0, 0, 0]), port(only)?))),
        },
        _ => {
            let address = address(engine, arguments::any(args, 0)?)?;
            Ok(made(SocketAddr::new(address, port(arguments::any(args, 1)?)?)))
        }
    }),
    constructors: &[
        "System.Net.Sockets.TcpListener new(ipendpoint localEP)",
        "System.Net.Sockets.TcpListener new(ipaddress localaddr, int port)",
        "System.Net.Sockets.TcpListener new(int port)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&LISTENER];
