//! SIP addresses as XMPP ones and back. Source: RFC 7247, 5.

use crate::federation::sip::SipUri;
use crate::federation::sip::scan::Bytes;
use crate::federation::sip::uri::percent_decode;
use crate::federation::xmpp::{Jid, address};
use std::borrow::Cow;

/// Characters that a local part may not hold, with their escapes. Source: XEP-0106.
const ESCAPES: &[(char, &str)] = &[
    (' ', "\\20"),
    ('"', "\\22"),
    ('&', "\\26"),
    ('\'', "\\27"),
    ('/', "\\2f"),
    (':', "\\3a"),
    ('<', "\\3c"),
    ('>', "\\3e"),
    ('@', "\\40"),
];

/// The XMPP address of a SIP user. `None`: it has no user, is `sips:`, or cannot be written.
pub fn to_xmpp(uri: &SipUri) -> Option<Jid> {
    if uri.secure {
        return None;
    }
    let user = percent_decode(uri.user.as_deref()?)?;
    if user.contains('\0') {
        return None;
    }
    let mut text = String::with_capacity(user.len() + uri.host.len() + 24);
    match user.bytes().any(has_escape) {
        true => user.chars().for_each(|character| push_escaped(&mut text, character)),
        false => text.push_str(&user),
    }
    text.push('@');
    text.push_str(&uri.host);
    let resource = uri.parameters.get("gr").and_then(percent_decode).filter(|resource| !resource.is_empty());
    if let Some(resource) = resource {
        text.push('/');
        text.push_str(&resource);
    }
    address::parse(&text).ok()
}

fn has_escape(byte: u8) -> bool {
    ESCAPES.iter().any(|(special, _)| *special == char::from(byte))
}

fn push_escaped(text: &mut String, character: char) {
    match ESCAPES.iter().find(|(special, _)| *special == character) {
        Some((_, escape)) => text.push_str(escape),
        None => text.push(character),
    }
}

/// The SIP address of an XMPP user. `None`: a bare domain.
pub fn to_sip(jid: &Jid) -> Option<SipUri> {
    let node = jid.node()?;
    let mut local = Cow::Borrowed(node.as_str());
    if local.contains('\\') {
        for (character, escape) in ESCAPES {
            local = Cow::Owned(local.replace(escape, &character.to_string()));
        }
    }
    let mut uri = SipUri::new(&percent_encode(&local), jid.domain().as_str());
    if let Some(resource) = jid.resource() {
        uri.parameters.set("gr", Some(&percent_encode(resource.as_str())));
    }
    Some(uri)
}

/// What a SIP user part may hold as it is.
static PLAIN: Bytes = Bytes::alphanumeric_and(b"-_.!~*'()&=+$,/");

/// Everything but what a SIP user part may hold is written by its bytes.
pub(super) fn percent_encode(text: &str) -> Cow<'_, str> {
    if PLAIN.are_all_of(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        match PLAIN.have(byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard() {
        let rows = [
            ("sip:f%C3%BC@sip.example", "fü@sip.example"),
            ("sip:o'malley@sip.example", "o\\27malley@sip.example"),
            ("sip:baz@example.net;gr=qux", "baz@example.net/qux"),
            ("sip:juliet@example.com", "juliet@example.com"),
        ];
        for (sip, xmpp) in rows {
            let jid = to_xmpp(&SipUri::parse(sip).unwrap()).unwrap();
            assert_eq!(jid.to_string(), xmpp);
            assert_eq!(to_sip(&jid).unwrap().to_string(), sip);
        }
    }

    #[test]
    fn every_user_survives_the_way_there_and_back() {
        for user in ["a b", "x&y", "d\"e", "h:i", "j<k>", "l@m", "ünïcode", "plus+tag", "100%", "a/b"] {
            let uri = SipUri::new(&percent_encode(user), "example.com");
            let back = to_sip(&to_xmpp(&uri).unwrap()).unwrap();
            assert_eq!(back.decoded_user().unwrap(), user);
        }
    }

    #[test]
    fn what_cannot_be_translated_is_refused() {
        for text in ["sips:a@b.example", "sip:b.example"] {
            assert!(to_xmpp(&SipUri::parse(text).unwrap()).is_none());
        }
        assert!(to_sip(&address::parse("b.example").unwrap()).is_none());
    }
}
