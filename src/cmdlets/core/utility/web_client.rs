//! One HTTP exchange with its redirects, away from the engine's thread.

use crate::engine::types::io_error;
use cookie_store::CookieStore;
use std::io::Read;
use std::time::Duration;
use ureq::config::AutoHeaderValue;
use ureq::http;
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};
use url::Url;

/// Certificates that the system trusts.
const TRUSTED: &str = "/etc/ssl/certs/ca-certificates.crt";

/// What is sent.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub url: Url,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Name and password for a server that asks.
    pub credential: Option<(String, String)>,
}

/// How it is sent.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    pub skip_certificate_check: bool,
    pub redirects: u32,
    pub connect_limit: Option<Duration>,
    pub read_limit: Option<Duration>,
    /// For the whole of one request, from the connection to the last byte.
    pub limit: Option<Duration>,
    pub proxy: Option<String>,
    pub no_proxy: bool,
    pub retries: u32,
    pub retry_interval: Duration,
    pub preserve_method: bool,
    pub preserve_authorization: bool,
    pub allow_insecure_redirect: bool,
    /// A socket of this machine instead of the network.
    pub socket: Option<std::path::PathBuf>,
    /// Who asks: a certificate and its private key, as DER.
    pub certificate: Option<(Vec<u8>, Vec<u8>)>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub version: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub url: Url,
    pub method: String,
    pub cookies: CookieStore,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The usual words for the status.
    pub fn reason(&self) -> &'static str {
        http::StatusCode::from_u16(self.status)
            .ok()
            .and_then(|status| status.canonical_reason())
            .unwrap_or("")
    }
}

/// Why nothing came back.
#[derive(Debug)]
pub enum Failure {
    TimedOut(u64),
    TooManyRedirects,
    InsecureRedirect,
    /// What went wrong with the connection, with host and port.
    Connection(String),
}

fn agent(manner: &Manner) -> Result<ureq::Agent, Failure> {
    let mut tls =
        TlsConfig::builder().disable_verification(manner.skip_certificate_check).root_certs(roots());
    if let Some((certificate, key)) = &manner.certificate {
        let certificate = Certificate::from_der(certificate).to_owned();
        tls = tls.client_cert(Some(ClientCert::new_with_certs(&[certificate], private_key(key)?)));
    }
    let mut config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .allow_non_standard_methods(true)
        .tls_config(tls.build())
        // .NET's clients name neither themselves nor what they accept.
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .timeout_global(manner.limit)
        .timeout_connect(manner.connect_limit)
        .timeout_recv_response(manner.connect_limit)
        .timeout_recv_body(manner.read_limit);
    if manner.no_proxy {
        config = config.proxy(None);
    } else if let Some(proxy) = &manner.proxy {
        let proxy = ureq::Proxy::new(proxy).map_err(|error| Failure::Connection(error.to_string()))?;
        config = config.proxy(Some(proxy));
    }
    let config = config.build();
    Ok(match &manner.socket {
        Some(path) => super::unix_socket::agent(config, path.clone()),
        None => config.new_agent(),
    })
}

/// A private key of any of the forms that certificates bring. Errors: it is none.
fn private_key(der: &[u8]) -> Result<PrivateKey<'static>, Failure> {
    let bad = |error: &dyn std::fmt::Display| Failure::Connection(format!("The private key: {error}"));
    let known = rustls::pki_types::PrivateKeyDer::try_from(der).map_err(|error| bad(&error))?;
    let label = match known {
        rustls::pki_types::PrivateKeyDer::Pkcs1(_) => "RSA PRIVATE KEY",
        rustls::pki_types::PrivateKeyDer::Sec1(_) => "EC PRIVATE KEY",
        _ => "PRIVATE KEY",
    };
    let text = pem::encode(&pem::Pem::new(label, der));
    PrivateKey::from_pem(text.as_bytes()).map_err(|error| bad(&error))
}

/// The system's list; the one that the program carries when there is none.
fn roots() -> RootCerts {
    let Ok(text) = std::fs::read(TRUSTED) else { return RootCerts::WebPki };
    let found: Vec<_> = parse_pem(&text)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if found.is_empty() { RootCerts::WebPki } else { RootCerts::new_with_certs(&found) }
}

/// Sends a request, follows redirects and answers a question for a password. Errors: no answer came.
pub fn exchange(mut request: Request, manner: &Manner, mut cookies: CookieStore) -> Result<Reply, Failure> {
    let agent = agent(manner)?;
    let mut redirects = 0;
    let mut retries = 0;
    loop {
        let mut reply = once(&agent, &request, manner, &cookies)?;
        let lines: Vec<&str> = reply
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .map(|(_, value)| value.as_str())
            .collect();
        for line in lines {
            let _ = cookies.parse(line, &reply.url);
        }
        if let Some(next) = redirected(&request, &reply, manner)? {
            redirects += 1;
            if manner.redirects > 0 && redirects <= manner.redirects {
                request = next;
                continue;
            }
            if manner.redirects > 0 {
                return Err(Failure::TooManyRedirects);
            }
        }
        if reply.status == 401 && answers(&mut request, &reply) {
            continue;
        }
        if retries < manner.retries && (reply.status == 304 || (400..600).contains(&reply.status)) {
            retries += 1;
            let asked =
                reply.header("retry-after").and_then(|text| text.parse().ok()).map(Duration::from_secs);
            std::thread::sleep(asked.filter(|_| reply.status == 429).unwrap_or(manner.retry_interval));
            continue;
        }
        reply.cookies = cookies;
        return Ok(reply);
    }
}

fn once(
    agent: &ureq::Agent,
    request: &Request,
    manner: &Manner,
    cookies: &CookieStore,
) -> Result<Reply, Failure> {
    let mut builder = http::Request::builder().method(request.method.as_str()).uri(request.url.as_str());
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let kept: Vec<String> =
        cookies.get_request_values(&request.url).map(|(name, value)| format!("{name}={value}")).collect();
    if !kept.is_empty() {
        builder = builder.header("Cookie", kept.join("; "));
    }
    let wrong = |error: http::Error| Failure::Connection(error.to_string());
    let sent = match request.body.is_empty()
        && matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE" | "DELETE")
    {
        true => agent.run(builder.body(()).map_err(wrong)?),
        false => agent.run(builder.body(request.body.clone()).map_err(wrong)?),
    };
    let response = sent.map_err(|error| failure(&error, request, manner))?;
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (title(name.as_str()), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let (status, version) = (response.status().as_u16(), format!("{:?}", response.version()));
    let mut body = Vec::new();
    let read = response.into_body().into_reader().read_to_end(&mut body);
    read.map_err(|error| match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
        Some(inner) => failure(inner, request, manner),
        None => Failure::Connection(io_error::reason(&error)),
    })?;
    Ok(Reply {
        status,
        version,
        headers,
        body,
        url: request.url.clone(),
        method: request.method.clone(),
        cookies: CookieStore::default(),
    })
}

/// `content-type` as `Content-Type`.
fn title(name: &str) -> String {
    let parts = name.split('-').map(|part| {
        let mut letters = part.chars();
        letters
            .next()
            .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
            .unwrap_or_default()
    });
    parts.collect::<Vec<_>>().join("-")
}

fn failure(error: &ureq::Error, request: &Request, manner: &Manner) -> Failure {
    let place = format!(
        "{}:{}",
        request.url.host_str().unwrap_or_default(),
        request.url.port_or_known_default().unwrap_or_default()
    );
    match error {
        ureq::Error::Timeout(_) => Failure::TimedOut(
            manner.limit.or(manner.connect_limit).or(manner.read_limit).unwrap_or_default().as_secs(),
        ),
        ureq::Error::HostNotFound => Failure::Connection(format!("Name or service not known ({place})")),
        ureq::Error::Io(error) => Failure::Connection(format!("{} ({place})", io_error::reason(error))),
        ureq::Error::ConnectionFailed => Failure::Connection(format!("Connection refused ({place})")),
        ureq::Error::Rustls(error) => Failure::Connection(format!(
            "The SSL connection could not be established, see inner exception. {error} ({place})"
        )),
        other => Failure::Connection(format!("{other} ({place})")),
    }
}

/// The request that a redirect asks for.
fn redirected(request: &Request, reply: &Reply, manner: &Manner) -> Result<Option<Request>, Failure> {
    if !matches!(reply.status, 300..=303 | 307 | 308) {
        return Ok(None);
    }
    let Some(url) = reply.header("location").and_then(|place| reply.url.join(place).ok()) else {
        return Ok(None);
    };
    if reply.url.scheme() == "https" && url.scheme() == "http" && !manner.allow_insecure_redirect {
        return Err(Failure::InsecureRedirect);
    }
    let mut next = request.clone();
    let to_get = reply.status == 303 || (matches!(reply.status, 300..=302) && request.method == "POST");
    if to_get && !manner.preserve_method && request.method != "HEAD" {
        next.method = "GET".into();
        next.body.clear();
        next.headers.retain(|(name, _)| !name.to_ascii_lowercase().starts_with("content-"));
    }
    if !manner.preserve_authorization {
        next.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
    }
    next.url = url;
    Ok(Some(next))
}

/// Whether the server's question for a password can be answered; the request carries the answer then.
fn answers(request: &mut Request, reply: &Reply) -> bool {
    let asks =
        reply.header("www-authenticate").is_some_and(|text| text.to_ascii_lowercase().starts_with("basic"));
    let told = request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    match (&request.credential, asks && !told) {
        (Some((user, password)), true) => {
            request.headers.push(("Authorization".into(), basic(user, password)));
            true
        }
        _ => false,
    }
}

/// The header of basic authentication.
pub fn basic(user: &str, password: &str) -> String {
    use base64::Engine as _;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    /// Answers requests one after the other: what it read of each comes back at the end.
    fn server(answers: &'static [&'static str]) -> (Url, std::thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = Url::parse(&format!("http://{}/start", listener.local_addr().unwrap())).unwrap();
        let thread = std::thread::spawn(move || {
            let mut seen = Vec::new();
            for answer in answers {
                let (stream, _) = listener.accept().unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut head, mut length) = (String::new(), 0);
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).unwrap();
                    if let Some((name, value)) = line.split_once(':')
                        && name.eq_ignore_ascii_case("content-length")
                    {
                        length = value.trim().parse().unwrap();
                    }
                    if line.trim().is_empty() {
                        break;
                    }
                    head.push_str(&line);
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).unwrap();
                seen.push(head + &String::from_utf8_lossy(&body));
                let (status, rest) = answer.split_once('|').unwrap();
                let (headers, content) = rest.split_once('|').unwrap();
                let text = format!(
                    "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{content}",
                    content.len()
                );
                (&stream).write_all(text.as_bytes()).unwrap();
            }
            seen
        });
        (url, thread)
    }

    fn request(method: &str, url: &Url) -> Request {
        let headers =
            vec![("Authorization".into(), "Bearer x".into()), ("Content-Type".into(), "text/plain".into())];
        Request { method: method.into(), url: url.clone(), headers, body: Vec::new(), credential: None }
    }

    fn direct() -> Manner {
        Manner { redirects: 5, no_proxy: true, ..Manner::default() }
    }

    #[test]
    fn a_redirect_of_a_post_is_got_without_body_and_secrets_and_with_its_cookie() {
        let (url, thread) = server(&["302 Found|Location: /next\r\nSet-Cookie: a=1\r\n|", "200 OK||done"]);
        let mut post = request("POST", &url);
        post.body = b"text".to_vec();
        let reply = exchange(post, &direct(), CookieStore::default()).unwrap();
        assert_eq!((reply.status, reply.body.as_slice()), (200, &b"done"[..]));
        let seen = thread.join().unwrap();
        assert!(seen[0].starts_with("POST /start") && seen[0].ends_with("text"));
        assert!(seen[1].starts_with("GET /next") && seen[1].to_lowercase().contains("cookie: a=1"));
        assert!(!seen[1].to_lowercase().contains("authorization") && !seen[1].ends_with("text"));
    }

    #[test]
    fn a_question_for_a_password_is_answered_once() {
        let (url, thread) =
            server(&["401 Unauthorized|WWW-Authenticate: Basic realm=\"r\"\r\n|", "200 OK||in"]);
        let mut get = request("GET", &url);
        get.headers.clear();
        get.credential = Some(("ann".into(), "secret".into()));
        assert_eq!(exchange(get, &direct(), CookieStore::default()).unwrap().status, 200);
        let seen = thread.join().unwrap();
        assert!(!seen[0].contains("Basic") && seen[1].contains("Basic YW5uOnNlY3JldA=="));
    }

    #[test]
    fn too_many_redirects_and_closed_ports_are_told_apart() {
        let (url, thread) = server(&["302 Found|Location: /a\r\n|", "302 Found|Location: /b\r\n|"]);
        let manner = Manner { redirects: 1, ..direct() };
        let failed = exchange(request("GET", &url), &manner, CookieStore::default());
        assert!(matches!(failed, Err(Failure::TooManyRedirects)));
        thread.join().unwrap();
        let failed = exchange(request("GET", &url), &direct(), CookieStore::default());
        assert!(matches!(failed, Err(Failure::Connection(reason)) if reason.contains("Connection refused")));
    }
}
