//! `System.Net.Mail.MailAddress`.

use super::record::{field, made};
use super::{Class, arguments};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

macro_rules! part {
    ($name:literal) => {
        super::Property { name: $name, type_name: "string", get: |_, this| Ok(field(this, $name)), set: None }
    };
}

/// `user@host`, or `"Name" <user@host>`.
fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let bad = || {
        arguments::throw(
            "System.FormatException",
            "The specified string is not in the form required for an e-mail address.",
        )
    };
    if text.is_empty() {
        return Err(arguments::throw(
            "System.ArgumentException",
            "The value cannot be an empty string. (Parameter 'address')",
        ));
    }
    let (name, address) = match text.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"').to_string(), address.to_string()),
        None => (String::new(), text.trim().to_string()),
    };
    let name = match args.get(1) {
        Some(name) => convert::to_text(engine, name)?,
        None => name,
    };
    let (user, host) = address.rsplit_once('@').ok_or_else(bad)?;
    let wrong = |part: &str| {
        part.is_empty()
            || part.starts_with('.')
            || part.ends_with('.')
            || part.contains("..")
            || part.contains([' ', ',', '<', '>', ';', '@'])
    };
    if wrong(user) || wrong(host) {
        return Err(bad());
    }
    let shown = if name.is_empty() { address.clone() } else { format!("\"{name}\" <{address}>") };
    Ok(made(
        &MAIL_ADDRESS,
        shown,
        [
            ("DisplayName", Value::text(name)),
            ("User", Value::text(user)),
            ("Host", Value::text(host)),
            ("Address", Value::text(address.clone())),
        ],
    ))
}

pub static MAIL_ADDRESS: Class = Class {
    name: "System.Net.Mail.MailAddress",
    base: Some(&super::object::OBJECT),
    properties: &[part!("DisplayName"), part!("User"), part!("Host"), part!("Address")],
    methods: super::table::methods! {
        Equals "bool Equals(System.Object value)" => |_, this, args| {
            let other = convert::display(arguments::any(args, 0)?);
            Ok(Value::Bool(convert::display(this).eq_ignore_ascii_case(&other)))
        };
    },
    static_methods: super::table::statics! {
        TryCreate "static bool TryCreate(string address, [ref] mailaddress result)" "static bool TryCreate(string address, string displayName, [ref] mailaddress result)" => |engine, args| {
            let (target, given) = args.split_last().ok_or_else(arguments::no_overload)?;
            let found = construct(engine, given).ok();
            let good = found.is_some();
            super::reference::assign(engine, target, found.unwrap_or_default())?;
            Ok(Value::Bool(good))
        };
    },
    construct: Some(construct),
    constructors: &["mailaddress new(string address)", "mailaddress new(string address, string displayName)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&MAIL_ADDRESS];
