//! What runs: XMPP streams, SIP, gateway, proxy, TLS, DNS and the service runtime.

mod accepting;
pub mod acme;
pub mod certificates;
pub mod dns;
pub mod gateway;
pub mod lab;
pub mod message_log;
mod pages;
pub mod private_file;
pub mod probe;
pub mod registrar;
pub mod runtime;
pub mod sip;
mod slots;
pub mod tls;
pub mod xmpp;
