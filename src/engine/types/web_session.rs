//! `WebRequestSession`: cookies, headers and credentials that requests share.

use super::net::cookies;
use super::{Class, Property, arguments, object};
use crate::engine::Outcome;
use crate::engine::object::{Hashtable, Native, hashtable_value};
use crate::engine::value::Value;
use cookie_store::CookieStore;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// What a session keeps from request to request.
#[derive(Debug)]
pub struct WebSession {
    cookies: RefCell<Rc<RefCell<CookieStore>>>,
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

impl WebSession {
    /// The cookies that requests send.
    pub fn cookies(&self) -> CookieStore {
        self.cookies.borrow().borrow().clone()
    }

    /// Keeps what a reply brought.
    pub fn keep_cookies(&self, cookies: CookieStore) {
        self.cookies.borrow().replace(cookies);
    }
}

/// A fresh session.
pub fn value() -> Value {
    Value::native(WebSession {
        cookies: RefCell::default(),
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
            type_name: "System.Net.CookieContainer",
            get: |_, this| Ok(cookies::container(&from(this)?.cookies.borrow())),
            set: Some(|_, this, value| {
                let shared = cookies::shared(&value)?;
                from(this)?.cookies.replace(shared);
                Ok(())
            }),
        },
    ],
    construct: Some(|_, _| Ok(value())),
    constructors: &["Microsoft.PowerShell.Commands.WebRequestSession new()"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&WEB_SESSION];
