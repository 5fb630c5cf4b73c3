//! `NetworkInterface` and `IPGlobalProperties`, from what Linux says in `/sys/class/net` and `/proc/net`.

use crate::engine::object::Native;
use crate::engine::types::record::{field, made, record_class};
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, enumeration, ip_address, named, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::net::IpAddr;

#[derive(Debug)]
struct Interface(String);

impl Native for Interface {
    fn class(&self) -> &'static Class {
        &INTERFACE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn own(this: &Value) -> Outcome<&str> {
    this.as_native::<Interface>().map(|found| found.0.as_str()).ok_or_else(arguments::no_overload)
}

/// What the system says of an interface; empty for what it does not say.
fn says(name: &str, what: &str) -> String {
    let text = std::fs::read_to_string(format!("/sys/class/net/{name}/{what}"));
    text.unwrap_or_default().trim().to_string()
}

/// Names of the interfaces, in order of their numbers.
fn names() -> Vec<String> {
    let entries = std::fs::read_dir("/sys/class/net").into_iter().flatten().flatten();
    let mut found: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    found.sort_by_key(|name| says(name, "ifindex").parse::<u32>().unwrap_or(u32::MAX));
    found
}

/// `NetworkInterfaceType`: Ethernet 6, Loopback 24, Wireless80211 71, Ppp 23, Tunnel 131, Unknown 1.
fn kind(name: &str) -> i64 {
    match says(name, "type").as_str() {
        "772" => 24,
        "1" if std::path::Path::new(&format!("/sys/class/net/{name}/wireless")).exists() => 71,
        "1" => 6,
        "512" => 23,
        "768" | "769" | "776" => 131,
        _ => 1,
    }
}

/// `OperationalStatus`: Up 1, Down 2, Unknown 4, LowerLayerDown 7.
fn status(name: &str) -> i64 {
    match says(name, "operstate").as_str() {
        "up" => 1,
        "down" => 2,
        "lowerlayerdown" => 7,
        // A loopback has no state of its own.
        _ => 4,
    }
}

record_class!(STATISTICS "System.Net.NetworkInformation.IPInterfaceStatistics" [
    "BytesReceived" "long", "BytesSent" "long", "UnicastPacketsReceived" "long", "UnicastPacketsSent" "long",
    "IncomingPacketsWithErrors" "long", "OutgoingPacketsWithErrors" "long", "IncomingPacketsDiscarded" "long",
    "OutgoingPacketsDiscarded" "long",
]);
record_class!(PROPERTIES "System.Net.NetworkInformation.IPInterfaceProperties" [
    "UnicastAddresses" "System.Net.NetworkInformation.UnicastIPAddressInformationCollection",
    "GatewayAddresses" "System.Net.NetworkInformation.GatewayIPAddressInformationCollection",
    "DnsAddresses" "System.Net.NetworkInformation.IPAddressCollection", "DnsSuffix" "string",
]);
record_class!(UNICAST "System.Net.NetworkInformation.UnicastIPAddressInformation" [
    "Address" "ipaddress", "IPv4Mask" "ipaddress", "PrefixLength" "int"
]);
record_class!(GATEWAY "System.Net.NetworkInformation.GatewayIPAddressInformation" ["Address" "ipaddress"]);

fn statistics(name: &str) -> Value {
    let count = |what: &str| Value::Long(says(name, &format!("statistics/{what}")).parse().unwrap_or(0));
    let fields = [
        ("BytesReceived", count("rx_bytes")),
        ("BytesSent", count("tx_bytes")),
        ("UnicastPacketsReceived", count("rx_packets")),
        ("UnicastPacketsSent", count("tx_packets")),
        ("IncomingPacketsWithErrors", count("rx_errors")),
        ("OutgoingPacketsWithErrors", count("tx_errors")),
        ("IncomingPacketsDiscarded", count("rx_dropped")),
        ("OutgoingPacketsDiscarded", count("tx_dropped")),
    ];
    made(&STATISTICS, "", fields)
}

/// Addresses of version 4 with the lengths of their prefixes, from the routing table's local entries.
fn addresses_4(name: &str) -> Vec<(IpAddr, u8)> {
    let text = std::fs::read_to_string("/proc/net/fib_trie").unwrap_or_default();
    let local: Vec<IpAddr> = text
        .lines()
        .collect::<Vec<_>>()
        .windows(2)
        .filter_map(|pair| match pair {
            [address, rule] if rule.contains("/32 host LOCAL") => {
                address.rsplit(' ').next()?.trim().parse().ok()
            }
            _ => None,
        })
        .collect();
    let routes = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
    let number = |digits: &str| u32::from_str_radix(digits, 16).unwrap_or(0).swap_bytes();
    let mut found: Vec<(IpAddr, u8)> = Vec::new();
    for line in routes.lines().skip(1) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [interface, network, _, _, _, _, _, mask, ..] = parts.as_slice() else { continue };
        let (network, mask) = (number(network), number(mask));
        if *interface != name || mask == 0 {
            continue;
        }
        for address in &local {
            if let IpAddr::V4(own) = address
                && u32::from(*own) & mask == network
                && !found.iter().any(|(known, _)| known == address)
            {
                found.push((*address, mask.count_ones() as u8));
            }
        }
    }
    if kind(name) == 24 && found.is_empty() {
        found.push((IpAddr::from([127, 0, 0, 1]), 8));
    }
    found
}

/// Addresses of version 6 with the lengths of their prefixes.
fn addresses_6(name: &str) -> Vec<(IpAddr, u8)> {
    let text = std::fs::read_to_string("/proc/net/if_inet6").unwrap_or_default();
    let read = |line: &str| {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [address, _, prefix, _, _, interface] = parts.as_slice() else { return None };
        let address = u128::from_str_radix(address, 16).ok()?;
        let prefix = u8::from_str_radix(prefix, 16).ok()?;
        (*interface == name).then(|| (IpAddr::from(address.to_be_bytes()), prefix))
    };
    text.lines().filter_map(read).collect()
}

fn unicast((address, prefix): (IpAddr, u8)) -> Value {
    let bits = if address.is_ipv4() { u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0) } else { 0 };
    let fields = [
        ("Address", ip_address::value(address)),
        ("IPv4Mask", ip_address::value(IpAddr::from(bits.to_be_bytes()))),
        ("PrefixLength", Value::Int(i32::from(prefix))),
    ];
    made(&UNICAST, "", fields)
}

/// The gateways of an interface, from the routes to everywhere.
fn gateways(name: &str) -> Vec<Value> {
    let routes = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
    let read = |line: &str| {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [interface, "00000000", gateway, ..] = parts.as_slice() else { return None };
        let number = u32::from_str_radix(gateway, 16).ok().filter(|number| *number != 0)?;
        (*interface == name).then(|| ip_address::value(IpAddr::from(number.to_le_bytes())))
    };
    let found = routes.lines().filter_map(read);
    found.map(|address| made(&GATEWAY, "", [("Address", address)])).collect()
}

/// Name servers and the suffix of the machine.
fn resolver() -> (Vec<Value>, String) {
    let text = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    let servers = text.lines().filter_map(|line| line.strip_prefix("nameserver ")?.trim().parse().ok());
    let suffix = text.lines().find_map(|line| line.strip_prefix("search ").or(line.strip_prefix("domain ")));
    let suffix = suffix.and_then(|names| names.split_whitespace().next()).unwrap_or_default().to_string();
    (servers.map(ip_address::value).collect(), suffix)
}

fn ip_properties(name: &str) -> Value {
    let (servers, suffix) = resolver();
    let unicasts = addresses_4(name).into_iter().chain(addresses_6(name)).map(unicast).collect();
    let fields = [
        ("UnicastAddresses", arguments::array_of(&named(UNICAST.name), unicasts)),
        ("GatewayAddresses", arguments::array_of(&named(GATEWAY.name), gateways(name))),
        ("DnsAddresses", arguments::array_of(&named("System.Net.IPAddress"), servers)),
        ("DnsSuffix", Value::text(suffix)),
    ];
    made(&PROPERTIES, "", fields)
}

record_class!(PHYSICAL "System.Net.NetworkInformation.PhysicalAddress" ["Bytes" "byte[]"]);

static PHYSICAL_ADDRESS: Class = Class {
    methods: methods! {
        GetAddressBytes "byte[] GetAddressBytes()" => |_, this, _| Ok(field(this, "Bytes"));
    },
    properties: &[],
    ..PHYSICAL
};

fn physical(name: &str) -> Value {
    let text = says(name, "address");
    let digits: String = text.chars().filter(|digit| *digit != ':').collect::<String>().to_uppercase();
    let bytes = text.split(':').filter_map(|part| u8::from_str_radix(part, 16).ok()).collect::<Vec<_>>();
    made(&PHYSICAL_ADDRESS, digits, [("Bytes", arguments::bytes(bytes))])
}

static INTERFACE: Class = Class {
    name: "System.Net.NetworkInformation.NetworkInterface",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Id => |_, this| Ok(Value::text(own(this)?));
        "string" Name => |_, this| Ok(Value::text(own(this)?));
        "string" Description => |_, this| Ok(Value::text(own(this)?));
        "System.Net.NetworkInformation.NetworkInterfaceType" NetworkInterfaceType => |_, this| {
            Ok(enumeration::value("System.Net.NetworkInformation.NetworkInterfaceType", kind(own(this)?)))
        };
        "System.Net.NetworkInformation.OperationalStatus" OperationalStatus => |_, this| {
            Ok(enumeration::value("System.Net.NetworkInformation.OperationalStatus", status(own(this)?)))
        };
        "long" Speed => |_, this| {
            let megabits = says(own(this)?, "speed").parse::<i64>().ok().filter(|speed| *speed >= 0);
            Ok(Value::Long(megabits.map_or(-1, |speed| speed * 1_000_000)))
        };
        "bool" SupportsMulticast => |_, this| {
            let flags = says(own(this)?, "flags");
            let flags = i64::from_str_radix(flags.trim_start_matches("0x"), 16).unwrap_or(0);
            Ok(Value::Bool(flags & 0x1000 != 0))
        };
        "bool" IsReceiveOnly => |_, _| Ok(Value::Bool(false));
    },
    methods: methods! {
        GetIPProperties "System.Net.NetworkInformation.IPInterfaceProperties GetIPProperties()" => |_, this, _| Ok(ip_properties(own(this)?));
        GetIPStatistics "System.Net.NetworkInformation.IPInterfaceStatistics GetIPStatistics()" => |_, this, _| Ok(statistics(own(this)?));
        GetIPv4Statistics "System.Net.NetworkInformation.IPv4InterfaceStatistics GetIPv4Statistics()" => |_, this, _| Ok(statistics(own(this)?));
        GetPhysicalAddress "System.Net.NetworkInformation.PhysicalAddress GetPhysicalAddress()" => |_, this, _| Ok(physical(own(this)?));
        Supports "bool Supports(System.Net.NetworkInformation.NetworkInterfaceComponent networkInterfaceComponent)" => |_, _, _| Ok(Value::Bool(true));
    },
    static_methods: statics! {
        GetAllNetworkInterfaces "static System.Net.NetworkInformation.NetworkInterface[] GetAllNetworkInterfaces()" => |_, _| {
            let all = names().into_iter().map(|name| Value::native(Interface(name))).collect();
            Ok(arguments::array_of(&named(INTERFACE.name), all))
        };
        GetIsNetworkAvailable "static bool GetIsNetworkAvailable()" => |_, _| {
            Ok(Value::Bool(names().iter().any(|name| kind(name) != 24 && status(name) == 1)))
        };
    },
    ..Class::EMPTY
};

record_class!(GLOBAL "System.Net.NetworkInformation.IPGlobalProperties" ["DomainName" "string", "HostName" "string"]);

fn global(_: &mut Engine, _: &[Value]) -> Outcome<Value> {
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let (host, domain) = host.split_once('.').map_or((host.as_str(), ""), |(host, domain)| (host, domain));
    let domain = if domain.is_empty() { resolver().1 } else { domain.to_string() };
    Ok(made(&GLOBAL_PROPERTIES, "", [("DomainName", Value::text(domain)), ("HostName", Value::text(host))]))
}

static GLOBAL_PROPERTIES: Class = Class {
    static_methods: statics! {
        GetIPGlobalProperties "static System.Net.NetworkInformation.IPGlobalProperties GetIPGlobalProperties()" => global;
    },
    ..GLOBAL
};

pub(super) const CLASSES: &[&Class] =
    &[&INTERFACE, &STATISTICS, &PROPERTIES, &UNICAST, &GATEWAY, &PHYSICAL_ADDRESS, &GLOBAL_PROPERTIES];
