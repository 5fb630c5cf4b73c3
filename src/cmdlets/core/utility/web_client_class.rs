//! `System.Net.WebClient`: what older scripts download with.

use super::http_client;
use super::web_client::{Failure, Manner, Reply, Request, exchange};
use super::web_request::content;
use crate::engine::object::Native;
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::credential::Credential;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{
    Class, Method, arguments, io_error, memory_stream, name_value_collection, object, task, text_encoding,
};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::any::Any;
use std::cell::RefCell;
use std::sync::mpsc;
use std::time::Duration;
use url::Url;

/// How long a request may take, as .NET waits.
const TIMEOUT: Duration = Duration::from_secs(100);
/// As many as .NET follows.
const REDIRECTS: u32 = 50;

#[derive(Debug)]
struct WebClient {
    headers: RefCell<Value>,
    query: RefCell<Value>,
    credentials: RefCell<Value>,
    proxy: RefCell<Value>,
    encoding: RefCell<Value>,
    base: RefCell<String>,
    answered: RefCell<Value>,
}

impl Native for WebClient {
    fn class(&self) -> &'static Class {
        &WEB_CLIENT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn of(this: &Value) -> Outcome<&WebClient> {
    this.as_native::<WebClient>().ok_or_else(arguments::no_overload)
}

fn failed(message: impl Into<String>) -> Box<crate::engine::Fault> {
    arguments::throw("System.Net.WebException", message)
}

/// The pairs of a collection of names and values.
fn pairs(engine: &mut Engine, table: &Value) -> Outcome<Vec<(String, String)>> {
    let keys = member::get(engine, table, "AllKeys")?.unwrap_or_default();
    let mut found = Vec::new();
    for key in arguments::items(engine, &keys)? {
        let value = member::index(engine, table, &key)?;
        found.push((convert::to_text(engine, &key)?, convert::to_text(engine, &value)?));
    }
    Ok(found)
}

/// The address of a call: relative ones belong to the base, and the query is added.
fn address(engine: &mut Engine, client: &WebClient, given: &Value) -> Outcome<Url> {
    let text = convert::to_text(engine, given)?;
    let base = client.base.borrow().clone();
    let parsed = match Url::parse(&text) {
        Ok(url) => Ok(url),
        Err(error) if base.is_empty() => Err(error),
        Err(_) => Url::parse(&base).and_then(|base| base.join(&text)),
    };
    let mut url = parsed.map_err(|_| {
        let inner = arguments::throw(
            "System.UriFormatException",
            "Invalid URI: The format of the URI could not be determined.",
        );
        arguments::with_inner(
            "System.Net.WebException",
            "An exception occurred during a WebClient request.",
            inner,
        )
    })?;
    let query = client.query.borrow().clone();
    for (name, value) in pairs(engine, &query)? {
        url.query_pairs_mut().append_pair(&name, &value);
    }
    Ok(url)
}

/// Sends a request away from the engine's thread. Errors: no answer, or one that is no success.
fn send(engine: &mut Engine, this: &Value, args: &[Value], method: &str, body: Vec<u8>) -> Outcome<Reply> {
    let client = of(this)?;
    let url = address(engine, client, arguments::any(args, 0)?)?;
    let given = client.headers.borrow().clone();
    let headers = pairs(engine, &given)?;
    let credential = client
        .credentials
        .borrow()
        .as_native::<Credential>()
        .map(|credential| (credential.user.clone(), credential.plain()));
    let request = Request { method: method.to_string(), url, headers, body, credential };
    let proxy = client.proxy.borrow().clone();
    let proxy = http_client::proxy_address(engine, &proxy)?;
    let manner = Manner { redirects: REDIRECTS, limit: Some(TIMEOUT), proxy, ..Manner::default() };
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        // Nobody waits any more after Ctrl+C.
        let _ = sender.send(exchange(request, &manner, Default::default()));
    });
    let done = loop {
        engine.check_stop()?;
        match receiver.recv_timeout(Duration::from_millis(20)) {
            Ok(done) => break done,
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(failed("The request was aborted.")),
        }
    };
    let reply = done.map_err(|failure| match failure {
        Failure::TimedOut(_) => failed("The operation has timed out."),
        Failure::TooManyRedirects => failed("Too many automatic redirections were attempted."),
        Failure::InsecureRedirect => failed("The remote server redirects to an address without encryption."),
        Failure::Connection(reason) => failed(reason),
    })?;
    let answered = name_value_collection::value(reply.headers.iter().cloned());
    *client.answered.borrow_mut() = answered;
    if reply.is_success() {
        return Ok(reply);
    }
    Err(failed(format!("The remote server returned an error: ({}) {}.", reply.status, reply.reason())))
}

/// The answer's text, in the encoding that it names, or else the client's.
fn text_of(this: &Value, reply: &Reply) -> Outcome<Value> {
    let encoding = of(this)?.encoding.borrow().clone();
    let named =
        reply.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("charset="));
    Ok(Value::text(match named || encoding.is_null() {
        true => content(reply),
        false => text_encoding::decode(&encoding, &reply.body),
    }))
}

fn download_string(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let reply = send(engine, this, args, "GET", Vec::new())?;
    text_of(this, &reply)
}

fn download_data(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    send(engine, this, args, "GET", Vec::new()).map(|reply| arguments::bytes(reply.body))
}

/// The file is replaced when the whole content is there.
fn download_file(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 1)?;
    let path = engine.resolve_path(&name);
    let reply = send(engine, this, args, "GET", Vec::new())?;
    Replacement::whole(&path, false, &reply.body).map_err(|error| io_error::thrown(&error, &path, false))?;
    Ok(Value::Empty)
}

/// `Upload…(address, data)`, `Upload…(address, method, data)`.
fn upload(engine: &mut Engine, this: &Value, args: &[Value], text: bool) -> Outcome<Reply> {
    let method = match args.len() {
        0..=2 => "POST".to_string(),
        _ => arguments::text(engine, args, 1)?,
    };
    let data = args.last().cloned().unwrap_or_default();
    let body = match text {
        true => {
            let (text, encoding) = (convert::to_text(engine, &data)?, of(this)?.encoding.borrow().clone());
            if encoding.is_null() { text.into_bytes() } else { text_encoding::encode(&encoding, &text) }
        }
        false => arguments::to_bytes(engine, &data)?,
    };
    send(engine, this, args, &method, body)
}

/// `UploadFile`: the file as the only part of a form, as .NET sends it. Errors: also a type that the caller set
/// and that is one of several parts.
fn upload_file(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = args.last().cloned().unwrap_or_default();
    let name = convert::to_text(engine, &name)?;
    let path = engine.resolve_path(&name);
    let data = std::fs::read(&path).map_err(|error| io_error::thrown(&error, &path, false))?;
    let headers = of(this)?.headers.borrow().clone();
    let given =
        pairs(engine, &headers)?.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
    let kind = given.map_or_else(|| "application/octet-stream".to_string(), |(_, kind)| kind);
    if kind.to_ascii_lowercase().starts_with("multipart/") {
        return Err(failed("The Content-Type header cannot be set to a multipart type for this request."));
    }
    let boundary =
        format!("---------------------{:x}", crate::engine::types::datetime::DateTime::now().ticks);
    let short = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{short}\"\r\nContent-Type: {kind}\r\n\r\n"
    )
    .into_bytes();
    body.extend(data);
    body.extend(format!("\r\n--{boundary}--\r\n").bytes());
    let whole = Value::text(format!("multipart/form-data; boundary={boundary}"));
    member::invoke(engine, &headers, "Set", &[Value::text("Content-Type"), whole])?;
    let mut given = args.to_vec();
    given.pop();
    given.push(arguments::bytes(body));
    upload(engine, this, &given, false).map(|reply| arguments::bytes(reply.body))
}

/// `UploadValues`: a form.
fn upload_values(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = args.last().cloned().unwrap_or_default();
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs(engine, &data)? {
        form.append_pair(&name, &value);
    }
    let body = form.finish().into_bytes();
    let headers = of(this)?.headers.borrow().clone();
    let kind = [Value::text("Content-Type"), Value::text("application/x-www-form-urlencoded")];
    member::invoke(engine, &headers, "Set", &kind)?;
    send(engine, this, args, "POST", body).map(|reply| arguments::bytes(reply.body))
}

macro_rules! later {
    ($call:expr) => {
        |engine, this, args| {
            let given = [std::slice::from_ref(this), args].concat();
            task::run(engine, &given, |engine, given| {
                let (this, args) = given.split_first().ok_or_else(arguments::no_overload)?;
                let call: fn(&mut Engine, &Value, &[Value]) -> Outcome<Value> = $call;
                call(engine, this, args)
            })
        }
    };
}

const METHODS: &[Method] = methods! {
    Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    DownloadData "byte[] DownloadData(string address)" "byte[] DownloadData(uri address)" => download_data;
    DownloadDataTaskAsync "System.Threading.Tasks.Task[byte[]] DownloadDataTaskAsync(string address)" => later!(download_data);
    DownloadFile "void DownloadFile(string address, string fileName)" "void DownloadFile(uri address, string fileName)" => download_file;
    DownloadFileAsync "void DownloadFileAsync(uri address, string fileName)" => download_file;
    DownloadFileTaskAsync "System.Threading.Tasks.Task DownloadFileTaskAsync(string address, string fileName)" => later!(download_file);
    DownloadString "string DownloadString(string address)" "string DownloadString(uri address)" => download_string;
    DownloadStringTaskAsync "System.Threading.Tasks.Task[string] DownloadStringTaskAsync(string address)" => later!(download_string);
    OpenRead "System.IO.Stream OpenRead(string address)" "System.IO.Stream OpenRead(uri address)" => |engine, this, args| {
        let reply = send(engine, this, args, "GET", Vec::new())?;
        Ok(memory_stream::value(reply.body))
    };
    UploadData "byte[] UploadData(string address, byte[] data)" "byte[] UploadData(string address, string method, byte[] data)" => |engine, this, args| upload(engine, this, args, false).map(|reply| arguments::bytes(reply.body));
    UploadFile "byte[] UploadFile(string address, string fileName)" "byte[] UploadFile(string address, string method, string fileName)" => upload_file;
    UploadString "string UploadString(string address, string data)" "string UploadString(string address, string method, string data)" => |engine, this, args| upload(engine, this, args, true).and_then(|reply| text_of(this, &reply));
    UploadValues "byte[] UploadValues(string address, System.Collections.Specialized.NameValueCollection data)" => upload_values;
};

pub static WEB_CLIENT: Class = Class {
    name: "System.Net.WebClient",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable", "System.ComponentModel.IComponent"],
    properties: properties! {
        "string" BaseAddress => |_, this| of(this).map(|client| Value::text(client.base.borrow().as_str())), |engine, this, value| {
            *of(this)?.base.borrow_mut() = convert::to_text(engine, &value)?;
            Ok(())
        };
        "System.Net.ICredentials" Credentials => |_, this| of(this).map(|client| client.credentials.borrow().clone()), |_, this, value| {
            *of(this)?.credentials.borrow_mut() = value;
            Ok(())
        };
        "System.Text.Encoding" Encoding => |_, this| of(this).map(|client| client.encoding.borrow().clone()), |_, this, value| {
            *of(this)?.encoding.borrow_mut() = value;
            Ok(())
        };
        "System.Net.WebHeaderCollection" Headers => |_, this| of(this).map(|client| client.headers.borrow().clone()), |_, this, value| {
            *of(this)?.headers.borrow_mut() = value;
            Ok(())
        };
        "bool" IsBusy => |_, _| Ok(Value::Bool(false));
        "System.Net.IWebProxy" Proxy => |_, this| of(this).map(|client| client.proxy.borrow().clone()), |_, this, value| {
            *of(this)?.proxy.borrow_mut() = value;
            Ok(())
        };
        "System.Collections.Specialized.NameValueCollection" QueryString => |_, this| of(this).map(|client| client.query.borrow().clone()), |_, this, value| {
            *of(this)?.query.borrow_mut() = value;
            Ok(())
        };
        "System.Net.WebHeaderCollection" ResponseHeaders => |_, this| of(this).map(|client| client.answered.borrow().clone());
        "bool" UseDefaultCredentials => |_, _| Ok(Value::Bool(false)), |_, _, _| Ok(());
    },
    methods: METHODS,
    construct: Some(|_, _| {
        let empty = || RefCell::new(name_value_collection::value([]));
        Ok(Value::native(WebClient {
            headers: empty(),
            query: empty(),
            credentials: RefCell::default(),
            proxy: RefCell::default(),
            encoding: RefCell::default(),
            base: RefCell::default(),
            answered: RefCell::default(),
        }))
    }),
    constructors: &["System.Net.WebClient new()"],
    ..Class::EMPTY
};
