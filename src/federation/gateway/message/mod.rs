//! Messages between SIP and XMPP. Sources: RFC 7572 (page mode), RFC 7573 (states and receipts).
//!
//! | file | owns |
//! | --- | --- |
//! | `from_sip` | what a MESSAGE says, as a stanza |
//! | `from_xmpp` | what a stanza says, as a MESSAGE |
//! | `composing`, `disposition` | isComposing and IMDN documents, CPIM |
//! | `fate` | messages to XMPP whose senders wait for an answer |
//! | `sent` | messages to XMPP whose fate may still be told |
//! | `repeated` | messages from XMPP that came before |

pub(super) mod composing;
pub(super) mod disposition;
pub(super) mod fate;
pub(super) mod from_sip;
pub(super) mod from_xmpp;
pub(super) mod repeated;
pub(super) mod sent;

/// Plain text in SIP.
pub(super) const PLAIN: &str = "text/plain; charset=UTF-8";
/// Receipts. Source: XEP-0184.
pub(super) const RECEIPTS: &str = "urn:xmpp:receipts";
/// Chat states. Source: XEP-0085.
pub(super) const CHAT_STATES: &str = "http://jabber.org/protocol/chatstates";
