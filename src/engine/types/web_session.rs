//! `WebRequestSession`: cookies, headers and credentials that requests share.

use super::{Class, Property, arguments, object};
use crate::engine::Outcome;
use crate::engine::object::{Hashtable, Native, hashtable_value};
use crate::engine::value::Value;
use cookie_store::CookieStore;
use std::any::Any;
use std::cell::RefCell;

/// What a session keeps from request to request.
#[derive(Debug)]
pub struct WebSession {
    pub cookies: RefCell<CookieStore>,
    /// Headers that every request gets, as a hash table.
    pub headers: RefCell<Value>,
    pub user_agent: RefCell<Value>,
    pub credentials: RefCell<Value>,
    pub maximum_redirection: RefCell<Value>,
}

impl Native for WebSession {
    fn class(&self) -> &'static Class {
        &WEB_SESSION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A fresh session.
pub fn value() -> Value {
    Value::native(WebSession {
        cookies: RefCell::new(CookieStore::default()),
        headers: RefCell::new(hashtable_value(Hashtable::new(false))),
        user_agent: RefCell::default(),
        credentials: RefCell::default(),
        maximum_redirection: RefCell::new(Value::Int(-1)),
    })
}

fn from(this: &Value) -> Outcome<&WebSession> {
    this.as_native::<WebSession>().ok_or_else(arguments::no_overload)
}

macro_rules! kept {
    ($name:literal, $of:literal, $field:ident) => {
        Property {
            name: $name,
            type_name: $of,
            get: |_, this| Ok(from(this)?.$field.borrow().clone()),
            set: Some(|_, this, value| {
                *from(this)?.$field.borrow_mut() = value;
                Ok(())
            }),
        }
    };
}

static WEB_SESSION: Class = Class {
    name: "Microsoft.PowerShell.Commands.WebRequestSession",
    base: Some(&object::OBJECT),
    properties: &[
        kept!("Headers", "System.Collections.IDictionary", headers),
        kept!("UserAgent", "string", user_agent),
        kept!("Credentials", "System.Net.ICredentials", credentials),
        kept!("MaximumRedirection", "int", maximum_redirection),
        Property {
            name: "Cookies",
            type_name: "System.Object",
            get: |_, this| {
                let cookies = from(this)?.cookies.borrow();
                let one = |cookie: &cookie_store::Cookie<'static>| {
                    Value::custom([
                        ("Name", Value::text(cookie.name())),
                        ("Value", Value::text(cookie.value())),
                    ])
                };
                Ok(Value::array(cookies.iter_unexpired().map(one).collect()))
            },
            set: None,
        },
    ],
    construct: Some(|_, _| Ok(value())),
    constructors: &["Microsoft.PowerShell.Commands.WebRequestSession new()"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&WEB_SESSION];
