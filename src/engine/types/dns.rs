//! `System.Net.Dns`: names and addresses by the system's own resolver.

use super::record::{field, made};
use super::table::{properties, statics};
use super::{Class, arguments, object, task};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::net::{IpAddr, ToSocketAddrs};

static HOST_ENTRY: Class = Class {
    name: "System.Net.IPHostEntry",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" HostName => |_, this| Ok(field(this, "HostName"));
        "string[]" Aliases => |_, this| Ok(field(this, "Aliases"));
        "ipaddress[]" AddressList => |_, this| Ok(field(this, "AddressList"));
    },
    ..Class::EMPTY
};

fn host_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim().to_string()
}

/// The addresses of a name. Errors: `SocketException`.
fn addresses(name: &str) -> Outcome<Vec<IpAddr>> {
    let wanted = if name.is_empty() { host_name() } else { name.to_string() };
    if let Ok(address) = wanted.parse::<IpAddr>() {
        return Ok(vec![address]);
    }
    let found = (wanted.as_str(), 0)
        .to_socket_addrs()
        .map_err(|error| super::net::end_point::socket_fault(&error))?;
    let mut all: Vec<IpAddr> = Vec::new();
    for address in found.map(|address| address.ip()) {
        if !all.contains(&address) {
            all.push(address);
        }
    }
    Ok(all)
}

fn as_values(engine: &mut Engine, all: &[IpAddr]) -> Outcome<Value> {
    let of = super::named("System.Net.IPAddress");
    let mut items = Vec::with_capacity(all.len());
    for address in all {
        items.push(convert::to_type(engine, Value::text(address.to_string()), &of)?);
    }
    Ok(arguments::array_of(&of, items))
}

fn get_addresses(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    if arguments::any(args, 0)?.is_null() {
        return Err(arguments::null("hostNameOrAddress"));
    }
    let name = arguments::text(engine, args, 0)?;
    let mut found = addresses(&name)?;
    match args.get(1).map(convert::display).as_deref() {
        Some("InterNetwork" | "2") => found.retain(IpAddr::is_ipv4),
        Some("InterNetworkV6" | "23") => found.retain(IpAddr::is_ipv6),
        _ => {}
    }
    as_values(engine, &found)
}

fn entry(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    let found = addresses(&name)?;
    let list = as_values(engine, &found)?;
    let shown = if name.is_empty() { host_name() } else { name };
    Ok(made(
        &HOST_ENTRY,
        "",
        [
            ("HostName", Value::text(shown)),
            ("Aliases", arguments::strings(Vec::<String>::new())),
            ("AddressList", list),
        ],
    ))
}

static DNS: Class = Class {
    name: "System.Net.Dns",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        GetHostAddresses "static ipaddress[] GetHostAddresses(string hostNameOrAddress)" "static ipaddress[] GetHostAddresses(string hostNameOrAddress, System.Net.Sockets.AddressFamily family)" => get_addresses;
        GetHostAddressesAsync "static System.Threading.Tasks.Task[ipaddress[]] GetHostAddressesAsync(string hostNameOrAddress)" => |engine, args| task::run(engine, args, get_addresses);
        GetHostByAddress "static System.Net.IPHostEntry GetHostByAddress(string address)" "static System.Net.IPHostEntry GetHostByAddress(ipaddress address)" => entry;
        GetHostEntry "static System.Net.IPHostEntry GetHostEntry(ipaddress address)" "static System.Net.IPHostEntry GetHostEntry(string hostNameOrAddress)" => entry;
        GetHostEntryAsync "static System.Threading.Tasks.Task[System.Net.IPHostEntry] GetHostEntryAsync(string hostNameOrAddress)" => |engine, args| task::run(engine, args, entry);
        GetHostByName "static System.Net.IPHostEntry GetHostByName(string hostName)" => entry;
        GetHostName "static string GetHostName()" => |_, _| Ok(Value::text(host_name()));
        Resolve "static System.Net.IPHostEntry Resolve(string hostName)" => entry;
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DNS, &HOST_ENTRY];
