//! `TcpClient`, and the `Socket` behind it as far as it can be looked at.

use super::end_point::{self, target};
use super::network_stream;
use super::pending::{self, Connection};
use crate::engine::object::Native;
use crate::engine::types::record::{made, record_class};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug)]
struct Client {
    connection: Arc<Connection>,
    /// The stream that `GetStream` gave.
    stream: RefCell<Option<Value>>,
    /// Milliseconds; 0 without a limit.
    receive_limit: Cell<i32>,
    send_limit: Cell<i32>,
    no_delay: Cell<bool>,
}

impl Native for Client {
    fn class(&self) -> &'static Class {
        &CLIENT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn made_over(connection: Arc<Connection>) -> Value {
    Value::native(Client {
        connection,
        stream: RefCell::default(),
        receive_limit: Cell::new(0),
        send_limit: Cell::new(0),
        no_delay: Cell::new(false),
    })
}

/// A client over a connection that was accepted.
pub fn accepted(stream: TcpStream) -> Value {
    made_over(Connection::of(stream))
}

fn client(this: &Value) -> Outcome<&Client> {
    this.as_native::<Client>().ok_or_else(arguments::no_overload)
}

/// Connects and waits for it. Errors: `SocketException`.
fn connect(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let connection = started(engine, this, args)?;
    finished(engine, &connection)
}

/// Waits until a connection is made. Errors: `SocketException`, and that the pipeline is stopped.
fn finished(engine: &Engine, connection: &Connection) -> Outcome<Value> {
    while !connection.wait(Some(Duration::from_millis(100))) {
        engine.check_stop()?;
    }
    connection.check()?;
    Ok(Value::Empty)
}

/// Begins to connect to what the arguments name.
fn started(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Arc<Connection>> {
    let (host, port) = target(engine, args)?;
    let connection = client(this)?.connection.clone();
    connection.start(host, port)?;
    Ok(connection)
}

fn limit(milliseconds: i32) -> Option<Duration> {
    u64::try_from(milliseconds).ok().filter(|limit| *limit > 0).map(Duration::from_millis)
}

/// The stream of the connection, the same each time. Errors: it is not connected.
fn stream(this: &Value) -> Outcome<Value> {
    let client = client(this)?;
    if let Some(stream) = client.stream.borrow().as_ref() {
        return Ok(stream.clone());
    }
    let Some(open) = client.connection.stream() else {
        return Err(arguments::invalid_operation("The operation is not allowed on non-connected sockets."));
    };
    // What cannot be set stays as the system has it.
    let _ = open.set_read_timeout(limit(client.receive_limit.get()));
    let _ = open.set_write_timeout(limit(client.send_limit.get()));
    let _ = open.set_nodelay(client.no_delay.get());
    let made = network_stream::value(open);
    client.stream.replace(Some(made.clone()));
    Ok(made)
}

fn close(this: &Value) -> Outcome<Value> {
    let client = client(this)?;
    if let Some(open) = client.connection.stream() {
        // The partner may have closed first.
        let _ = open.shutdown(std::net::Shutdown::Both);
    }
    client.stream.replace(None);
    client.connection.close();
    Ok(Value::Empty)
}

record_class!(SOCKET "System.Net.Sockets.Socket" [
    "Connected" "bool", "RemoteEndPoint" "System.Net.EndPoint", "LocalEndPoint" "System.Net.EndPoint",
    "AddressFamily" "System.Net.Sockets.AddressFamily", "SocketType" "System.Net.Sockets.SocketType",
    "ProtocolType" "System.Net.Sockets.ProtocolType",
]);

fn socket(this: &Value) -> Outcome<Value> {
    let open = client(this)?.connection.stream();
    let of = |found: Option<std::net::SocketAddr>| found.map_or(Value::Null, end_point::value);
    let fields = [
        ("Connected", Value::Bool(open.is_some())),
        ("RemoteEndPoint", of(open.as_ref().and_then(|open| open.peer_addr().ok()))),
        ("LocalEndPoint", of(open.as_ref().and_then(|open| open.local_addr().ok()))),
        ("AddressFamily", Value::text("InterNetwork")),
        ("SocketType", Value::text("Stream")),
        ("ProtocolType", Value::text("Tcp")),
    ];
    Ok(made(&SOCKET, "", fields))
}

/// Whether the connection is made and the partner has not closed it before anything could be read.
fn is_connected(this: &Value) -> Outcome<bool> {
    Ok(client(this)?.connection.stream().is_some())
}

static CLIENT: Class = Class {
    name: "System.Net.Sockets.TcpClient",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "int" Available => |_, this| {
            let open = client(this)?.connection.stream();
            Ok(Value::Int(open.map_or(0, |open| network_stream::available(&open) as i32)))
        };
        "System.Net.Sockets.Socket" Client => |_, this| socket(this);
        "bool" Connected => |_, this| is_connected(this).map(Value::Bool);
        "bool" NoDelay => |_, this| Ok(Value::Bool(client(this)?.no_delay.get())), |_, this, value| {
            let client = client(this)?;
            client.no_delay.set(convert::to_bool(&value));
            if let Some(open) = client.connection.stream() {
                let _ = open.set_nodelay(client.no_delay.get());
            }
            Ok(())
        };
        "int" ReceiveTimeout => |_, this| Ok(Value::Int(client(this)?.receive_limit.get())), |_, this, value| {
            let client = client(this)?;
            client.receive_limit.set(convert::to_int(&value)?);
            if let Some(open) = client.connection.stream() {
                let _ = open.set_read_timeout(limit(client.receive_limit.get()));
            }
            Ok(())
        };
        "int" SendTimeout => |_, this| Ok(Value::Int(client(this)?.send_limit.get())), |_, this, value| {
            let client = client(this)?;
            client.send_limit.set(convert::to_int(&value)?);
            if let Some(open) = client.connection.stream() {
                let _ = open.set_write_timeout(limit(client.send_limit.get()));
            }
            Ok(())
        };
    },
    methods: methods! {
        BeginConnect
            "System.IAsyncResult BeginConnect(ipaddress address, int port, System.AsyncCallback requestCallback, System.Object state)"
            "System.IAsyncResult BeginConnect(string host, int port, System.AsyncCallback requestCallback, System.Object state)"
            => |engine, this, args| Ok(pending::handle(&started(engine, this, args)?));
        Close "void Close()" => |_, this, _| close(this);
        Connect
            "void Connect(string hostname, int port)"
            "void Connect(ipaddress address, int port)"
            "void Connect(ipendpoint remoteEP)"
            => connect;
        ConnectAsync
            "System.Threading.Tasks.Task ConnectAsync(ipaddress address, int port)"
            "System.Threading.Tasks.Task ConnectAsync(string host, int port)"
            => |engine, this, args| Ok(pending::task(&started(engine, this, args)?));
        Dispose "void Dispose()" => |_, this, _| close(this);
        EndConnect "void EndConnect(System.IAsyncResult asyncResult)" => |engine, this, _| {
            finished(engine, &client(this)?.connection)
        };
        GetStream "System.Net.Sockets.NetworkStream GetStream()" => |_, this, _| stream(this);
    },
    construct: Some(|engine, args| {
        let made = made_over(Arc::default());
        if args.len() > 1 {
            connect(engine, &made, args)?;
        }
        Ok(made)
    }),
    constructors: &[
        "System.Net.Sockets.TcpClient new()",
        "System.Net.Sockets.TcpClient new(System.Net.Sockets.AddressFamily family)",
        "System.Net.Sockets.TcpClient new(string hostname, int port)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CLIENT, &SOCKET];
