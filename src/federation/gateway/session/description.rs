//! Session descriptions of conversations in text: SDP with one line `m=message … sip …`, as Lync writes it, whose
//! messages go by SIP itself. Sources: RFC 4566; RFC 3264, 6; [MS-SIPRE] for the line.

use std::fmt::Write;

/// Content type of session descriptions.
pub const TYPE: &str = "application/sdp";
/// What may be said in a session of ours.
const ACCEPTED: &str = "text/plain text/html message/cpim application/im-iscomposing+xml";
/// Most media that one description may list.
const MOST_MEDIA: usize = 32;

/// An offer of ours; `host` is where we are.
pub fn offer(host: &str) -> String {
    format!("{}m=message 5060 sip null\r\na=accept-types:{ACCEPTED}\r\n", head(host))
}

/// The answer to an offer: text is accepted, everything else refused. `None`: it offers no text by SIP.
pub fn answer(offer: &str, host: &str) -> Option<String> {
    let mut text = head(host);
    let mut taken = false;
    for media in offer.lines().filter_map(|line| line.strip_prefix("m=")).take(MOST_MEDIA) {
        let mut words = media.split_whitespace();
        let (kind, port, protocol) = (words.next()?, words.next()?, words.next()?);
        let rest: Vec<&str> = words.collect();
        let is_text = kind.eq_ignore_ascii_case("message") && protocol.eq_ignore_ascii_case("sip");
        if is_text && port != "0" && !taken {
            taken = true;
            let _ = write!(text, "m=message 5060 sip null\r\na=accept-types:{ACCEPTED}\r\n");
        } else {
            // Each line of the offer has its answer; port 0 refuses. Source: RFC 3264, 6.
            let _ = write!(text, "m={kind} 0 {protocol} {}\r\n", rest.join(" "));
        }
    }
    taken.then_some(text)
}

fn head(host: &str) -> String {
    let host = host.trim_matches(['[', ']']);
    let (kind, address) = match host.parse() {
        Ok(std::net::IpAddr::V6(_)) => ("IP6", host),
        Ok(std::net::IpAddr::V4(_)) => ("IP4", host),
        // Nothing is sent there: messages take the way of the dialog.
        Err(_) => ("IP4", "0.0.0.0"),
    };
    format!("v=0\r\no=- 0 0 IN {kind} {address}\r\ns=session\r\nc=IN {kind} {address}\r\nt=0 0\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LYNC: &str = "v=0\r\no=- 0 0 IN IP4 10.0.0.1\r\ns=session\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n\
        m=message 5060 sip sip:ann@contoso.com\r\na=accept-types:text/plain multipart/alternative\r\n";

    #[test]
    fn text_is_accepted_and_the_rest_refused() {
        let both = format!("{LYNC}m=audio 4000 RTP/AVP 0 8\r\na=rtpmap:0 PCMU/8000\r\n");
        let answered = answer(&both, "127.0.0.9").unwrap();
        assert!(
            answered.contains("c=IN IP4 127.0.0.9\r\n") && answered.contains("m=message 5060 sip null\r\n")
        );
        assert!(answered.contains("m=audio 0 RTP/AVP 0 8\r\n"), "{answered}");
        assert!(answer(&offer("[::1]"), "gateway.example").unwrap().contains("IN IP4 0.0.0.0"));
        for other in
            ["", "m=audio 4000 RTP/AVP 0", "m=message 2855 TCP/MSRP *", "m=message 0 sip null", "m=message"]
        {
            assert_eq!(answer(other, "127.0.0.9"), None, "{other}");
        }
    }
}
