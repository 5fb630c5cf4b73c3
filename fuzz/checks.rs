//! What must hold for any input from a peer. The fuzz targets and `tests/seeds.rs` share it.

use fedsh::federation::dns::{PendingUpdate, TsigKey, ZoneRecord};
use fedsh::federation::gateway::address::{to_sip, to_xmpp};
use fedsh::federation::gateway::presence::pidf;
use fedsh::federation::runtime::control::Question;
use fedsh::federation::sip::framing::Decoder;
use fedsh::federation::sip::parse::{Limits, parse_datagram};
use fedsh::federation::sip::{Dialog, SipMessage};
use fedsh::federation::xmpp::link::frame::{Frame, write_goodbye, write_ping, write_settled, write_stanza};
use fedsh::federation::xmpp::parser::{ElementLimits, StreamEvent, StreamParser};
use fedsh::federation::xmpp::{Condition, Stanza, StanzaError, StanzaKind};

/// A SIP message is read or refused; what is written of it reads the same.
pub fn sip_message(bytes: &[u8]) {
    let limits = Limits::default();
    if let Ok(message) = parse_datagram(bytes, &limits) {
        let text = match &message {
            SipMessage::Request(request) => {
                let _ = Dialog::called(request, "tag");
                if let Some(jid) = to_xmpp(&request.uri) {
                    assert!(to_sip(&jid).is_some(), "{jid} has no way back");
                }
                request.write()
            }
            SipMessage::Response(response) => response.write(),
        };
        let again = parse_datagram(&text, &limits);
        assert!(again.is_ok_and(|again| again == message), "{}", String::from_utf8_lossy(&text));
    }
    let mut decoder = Decoder::new(limits);
    for chunk in bytes.chunks(7) {
        decoder.feed(chunk);
        while let Ok(Some(_)) = decoder.next_frame() {}
    }
}

const HEADER: &[u8] =
    b"<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' \
    xmlns:db='jabber:server:dialback'>";

/// The elements of a stream, until it ends or is refused.
fn elements(bytes: &[u8]) -> Vec<fedsh::federation::xmpp::Element> {
    let mut parser = StreamParser::new(ElementLimits::AUTHENTICATED);
    let mut found = Vec::new();
    for piece in [HEADER, bytes] {
        let mut input = piece;
        while let Ok(Some(event)) = parser.next(&mut input) {
            match event {
                StreamEvent::Element(element) => found.push(element),
                StreamEvent::Header(_) => {}
                StreamEvent::Closed => return found,
            }
        }
    }
    found
}

/// An XML stream is read or refused; what is written of an element reads the same.
pub fn xmpp_stream(bytes: &[u8]) {
    for element in elements(bytes) {
        let text = element.to_xml();
        let again = elements(text.as_bytes());
        assert!(again.len() == 1 && again.contains(&element), "{text}");
        if let Ok(stanza) = Stanza::from_element(element) {
            let _ = to_sip(stanza.to()).map(|uri| to_xmpp(&uri));
            let _ = stanza.error();
        }
    }
}

/// Frames of the link are read or refused; what is written of one reads the same, and nothing beside its frame is
/// touched.
pub fn link_frame(bytes: &[u8]) {
    let mut input = bytes;
    while let Ok(Some(frame)) = Frame::read(&mut input) {
        let mut written = vec![0xff];
        match &frame {
            Frame::Stanza(element) => {
                let taken = write_stanza(&mut written, element);
                assert!(taken.is_ok(), "{element:?}");
                let _ = Stanza::from_element(element.clone());
                let text = element.to_xml();
                assert!(elements(text.as_bytes()).len() < 2, "more than one element: {text}");
            }
            Frame::Settled(numbers) => write_settled(&mut written, numbers),
            Frame::Ping => write_ping(&mut written),
            Frame::Goodbye => write_goodbye(&mut written),
        }
        written.push(0xff);
        let mut again = written.get(1..).unwrap_or_default();
        assert_eq!(Frame::read(&mut again), Ok(Some(frame)));
        assert_eq!(again, [0xff]);
    }
}

/// A presence document is read or refused; what is written of it reads the same.
pub fn presence_document(text: &str) {
    if let Ok(presence) = pidf::read(text) {
        let written = pidf::write("a@a.example", "sip:a@a.example", &presence);
        assert!(pidf::read(&written).is_ok_and(|again| again == presence), "{written}");
    }
}

/// A request to the control socket is read or refused; what is written of it reads the same.
pub fn control_request(bytes: &[u8]) {
    if let Ok(question) = serde_json::from_slice::<Question>(bytes) {
        let written = serde_json::to_vec(&question).unwrap_or_default();
        let again = serde_json::from_slice::<Question>(&written);
        assert!(again.is_ok_and(|again| again == question), "{}", String::from_utf8_lossy(&written));
    }
}

/// Whether two stanzas say the same; the order of attributes says nothing.
fn same(one: &Stanza, other: &Stanza) -> bool {
    let said = |stanza: &Stanza| {
        let texts = [stanza.stanza_type(), stanza.id()].map(|text| text.map(str::to_owned));
        (stanza.kind(), stanza.from().clone(), stanza.to().clone(), texts, stanza.error())
    };
    said(one) == said(other)
}

/// A stanza can be answered and refused; what is written of the answers reads the same.
pub fn stanza(bytes: &[u8]) {
    let error = StanzaError::new(Condition::RemoteServerTimeout, "a <text> & 'more'");
    for stanza in elements(bytes).into_iter().filter_map(|element| Stanza::from_element(element).ok()) {
        // Only requests have results: the other kinds of stanzas know no such type.
        let result = (stanza.kind() == StanzaKind::Iq).then(|| stanza.reply("result"));
        let answers = [result, stanza.bounce(&error)];
        for answer in answers.into_iter().flatten() {
            let text = answer.element().to_xml();
            let again = elements(text.as_bytes()).into_iter().next().map(Stanza::from_element);
            assert!(again.is_some_and(|again| again.is_ok_and(|again| same(&again, &answer))), "{text}");
            assert!(answer.bounce(&error).is_none() || !answer.is_error(), "an error to an error: {text}");
        }
    }
}

/// Records that an administrator or a topology names make an update or are refused; no answer passes that the key
/// has not signed; a key file is read or refused.
pub fn dns_update(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = TsigKey::parse(&text);
    let records: Vec<ZoneRecord> = text
        .lines()
        .filter_map(|line| {
            let (owner, rest) = line.split_once(' ')?;
            let (kind, data) = rest.split_once(' ')?;
            Some(ZoneRecord::new(owner, kind, data))
        })
        .collect();
    let _ = PendingUpdate::replacing("contoso.com", &records, None);
    let record = ZoneRecord::new("sip.contoso.com", "A", "192.0.2.1");
    let Ok(key) = TsigKey::new("fedsh", "hmac-sha256", "c2VjcmV0") else { return };
    let Ok((pending, _)) = PendingUpdate::replacing("contoso.com", &[record], Some(&key)) else { return };
    assert!(pending.answer(bytes).is_err(), "an answer that nobody signed");
}
