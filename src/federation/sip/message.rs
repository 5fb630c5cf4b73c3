//! Requests and responses: the values that the rest of the SIP half passes around, and how they are written.
//!
//! Reading them from bytes is [`super::parse`]; framing on streams is [`super::framing`].

use std::fmt;

use super::error::SyntaxError;
use super::header::Headers;
use super::scan::TOKEN;
use super::uri::{AddressText, SipUri};

/// A request method.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Method {
    Message,
    Register,
    Subscribe,
    Notify,
    Publish,
    Options,
    Invite,
    Ack,
    Bye,
    Cancel,
    /// A token that this program does not know.
    Other(String),
}

impl Method {
    /// Reads a method token; methods are case-sensitive.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > 64 || !TOKEN.are_all_of(text) {
            return None;
        }
        Some(match text {
            "MESSAGE" => Self::Message,
            "REGISTER" => Self::Register,
            "SUBSCRIBE" => Self::Subscribe,
            "NOTIFY" => Self::Notify,
            "PUBLISH" => Self::Publish,
            "OPTIONS" => Self::Options,
            "INVITE" => Self::Invite,
            "ACK" => Self::Ack,
            "BYE" => Self::Bye,
            "CANCEL" => Self::Cancel,
            other => Self::Other(other.to_owned()),
        })
    }

    /// The token.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Message => "MESSAGE",
            Self::Register => "REGISTER",
            Self::Subscribe => "SUBSCRIBE",
            Self::Notify => "NOTIFY",
            Self::Publish => "PUBLISH",
            Self::Options => "OPTIONS",
            Self::Invite => "INVITE",
            Self::Ack => "ACK",
            Self::Bye => "BYE",
            Self::Cancel => "CANCEL",
            Self::Other(name) => name,
        }
    }
}

/// Headers that an answer has from its request. Source: RFC 3261, 8.2.6.2.
const ANSWERED: [&str; 5] = ["Via", "From", "To", "Call-ID", "CSeq"];
/// Bytes that they usually have.
const ANSWERED_ROOM: usize = 512;
/// Headers of a message, with those that are added on its way, and their bytes.
pub(super) const USUAL_HEADERS: usize = 12;
pub(super) const USUAL_ROOM: usize = 512;

impl fmt::Display for Method {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A request. `Via` is added when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The Request-URI.
    pub uri: SipUri,
    /// Headers without `Content-Length`, which the writer adds.
    pub headers: Headers,
    /// Body bytes.
    pub body: Vec<u8>,
}

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// 100 to 699.
    pub status: u16,
    /// The reason phrase.
    pub reason: String,
    /// Headers without `Content-Length`.
    pub headers: Headers,
    /// Body bytes.
    pub body: Vec<u8>,
}

/// What a transport delivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SipMessage {
    Request(Request),
    Response(Response),
}

impl Request {
    /// A new request outside any dialog: `To`, `From` with a fresh tag, `Call-ID`, `CSeq`, `Max-Forwards`.
    pub fn new(method: Method, uri: SipUri, from: SipUri, to: SipUri) -> Self {
        let mut headers = Headers::with_room(USUAL_HEADERS, USUAL_ROOM);
        let bracketed = |text: &mut String, uri: &SipUri| {
            text.push('<');
            uri.append_to(text);
            text.push('>');
        };
        headers.push_with("From", |text| {
            bracketed(text, &from);
            text.push_str(";tag=");
            text.push_str(&random_token());
        });
        headers.push_with("To", |text| bracketed(text, &to));
        headers.push("Call-ID", random_token());
        headers.push_with("CSeq", |text| {
            text.push_str("1 ");
            text.push_str(method.as_str());
        });
        headers.push("Max-Forwards", "70");
        Self { method, uri, headers, body: Vec::new() }
    }

    /// Sets body and `Content-Type`.
    pub fn set_body(&mut self, content_type: &str, body: impl Into<Vec<u8>>) {
        self.headers.set("Content-Type", content_type);
        self.body = body.into();
    }

    /// The response to this request, with the headers that RFC 3261, 8.2.6.2 demands and a `To` tag.
    pub fn response(&self, status: u16) -> Response {
        self.response_with_reason(status, default_reason(status))
    }

    /// The same with a reason phrase of one's own.
    pub fn response_with_reason(&self, status: u16, reason: &str) -> Response {
        let mut headers = Headers::with_room(2 * ANSWERED.len(), ANSWERED_ROOM);
        headers.copy_each(&self.headers, &ANSWERED);
        if status > 100
            && let Some(to) = headers.get("To").filter(|to| AddressText::wants_tag(to))
        {
            headers.replace_first("To", [to, ";tag=", &random_token()].concat());
        }
        Response { status, reason: one_line(reason), headers, body: Vec::new() }
    }

    /// Hops left; 70 when the header is missing (RFC 3261, 16.6).
    pub fn max_forwards(&self) -> u32 {
        self.headers.seconds("Max-Forwards").unwrap_or(70)
    }

    /// This request one hop further, and to another URI if there is one: without the `Via`s of the way to us.
    pub fn onward(&self, uri: Option<SipUri>) -> Request {
        let mut headers = self.headers.without("Via");
        headers.set("Max-Forwards", self.max_forwards().saturating_sub(1).to_string());
        let uri = uri.unwrap_or_else(|| self.uri.clone());
        Request { method: self.method.clone(), uri, headers, body: self.body.clone() }
    }

    /// The text written to the network.
    pub fn write(&self) -> Vec<u8> {
        let mut text = room_for(&self.headers, &self.body);
        text.push_str(self.method.as_str());
        text.push(' ');
        self.uri.append_to(&mut text);
        text.push_str(" SIP/2.0\r\n");
        finish(text, &self.headers, &self.body)
    }
}

impl Response {
    /// Whether this ends the transaction.
    pub fn is_final(&self) -> bool {
        self.status >= 200
    }

    /// Whether the request was accepted.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The same response with one more header.
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.headers.push(name, value);
        self
    }

    /// The answer of a server further on, as the answer to the request that was passed to it.
    pub fn relayed(mut self, request: &Request) -> Self {
        self.headers.remove("Via");
        for via in request.headers.all("Via").collect::<Vec<_>>().into_iter().rev() {
            self.headers.prepend("Via", via);
        }
        self
    }

    /// The text written to the network.
    pub fn write(&self) -> Vec<u8> {
        let mut text = room_for(&self.headers, &self.body);
        for part in ["SIP/2.0 ", &self.status.to_string(), " ", &self.reason, "\r\n"] {
            text.push_str(part);
        }
        finish(text, &self.headers, &self.body)
    }
}

impl SipMessage {
    /// The headers of either kind.
    pub fn headers(&self) -> &Headers {
        match self {
            Self::Request(request) => &request.headers,
            Self::Response(response) => &response.headers,
        }
    }
}

/// Room for a whole message, made at once: these are written for every message that passes.
fn room_for(headers: &Headers, body: &[u8]) -> String {
    /// Between and around name and value, and for start line and length of the body.
    const AROUND: usize = 4;
    const START: usize = 256;
    let lines: usize = headers.iter().map(|(name, value)| name.len() + value.len() + AROUND).sum();
    String::with_capacity(START + lines + body.len())
}

/// The message that begins with this start line.
fn finish(mut text: String, headers: &Headers, body: &[u8]) -> Vec<u8> {
    for (name, value) in headers.iter().filter(|(name, _)| *name != "Content-Length") {
        for part in [name, ": ", value, "\r\n"] {
            text.push_str(part);
        }
    }
    for part in ["Content-Length: ", &body.len().to_string(), "\r\n\r\n"] {
        text.push_str(part);
    }
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Text without control characters, for reason phrases.
pub fn one_line(text: &str) -> String {
    if text.len() <= 200 && text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return text.to_owned();
    }
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).take(200).collect()
}

/// An unpredictable token for tags, branches and Call-IDs.
pub fn random_token() -> String {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let mut token = [0; 32];
    for digits in token.chunks_exact_mut(16) {
        let mut random: u64 = rand::random();
        for digit in digits {
            *digit = DIGITS[(random & 15) as usize];
            random >>= 4;
        }
    }
    std::str::from_utf8(&token).unwrap_or_default().to_owned()
}

/// Builds the answer to a request that could not be read, from whatever headers could.
///
/// `None` when `Via`, `From`, `To`, `Call-ID` or `CSeq` is missing: then nobody could match the answer.
pub fn answer_to_malformed(headers: &Headers, fault: &SyntaxError) -> Option<Response> {
    headers.via().ok()?;
    let mut copied = Headers::default();
    for name in ANSWERED {
        headers.get(name)?;
        copied.copy(headers, name);
    }
    let status = fault.status();
    let reason = one_line(&format!("{} ({fault})", default_reason(status)));
    Some(Response { status, reason, headers: copied, body: Vec::new() })
}

/// The usual reason phrase of a status (RFC 3261, 21, and the registry).
pub fn default_reason(status: u16) -> &'static str {
    match status {
        100 => "Trying",
        180 => "Ringing",
        183 => "Session Progress",
        200 => "OK",
        202 => "Accepted",
        204 => "No Notification",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Moved Temporarily",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        410 => "Gone",
        412 => "Conditional Request Failed",
        413 => "Request Entity Too Large",
        415 => "Unsupported Media Type",
        416 => "Unsupported URI Scheme",
        422 => "Session Interval Too Small",
        423 => "Interval Too Brief",
        480 => "Temporarily Unavailable",
        481 => "Call/Transaction Does Not Exist",
        482 => "Loop Detected",
        483 => "Too Many Hops",
        486 => "Busy Here",
        487 => "Request Terminated",
        488 => "Not Acceptable Here",
        489 => "Bad Event",
        491 => "Request Pending",
        500 => "Server Internal Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Server Time-out",
        505 => "Version Not Supported",
        513 => "Message Too Large",
        600 => "Busy Everywhere",
        603 => "Decline",
        604 => "Does Not Exist Anywhere",
        606 => "Not Acceptable",
        _ => "Unknown",
    }
}
