//! Between SIP and XMPP: addresses, messages and errors, both ways. Sources: RFC 7247 and RFC 7572.

pub mod address;
pub mod error;
mod relay;

pub use relay::{Gateway, Inbox};
