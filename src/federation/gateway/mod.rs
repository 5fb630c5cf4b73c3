//! Between SIP and XMPP: addresses, messages, presence and errors, both ways.
//! Sources: RFC 7247, RFC 7572, RFC 7573 and RFC 8048.
//!
//! | file | owns |
//! | --- | --- |
//! | `address`, `error` | addresses and errors of one side as those of the other |
//! | `message`, `presence` | what is said, and who is there |
//! | `session` | conversations that an INVITE opens |
//! | `policy` | what is allowed |
//! | `pool` | the SIP side |
//! | `lanes`, `relay` | the gateway at work |

pub mod address;
pub mod error;
mod lanes;
mod message;
pub mod policy;
mod pool;
pub mod presence;
mod relay;
mod session;

pub use policy::{Policy, RoutingPolicy};
pub use pool::Inbox;
pub use relay::{Gateway, GatewayOptions};
