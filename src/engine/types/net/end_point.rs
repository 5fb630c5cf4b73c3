//! `IPEndPoint`, and addresses that arguments name.

use crate::engine::object::Native;
use crate::engine::types::table::{properties, statics};
use crate::engine::types::{Class, arguments, enumeration, ip_address, object, record};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::any::Any;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};

#[derive(Debug)]
struct EndPoint(SocketAddr);

impl Native for EndPoint {
    fn class(&self) -> &'static Class {
        &END_POINT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.to_string())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(other.as_any().downcast_ref::<EndPoint>().is_some_and(|other| other.0 == self.0))
    }
}

pub fn value(address: SocketAddr) -> Value {
    Value::native(EndPoint(address))
}

/// The address of an end point; `None` for other values.
pub fn of(value: &Value) -> Option<SocketAddr> {
    value.as_native::<EndPoint>().map(|found| found.0)
}

/// A `SocketException` for an error of the system, in .NET's words.
pub fn socket_fault(error: &std::io::Error) -> Box<Fault> {
    let text = match error.kind() {
        std::io::ErrorKind::TimedOut => "Connection timed out".to_string(),
        _ => crate::engine::types::io_error::reason(error),
    };
    arguments::throw("System.Net.Sockets.SocketException", text)
}

/// A port. Errors: the number is none.
pub fn port(value: &Value) -> Outcome<u16> {
    let number = convert::to_int(value)?;
    u16::try_from(number).map_err(|_| {
        arguments::out_of_range("Specified argument was out of the range of valid values.", "port")
    })
}

/// The host and the port of a call: `(host, port)` or one end point. Nothing is looked up yet.
pub fn target(engine: &mut Engine, args: &[Value]) -> Outcome<(String, u16)> {
    let first = arguments::any(args, 0)?;
    if let Some(address) = of(first) {
        return Ok((address.ip().to_string(), address.port()));
    }
    if first.is_null() {
        return Err(arguments::null("hostname"));
    }
    Ok((convert::to_text(engine, first)?, port(arguments::any(args, 1)?)?))
}

/// The addresses of a host, those of version 4 first.
pub fn resolved(host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
    let mut found: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    found.sort_by_key(SocketAddr::is_ipv6);
    Ok(found)
}

/// An address that a value is or names.
pub fn address(engine: &mut Engine, value: &Value) -> Outcome<IpAddr> {
    let text = convert::to_text(engine, value)?;
    let message = "An invalid IP address was specified.";
    text.parse().map_err(|_| arguments::throw("System.FormatException", message))
}

fn own(this: &Value) -> Outcome<SocketAddr> {
    of(this).ok_or_else(arguments::no_overload)
}

fn parse(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let found = text.parse().or_else(|_| text.parse::<IpAddr>().map(|address| SocketAddr::new(address, 0)));
    let message = "An invalid IPEndPoint was specified.";
    found.map(value).map_err(|_| arguments::throw("System.FormatException", message))
}

static END_POINT: Class = Class {
    name: "System.Net.IPEndPoint",
    base: Some(&object::OBJECT),
    properties: properties! {
        "ipaddress" Address => |_, this| Ok(ip_address::value(own(this)?.ip()));
        "System.Net.Sockets.AddressFamily" AddressFamily => |_, this| {
            let number = if own(this)?.is_ipv4() { 2 } else { 23 };
            Ok(enumeration::value("System.Net.Sockets.AddressFamily", number))
        };
        "int" Port => |_, this| Ok(Value::Int(i32::from(own(this)?.port())));
    },
    static_methods: statics! {
        Parse "static ipendpoint Parse(string s)" => parse;
    },
    construct: Some(|engine, args| {
        let address = address(engine, arguments::any(args, 0)?)?;
        Ok(value(SocketAddr::new(address, port(arguments::any(args, 1)?)?)))
    }),
    constructors: &["ipendpoint new(long address, int port)", "ipendpoint new(ipaddress address, int port)"],
    ..Class::EMPTY
};

/// A socket of this machine, as `Invoke-WebRequest -UnixSocket` takes it.
static UNIX_END_POINT: Class = Class {
    name: "System.Net.Sockets.UnixDomainSocketEndPoint",
    base: Some(&object::OBJECT),
    construct: Some(|engine, args| {
        let path = arguments::text(engine, args, 0)?;
        let identity = [(record::IDENTITY, Value::text(path.as_str()))];
        Ok(record::made(&UNIX_END_POINT, path, identity))
    }),
    constructors: &["System.Net.Sockets.UnixDomainSocketEndPoint new(string path)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&END_POINT, &UNIX_END_POINT];
