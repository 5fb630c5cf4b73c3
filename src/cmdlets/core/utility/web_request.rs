//! What `Invoke-WebRequest` and `Invoke-RestMethod` share: the request from its parameters, and its errors.

use super::web_client::{Failure, Manner, Reply, Request, basic, exchange};
use crate::engine::command::Context;
use crate::engine::encoding::{TextEncoding, UTF8};
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::credential::Credential;
use crate::engine::types::file_system_info::FileSystemInfo;
use crate::engine::types::web_session::{self, WebSession};
use crate::engine::types::{hashtable, io_error, record, secure_string, x509_certificate};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::path::Path;
use std::time::Duration;
use url::Url;
use url::form_urlencoded::Serializer;

record::record_class!(MESSAGE "System.Net.Http.HttpResponseMessage" ["StatusCode", "ReasonPhrase", "Headers", "RequestMessage", "Version"]);

/// The parameters that both commands have.
#[derive(Clone, Default)]
pub struct Settings {
    pub uri: String,
    pub method: Option<String>,
    pub custom_method: Option<String>,
    pub headers: Option<Value>,
    pub body: Option<Value>,
    pub form: Option<Value>,
    pub content_type: Option<String>,
    pub in_file: Option<String>,
    pub out_file: Option<String>,
    pub resume: bool,
    pub credential: Option<Value>,
    pub authentication: Option<String>,
    pub token: Option<Value>,
    pub allow_unencrypted: bool,
    pub user_agent: Option<String>,
    pub session: Option<Value>,
    pub session_variable: Option<String>,
    pub skip_error_check: bool,
    pub skip_certificate_check: bool,
    pub certificate: Option<Value>,
    pub socket: Option<Value>,
    pub redirects: Option<i32>,
    pub connect_seconds: Option<i32>,
    pub read_seconds: Option<i32>,
    pub retries: Option<i32>,
    pub retry_seconds: Option<i32>,
    pub proxy: Option<String>,
    pub proxy_credential: Option<Value>,
    pub no_proxy: bool,
    pub preserve_method: bool,
    pub preserve_authorization: bool,
    pub allow_insecure_redirect: bool,
}

/// Reads the fields of either command.
macro_rules! settings {
    ($own:expr) => {
        $crate::cmdlets::core::utility::web_request::Settings {
            uri: $own.uri.clone().unwrap_or_default(),
            method: $own.method.clone(),
            custom_method: $own.custom_method.clone(),
            headers: $own.headers.clone(),
            body: $own.body.clone(),
            form: $own.form.clone(),
            content_type: $own.content_type.clone(),
            in_file: $own.in_file.clone(),
            out_file: $own.out_file.clone(),
            resume: $own.resume,
            credential: $own.credential.clone(),
            authentication: $own.authentication.clone(),
            token: $own.token.clone(),
            allow_unencrypted: $own.allow_unencrypted_authentication,
            user_agent: $own.user_agent.clone(),
            session: $own.web_session.clone(),
            session_variable: $own.session_variable.clone(),
            skip_error_check: $own.skip_http_error_check,
            skip_certificate_check: $own.skip_certificate_check,
            certificate: $own.certificate.clone(),
            socket: $own.unix_socket.clone(),
            redirects: $own.maximum_redirection,
            connect_seconds: $own.connection_timeout_seconds,
            read_seconds: $own.operation_timeout_seconds,
            retries: $own.maximum_retry_count,
            retry_seconds: $own.retry_interval_sec,
            proxy: $own.proxy.clone(),
            proxy_credential: $own.proxy_credential.clone(),
            no_proxy: $own.no_proxy,
            preserve_method: $own.preserve_http_method_on_redirect,
            preserve_authorization: $own.preserve_authorization_on_redirect,
            allow_insecure_redirect: $own.allow_insecure_redirect,
        }
    };
}
pub(super) use settings;

const REDIRECTS: u32 = 5;

fn fault(class: &str, message: impl Into<String>, id: &str, category: Category) -> Box<Fault> {
    Fault::error(Exception::new(class, message), id, category, Value::Null)
}

/// Sends a request. Errors: no answer, or one that is no success.
pub fn send(context: &mut Context<'_>, settings: &Settings) -> Outcome<Reply> {
    let request = prepare(context.engine, settings)?;
    let manner = manner(settings);
    let session = session(context, settings)?;
    let cookies = session.as_native::<WebSession>().map(WebSession::cookies).unwrap_or_default();
    context.engine.host.flush();
    let shown = (request.method.clone(), request.url.to_string());
    let done = context.wait(async move {
        tokio::task::spawn_blocking(move || exchange(request, &manner, cookies)).await
    })?;
    let reply = match done {
        Ok(Ok(reply)) => reply,
        Ok(Err(failure)) => return Err(context.named(no_reply(&failure))),
        Err(error) => return Err(context.named(no_reply(&Failure::Connection(error.to_string())))),
    };
    if let Some(session) = session.as_native::<WebSession>() {
        session.keep_cookies(reply.cookies.clone());
    }
    if !reply.is_success() && !settings.skip_error_check {
        return Err(context.named(no_success(&reply, &shown)));
    }
    Ok(reply)
}

fn no_reply(failure: &Failure) -> Box<Fault> {
    match failure {
        Failure::TimedOut(seconds) => fault(
            "System.Threading.Tasks.TaskCanceledException",
            format!(
                "The request was canceled due to the configured HttpClient.Timeout of {seconds} seconds elapsing."
            ),
            "ConnectionTimeoutReached",
            Category::OperationTimeout,
        ),
        Failure::TooManyRedirects => fault(
            "System.InvalidOperationException",
            "The maximum redirection count has been exceeded. To increase the number of redirections allowed, supply a higher value to the -MaximumRedirection parameter.",
            "MaximumRedirectExceeded",
            Category::InvalidOperation,
        ),
        Failure::InsecureRedirect => fault(
            "System.InvalidOperationException",
            "Cannot follow an insecure redirection by default. Reissue the command specifying the -AllowInsecureRedirect switch.",
            "InsecureRedirection",
            Category::InvalidOperation,
        ),
        Failure::Connection(reason) => fault(
            "System.Net.Http.HttpRequestException",
            reason.as_str(),
            "WebCmdletWebResponseException",
            Category::InvalidOperation,
        ),
    }
}

/// The answer as `.Exception.Response`, with its text as the details of the error.
fn no_success(reply: &Reply, request: &(String, String)) -> Box<Fault> {
    let message =
        format!("Response status code does not indicate success: {} ({}).", reply.status, reply.reason());
    let mut exception = Exception::new("Microsoft.PowerShell.Commands.HttpResponseException", message);
    exception.data.push(("Response".into(), message_value(reply)));
    exception.data.push(("StatusCode".into(), status(reply)));
    let target = Value::text(format!("Method: {}, RequestUri: '{}'", request.0, request.1));
    let mut record =
        ErrorRecord::new(exception, "WebCmdletWebResponseException", Category::InvalidOperation, target);
    let text = content(reply);
    if !text.trim().is_empty() {
        record.details = Some(text);
    }
    record.into()
}

fn status(reply: &Reply) -> Value {
    Value::Int(i32::from(reply.status))
}

/// The answer without its content.
pub fn message_value(reply: &Reply) -> Value {
    record::made(
        &MESSAGE,
        "System.Net.Http.HttpResponseMessage",
        [
            ("StatusCode", status(reply)),
            ("ReasonPhrase", Value::text(reply.reason())),
            ("Headers", headers_value(reply)),
            ("RequestMessage", Value::text(format!("Method: {}, RequestUri: '{}'", reply.method, reply.url))),
            ("Version", Value::text(reply.version.trim_start_matches("HTTP/"))),
        ],
    )
}

/// Headers by name, each a list of texts.
pub fn headers_value(reply: &Reply) -> Value {
    let mut table = crate::engine::object::Hashtable::new(false);
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in &reply.headers {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for name in names {
        let all = reply.headers.iter().filter(|(known, _)| known == name);
        let values = all.map(|(_, value)| Value::text(value.as_str())).collect();
        let list = crate::engine::types::array::typed(values, crate::engine::types::named("System.String"));
        table.set(Value::text(name), list);
    }
    crate::engine::object::hashtable_value(table)
}

/// The content as text, in the encoding that its type names.
pub fn content(reply: &Reply) -> String {
    decoded(reply.header("content-type"), &reply.body)
}

/// Bytes as text, in the encoding that a `Content-Type` names; UTF-8 otherwise.
pub fn decoded(kind: Option<&str>, bytes: &[u8]) -> String {
    let named = kind.and_then(|kind| {
        let (_, rest) =
            kind.to_ascii_lowercase().split_once("charset=").map(|(a, b)| (a.to_string(), b.to_string()))?;
        TextEncoding::named(rest.split(';').next().unwrap_or_default().trim().trim_matches('"'))
    });
    named.unwrap_or(UTF8).decode(bytes)
}

/// The session that is given, or a fresh one under the variable's name.
fn session(context: &mut Context<'_>, settings: &Settings) -> Outcome<Value> {
    match (&settings.session, &settings.session_variable) {
        (Some(session), _) => Ok(session.clone()),
        (None, Some(name)) => {
            let made = web_session::value();
            context.engine.set_variable(name, made.clone())?;
            Ok(made)
        }
        (None, None) => Ok(web_session::value()),
    }
}

fn manner(settings: &Settings) -> Manner {
    let seconds = |value: Option<i32>| {
        value.and_then(|value| u64::try_from(value).ok()).filter(|value| *value > 0).map(Duration::from_secs)
    };
    let proxy = settings.proxy.clone().map(|proxy| {
        let credential = settings.proxy_credential.as_ref().and_then(|value| value.as_native::<Credential>());
        match (credential, Url::parse(&proxy)) {
            (Some(credential), Ok(mut url)) => {
                let _ = url.set_username(&credential.user);
                let _ = url.set_password(Some(&credential.plain()));
                url.to_string()
            }
            _ => proxy,
        }
    });
    Manner {
        skip_certificate_check: settings.skip_certificate_check,
        redirects: settings.redirects.and_then(|most| u32::try_from(most).ok()).unwrap_or(REDIRECTS),
        limit: None,
        connect_limit: seconds(settings.connect_seconds),
        read_limit: seconds(settings.read_seconds),
        proxy,
        no_proxy: settings.no_proxy,
        retries: settings.retries.and_then(|count| u32::try_from(count).ok()).unwrap_or(0),
        retry_interval: seconds(settings.retry_seconds).unwrap_or(Duration::from_secs(5)),
        preserve_method: settings.preserve_method,
        preserve_authorization: settings.preserve_authorization,
        allow_insecure_redirect: settings.allow_insecure_redirect,
        socket: settings.socket.as_ref().map(|socket| convert::display(socket).into()),
        certificate: settings.certificate.as_ref().and_then(|certificate| {
            let key = x509_certificate::private_key(certificate)?;
            Some((x509_certificate::der(certificate)?.to_vec(), key.to_vec()))
        }),
    }
}

fn prepare(engine: &mut Engine, settings: &Settings) -> Outcome<Request> {
    let text = settings.uri.trim();
    let full = if text.contains("://") { text.to_string() } else { format!("http://{text}") };
    let mut url = Url::parse(&full).map_err(|error| {
        let message = format!("Invalid URI: {error}.");
        fault("System.UriFormatException", message, "WebCmdletUriException", Category::InvalidArgument)
    })?;
    let named = settings.custom_method.clone().or(settings.method.clone()).unwrap_or_default();
    let method = match named.to_ascii_uppercase().as_str() {
        "" | "DEFAULT" => "GET".to_string(),
        other => other.to_string(),
    };
    let mut headers = Vec::new();
    for table in
        [settings.session.as_ref().and_then(session_headers), settings.headers.clone()].into_iter().flatten()
    {
        for (name, value) in entries(engine, &table)? {
            let value = convert::to_text(engine, &value)?;
            headers.retain(|(known, _): &(String, String)| !known.eq_ignore_ascii_case(&name));
            headers.push((name, value));
        }
    }
    let (body, kind) = body(engine, settings, &method, &mut url)?;
    let has = |headers: &[(String, String)], name: &str| {
        headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    if let Some(kind) = settings.content_type.clone().or(kind).filter(|_| !has(&headers, "content-type")) {
        headers.push(("Content-Type".into(), kind));
    }
    if !has(&headers, "user-agent") {
        let own =
            format!("Mozilla/5.0 (Linux; Linux; en-US) PowerShell/{}", crate::engine::COMPATIBLE_VERSION);
        headers.push(("User-Agent".into(), settings.user_agent.clone().unwrap_or(own)));
    }
    authenticate(settings, &url, &mut headers)?;
    resume(engine, settings, &mut headers);
    let credential = settings
        .credential
        .as_ref()
        .and_then(|value| value.as_native::<Credential>())
        .map(|credential| (credential.user.clone(), credential.plain()));
    Ok(Request { method, url, headers, body, credential })
}

fn session_headers(session: &Value) -> Option<Value> {
    session.as_native::<WebSession>().map(|session| session.headers.borrow().clone())
}

/// Names and values of a dictionary.
fn entries(engine: &mut Engine, table: &Value) -> Outcome<Vec<(String, Value)>> {
    let Some(table) = hashtable::table(table) else { return Ok(Vec::new()) };
    let pairs: Vec<(Value, Value)> =
        table.borrow().iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    pairs.into_iter().map(|(name, value)| Ok((convert::to_text(engine, &name)?, value))).collect()
}

/// The body, and the type that it has by itself.
fn body(
    engine: &mut Engine,
    settings: &Settings,
    method: &str,
    url: &mut Url,
) -> Outcome<(Vec<u8>, Option<String>)> {
    if let Some(form) = &settings.form {
        return multipart(engine, form);
    }
    if let Some(name) = &settings.in_file {
        let path = engine.resolve_file(name)?;
        let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
        return Ok((bytes, None));
    }
    let Some(body) = settings.body.clone().filter(|body| !body.is_null()) else {
        return Ok((Vec::new(), None));
    };
    if hashtable::table(&body).is_some() {
        let mut text = String::new();
        let mut pairs = Vec::new();
        for (name, value) in entries(engine, &body)? {
            pairs.push((name, convert::to_text(engine, &value)?));
        }
        if method == "GET" {
            url.query_pairs_mut().extend_pairs(pairs);
            return Ok((Vec::new(), None));
        }
        Serializer::new(&mut text).extend_pairs(pairs);
        return Ok((text.into_bytes(), Some("application/x-www-form-urlencoded".into())));
    }
    let usual = (method == "POST").then(|| "application/x-www-form-urlencoded".to_string());
    if let Some(items) = member::enumerate(engine, &body)?
        && items.iter().all(|item| matches!(item, Value::Byte(_)))
    {
        let bytes =
            items.iter().filter_map(|item| if let Value::Byte(byte) = item { Some(*byte) } else { None });
        return Ok((bytes.collect(), usual));
    }
    let text = convert::to_text(engine, &body)?;
    let named = settings.content_type.as_deref().and_then(|kind| kind.split_once("charset="));
    let encoding =
        named.and_then(|(_, name)| TextEncoding::named(name.trim().trim_matches('"'))).unwrap_or(UTF8);
    Ok((encoding.encode(&text), usual))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Box<Fault> {
    let exception = io_error::exception(error, path, false);
    Fault::error(
        exception,
        "WebCmdletInFileException",
        Category::ReadError,
        Value::text(path.display().to_string()),
    )
}

/// A form as `multipart/form-data`; files by their content, lists as several parts.
fn multipart(engine: &mut Engine, form: &Value) -> Outcome<(Vec<u8>, Option<String>)> {
    let number: u128 = rand::random();
    let boundary = format!("{number:032x}");
    let mut bytes = Vec::new();
    for (name, value) in entries(engine, form)? {
        let parts = member::enumerate(engine, &value)?.unwrap_or_else(|| vec![value]);
        for part in parts {
            bytes.extend_from_slice(
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"").as_bytes(),
            );
            match part.as_native::<FileSystemInfo>() {
                Some(file) => {
                    let head = format!(
                        "; filename=\"{}\"\r\nContent-Type: application/octet-stream\r\n\r\n",
                        file.name()
                    );
                    bytes.extend_from_slice(head.as_bytes());
                    let path = file.path();
                    bytes.extend(std::fs::read(&path).map_err(|error| unreadable(&path, &error))?);
                }
                None => {
                    let text = convert::to_text(engine, &part)?;
                    bytes.extend_from_slice(format!("\r\n\r\n{text}").as_bytes());
                }
            }
            bytes.extend_from_slice(b"\r\n");
        }
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok((bytes, Some(format!("multipart/form-data; boundary=\"{boundary}\""))))
}

/// The header of `-Authentication`. Errors: secrets over a connection that anybody can read.
fn authenticate(settings: &Settings, url: &Url, headers: &mut Vec<(String, String)>) -> Outcome {
    let Some(kind) = settings.authentication.as_deref().filter(|kind| !kind.eq_ignore_ascii_case("none"))
    else {
        return Ok(());
    };
    if url.scheme() != "https" && !settings.allow_unencrypted {
        return Err(fault(
            "System.Management.Automation.ValidationMetadataException",
            "The cmdlet cannot protect plain text secrets sent over unencrypted connections. To suppress this warning and send plain text secrets over unencrypted networks, reissue the command specifying the AllowUnencryptedAuthentication parameter.",
            "WebCmdletAllowUnencryptedAuthenticationRequiredException",
            Category::InvalidArgument,
        ));
    }
    let missing = |what: &str| {
        fault(
            "System.Management.Automation.ValidationMetadataException",
            format!("The cmdlet cannot run because the following parameter is missing: {what}."),
            &format!("WebCmdletAuthentication{what}NotSuppliedException"),
            Category::InvalidArgument,
        )
    };
    let value = if kind.eq_ignore_ascii_case("basic") {
        let found = settings.credential.as_ref().and_then(|value| value.as_native::<Credential>());
        let credential = found.ok_or_else(|| missing("Credential"))?;
        basic(&credential.user, &credential.plain())
    } else {
        let token = settings.token.as_ref().and_then(secure_string::plain).ok_or_else(|| missing("Token"))?;
        format!("Bearer {token}")
    };
    headers.push(("Authorization".into(), value));
    Ok(())
}

/// `-Resume` asks for what the file has not yet.
fn resume(engine: &Engine, settings: &Settings, headers: &mut Vec<(String, String)>) {
    if let Some(name) = settings.out_file.as_ref().filter(|_| settings.resume) {
        let length = engine.resolve_path(name).metadata().map_or(0, |found| found.len());
        if length > 0 {
            headers.push(("Range".into(), format!("bytes={length}-")));
        }
    }
}

/// Writes the content into `-OutFile`. Errors: the file system's; an old file is kept then.
pub fn save(context: &mut Context<'_>, settings: &Settings, reply: &Reply) -> Outcome {
    let Some(name) = &settings.out_file else { return Ok(()) };
    let mut path = context.engine.resolve_file(name)?;
    if path.is_dir() {
        let last = reply.url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
        path.push(if last.is_empty() { reply.url.host_str().unwrap_or("index") } else { last });
    }
    if settings.resume && reply.status == 416 {
        return Ok(());
    }
    let append = settings.resume && reply.status == 206;
    let written = Replacement::whole(&path, append, &reply.body);
    written.map_err(|error| {
        let exception = io_error::exception(&error, &path, false);
        Fault::error(exception, "WebCmdletOutFileException", Category::WriteError, Value::text(name.as_str()))
    })
}
