//! `System.Net.Cookie` and `CookieContainer`: what a browser's "copy as PowerShell" puts into a session.

use crate::engine::object::Native;
use crate::engine::types::record::{field, made, record_class};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, array, named, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use cookie_store::CookieStore;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use url::Url;

/// The cookies of a session, which requests and the script share.
#[derive(Debug)]
struct Container(Rc<RefCell<CookieStore>>);

impl Native for Container {
    fn class(&self) -> &'static Class {
        &CONTAINER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    /// Two handles on the cookies of one session are equal.
    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Container>().map(|other| Rc::ptr_eq(&self.0, &other.0))
    }
}

/// These cookies as a value.
pub fn container(cookies: &Rc<RefCell<CookieStore>>) -> Value {
    Value::native(Container(cookies.clone()))
}

/// The cookies behind a container. Errors: another value.
pub fn shared(value: &Value) -> Outcome<Rc<RefCell<CookieStore>>> {
    value.as_native::<Container>().map(|found| found.0.clone()).ok_or_else(arguments::no_overload)
}

fn cookie_value(cookie: &cookie_store::Cookie<'static>) -> Value {
    let text = |part: Option<&str>| Value::text(part.unwrap_or_default());
    let domain = cookie.domain.as_cow().map(|domain| domain.into_owned());
    made(
        &COOKIE,
        format!("{}={}", cookie.name(), cookie.value()),
        [
            ("Comment", Value::text("")),
            ("HttpOnly", Value::Bool(cookie.http_only().unwrap_or(false))),
            ("Discard", Value::Bool(!cookie.is_persistent())),
            ("Domain", text(domain.as_deref())),
            ("Expired", Value::Bool(cookie.is_expired())),
            ("Name", Value::text(cookie.name())),
            ("Path", Value::text(AsRef::<str>::as_ref(&cookie.path))),
            ("Port", Value::text("")),
            ("Secure", Value::Bool(cookie.secure().unwrap_or(false))),
            ("Value", Value::text(cookie.value())),
            ("Version", Value::Int(0)),
        ],
    )
}

/// `Cookie(name, value, path, domain)`
fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut texts = Vec::with_capacity(args.len());
    for (index, _) in args.iter().enumerate() {
        texts.push(arguments::text(engine, args, index)?);
    }
    let text = |index: usize| texts.get(index).cloned().unwrap_or_default();
    if !args.is_empty() && (text(0).is_empty() || text(0).contains(['=', ';', ',', ' ', '\t', '\r', '\n'])) {
        let message = format!("The 'Name'='{}' part of the cookie is invalid.", text(0));
        return Err(arguments::throw("System.Net.CookieException", message));
    }
    let off = || Value::Bool(false);
    Ok(made(
        &COOKIE,
        format!("{}={}", text(0), text(1)),
        [
            ("Comment", Value::text("")),
            ("HttpOnly", off()),
            ("Discard", off()),
            ("Domain", Value::text(text(3))),
            ("Expired", off()),
            ("Name", Value::text(text(0))),
            ("Path", Value::text(text(2))),
            ("Port", Value::text("")),
            ("Secure", off()),
            ("Value", Value::text(text(1))),
            ("Version", Value::Int(0)),
        ],
    ))
}

record_class!(COOKIE_RECORD "System.Net.Cookie" ["Comment" "string", "HttpOnly" "bool", "Discard" "bool", "Domain" "string", "Expired" "bool", "Expires" "datetime", "Name" "string", "Path" "string", "Port" "string", "Secure" "bool", "Value" "string", "Version" "int"] set);

static COOKIE: Class = Class {
    construct: Some(construct),
    constructors: &[
        "System.Net.Cookie new()",
        "System.Net.Cookie new(string name, string value)",
        "System.Net.Cookie new(string name, string value, string path)",
        "System.Net.Cookie new(string name, string value, string path, string domain)",
    ],
    ..COOKIE_RECORD
};

/// The address that a cookie without one belongs to, by its domain. Errors: it has none.
fn home(domain: &str) -> Outcome<Url> {
    let host = domain.trim_start_matches('.');
    if host.is_empty() {
        let message = "The parameter '{0}' cannot be an empty string. (Parameter 'cookie.Domain')";
        return Err(arguments::throw("System.ArgumentException", message.replace("{0}", "cookie.Domain")));
    }
    Url::parse(&format!("https://{host}/")).map_err(|_| {
        let message = format!("The 'Domain'='{domain}' part of the cookie is invalid.");
        arguments::throw("System.Net.CookieException", message)
    })
}

fn address(engine: &mut Engine, given: &Value) -> Outcome<Url> {
    let text = convert::to_text(engine, given)?;
    Url::parse(&text).map_err(|_| {
        let message = "Invalid URI: The format of the URI could not be determined.";
        arguments::throw("System.UriFormatException", message)
    })
}

/// Puts one cookie in, as a server's header would. Errors: it belongs nowhere.
fn put(store: &Rc<RefCell<CookieStore>>, cookie: &Value, at: Option<&Url>) -> Outcome {
    let text = |name: &str| convert::display(&field(cookie, name));
    let domain = text("Domain");
    let home = match at {
        Some(url) => url.clone(),
        None => home(&domain)?,
    };
    let value = text("Value");
    if value.contains([';', ',']) && !(value.starts_with('"') && value.ends_with('"')) {
        let message = format!("The 'Value'='{value}' part of the cookie is invalid.");
        return Err(arguments::throw("System.Net.CookieException", message));
    }
    let mut line = format!("{}={value}", text("Name"));
    if convert::to_bool(&field(cookie, "Expired")) {
        line.push_str("; Max-Age=0");
    }
    let path = text("Path");
    line.push_str(&format!("; Path={}", if path.is_empty() { "/" } else { &path }));
    // A host of one word and an address are hosts, not domains.
    if matches!(home.host(), Some(url::Host::Domain(host)) if host.contains('.')) && !domain.is_empty() {
        line.push_str(&format!("; Domain={}", domain.trim_start_matches('.')));
    }
    for (name, mark) in [("Secure", "; Secure"), ("HttpOnly", "; HttpOnly")] {
        if convert::to_bool(&field(cookie, name)) {
            line.push_str(mark);
        }
    }
    match store.borrow_mut().parse(&line, &home) {
        Ok(_) => Ok(()),
        Err(error) => Err(arguments::throw("System.Net.CookieException", error.to_string())),
    }
}

/// The cookies of a header: a comma parts them where a name with `=` follows, and not in a date.
fn header_cookies(text: &str) -> Vec<&str> {
    let begins = |rest: &str| {
        let name = rest.trim_start().split(['=', ';', ',', ' ']).next().unwrap_or_default();
        !name.is_empty() && rest.trim_start().get(name.len()..).is_some_and(|rest| rest.starts_with('='))
    };
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',') {
        if text.get(at + 1..).is_some_and(begins) {
            found.extend(text.get(start..at));
            start = at + 1;
        }
    }
    found.extend(text.get(start..));
    found
}

fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let store = shared(this)?;
    let (url, given) = match args {
        [url, cookie] => (Some(address(engine, url)?), cookie),
        _ => (None, arguments::any(args, 0)?),
    };
    let all = match given.as_native::<crate::engine::types::record::Record>() {
        Some(_) => vec![given.clone()],
        None => arguments::items(engine, given)?,
    };
    for cookie in all {
        put(&store, &cookie, url.as_ref())?;
    }
    Ok(Value::Empty)
}

fn collection(found: Vec<Value>) -> Value {
    array::typed(found, named("System.Net.Cookie"))
}

static CONTAINER: Class = Class {
    name: "System.Net.CookieContainer",
    base: Some(&object::OBJECT),
    properties: properties! {
        "int" Capacity => |_, _| Ok(Value::Int(300));
        "int" Count => |_, this| Ok(Value::Int(i32::try_from(shared(this)?.borrow().iter_unexpired().count()).unwrap_or(i32::MAX)));
        "int" MaxCookieSize => |_, _| Ok(Value::Int(4096));
        "int" PerDomainCapacity => |_, _| Ok(Value::Int(20));
    },
    methods: methods! {
        Add
            "void Add(System.Net.Cookie cookie)"
            "void Add(System.Net.CookieCollection cookies)"
            "void Add(uri uri, System.Net.Cookie cookie)"
            "void Add(uri uri, System.Net.CookieCollection cookies)"
            => add;
        GetAllCookies "System.Net.CookieCollection GetAllCookies()" => |_, this, _| Ok(collection(shared(this)?.borrow().iter_unexpired().map(cookie_value).collect()));
        GetCookieHeader "string GetCookieHeader(uri uri)" => |engine, this, args| {
            let url = address(engine, arguments::any(args, 0)?)?;
            let store = shared(this)?;
            let store = store.borrow();
            let found: Vec<String> = store.matches(&url).iter().map(|cookie| format!("{}={}", cookie.name(), cookie.value())).collect();
            Ok(Value::text(found.join("; ")))
        };
        GetCookies "System.Net.CookieCollection GetCookies(uri uri)" => |engine, this, args| {
            let url = address(engine, arguments::any(args, 0)?)?;
            Ok(collection(shared(this)?.borrow().matches(&url).into_iter().map(cookie_value).collect()))
        };
        SetCookies "void SetCookies(uri uri, string cookieHeader)" => |engine, this, args| {
            let url = address(engine, arguments::any(args, 0)?)?;
            let text = arguments::text(engine, args, 1)?;
            let store = shared(this)?;
            for line in header_cookies(&text) {
                store.borrow_mut().parse(line.trim(), &url).map_err(|error| arguments::throw("System.Net.CookieException", error.to_string()))?;
            }
            Ok(Value::Empty)
        };
    },
    construct: Some(|_, _| Ok(container(&Rc::default()))),
    constructors: &["System.Net.CookieContainer new()"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&COOKIE, &CONTAINER];
