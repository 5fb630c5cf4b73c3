//! What runs: XMPP streams, SIP, gateway, proxy, TLS, DNS and the service runtime.

pub mod xmpp;
