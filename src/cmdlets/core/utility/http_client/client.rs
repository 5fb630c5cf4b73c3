//! `HttpClient`.

use super::super::web_client::Request;
use super::exchange::{Place, Wanted, start};
use super::handler;
use super::headers::{self, Headers};
use super::{content, message};
use crate::engine::object::Native;
use crate::engine::types::credential::Credential;
use crate::engine::types::net::cookies;
use crate::engine::types::record::field;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::task::{self, Work};
use crate::engine::types::{Class, arguments, object, timespan, uri};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use cookie_store::CookieStore;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, Weak};
use std::time::Duration;
use url::Url;

/// How long an answer may take where a script says nothing, in ticks.
const TIMEOUT: i64 = 100 * timespan::TICKS_PER_SECOND;

#[derive(Debug)]
struct HttpClient {
    base: RefCell<Value>,
    headers: Value,
    /// An `HttpClientHandler`; `$null` for a fresh one.
    handler: Value,
    cookies: Rc<RefCell<CookieStore>>,
    /// Ticks; less than nothing waits for ever.
    limit: Cell<i64>,
    disposed: Cell<bool>,
    /// Requests without an answer, and perhaps some that have one.
    pending: RefCell<Vec<Weak<Place>>>,
}

impl Native for HttpClient {
    fn class(&self) -> &'static Class {
        &HTTP_CLIENT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn of(this: &Value) -> Outcome<&HttpClient> {
    this.as_native::<HttpClient>().ok_or_else(arguments::no_overload)
}

fn construct(args: &[Value]) -> Outcome<Value> {
    let handler = args.first().cloned().unwrap_or_default();
    let given = field(&handler, "CookieContainer");
    let cookies = if given.is_null() { Rc::default() } else { cookies::shared(&given)? };
    Ok(Value::native(HttpClient {
        base: RefCell::default(),
        headers: Value::native(Headers::default()),
        handler,
        cookies,
        limit: Cell::new(TIMEOUT),
        disposed: Cell::new(false),
        pending: RefCell::default(),
    }))
}

impl HttpClient {
    /// Errors: it was disposed of.
    fn check_open(&self) -> Outcome {
        match self.disposed.get() {
            true => Err(arguments::disposed("System.Net.Http.HttpClient")),
            false => Ok(()),
        }
    }

    fn cancel_pending(&self) {
        for place in self.pending.take().iter().filter_map(Weak::upgrade) {
            place.cancel();
        }
    }
}

/// The address of a request: relative ones belong to the base. Errors: neither says a whole one.
fn address(engine: &mut Engine, client: &HttpClient, given: &Value) -> Outcome<Url> {
    let text = convert::to_text(engine, given)?;
    let base = client.base.borrow().clone();
    let base = Url::parse(&convert::to_text(engine, &base)?).ok();
    let parsed = match (Url::parse(&text), base) {
        (Ok(url), _) => Some(url),
        (Err(_), Some(base)) => base.join(&text).ok(),
        (Err(_), None) => None,
    };
    let url = parsed.ok_or_else(|| {
        arguments::invalid_operation(
            "An invalid request URI was provided. Either the request URI must be an absolute URI or BaseAddress must be set.",
        )
    })?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        other => {
            let message = format!("The '{other}' scheme is not supported.");
            Err(arguments::throw("System.NotSupportedException", message))
        }
    }
}

/// What goes over the wire for a message: its own headers, then those of the client that it does not name.
fn wire(engine: &mut Engine, client: &HttpClient, request: &Value) -> Outcome<Request> {
    let url = address(engine, client, &field(request, "RequestUri"))?;
    let mut lines = headers::sent(&field(request, "Headers"));
    for (name, value) in headers::sent(&client.headers) {
        let named = |(known, _): &(String, String)| known.eq_ignore_ascii_case(&name);
        if !headers::sent(&field(request, "Headers")).iter().any(named) {
            lines.push((name, value));
        }
    }
    let body = field(request, "Content");
    let bytes = match body.is_null() {
        true => Vec::new(),
        false => {
            let body = content::of(&body)?;
            lines.extend(headers::sent(&body.headers));
            body.bytes.borrow().clone()
        }
    };
    lines.retain(|(name, _)| !name.eq_ignore_ascii_case("Content-Length"));
    let credential = field(&client.handler, "Credentials");
    let credential =
        credential.as_native::<Credential>().map(|credential| (credential.user.clone(), credential.plain()));
    let method = convert::to_text(engine, &field(request, "Method"))?;
    Ok(Request { method, url, headers: lines, body: bytes, credential })
}

/// Begins to send a message.
fn send(engine: &mut Engine, this: &Value, request: &Value, wanted: Wanted) -> Outcome<impl Work + use<>> {
    let client = of(this)?;
    client.check_open()?;
    let sent = wire(engine, client, request)?;
    let mut manner = handler::manner(engine, &client.handler)?;
    manner.limit = u64::try_from(client.limit.get() / 10).ok().map(Duration::from_micros);
    let uses = client.handler.is_null() || convert::to_bool(&field(&client.handler, "UseCookies"));
    let cookies = uses.then(|| client.cookies.clone());
    let exchange = start(sent, manner, cookies, wanted, request.clone());
    let mut pending = client.pending.borrow_mut();
    pending.retain(|place| place.upgrade().is_some_and(|place| place.is_pending()));
    pending.push(Arc::downgrade(exchange.place()));
    Ok(exchange)
}

/// The message of a call that names an address and perhaps a body.
fn message_of(engine: &mut Engine, method: &str, args: &[Value], has_body: bool) -> Outcome<Value> {
    let address = arguments::any(args, 0)?.clone();
    let text = convert::to_text(engine, &address)?;
    let made = match message::REQUEST.construct {
        Some(construct) => construct(engine, &[Value::text(method), uri::convert_text(&text)?])?,
        None => return Err(arguments::no_overload()),
    };
    if has_body {
        crate::engine::types::record::set_field(&made, "Content", args.get(1).cloned().unwrap_or_default());
    }
    Ok(made)
}

macro_rules! call {
    ($method:literal, $has_body:literal, $wanted:ident) => {
        |engine, this, args| {
            let request = message_of(engine, $method, args, $has_body)?;
            send(engine, this, &request, Wanted::$wanted).map(task::waiting)
        }
    };
}

pub static HTTP_CLIENT: Class = Class {
    name: "System.Net.Http.HttpClient",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "uri" BaseAddress => |_, this| Ok(of(this)?.base.borrow().clone()), |engine, this, value| {
            let text = convert::to_text(engine, &value)?;
            let address = if value.is_null() { Value::Null } else { uri::convert_text(&text)? };
            of(this)?.base.replace(address);
            Ok(())
        };
        "System.Net.Http.Headers.HttpRequestHeaders" DefaultRequestHeaders => |_, this| Ok(of(this)?.headers.clone());
        "long" MaxResponseContentBufferSize => |_, _| Ok(Value::Long(i64::from(i32::MAX)));
        "timespan" Timeout => |_, this| Ok(Value::TimeSpan(of(this)?.limit.get())), |_, this, value| {
            let Value::TimeSpan(ticks) = timespan::convert(&value)? else { return Err(arguments::no_overload()) };
            let endless = ticks == -timespan::TICKS_PER_SECOND / 1000;
            if ticks <= 0 && !endless {
                return Err(arguments::throw("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter 'value')"));
            }
            of(this)?.limit.set(ticks);
            Ok(())
        };
    },
    methods: methods! {
        CancelPendingRequests "void CancelPendingRequests()" => |_, this, _| {
            let client = of(this)?;
            client.check_open()?;
            client.cancel_pending();
            Ok(Value::Empty)
        };
        DeleteAsync "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] DeleteAsync(string requestUri)" "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] DeleteAsync(uri requestUri)" => call!("DELETE", false, Message);
        Dispose "void Dispose()" => |_, this, _| {
            let client = of(this)?;
            client.disposed.set(true);
            client.cancel_pending();
            Ok(Value::Empty)
        };
        GetAsync "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] GetAsync(string requestUri)" "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] GetAsync(uri requestUri)" "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] GetAsync(string requestUri, System.Net.Http.HttpCompletionOption completionOption)" => call!("GET", false, Message);
        GetByteArrayAsync "System.Threading.Tasks.Task[byte[]] GetByteArrayAsync(string requestUri)" "System.Threading.Tasks.Task[byte[]] GetByteArrayAsync(uri requestUri)" => call!("GET", false, Bytes);
        GetStreamAsync "System.Threading.Tasks.Task[System.IO.Stream] GetStreamAsync(string requestUri)" "System.Threading.Tasks.Task[System.IO.Stream] GetStreamAsync(uri requestUri)" => call!("GET", false, Stream);
        GetStringAsync "System.Threading.Tasks.Task[string] GetStringAsync(string requestUri)" "System.Threading.Tasks.Task[string] GetStringAsync(uri requestUri)" => call!("GET", false, Text);
        PatchAsync "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] PatchAsync(string requestUri, System.Net.Http.HttpContent content)" => call!("PATCH", true, Message);
        PostAsync "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] PostAsync(string requestUri, System.Net.Http.HttpContent content)" "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] PostAsync(uri requestUri, System.Net.Http.HttpContent content)" => call!("POST", true, Message);
        PutAsync "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] PutAsync(string requestUri, System.Net.Http.HttpContent content)" => call!("PUT", true, Message);
        Send "System.Net.Http.HttpResponseMessage Send(System.Net.Http.HttpRequestMessage request)" => |engine, this, args| {
            let work = send(engine, this, arguments::any(args, 0)?, Wanted::Message)?;
            while !work.wait(engine, Some(Duration::from_millis(50)))? {
                engine.check_stop()?;
            }
            work.result(engine)
        };
        SendAsync "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] SendAsync(System.Net.Http.HttpRequestMessage request)" "System.Threading.Tasks.Task[System.Net.Http.HttpResponseMessage] SendAsync(System.Net.Http.HttpRequestMessage request, System.Net.Http.HttpCompletionOption completionOption)" => |engine, this, args| {
            send(engine, this, arguments::any(args, 0)?, Wanted::Message).map(task::waiting)
        };
    },
    construct: Some(|_, args| construct(args)),
    constructors: &[
        "System.Net.Http.HttpClient new()",
        "System.Net.Http.HttpClient new(System.Net.Http.HttpMessageHandler handler)",
        "System.Net.Http.HttpClient new(System.Net.Http.HttpMessageHandler handler, bool disposeHandler)",
    ],
    ..Class::EMPTY
};
