//! Session timers: a session whose caller is gone ends by itself. Source: RFC 4028.

use crate::federation::sip::{Request, Response};
use std::time::Duration;

/// The least that a session may last without a sign of life, in seconds. Source: RFC 4028, 4.
const LEAST: u32 = 90;

/// What an INVITE or UPDATE wants of the timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// No timer.
    None,
    /// The caller refreshes within this many seconds.
    Seconds(u32),
    /// It asks for less than the least.
    TooBrief,
}

/// Reads `Session-Expires`; a caller that does not know timers gets none.
pub fn wanted(request: &Request) -> Expiry {
    let headers = &request.headers;
    let Some(seconds) = headers.seconds("Session-Expires").or_else(|| headers.seconds("x")) else {
        return Expiry::None;
    };
    let listed = headers.all("Supported").chain(headers.all("Require"));
    let knows =
        listed.flat_map(|line| line.split(',')).any(|option| option.trim().eq_ignore_ascii_case("timer"));
    match seconds {
        _ if !knows => Expiry::None,
        0..LEAST => Expiry::TooBrief,
        seconds => Expiry::Seconds(seconds),
    }
}

impl Expiry {
    /// When the session ends without a refresh.
    pub fn limit(self) -> Option<Duration> {
        match self {
            Expiry::Seconds(seconds) => Some(Duration::from_secs(u64::from(seconds))),
            Expiry::None | Expiry::TooBrief => None,
        }
    }

    /// Adds the agreement to an answer: it is the caller who refreshes. Source: RFC 4028, 9.
    pub fn agree(self, response: Response) -> Response {
        match self {
            Expiry::Seconds(seconds) => {
                response.with("Session-Expires", format!("{seconds};refresher=uac")).with("Require", "timer")
            }
            Expiry::None | Expiry::TooBrief => response,
        }
    }

    /// The refusal of a timer that is too brief.
    pub fn refuse(request: &Request) -> Response {
        request.response_with_reason(422, "Session Interval Too Small").with("Min-SE", LEAST.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::{Method, SipUri};

    #[test]
    fn timers_are_for_who_knows_them() {
        let uri = SipUri::new("bob", "b.example");
        let invite = |expires: &str, supported: &str| {
            let mut request = Request::new(Method::Invite, uri.clone(), uri.clone(), uri.clone());
            request.headers.push("Session-Expires", expires);
            request.headers.push("Supported", supported);
            request
        };
        assert_eq!(wanted(&invite("1800;refresher=uas", "100rel, timer")), Expiry::Seconds(1800));
        assert_eq!(wanted(&invite("1800", "100rel")), Expiry::None);
        assert_eq!(wanted(&invite("89", "timer")), Expiry::TooBrief);
        let answer = Expiry::Seconds(1800).agree(invite("1800", "timer").response(200));
        assert_eq!(answer.headers.get("Session-Expires"), Some("1800;refresher=uac"));
        assert_eq!(Expiry::refuse(&invite("1", "timer")).headers.get("Min-SE"), Some("90"));
    }
}
