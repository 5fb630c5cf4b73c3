//! XML namespaces of XMPP, as constants; nothing else in the crate spells them.

use super::words::Words;
use std::borrow::Cow;

/// Stanzas between servers.
pub const SERVER: &str = "jabber:server";
/// Stanzas between client and server; never on our streams.
pub const CLIENT: &str = "jabber:client";
/// The stream itself, its features and its errors.
pub const STREAM: &str = "http://etherx.jabber.org/streams";
/// Server dialback. Source: XEP-0220.
pub const DIALBACK: &str = "jabber:server:dialback";
/// The stream feature of dialback. Source: XEP-0220, 2.3.
pub const DIALBACK_FEATURE: &str = "urn:xmpp:features:dialback";
/// The stream feature of streams that are used both ways. Source: XEP-0288.
pub const BIDI_FEATURE: &str = "urn:xmpp:features:bidi";
/// Asking for it.
pub const BIDI: &str = "urn:xmpp:bidi";
/// STARTTLS.
pub const TLS: &str = "urn:ietf:params:xml:ns:xmpp-tls";
/// SASL.
pub const SASL: &str = "urn:ietf:params:xml:ns:xmpp-sasl";
/// Conditions inside `<stream:error/>`.
pub const STREAM_ERROR: &str = "urn:ietf:params:xml:ns:xmpp-streams";
/// Conditions inside `<error/>`.
pub const STANZA_ERROR: &str = "urn:ietf:params:xml:ns:xmpp-stanzas";
/// Acknowledgement of stanzas. Source: XEP-0198.
pub const STREAM_MANAGEMENT: &str = "urn:xmpp:sm:3";
/// Ping. Source: XEP-0199.
pub const PING: &str = "urn:xmpp:ping";
/// Delayed delivery. Source: XEP-0203.
pub const DELAY: &str = "urn:xmpp:delay";
/// The `xml:` prefix.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Those that are met on every stream, the shorter first. The link writes a byte for each: with another list
/// `frames` in [`super::link`] has to count up.
pub static COMMON: Words = Words::new(&[
    "",
    "vcard-temp",
    "jabber:x:oob",
    CLIENT,
    SERVER,
    "jabber:x:data",
    PING,
    STREAM_MANAGEMENT,
    "jabber:iq:last",
    "jabber:x:delay",
    DELAY,
    "urn:xmpp:hints",
    "urn:xmpp:sid:0",
    "jabber:iq:version",
    "urn:xmpp:receipts",
    "vcard-temp:x:update",
    DIALBACK,
    "urn:xmpp:chat-markers:0",
    "http://www.w3.org/1999/xhtml",
    "http://jabber.org/protocol/caps",
    "http://jabber.org/protocol/nick",
    STREAM,
    "http://jabber.org/protocol/xhtml-im",
    STANZA_ERROR,
    XML,
    "http://jabber.org/protocol/chatstates",
    "http://jabber.org/protocol/disco#info",
    "http://jabber.org/protocol/disco#items",
]);

/// A namespace read from a stream, without an allocation when it is a usual one.
pub fn intern(namespace: &str) -> Cow<'static, str> {
    COMMON.intern(namespace)
}
