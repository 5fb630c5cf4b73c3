//! XML namespaces of XMPP, as constants; nothing else in the crate spells them.

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

/// Those that a parser meets on every stream.
const COMMON: &[&str] = &[
    SERVER,
    STREAM,
    DIALBACK,
    STANZA_ERROR,
    STREAM_MANAGEMENT,
    PING,
    DELAY,
    XML,
    "http://jabber.org/protocol/chatstates",
    "urn:xmpp:receipts",
    "http://jabber.org/protocol/caps",
    "http://jabber.org/protocol/xhtml-im",
    "http://www.w3.org/1999/xhtml",
];

/// A namespace read from a stream, without an allocation when it is a usual one.
pub fn intern(namespace: &str) -> Cow<'static, str> {
    match COMMON.iter().find(|common| **common == namespace) {
        Some(common) => Cow::Borrowed(common),
        None => Cow::Owned(namespace.to_owned()),
    }
}
