//! SIP messages that are odd and lawful, or look lawful and are not: the cases of RFC 4475, in words of our own.

use fedsh::federation::sip::SipMessage;
use fedsh::federation::sip::parse::{Limits, parse_datagram};

/// What becomes of a message.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    Taken,
    /// Refused with this status.
    Refused(u16),
    /// Not answered: it is a response, or nobody could match the answer.
    Dropped,
}

use Fate::{Dropped, Refused, Taken};

fn fate(text: &str) -> Fate {
    match parse_datagram(text.as_bytes(), &Limits::default()) {
        Ok(_) => Taken,
        Err(rejected) => rejected.answer.map_or(Dropped, |answer| Refused(answer.status)),
    }
}

/// A request with some headers of its own in place of the usual ones: those with the same name are left out.
fn request(line: &str, own: &[&str]) -> String {
    let method = line.split_whitespace().next().unwrap_or_default();
    let cseq = format!("CSeq: 7 {method}");
    let usual = [
        "Via: SIP/2.0/UDP a.example;branch=z9hG4bK7",
        "From: <sip:ann@a.example>;tag=1",
        "To: <sip:bob@b.example>",
        "Call-ID: 7@a.example",
        cseq.as_str(),
        "Max-Forwards: 70",
        "Content-Length: 0",
    ];
    // `Name-` leaves a header out.
    let name = |header: &str| {
        let name = header.split(':').next().unwrap_or_default();
        name.trim().trim_end_matches('-').to_ascii_lowercase()
    };
    let kept = usual.into_iter().filter(|header| !own.iter().any(|other| name(other) == name(header)));
    let headers: Vec<&str> =
        own.iter().copied().filter(|header| !header.ends_with('-')).chain(kept).collect();
    format!("{line}\r\n{}\r\n\r\n", headers.join("\r\n"))
}

const OPTIONS: &str = "OPTIONS sip:bob@b.example SIP/2.0";

#[test]
fn lawful_and_odd_messages_are_taken() {
    let long = format!("sip:{}@b.example", "u".repeat(300));
    for (what, text) in [
        (
            "folding, compact names and blanks before colons",
            request(
                OPTIONS,
                &[
                    "v:  SIP  / 2.0\r\n /UDP\r\n  a.example ; branch=z9hG4bK7",
                    "f   : <sip:ann@a.example>\r\n ;tag = 1",
                    "t: \"a \\\\ quote \\\"\"<sip:bob@b.example>",
                    "via-",
                    "from-",
                    "to-",
                ],
            ),
        ),
        ("a method of all token characters", {
            let method = "!interesting-Method0123456789_*+`.%indeed'~";
            request(&format!("{method} sip:bob@b.example SIP/2.0"), &[])
        }),
        ("escapes in the user", request("OPTIONS sip:sips%3Auser%40a.example@b.example SIP/2.0", &[])),
        ("an escaped null", request("OPTIONS sip:null-%00-null@b.example SIP/2.0", &[])),
        ("an escaped method is another method", request("RE%47IST%45R sip:b.example SIP/2.0", &[])),
        ("no blank before the angle", request(OPTIONS, &["From: caller<sip:ann@a.example>;tag=323"])),
        ("a long request", request(&format!("OPTIONS {long} SIP/2.0"), &[&format!("To: <{long}>")])),
        ("a semicolon in the user", request("OPTIONS sip:user;par=u%40x.example@b.example SIP/2.0", &[])),
        ("an unknown transport", request(OPTIONS, &["Via: SIP/2.0/TRANSPORT a.example;branch=z9hG4bK7"])),
        ("octets after the body", format!("{}INVITE sip:x@y SIP/2.0\r\n\r\n", request(OPTIONS, &[]))),
        ("unknown schemes in To and From", request(OPTIONS, &["To: isbn:2983792873", "From: <http://a.example>;tag=1"])),
        ("no hops left", request(OPTIONS, &["Max-Forwards: 0"])),
        ("an old peer without branch", request(OPTIONS, &["Via: SIP/2.0/UDP a.example"])),
        ("a header nobody knows", request(OPTIONS, &["NewFangledHeader:   newfangled value\r\n continued"])),
        (
            "a reason in other letters",
            "SIP/2.0 200 = 2**3 * 5**2 \u{43d}\u{43e}\r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bK7\r\n\
             From: <sip:a@a.example>;tag=1\r\nTo: <sip:b@b.example>;tag=2\r\nCall-ID: 7\r\nCSeq: 7 INVITE\r\n\r\n"
                .to_owned(),
        ),
        (
            "an empty reason",
            "SIP/2.0 100 \r\nVia: SIP/2.0/UDP a.example;branch=z9hG4bK7\r\nFrom: <sip:a@a.example>;tag=1\r\n\
             To: <sip:b@b.example>\r\nCall-ID: 7\r\nCSeq: 7 INVITE\r\n\r\n"
                .to_owned(),
        ),
    ] {
        assert_eq!(fate(&text), Taken, "{what}:\n{text}");
    }
}

#[test]
fn unlawful_messages_are_refused_by_their_status() {
    for (what, text, wanted) in [
        ("separators without values", request(OPTIONS, &["Via: SIP/2.0/UDP a.example;;,;,,"]), Refused(400)),
        ("a body that is not there", request(OPTIONS, &["Content-Length: 9999"]), Refused(400)),
        ("a negative length", request(OPTIONS, &["Content-Length: -999"]), Refused(400)),
        ("two lengths", request(OPTIONS, &["Content-Length: 13", "Content-Length: 5"]), Refused(400)),
        (
            "a number that is too large",
            request(OPTIONS, &["CSeq: 36893488147419103232 OPTIONS"]),
            Refused(400),
        ),
        ("too many hops", request(OPTIONS, &["Max-Forwards: 300"]), Refused(400)),
        (
            "a quote without an end",
            request(OPTIONS, &["To: \"Mr. J. User <sip:bob@b.example>"]),
            Refused(400),
        ),
        ("angles around the address", request("OPTIONS <sip:bob@b.example> SIP/2.0", &[]), Refused(400)),
        ("blanks in the address", request("OPTIONS sip:bob@b.example; lr SIP/2.0", &[]), Refused(400)),
        ("blanks in the line", request("OPTIONS  sip:bob@b.example  SIP/2.0", &[]), Refused(400)),
        ("a blank at the end of the line", request("OPTIONS sip:bob@b.example SIP/2.0 ", &[]), Refused(400)),
        ("another version", request("OPTIONS sip:bob@b.example SIP/7.0", &[]), Refused(505)),
        ("two methods", request(OPTIONS, &["CSeq: 7 INVITE"]), Refused(400)),
        ("an unknown scheme", request("OPTIONS nobodyKnowsThisScheme:opaque SIP/2.0", &[]), Refused(416)),
        (
            "two senders",
            request(OPTIONS, &["From: <sip:a@a.example>;tag=1", "From: <sip:b@a.example>;tag=2"]),
            Refused(400),
        ),
        ("two calls", request(OPTIONS, &["Call-ID: 1", "Call-ID: 2"]), Refused(400)),
        ("no call", request(OPTIONS, &["Call-ID-"]), Dropped),
        ("no way back", request(OPTIONS, &["Via-"]), Dropped),
        (
            "a status that is too large",
            "SIP/2.0 4294967301 better not break the receiver\r\nVia: SIP/2.0/UDP a.example;branch=z9\r\n\
             From: <sip:a@a.example>;tag=1\r\nTo: <sip:b@b.example>\r\nCall-ID: 7\r\nCSeq: 7 INVITE\r\n\r\n"
                .to_owned(),
            Dropped,
        ),
    ] {
        assert_eq!(fate(&text), wanted, "{what}:\n{text}");
    }
}

#[test]
fn what_an_odd_message_says_is_what_it_says() {
    let text =
        request("RE%47IST%45R sip:null-%00-null@b.example SIP/2.0", &["Subject : \r\n  folded\r\n\ttext "]);
    match parse_datagram(text.as_bytes(), &Limits::default()) {
        Ok(SipMessage::Request(request)) => {
            assert_eq!(request.method.as_str(), "RE%47IST%45R");
            assert_eq!(request.uri.decoded_user().as_deref(), Some("null-\0-null"));
            assert_eq!(request.headers.get("Subject").map(str::trim), Some("folded text"));
        }
        other => panic!("{other:?}"),
    }
}
