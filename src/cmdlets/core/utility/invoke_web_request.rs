//! `Invoke-WebRequest`.

use super::web_client::Reply;
use super::web_request::{self, settings};
use crate::cmdlet;
use crate::engine::Engine;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::{array, named, record};
use crate::engine::value::Value;

record::record_class!(RESPONSE "Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject" [
    "StatusCode", "StatusDescription", "Content", "RawContent", "Headers", "Images", "InputFields", "Links",
    "RawContentLength", "RelationLink", "BaseResponse"
]);

cmdlet! {
    /// Gets a page of the web, or sends something to it.
    ///
    /// # Examples
    /// ```powershell
    /// try { Invoke-WebRequest http://127.0.0.1:9/ -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
    /// ```
    "Invoke-WebRequest" as InvokeWebRequest {
        aliases: &["iwr"],
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.InvokeWebRequestCommand",
        default_set: "StandardMethod",
        output_types: &["Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject"],
    }
    parameters {
        /// Accepted: pages are never run here.
        "UseBasicParsing" use_basic_parsing: bool,
        /// The address; `http://` in front may be left out.
        "Uri" uri: Option<String> { type_name: "uri", position: Some(0), mandatory: true, validate: &[Validation::NotNullOrEmpty] },
        /// The version of HTTP.
        "HttpVersion" http_version: Option<String> { type_name: "version" },
        /// A session with cookies and headers.
        "WebSession" web_session: Option<Value> { type_name: "WebRequestSession" },
        /// The name of a variable for a new session.
        "SessionVariable" session_variable: Option<String> { aliases: &["SV"] },
        /// Sends secrets over connections that anybody can read.
        "AllowUnencryptedAuthentication" allow_unencrypted_authentication: bool,
        /// How the user is told: `Basic`, `Bearer` or `OAuth`.
        "Authentication" authentication: Option<String> { type_name: "WebAuthenticationType", values: &["None", "Basic", "Bearer", "OAuth"] },
        /// The user's name and password.
        "Credential" credential: Option<Value> { type_name: "pscredential" },
        /// The user of this session, which Linux cannot tell a server.
        "UseDefaultCredentials" use_default_credentials: bool { validate: &[Validation::NotYet] },
        /// A certificate of a store, of which there is none here.
        "CertificateThumbprint" certificate_thumbprint: Option<String> { validate: &[Validation::NotNullOrEmpty, Validation::NotYet] },
        /// A certificate that tells who asks.
        "Certificate" certificate: Option<Value> { type_name: "X509Certificate", validate: &[Validation::NotNull, Validation::NotYet] },
        /// Takes any certificate of the server.
        "SkipCertificateCheck" skip_certificate_check: bool,
        /// Which versions of TLS; 1.2 and 1.3 are the only ones here.
        "SslProtocol" ssl_protocol: Option<String> { type_name: "WebSslProtocol", values: &["Default", "Tls", "Tls11", "Tls12", "Tls13"] },
        /// The secret of `Bearer` and `OAuth`.
        "Token" token: Option<Value> { type_name: "securestring" },
        /// What the program calls itself.
        "UserAgent" user_agent: Option<String>,
        /// Closes the connection after the answer.
        "DisableKeepAlive" disable_keep_alive: bool,
        /// How long to wait for the answer to begin, in seconds; 0 is for ever.
        "ConnectionTimeoutSeconds" connection_timeout_seconds: Option<i32> { aliases: &["TimeoutSec"], validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// How long to wait for its content, in seconds; 0 is for ever.
        "OperationTimeoutSeconds" operation_timeout_seconds: Option<i32> { validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// Headers by name.
        "Headers" headers: Option<Value> { type_name: "IDictionary" },
        /// Sends headers as they are.
        "SkipHeaderValidation" skip_header_validation: bool,
        /// Follows from HTTPS to HTTP.
        "AllowInsecureRedirect" allow_insecure_redirect: bool,
        /// How many redirects are followed.
        "MaximumRedirection" maximum_redirection: Option<i32> { validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// How often it is tried again after an error.
        "MaximumRetryCount" maximum_retry_count: Option<i32> { validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// Tells the user to the new address too.
        "PreserveAuthorizationOnRedirect" preserve_authorization_on_redirect: bool,
        /// Seconds between tries.
        "RetryIntervalSec" retry_interval_sec: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// The method.
        "Method" method: Option<String> { type_name: "WebRequestMethod", sets: &[Membership { set: "StandardMethod", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "StandardMethodNoProxy", position: None, mandatory: false, pipe: Pipe::No }], values: &["Default", "Get", "Head", "Post", "Put", "Delete", "Trace", "Options", "Merge", "Patch"] },
        /// A method by any name.
        "CustomMethod" custom_method: Option<String> { aliases: &["CM"], sets: &[Membership { set: "CustomMethod", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "CustomMethodNoProxy", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Keeps the method at the new address.
        "PreserveHttpMethodOnRedirect" preserve_http_method_on_redirect: bool,
        /// A socket of this machine instead of the network.
        "UnixSocket" unix_socket: Option<Value> { type_name: "UnixDomainSocketEndPoint", validate: &[Validation::NotNullOrEmpty, Validation::NotYet] },
        /// Without a proxy.
        "NoProxy" no_proxy: bool { sets: &[Membership { set: "CustomMethodNoProxy", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "StandardMethodNoProxy", position: None, mandatory: true, pipe: Pipe::No }] },
        /// The address of a proxy.
        "Proxy" proxy: Option<String> { type_name: "uri", sets: &[Membership { set: "StandardMethod", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CustomMethod", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The proxy's user and password.
        "ProxyCredential" proxy_credential: Option<Value> { type_name: "pscredential", sets: &[Membership { set: "StandardMethod", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CustomMethod", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The user of this session for the proxy.
        "ProxyUseDefaultCredentials" proxy_use_default_credentials: bool { sets: &[Membership { set: "StandardMethod", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CustomMethod", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// What is sent: text, bytes, or a table of fields.
        "Body" body: Option<Value> { pipe: Pipe::ByValue },
        /// A form: fields and files.
        "Form" form: Option<Value> { type_name: "IDictionary" },
        /// The type of what is sent.
        "ContentType" content_type: Option<String>,
        /// How it is sent.
        "TransferEncoding" transfer_encoding: Option<String> { values: &["chunked", "compress", "deflate", "gzip", "identity"], validate: &[Validation::NotYet] },
        /// The file that is sent.
        "InFile" in_file: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// The file that the answer is written to.
        "OutFile" out_file: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// Sends the answer on, beside the file.
        "PassThru" pass_thru: bool,
        /// Goes on with a file that was cut off.
        "Resume" resume: bool,
        /// An answer that is no success is no error.
        "SkipHttpErrorCheck" skip_http_error_check: bool,
    }
}

impl Cmdlet for InvokeWebRequest {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let settings = settings!(self);
        let reply = web_request::send(context, &settings)?;
        web_request::save(context, &settings, &reply)?;
        if settings.out_file.is_some() && !self.pass_thru {
            return Ok(());
        }
        let value = response(context.engine, &reply)?;
        context.output(value)
    }
}

/// Whether content of this type is text.
fn is_text(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.is_empty()
        || kind.starts_with("text/")
        || ["json", "xml", "javascript", "html", "x-www-form-urlencoded"]
            .iter()
            .any(|part| kind.contains(part))
}

fn response(engine: &mut Engine, reply: &Reply) -> Outcome<Value> {
    let text = web_request::content(reply);
    let mut raw = format!("{} {} {}\r\n", reply.version, reply.status, reply.reason());
    reply.headers.iter().for_each(|(name, value)| raw.push_str(&format!("{name}: {value}\r\n")));
    raw.push_str(&format!("\r\n{text}"));
    let content = match is_text(reply.header("content-type").unwrap_or_default()) {
        true => Value::text(text.as_str()),
        false => array::typed(reply.body.iter().copied().map(Value::Byte).collect(), named("System.Byte")),
    };
    let length = i64::try_from(reply.body.len()).unwrap_or(i64::MAX);
    Ok(record::made(
        &RESPONSE,
        text.as_str(),
        [
            ("StatusCode", Value::Int(i32::from(reply.status))),
            ("StatusDescription", Value::text(reply.reason())),
            ("Content", content),
            ("RawContent", Value::text(raw)),
            ("Headers", web_request::headers_value(reply)),
            ("Images", tags(engine, &text, r"(?is)<img\s[^>]*>")?),
            ("InputFields", tags(engine, &text, r"(?is)<input\s[^>]*>")?),
            ("Links", tags(engine, &text, r"(?is)<a\s[^>]*>.*?</a>")?),
            ("RawContentLength", Value::Long(length)),
            ("RelationLink", relations(reply)),
            ("BaseResponse", web_request::message_value(reply)),
        ],
    ))
}

/// Elements of a page, with their attributes as properties.
fn tags(engine: &mut Engine, text: &str, pattern: &str) -> Outcome<Value> {
    engine.check_stop()?;
    let (Ok(element), Ok(attribute)) = (
        fancy_regex::Regex::new(pattern),
        fancy_regex::Regex::new(r#"(?is)\s([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)"#),
    ) else {
        return Ok(Value::array(Vec::new()));
    };
    let mut found = Vec::new();
    for element in element.find_iter(text).filter_map(Result::ok) {
        let outer = element.as_str();
        let head = outer.split_once('>').map_or(outer, |(head, _)| head);
        let mut fields = vec![("outerHTML".to_string(), Value::text(outer))];
        let name =
            outer.trim_start_matches('<').split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        fields.push(("tagName".into(), Value::text(name.to_uppercase())));
        for parts in attribute.captures_iter(head).filter_map(Result::ok) {
            if let (Some(name), Some(value)) = (parts.get(1), parts.get(2)) {
                let value = value.as_str().trim_matches(['"', '\'']);
                fields.push((name.as_str().to_string(), Value::text(value)));
            }
        }
        found.push(Value::custom(fields));
    }
    Ok(Value::array(found))
}

/// Links of the `Link` header by their relation.
fn relations(reply: &Reply) -> Value {
    let mut table = crate::engine::object::Hashtable::new(false);
    for part in reply.header("link").unwrap_or_default().split(',') {
        if let Some((place, relation)) = relation(part)
            && let Ok(full) = reply.url.join(place)
        {
            table.set(Value::text(relation), Value::text(full.to_string()));
        }
    }
    crate::engine::object::hashtable_value(table)
}

/// `<place>; rel="relation"`
pub(super) fn relation(part: &str) -> Option<(&str, &str)> {
    let (place, rest) = part.trim().strip_prefix('<')?.split_once('>')?;
    let (_, relation) = rest.split_once("rel=")?;
    Some((place, relation.split(';').next().unwrap_or_default().trim().trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read() {
        assert_eq!(relation(" </p?page=2>; rel=\"next\""), Some(("/p?page=2", "next")));
        assert_eq!(relation("nonsense"), None);
        assert!(is_text("application/json; charset=utf-8") && !is_text("image/png"));
    }
}
