//! `PSCredential` and `System.Net.NetworkCredential`.

use super::{Class, Method, Property, StaticProperty, arguments, object, secure_string};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;

/// A user's name and password.
#[derive(Debug)]
pub struct Credential {
    pub user: String,
    domain: String,
    password: Value,
    is_network: bool,
}

impl Native for Credential {
    fn class(&self) -> &'static Class {
        if self.is_network { &NETWORK_CREDENTIAL } else { &CREDENTIAL }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Credential {
    /// The password as text.
    pub fn plain(&self) -> String {
        secure_string::plain(&self.password).unwrap_or_default()
    }
}

/// Domain and name of `domain\\user`.
fn split(user: &str) -> (&str, &str) {
    user.split_once('\\').unwrap_or(("", user))
}

/// A credential as a value; the password is a secure string.
pub fn of(user: impl Into<String>, password: Value) -> Value {
    Value::native(Credential { user: user.into(), domain: String::new(), password, is_network: false })
}

fn from(this: &Value) -> Outcome<&Credential> {
    this.as_native::<Credential>().ok_or_else(arguments::no_overload)
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let user = arguments::text(engine, args, 0)?;
    let password = arguments::any(args, 1)?;
    if secure_string::plain(password).is_none() {
        return Err(arguments::no_overload());
    }
    if user.is_empty() {
        let message = "Cannot process argument because the value of argument \"userName\" is not valid. Change the value of the \"userName\" argument and run the operation again.";
        return Err(arguments::throw("System.Management.Automation.PSArgumentException", message));
    }
    Ok(of(user, password.clone()))
}

pub static CREDENTIAL: Class = Class {
    name: "System.Management.Automation.PSCredential",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "UserName",
            type_name: "string",
            get: |_, this| Ok(Value::text(from(this)?.user.as_str())),
            set: None,
        },
        Property {
            name: "Password",
            type_name: "securestring",
            get: |_, this| Ok(from(this)?.password.clone()),
            set: None,
        },
    ],
    methods: &[Method {
        name: "GetNetworkCredential",
        signatures: &["System.Net.NetworkCredential GetNetworkCredential()"],
        call: |_, this, _| {
            let own = from(this)?;
            let (domain, user) = split(&own.user);
            Ok(Value::native(Credential {
                user: user.to_string(),
                domain: domain.to_string(),
                password: own.password.clone(),
                is_network: true,
            }))
        },
    }],
    static_properties: &[StaticProperty {
        name: "Empty",
        type_name: "pscredential",
        get: |_| Ok(of("", secure_string::of(""))),
        set: None,
    }],
    construct: Some(construct),
    constructors: &["pscredential new(string userName, securestring password)"],
    ..Class::EMPTY
};

/// `NetworkCredential(user, password, domain)`, the password as text or as a secure string.
fn network(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = |engine: &mut Engine, index: usize| match args.get(index) {
        Some(_) => arguments::text(engine, args, index),
        None => Ok(String::new()),
    };
    let (user, domain) = (text(engine, 0)?, text(engine, 2)?);
    let password = match args.get(1).filter(|given| secure_string::plain(given).is_some()) {
        Some(given) => given.clone(),
        None => secure_string::of(text(engine, 1)?),
    };
    Ok(Value::native(Credential { user, domain, password, is_network: true }))
}

static NETWORK_CREDENTIAL: Class = Class {
    name: "System.Net.NetworkCredential",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "UserName",
            type_name: "string",
            get: |_, this| Ok(Value::text(from(this)?.user.as_str())),
            set: None,
        },
        Property {
            name: "Password",
            type_name: "string",
            get: |_, this| Ok(Value::text(from(this)?.plain())),
            set: None,
        },
        Property {
            name: "SecurePassword",
            type_name: "securestring",
            get: |_, this| Ok(from(this)?.password.clone()),
            set: None,
        },
        Property {
            name: "Domain",
            type_name: "string",
            get: |_, this| Ok(Value::text(from(this)?.domain.as_str())),
            set: None,
        },
    ],
    methods: super::table::methods! {
        GetCredential "System.Net.NetworkCredential GetCredential(uri uri, string authType)" "System.Net.NetworkCredential GetCredential(string host, int port, string authenticationType)" => |_, this, _| Ok(this.clone());
    },
    construct: Some(network),
    constructors: &[
        "System.Net.NetworkCredential new()",
        "System.Net.NetworkCredential new(string userName, string password)",
        "System.Net.NetworkCredential new(string userName, securestring password)",
        "System.Net.NetworkCredential new(string userName, string password, string domain)",
        "System.Net.NetworkCredential new(string userName, securestring password, string domain)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CREDENTIAL, &NETWORK_CREDENTIAL];
