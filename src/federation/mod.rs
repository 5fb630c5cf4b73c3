//! What runs: XMPP streams, SIP, gateway, proxy, TLS, DNS and the service runtime.

pub mod certificates;
pub mod dns;
pub mod tls;
pub mod xmpp;
