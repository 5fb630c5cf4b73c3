//! The first message of a conversation, which Lync's clients put into the INVITE that opens it:
//! `Ms-Text-Format: text/plain; charset=UTF-8;ms-body=SGVsbG8=`. Who takes it from there says so in the answer, with
//! `Supported: ms-text-format`; else the client sends it again inside the session.

use crate::federation::sip::{Method, Request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// Name of the extension.
pub const FIRST_MESSAGE: &str = "ms-text-format";

/// The message that an INVITE carries, as if it had been sent inside the session. `None`: it carries none that can
/// be read.
pub fn first_message(invite: &Request) -> Option<Request> {
    if invite.headers.address("To").ok()?.tag().is_some() {
        return None; // News of a session that is there already.
    }
    let mut parts = invite.headers.get("Ms-Text-Format")?.split(';').map(str::trim);
    let mut content_type = parts.next()?.to_owned();
    let mut body = None;
    for part in parts {
        let (name, value) = part.split_once('=')?;
        match name.trim().to_ascii_lowercase().as_str() {
            "ms-body" => body = Some(BASE64.decode(value.trim_matches('"')).ok()?),
            "charset" => content_type.push_str(&format!("; {part}")),
            // Fonts and colours.
            _ => {}
        }
    }
    let mut message = invite.clone();
    message.method = Method::Message;
    for name in ["Contact", "Session-Expires", "Ms-Text-Format", "Content-Type"] {
        message.headers.remove(name);
    }
    message.set_body(&content_type, body.filter(|body| !body.is_empty())?);
    Some(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::SipUri;

    fn invite(format: Option<&str>) -> Request {
        let uri = |user| SipUri::new(user, "contoso.com");
        let mut request = Request::new(Method::Invite, uri("bob"), uri("ann"), uri("bob"));
        if let Some(format) = format {
            request.headers.push("Ms-Text-Format", format);
        }
        request
    }

    #[test]
    fn the_text_in_the_invite_is_a_message() {
        let format = "text/plain; charset=UTF-8;msgr=WAAtAE0A;ms-body=R3LDvMOfZQ==";
        let message = first_message(&invite(Some(format))).unwrap();
        assert_eq!(message.method, Method::Message);
        assert_eq!(message.headers.get("Content-Type"), Some("text/plain; charset=UTF-8"));
        assert_eq!(message.body, "Gr\u{fc}\u{df}e".as_bytes());
    }

    #[test]
    fn without_a_text_or_with_a_broken_one_there_is_none() {
        for format in [
            None,
            Some("text/plain; charset=UTF-8"),
            Some("text/plain;ms-body=%%"),
            Some("text/plain;ms-body="),
        ] {
            assert_eq!(first_message(&invite(format)), None, "{format:?}");
        }
    }
}
