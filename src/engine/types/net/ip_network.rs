//! `System.Net.IPNetwork`: a prefix and how many of its bits count.

use crate::engine::types::record::{field, made};
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, ip_address, object, reference};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::net::IpAddr;

/// The bits of an address, from the left, and how many there are.
fn bits(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(address) => (u128::from(u32::from(address)) << 96, 32),
        IpAddr::V6(address) => (u128::from(address), 128),
    }
}

fn mask(length: u32) -> u128 {
    u128::MAX.checked_shl(128 - length.min(128)).unwrap_or(0)
}

fn network(address: IpAddr, length: u32) -> Value {
    let fields =
        [("BaseAddress", ip_address::value(address)), ("PrefixLength", Value::Int(length.cast_signed()))];
    made(&IP_NETWORK, format!("{address}/{length}"), fields)
}

/// An address and a length. Errors: the length is none, or bits behind it are set.
fn checked(address: IpAddr, length: i32) -> Outcome<Value> {
    let (number, most) = bits(address);
    let length = u32::try_from(length).ok().filter(|length| *length <= most).ok_or_else(|| {
        arguments::out_of_range("Specified argument was out of the range of valid values.", "prefixLength")
    })?;
    if number & !mask(length) != 0 {
        let message =
            "The specified baseAddress has non-zero bits after the network prefix. (Parameter 'baseAddress')";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    Ok(network(address, length))
}

/// `10.0.0.0/8`; `None` for what is no network.
fn parsed(text: &str) -> Option<Value> {
    let (address, length) = text.split_once('/')?;
    let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    let length = length.parse::<i32>().ok().filter(|_| digits)?;
    checked(address.parse().ok()?, length).ok()
}

/// The address of a value. Errors: it is none.
fn address(engine: &mut Engine, value: &Value) -> Outcome<IpAddr> {
    convert::to_text(engine, value)?.parse().map_err(|_| arguments::no_overload())
}

fn contains(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = address(engine, arguments::any(args, 0)?)?;
    let base = address(engine, &field(this, "BaseAddress"))?;
    let length = u32::try_from(convert::to_int(&field(this, "PrefixLength"))?).unwrap_or(0);
    let inside = bits(wanted).0 & mask(length) == bits(base).0;
    Ok(Value::Bool(wanted.is_ipv4() == base.is_ipv4() && inside))
}

static IP_NETWORK: Class = Class {
    name: "System.Net.IPNetwork",
    base: Some(&object::OBJECT),
    value_type: true,
    properties: properties! {
        "ipaddress" BaseAddress => |_, this| Ok(field(this, "BaseAddress"));
        "int" PrefixLength => |_, this| Ok(field(this, "PrefixLength"));
    },
    methods: methods! {
        Contains "bool Contains(ipaddress address)" => contains;
        Equals "bool Equals(System.Net.IPNetwork other)" "bool Equals(System.Object obj)" => |_, this, args| {
            Ok(Value::Bool(convert::display(this) == convert::display(arguments::any(args, 0)?)))
        };
    },
    static_methods: statics! {
        Parse "static System.Net.IPNetwork Parse(string s)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            parsed(&text).ok_or_else(|| {
                arguments::throw("System.FormatException", "An invalid IP network was specified.")
            })
        };
        TryParse "static bool TryParse(string s, [ref] System.Net.IPNetwork result)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let found = parsed(&text);
            let is_good = found.is_some();
            let nothing = network(IpAddr::from([0, 0, 0, 0]), 0);
            reference::assign(engine, arguments::any(args, 1)?, found.unwrap_or(nothing))?;
            Ok(Value::Bool(is_good))
        };
    },
    construct: Some(|engine, args| {
        if args.is_empty() {
            return Ok(network(IpAddr::from([0, 0, 0, 0]), 0));
        }
        let base = address(engine, arguments::any(args, 0)?)?;
        checked(base, arguments::int(args, 1)?)
    }),
    constructors: &["System.Net.IPNetwork new(ipaddress baseAddress, int prefixLength)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&IP_NETWORK];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_have_a_length_that_fits_and_no_bits_behind_it() {
        for good in ["0.0.0.0/0", "10.0.0.0/8", "10.1.2.3/32", "::/0", "2001:db8::/32"] {
            assert!(parsed(good).is_some(), "{good}");
        }
        for bad in
            ["10.0.0.1/8", "10.0.0.0/33", "10.0.0.0", "10.0.0.0/", "10.0.0.0/+8", "x/8", "::1/64", "::/129"]
        {
            assert!(parsed(bad).is_none(), "{bad}");
        }
    }
}
