//! `System.Net.IPAddress`.

use super::{Class, Method, Property, StaticMethod, StaticProperty, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Address(IpAddr);

impl Native for Address {
    fn class(&self) -> &'static Class {
        &IP_ADDRESS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.to_string())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Address>().map(|other| self == other)
    }
}

/// An address as a value.
pub fn value(address: IpAddr) -> Value {
    Value::native(Address(address))
}

/// One part of an address of version 4: decimal, hexadecimal or octal.
fn number(text: &str) -> Option<u32> {
    let folded = text.to_ascii_lowercase();
    match folded.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None if folded.len() > 1 && folded.starts_with('0') => u32::from_str_radix(&folded, 8).ok(),
        None if folded.bytes().all(|byte| byte.is_ascii_digit()) => folded.parse().ok(),
        None => None,
    }
}

/// Version 4 with one to four parts, the last of which fills what is left; version 6 with a scope left out.
fn parse(text: &str) -> Option<IpAddr> {
    if text.contains(':') {
        let bare = text.trim_matches(['[', ']']).split('%').next()?;
        return bare.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    let parts: Option<Vec<u32>> = text.split('.').map(number).collect();
    let parts = parts.filter(|parts| parts.len() <= 4)?;
    let (last, front) = parts.split_last()?;
    let room = 8 * (4 - front.len() as u32);
    if front.iter().any(|part| *part > 255) || (room < 32 && *last >= 1 << room) {
        return None;
    }
    let head = front.iter().enumerate().fold(0u32, |all, (index, part)| all | part << (24 - 8 * index));
    Some(IpAddr::V4(Ipv4Addr::from(head | last)))
}

fn read(text: &str) -> Outcome<Value> {
    match parse(text) {
        Some(found) => Ok(Value::native(Address(found))),
        None => Err(arguments::throw("System.FormatException", "An invalid IP address was specified.")),
    }
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let argument = arguments::any(args, 0)?;
    if let Some(items) = crate::engine::member::enumerate(engine, argument)? {
        let bytes: Option<Vec<u8>> = items
            .iter()
            .map(|item| convert::to_i128(item).and_then(|number| u8::try_from(number).ok()))
            .collect();
        return match bytes.as_deref() {
            Some([a, b, c, d]) => Ok(Value::native(Address(IpAddr::V4(Ipv4Addr::new(*a, *b, *c, *d))))),
            Some(bytes) => match <[u8; 16]>::try_from(bytes) {
                Ok(bytes) => Ok(Value::native(Address(IpAddr::V6(Ipv6Addr::from(bytes))))),
                Err(_) => Err(arguments::throw(
                    "System.ArgumentException",
                    "An invalid IP address was specified. (Parameter 'address')",
                )),
            },
            None => Err(arguments::no_overload()),
        };
    }
    let given = convert::to_long(argument)?;
    match u32::try_from(given) {
        Ok(number) => Ok(Value::native(Address(IpAddr::V4(Ipv4Addr::from(number.swap_bytes()))))),
        Err(_) => {
            let shown = given as u64;
            Err(arguments::throw(
                "System.ArgumentOutOfRangeException",
                format!(
                    "newAddress ('{shown}') must be less than or equal to '4294967295'. (Parameter 'newAddress')\nActual value was {shown}."
                ),
            ))
        }
    }
}

fn of(this: &Value) -> IpAddr {
    this.as_native::<Address>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.0)
}

/// What .NET says of a part that an address of this family does not have, or that cannot be changed here.
fn no_scope() -> Box<crate::engine::Fault> {
    arguments::throw(
        "System.Net.Sockets.SocketException",
        "The attempted operation is not supported for the type of object referenced.",
    )
}

macro_rules! fixed {
    ($name:literal, $address:expr) => {
        StaticProperty {
            name: $name,
            type_name: "ipaddress",
            get: |_| Ok(Value::native(Address($address))),
            set: None,
        }
    };
}

macro_rules! test {
    ($name:literal, $test:expr) => {
        Property {
            name: $name,
            type_name: "bool",
            get: |_, this| {
                let test: fn(IpAddr) -> bool = $test;
                Ok(Value::Bool(test(of(this))))
            },
            set: None,
        }
    };
}

/// The bytes of a whole number the other way round.
fn swapped(value: &Value) -> Outcome<Value> {
    Ok(match value.unwrapped() {
        Value::Int16(number) => Value::Int16(number.swap_bytes()),
        Value::Int(number) => Value::Int(number.swap_bytes()),
        other => Value::Long(convert::to_long(other)?.swap_bytes()),
    })
}

pub static IP_ADDRESS: Class = Class {
    name: "System.Net.IPAddress",
    base: Some(&object::OBJECT),
    interfaces: &["System.IFormattable"],
    properties: &[
        Property {
            name: "AddressFamily",
            type_name: "System.Net.Sockets.AddressFamily",
            get: |_, this| {
                let number = if of(this).is_ipv4() { 2 } else { 23 };
                Ok(super::enumeration::value("System.Net.Sockets.AddressFamily", number))
            },
            set: None,
        },
        Property {
            name: "ScopeId",
            type_name: "long",
            get: |_, this| match of(this) {
                IpAddr::V6(_) => Ok(Value::Long(0)),
                IpAddr::V4(_) => Err(no_scope()),
            },
            set: Some(|_, _, _| Err(no_scope())),
        },
        test!("IsIPv6Multicast", |at| matches!(at, IpAddr::V6(at) if at.is_multicast())),
        test!("IsIPv6LinkLocal", |at| matches!(at, IpAddr::V6(at) if at.segments()[0] & 0xffc0 == 0xfe80)),
        test!("IsIPv6SiteLocal", |at| matches!(at, IpAddr::V6(at) if at.segments()[0] & 0xffc0 == 0xfec0)),
        test!("IsIPv6Teredo", |at| matches!(at, IpAddr::V6(at) if at.segments()[..2] == [0x2001, 0])),
        test!("IsIPv6UniqueLocal", |at| matches!(at, IpAddr::V6(at) if at.segments()[0] & 0xfe00 == 0xfc00)),
        test!("IsIPv4MappedToIPv6", |at| matches!(at, IpAddr::V6(at) if at.to_ipv4_mapped().is_some())),
        Property {
            name: "Address",
            type_name: "long",
            get: |_, this| match of(this) {
                IpAddr::V4(address) => Ok(Value::Long(i64::from(u32::from(address).swap_bytes()))),
                IpAddr::V6(_) => Ok(Value::Null),
            },
            set: Some(|_, _, _| Err(no_scope())),
        },
        Property {
            name: "IPAddressToString",
            type_name: "string",
            get: |_, this| Ok(Value::text(of(this).to_string())),
            set: None,
        },
    ],
    methods: &[
        super::span::try_format!(
            "bool TryFormat(System.Span[char] destination, [ref] int charsWritten)",
            "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten)",
        ),
        Method {
            name: "GetAddressBytes",
            signatures: &["byte[] GetAddressBytes()"],
            call: |_, this, _| {
                let bytes = match of(this) {
                    IpAddr::V4(address) => address.octets().to_vec(),
                    IpAddr::V6(address) => address.octets().to_vec(),
                };
                Ok(Value::Array(Rc::new(Array {
                    element: Some(super::named("System.Byte")),
                    items: RefCell::new(bytes.into_iter().map(Value::Byte).collect()),
                })))
            },
        },
        Method {
            name: "TryWriteBytes",
            signatures: &["bool TryWriteBytes(System.Span[byte] destination, [ref] int bytesWritten)"],
            call: |_, _, _| Err(arguments::no_overload()),
        },
        Method {
            name: "MapToIPv6",
            signatures: &["ipaddress MapToIPv6()"],
            call: |_, this, _| {
                Ok(Value::native(Address(match of(this) {
                    IpAddr::V4(address) => IpAddr::V6(address.to_ipv6_mapped()),
                    other => other,
                })))
            },
        },
        Method {
            name: "MapToIPv4",
            signatures: &["ipaddress MapToIPv4()"],
            call: |_, this, _| {
                Ok(Value::native(Address(match of(this) {
                    IpAddr::V6(address) => IpAddr::V4(address.to_ipv4().unwrap_or(Ipv4Addr::UNSPECIFIED)),
                    other => other,
                })))
            },
        },
    ],
    static_properties: &[
        fixed!("Any", IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        fixed!("Loopback", IpAddr::V4(Ipv4Addr::LOCALHOST)),
        fixed!("Broadcast", IpAddr::V4(Ipv4Addr::BROADCAST)),
        fixed!("None", IpAddr::V4(Ipv4Addr::BROADCAST)),
        fixed!("IPv6Any", IpAddr::V6(Ipv6Addr::UNSPECIFIED)),
        fixed!("IPv6Loopback", IpAddr::V6(Ipv6Addr::LOCALHOST)),
        fixed!("IPv6None", IpAddr::V6(Ipv6Addr::UNSPECIFIED)),
    ],
    static_methods: &[
        StaticMethod {
            name: "HostToNetworkOrder",
            signatures: &[
                "static long HostToNetworkOrder(long host)",
                "static int HostToNetworkOrder(int host)",
                "static short HostToNetworkOrder(short host)",
            ],
            call: |_, args| swapped(arguments::any(args, 0)?),
        },
        StaticMethod {
            name: "NetworkToHostOrder",
            signatures: &[
                "static long NetworkToHostOrder(long network)",
                "static int NetworkToHostOrder(int network)",
                "static short NetworkToHostOrder(short network)",
            ],
            call: |_, args| swapped(arguments::any(args, 0)?),
        },
        StaticMethod {
            name: "IsValid",
            signatures: &["static bool IsValid(System.ReadOnlySpan[char] ipSpan)"],
            call: |engine, args| Ok(Value::Bool(parse(&arguments::text(engine, args, 0)?).is_some())),
        },
        StaticMethod {
            name: "IsValidUtf8",
            signatures: &["static bool IsValidUtf8(System.ReadOnlySpan[byte] utf8Text)"],
            call: |engine, args| {
                let bytes = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
                Ok(Value::Bool(std::str::from_utf8(&bytes).is_ok_and(|text| parse(text).is_some())))
            },
        },
        StaticMethod {
            name: "Parse",
            signatures: &[
                "static ipaddress Parse(string ipString)",
                "static ipaddress Parse(System.ReadOnlySpan[byte] utf8Text)",
                "static ipaddress Parse(System.ReadOnlySpan[char] ipSpan)",
            ],
            call: |engine, args| read(&arguments::text(engine, args, 0)?),
        },
        StaticMethod {
            name: "TryParse",
            signatures: &[
                "static bool TryParse(string ipString, [ref] ipaddress address)",
                "static bool TryParse(System.ReadOnlySpan[byte] utf8Text, [ref] ipaddress result)",
                "static bool TryParse(System.ReadOnlySpan[char] ipSpan, [ref] ipaddress address)",
            ],
            call: |engine, args| {
                let found = parse(&arguments::text(engine, args, 0)?);
                let value = found.map_or(Value::Null, |found| Value::native(Address(found)));
                super::reference::assign(engine, arguments::any(args, 1)?, value)?;
                Ok(Value::Bool(found.is_some()))
            },
        },
        StaticMethod {
            name: "IsLoopback",
            signatures: &["static bool IsLoopback(ipaddress address)"],
            call: |engine, args| {
                let wanted = super::named("System.Net.IPAddress");
                let address = convert::to_type(engine, arguments::any(args, 0)?.clone(), &wanted)?;
                Ok(Value::Bool(of(&address).is_loopback()))
            },
        },
    ],
    construct: Some(construct),
    constructors: &[
        "ipaddress new(long newAddress)",
        "ipaddress new(byte[] address, long scopeid)",
        "ipaddress new(System.ReadOnlySpan[byte] address, long scopeid)",
        "ipaddress new(byte[] address)",
        "ipaddress new(System.ReadOnlySpan[byte] address)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&IP_ADDRESS];
