//! `System.Net.WebProxy`: the address of a proxy, for clients that scripts make.

use crate::engine::types::record::{field, made, set_field};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, object, uri};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// `WebProxy(address)`, `WebProxy(host, port)`, `WebProxy(address, bypassOnLocal)`.
fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut text = match args.first() {
        Some(first) => convert::to_text(engine, first)?,
        None => String::new(),
    };
    let local = matches!(args.get(1).map(Value::unwrapped), Some(Value::Bool(true)));
    if let Some(port) = args.get(1).filter(|value| !matches!(value.unwrapped(), Value::Bool(_))) {
        text = format!("{text}:{}", convert::to_int(port)?);
    }
    if !text.is_empty() && !text.contains("://") {
        text.insert_str(0, "http://");
    }
    let address = if text.is_empty() { Value::Null } else { uri::convert_text(&text)? };
    Ok(made(
        &WEB_PROXY,
        "",
        [
            ("Address", address),
            ("BypassProxyOnLocal", Value::Bool(local)),
            ("UseDefaultCredentials", Value::Bool(false)),
        ],
    ))
}

static WEB_PROXY: Class = Class {
    name: "System.Net.WebProxy",
    base: Some(&object::OBJECT),
    interfaces: &["System.Net.IWebProxy"],
    properties: properties! {
        "uri" Address => |_, this| Ok(field(this, "Address")), |engine, this, value| {
            let text = convert::to_text(engine, &value)?;
            set_field(this, "Address", uri::convert_text(&text)?);
            Ok(())
        };
        "bool" BypassProxyOnLocal => |_, this| Ok(field(this, "BypassProxyOnLocal")), |_, this, value| {
            set_field(this, "BypassProxyOnLocal", Value::Bool(convert::to_bool(&value)));
            Ok(())
        };
        "System.Net.ICredentials" Credentials => |_, this| Ok(field(this, "Credentials")), |_, this, value| {
            set_field(this, "Credentials", value);
            Ok(())
        };
        "bool" UseDefaultCredentials => |_, this| Ok(field(this, "UseDefaultCredentials")), |_, this, value| {
            set_field(this, "UseDefaultCredentials", value);
            Ok(())
        };
    },
    methods: methods! {
        GetProxy "uri GetProxy(uri destination)" => |_, this, args| {
            let address = field(this, "Address");
            if address.is_null() { arguments::any(args, 0).cloned() } else { Ok(address) }
        };
    },
    construct: Some(construct),
    constructors: &[
        "System.Net.WebProxy new()",
        "System.Net.WebProxy new(uri Address)",
        "System.Net.WebProxy new(uri Address, bool BypassOnLocal)",
        "System.Net.WebProxy new(string Host, int Port)",
        "System.Net.WebProxy new(string Address)",
        "System.Net.WebProxy new(string Address, bool BypassOnLocal)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&WEB_PROXY];
