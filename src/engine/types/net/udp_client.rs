//! `UdpClient`.

use super::end_point::{self, port, resolved, socket_fault, target};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, object, reference};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

/// The largest datagram.
const LARGEST: usize = 65_536;

#[derive(Debug)]
struct Client {
    socket: RefCell<Option<UdpSocket>>,
    is_closed: Cell<bool>,
    partner: Cell<Option<SocketAddr>>,
    /// Milliseconds; 0 without a limit.
    receive_limit: Cell<i32>,
    broadcasts: Cell<bool>,
}

impl Native for Client {
    fn class(&self) -> &'static Class {
        &CLIENT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn own(this: &Value) -> Outcome<&Client> {
    this.as_native::<Client>().ok_or_else(arguments::no_overload)
}

/// Uses the socket, which is bound when it is first needed. Errors: it is closed, or the system's.
fn with<T>(this: &Value, near: &str, how: impl FnOnce(&UdpSocket) -> std::io::Result<T>) -> Outcome<T> {
    let client = own(this)?;
    if client.is_closed.get() {
        return Err(arguments::disposed("System.Net.Sockets.UdpClient"));
    }
    let mut socket = client.socket.borrow_mut();
    let bound = match socket.take() {
        Some(open) => open,
        None => UdpSocket::bind(near).map_err(|error| socket_fault(&error))?,
    };
    let done = bound.set_broadcast(client.broadcasts.get()).and_then(|()| how(&bound));
    *socket = Some(bound);
    done.map_err(|error| socket_fault(&error))
}

fn near(partner: &SocketAddr) -> &'static str {
    if partner.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" }
}

/// Sends to, and hears, this partner only.
fn connect(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (host, port) = target(engine, args)?;
    let partner = first(&host, port)?;
    with(this, near(&partner), |socket| socket.connect(partner))?;
    own(this)?.partner.set(Some(partner));
    Ok(Value::Empty)
}

fn close(this: &Value) -> Outcome<Value> {
    let client = own(this)?;
    client.is_closed.set(true);
    client.socket.replace(None);
    Ok(Value::Empty)
}

fn first(host: &str, port: u16) -> Outcome<SocketAddr> {
    let found = resolved(host, port).map_err(|error| socket_fault(&error))?;
    found.first().copied().ok_or_else(|| socket_fault(&std::io::ErrorKind::NotFound.into()))
}

/// `Send(bytes, count)` to the partner, or `Send(bytes, count, host, port)`.
fn send(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let has_count = args.get(1).is_some_and(convert::is_number);
    let count = if has_count { arguments::place(args, 1, data.len() + 1)? } else { data.len() };
    let rest = args.get(if has_count { 2 } else { 1 }..).unwrap_or_default();
    let part = data.get(..count).unwrap_or_default();
    let sent = match (rest.is_empty(), own(this)?.partner.get()) {
        (true, Some(partner)) => with(this, near(&partner), |socket| socket.send(part))?,
        (true, None) => {
            let message = "The operation is not allowed on non-connected sockets.";
            return Err(arguments::invalid_operation(message));
        }
        (false, Some(_)) => {
            let message = "Cannot send packets to an arbitrary host while connected.";
            return Err(arguments::invalid_operation(message));
        }
        (false, None) => {
            let (host, port) = target(engine, rest)?;
            let partner = first(&host, port)?;
            with(this, near(&partner), |socket| socket.send_to(part, partner))?
        }
    };
    Ok(Value::Int(sent as i32))
}

/// Waits for a datagram; the reference takes who sent it.
fn receive(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let limit = u64::try_from(own(this)?.receive_limit.get()).ok().filter(|limit| *limit > 0);
    let started = Instant::now();
    loop {
        engine.check_stop()?;
        let got = with(this, "0.0.0.0:0", |socket| {
            socket.set_read_timeout(Some(Duration::from_millis(50)))?;
            let mut buffer = vec![0; LARGEST];
            match socket.recv_from(&mut buffer) {
                Ok((count, from)) => {
                    buffer.truncate(count);
                    Ok(Some((buffer, from)))
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok(None),
                Err(error) => Err(error),
            }
        })?;
        if let Some((bytes, from)) = got {
            if let Some(target) = args.first() {
                reference::assign(engine, target, end_point::value(from))?;
            }
            return Ok(arguments::bytes(bytes));
        }
        if limit.is_some_and(|limit| started.elapsed() > Duration::from_millis(limit)) {
            return Err(socket_fault(&std::io::ErrorKind::TimedOut.into()));
        }
    }
}

static CLIENT: Class = Class {
    name: "System.Net.Sockets.UdpClient",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "int" Available => |_, this| {
            let waits = with(this, "0.0.0.0:0", |socket| {
                Ok(rustix::io::ioctl_fionread(socket)?)
            })?;
            Ok(Value::Int(waits as i32))
        };
        "System.Net.Sockets.UdpClient" Client => |_, this| Ok(this.clone());
        "bool" EnableBroadcast => |_, this| Ok(Value::Bool(own(this)?.broadcasts.get())), |_, this, value| {
            own(this)?.broadcasts.set(convert::to_bool(&value));
            Ok(())
        };
        "System.Net.EndPoint" LocalEndPoint => |_, this| {
            with(this, "0.0.0.0:0", |socket| socket.local_addr()).map(end_point::value)
        };
        "int" ReceiveTimeout => |_, this| Ok(Value::Int(own(this)?.receive_limit.get())), |_, this, value| {
            own(this)?.receive_limit.set(convert::to_int(&value)?);
            Ok(())
        };
    },
    methods: methods! {
        Close "void Close()" => |_, this, _| close(this);
        Connect
            "void Connect(string hostname, int port)"
            "void Connect(ipaddress addr, int port)"
            "void Connect(ipendpoint endPoint)"
            => connect;
        Dispose "void Dispose()" => |_, this, _| close(this);
        Receive "byte[] Receive([ref] ipendpoint remoteEP)" => receive;
        Send
            "int Send(byte[] dgram, int bytes)"
            "int Send(byte[] dgram, int bytes, ipendpoint endPoint)"
            "int Send(byte[] dgram, int bytes, string hostname, int port)"
            => send;
    },
    construct: Some(|engine, args| {
        let made = Value::native(Client {
            socket: RefCell::default(),
            is_closed: Cell::new(false),
            partner: Cell::default(),
            receive_limit: Cell::new(0),
            broadcasts: Cell::new(false),
        });
        match args {
            [] => {}
            [only] => {
                let near = match end_point::of(only) {
                    Some(address) => address.to_string(),
                    None if convert::is_number(only) => format!("0.0.0.0:{}", port(only)?),
                    None => "0.0.0.0:0".to_string(),
                };
                with(&made, &near, |_| Ok(()))?;
            }
            _ => {
                connect(engine, &made, args)?;
            }
        }
        Ok(made)
    }),
    constructors: &[
        "System.Net.Sockets.UdpClient new()",
        "System.Net.Sockets.UdpClient new(int port)",
        "System.Net.Sockets.UdpClient new(ipendpoint localEP)",
        "System.Net.Sockets.UdpClient new(string hostname, int port)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CLIENT];
