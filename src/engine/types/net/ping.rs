//! `Ping` and `PingReply`.

use super::echo::{self, Echo};
use super::end_point::resolved;
use crate::engine::object::Native;
use crate::engine::types::record::{made, record_class};
use crate::engine::types::table::methods;
use crate::engine::types::{Class, arguments, enumeration, ip_address, object, task};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::net::IpAddr;
use std::time::Duration;

#[derive(Debug)]
struct Ping;

impl Native for Ping {
    fn class(&self) -> &'static Class {
        &PING
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

record_class!(REPLY "System.Net.NetworkInformation.PingReply" [
    "Status" "System.Net.NetworkInformation.IPStatus", "Address" "ipaddress", "RoundtripTime" "long",
    "Options" "System.Net.NetworkInformation.PingOptions", "Buffer" "byte[]",
]);

/// Milliseconds that an answer may take when nothing else is said.
const TIMEOUT: i64 = 5000;
/// Bytes of a request when nothing else is said.
const SIZE: usize = 32;

/// `Send(host or address, timeout, buffer)`. Errors: `PingException`, for a name that nobody knows as well.
fn send(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let name = convert::to_text(engine, arguments::any(args, 0)?)?;
    let message = "An exception occurred during a Ping request.";
    let failed = |_| arguments::throw("System.Net.NetworkInformation.PingException", message);
    let found = resolved(&name, 0).map_err(failed)?;
    let address = found.first().map(std::net::SocketAddr::ip).unwrap_or(IpAddr::from([0, 0, 0, 0]));
    let limit = match args.get(1).map(Value::unwrapped) {
        Some(Value::TimeSpan(ticks)) => ticks / 10_000,
        Some(number) => convert::to_long(number)?,
        None => TIMEOUT,
    };
    let buffer = match args.get(2) {
        Some(buffer) => arguments::to_bytes(engine, buffer)?,
        None => vec![0; SIZE],
    };
    let timeout = Duration::from_millis(u64::try_from(limit).unwrap_or(0).max(1));
    let request = Echo { address, sequence: 1, size: buffer.len(), timeout, hops: None };
    let took = echo::send(&request).map_err(failed)?;
    let (status, address) = if took.is_some() { (0, address) } else { (11010, IpAddr::from([0, 0, 0, 0])) };
    let milliseconds = took.map_or(0, |took| i64::try_from(took.as_millis()).unwrap_or(i64::MAX));
    let fields = [
        ("Status", enumeration::value("System.Net.NetworkInformation.IPStatus", status)),
        ("Address", ip_address::value(address)),
        ("RoundtripTime", Value::Long(milliseconds)),
        ("Options", Value::Null),
        ("Buffer", arguments::bytes(if status == 0 { buffer } else { Vec::new() })),
    ];
    Ok(made(&REPLY, "", fields))
}

static PING: Class = Class {
    name: "System.Net.NetworkInformation.Ping",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        Send
            "System.Net.NetworkInformation.PingReply Send(string hostNameOrAddress)"
            "System.Net.NetworkInformation.PingReply Send(string hostNameOrAddress, int timeout)"
            "System.Net.NetworkInformation.PingReply Send(ipaddress address)"
            "System.Net.NetworkInformation.PingReply Send(ipaddress address, int timeout)"
            "System.Net.NetworkInformation.PingReply Send(string hostNameOrAddress, int timeout, byte[] buffer)"
            => |engine, _, args| send(engine, args);
        SendPingAsync
            "System.Threading.Tasks.Task[System.Net.NetworkInformation.PingReply] SendPingAsync(string hostNameOrAddress)"
            "System.Threading.Tasks.Task[System.Net.NetworkInformation.PingReply] SendPingAsync(string hostNameOrAddress, int timeout)"
            => |engine, _, args| task::run(engine, args, send);
    },
    construct: Some(|_, _| Ok(Value::native(Ping))),
    constructors: &["System.Net.NetworkInformation.Ping new()"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PING, &REPLY];
